/** Pictures of digits as people have them, made from strokes: screens, scans, photos. */
import { encode as encodePng } from 'fast-png'
import { encode as encodeJpeg } from 'jpeg-js'
import type { GreyImage } from '../../src-main/images/grey-image.ts'
import type { Ink } from '../../src-main/images/ink.ts'
import { fitLines } from '../../src-main/images/lines.ts'
import { drawLines } from '../../src-main/images/pen.ts'
import type { Random } from '../../src-main/kernels/random.ts'

export interface Scene {
  readonly width: number
  readonly height: number
  /** The longer side of the digit, and its pen's width, in pixels. */
  readonly digit: number
  readonly pen: number
  /** Where its middle is, as shares of width and height. */
  readonly at: readonly [x: number, y: number]
  /** Light of paper and ink, 0 black to 1 white. */
  readonly paper: number
  readonly ink: number
}

export const plainScene: Scene = {
  width: 300,
  height: 300,
  digit: 180,
  pen: 12,
  at: [0.5, 0.5],
  paper: 1,
  ink: 0,
}

/** The light of every pixel, 0 to 1. */
export interface Light {
  readonly width: number
  readonly height: number
  readonly values: Float64Array
}

/** The ink as a scene shows it, in even light. */
export function paint(ink: Ink, { width, height, digit, pen, at, paper, ink: dark }: Scene): Light {
  const side = 2 * Math.max(width, height)
  const lines = fitLines(ink, side, Math.max(1, digit - pen)) ?? []
  for (const line of lines) {
    for (let i = 0; i < line.length; i += 2) {
      line[i]! += at[0] * width - side / 2
      line[i + 1]! += at[1] * height - side / 2
    }
  }
  const drawn = drawLines(lines, { width: pen, softness: 1 }, width, height)
  return {
    width,
    height,
    values: Float64Array.from(drawn, (share) => paper + (dark - paper) * (share / 255)),
  }
}

/** Multiplies the light at (x, y), 0 to 1 each, by what `light` says. */
export function lit(picture: Light, light: (x: number, y: number) => number): Light {
  const { width, height } = picture
  const values = picture.values.map(
    (value, i) => value * light(((i % width) + 0.5) / width, (Math.floor(i / width) + 0.5) / height),
  )
  return { width, height, values }
}

/** Puts `value` wherever `where` says so, x and y in pixels. */
export function cover(picture: Light, value: number, where: (x: number, y: number) => boolean): Light {
  const { width, height } = picture
  const values = picture.values.map((old, i) => (where(i % width, Math.floor(i / width)) ? value : old))
  return { width, height, values }
}

/** Out of focus: the mean over (2 · reach + 1)² pixels. */
export function blurred(picture: Light, reach: number): Light {
  const { width, height, values } = picture
  const mean = (from: Float64Array, count: number, stride: number, i: number): number => {
    const along = Math.floor(i / stride) % count
    const first = Math.max(-reach, -along)
    const last = Math.min(reach, count - 1 - along)
    let sum = 0
    for (let j = first; j <= last; j++) sum += from[i + j * stride]!
    return sum / (last - first + 1)
  }
  const across = values.map((_, i) => mean(values, width, 1, i))
  return { width, height, values: across.map((_, i) => mean(across, height, width, i)) }
}

/** Grain: normal noise of the given standard deviation. */
export function noisy(picture: Light, deviation: number, random: Random): Light {
  return { ...picture, values: picture.values.map((value) => value + deviation * random.gaussian()) }
}

export function greysOf({ width, height, values }: Light): GreyImage {
  return { width, height, values: Uint8Array.from(values, (value) => 255 * Math.max(0, Math.min(1, value))) }
}

export function pngOf(picture: Light): Uint8Array {
  const { width, height, values } = greysOf(picture)
  return encodePng({ width, height, data: values, channels: 1, depth: 8 })
}

export function jpegOf(picture: Light, quality: number): Uint8Array {
  const { width, height, values } = greysOf(picture)
  const data = Uint8Array.from({ length: 4 * values.length }, (_, i) => (i % 4 === 3 ? 255 : values[i >> 2]!))
  return encodeJpeg({ width, height, data }, quality).data
}
