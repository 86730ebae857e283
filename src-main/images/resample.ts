/** Pictures made larger or smaller. */
import type { GreyImage } from './grey-image.ts'

/** A part of a picture in pixels, which need not be whole. */
export interface Area {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/**
 * The given area as a picture of `width` × `height` pixels. Made smaller, each pixel is the mean over all that it covers;
 * made larger, it lies on the line between its neighbours. Beyond the picture's edge, its edge goes on.
 */
export function resample(image: GreyImage, area: Area, width: number, height: number): GreyImage {
  const across = kernel(area.left, area.width, width, image.width)
  const down = kernel(area.top, area.height, height, image.height)
  const firstRow = Math.min(...down.map(({ first }) => first))
  const endRow = Math.max(...down.map(({ first, weights }) => first + weights.length))
  const rows = new Float64Array((endRow - firstRow) * width)
  for (let y = firstRow; y < endRow; y++) {
    for (let x = 0; x < width; x++) {
      const { first, weights } = across[x]!
      let sum = 0
      for (let i = 0, at = y * image.width + first; i < weights.length; i++, at++) {
        sum += weights[i]! * image.values[at]!
      }
      rows[(y - firstRow) * width + x] = sum
    }
  }
  const values = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    const { first, weights } = down[y]!
    for (let x = 0; x < width; x++) {
      let sum = 0
      for (let i = 0, at = (first - firstRow) * width + x; i < weights.length; i++, at += width) {
        sum += weights[i]! * rows[at]!
      }
      values[y * width + x] = Math.round(sum)
    }
  }
  return { width, height, values }
}

/** The picture, made smaller where one of its sides is longer than `most`. */
export function shrink(image: GreyImage, most: number): GreyImage {
  const scale = most / Math.max(image.width, image.height)
  if (scale >= 1) return image
  const width = Math.max(1, Math.round(image.width * scale))
  const height = Math.max(1, Math.round(image.height * scale))
  return resample(image, { left: 0, top: 0, width: image.width, height: image.height }, width, height)
}

/** The source pixels that one target pixel is made of, from `first` on, and what each counts. They sum to 1. */
interface Taps {
  readonly first: number
  readonly weights: Float64Array
}

/** The taps of each of `count` target pixels that share `length` source pixels from `start` on, of `size` there are. */
function kernel(start: number, length: number, count: number, size: number): Taps[] {
  const step = length / count
  return Array.from({ length: count }, (_, i) => {
    const from = start + i * step
    return step >= 1 ? boxTaps(from, from + step, size) : tentTaps(from + step / 2, size)
  })
}

/** Each pixel from `from` to `to` by the share of it that is covered. */
function boxTaps(from: number, to: number, size: number): Taps {
  const low = clamp(Math.floor(from), size)
  const high = clamp(Math.ceil(to) - 1, size)
  const weights = new Float64Array(high - low + 1)
  for (let i = Math.floor(from); i < to; i++) {
    const covered = Math.min(to, i + 1) - Math.max(from, i)
    if (covered > 0) weights[clamp(i, size) - low]! += covered / (to - from)
  }
  return { first: low, weights }
}

/** The two pixels around a point. */
function tentTaps(centre: number, size: number): Taps {
  const left = Math.floor(centre - 0.5)
  const share = centre - 0.5 - left
  const low = clamp(left, size)
  const high = clamp(left + 1, size)
  return { first: low, weights: low === high ? Float64Array.of(1) : Float64Array.of(1 - share, share) }
}

function clamp(i: number, size: number): number {
  return Math.max(0, Math.min(size - 1, i))
}
