/**
 * Paints the pad, sharply at any pixel density, at most once a frame: what stays as it is on one layer, and above it
 * the end of the line that grows, which alone is painted anew with each frame.
 */
import type { Stroke } from '../../src-main/contract.ts'
import { GrowingInk, inkOf } from './ink.ts'
import { PAD_SIZE } from './sheet.ts'
import type { Moment, Picture, Sheet } from './sheet.ts'

/** Where the keyboard's pen or an eraser stands, in pad units. */
export interface PenMark {
  readonly x: number
  readonly y: number
  readonly radius: number
  readonly down: boolean
}

export interface Scene extends Moment {
  /** Where the pen is expected next. */
  readonly ahead: Stroke
  /** Places of finished strokes that are marked. */
  readonly marked: readonly number[]
  readonly pen: PenMark | null
  /** A name for the colours in effect: they are read from the style sheet where it changes. */
  readonly scheme: string
}

interface Colours {
  readonly scheme: string
  readonly ink: string
  readonly pen: string
}

/** Room left around a picture, in pad units. */
const MARGIN = 14
/** How far a mark reaches beyond the ink, in pad units, and how much of it is seen, 0..1. */
const HALO = 5
const HALO_STRENGTH = 0.28

export class Surface {
  readonly #dry: CanvasRenderingContext2D
  readonly #wet: CanvasRenderingContext2D
  readonly #inks = new WeakMap<Stroke, Path2D>()
  readonly #observer: ResizeObserver
  #colours: Colours | null = null
  #scene: Scene | null = null
  /** The scene whose finished part lies on the dry layer. */
  #painted: Scene | null = null
  #ink = new GrowingInk()
  #frame = 0

  /** @param dry the layer for what stays @param wet one of the same size above it, for what grows */
  constructor(dry: HTMLCanvasElement, wet: HTMLCanvasElement) {
    this.#dry = contextOf(dry)
    this.#wet = contextOf(wet)
    this.#observer = new ResizeObserver(([entry]) => {
      const size = entry?.devicePixelContentBoxSize[0]
      if (size === undefined) return
      for (const canvas of [dry, wet]) {
        canvas.width = size.inlineSize
        canvas.height = size.blockSize
      }
      this.#painted = null
      this.#paint()
    })
    this.#observer.observe(dry, { box: 'device-pixel-content-box' })
  }

  show(scene: Scene): void {
    this.#scene = scene
    if (this.#frame === 0) {
      this.#frame = requestAnimationFrame(() => {
        this.#frame = 0
        this.#paint()
      })
    }
  }

  close(): void {
    this.#observer.disconnect()
    cancelAnimationFrame(this.#frame)
  }

  #paint(): void {
    const scene = this.#scene
    if (scene === null) return
    const colours = this.#coloursOf(scene.scheme)
    if (this.#painted === null || !isContinued(this.#painted, scene)) {
      this.#paintDry(scene, colours)
      this.#ink = new GrowingInk()
    }
    this.#painted = scene
    this.#paintWet(scene, colours)
  }

  #paintDry({ sheet, growing, marked }: Scene, colours: Colours): void {
    const context = cleared(this.#dry)
    context.fillStyle = colours.ink
    // Ink takes the picture's place from its first point on.
    if (sheet.picture !== null && growing === null) paintPicture(context, sheet.picture)
    if (growing === null) this.#paintMarks(sheet, marked, colours.pen)
    for (const stroke of sheet.strokes) context.fill(this.#finished(stroke))
  }

  #paintWet({ growing, ahead, pen }: Scene, colours: Colours): void {
    const context = cleared(this.#wet)
    if (growing !== null) {
      const { dried, wet } = this.#ink.grow(growing, ahead)
      for (const part of dried) this.#dry.fill(part)
      context.fillStyle = colours.ink
      context.fill(wet)
    }
    if (pen !== null) paintPen(context, pen, colours.pen)
  }

  /** Reading a style takes time: done once for each scheme. */
  #coloursOf(scheme: string): Colours {
    if (this.#colours?.scheme !== scheme) {
      const { color, accentColor } = getComputedStyle(this.#dry.canvas)
      this.#colours = { scheme, ink: color, pen: accentColor }
    }
    return this.#colours
  }

  #finished(stroke: Stroke): Path2D {
    const known = this.#inks.get(stroke)
    if (known !== undefined) return known
    const ink = inkOf(stroke)
    this.#inks.set(stroke, ink)
    return ink
  }

  /** A halo under the ink. All in one path, so that it is as faint where strokes cross. */
  #paintMarks({ strokes }: Sheet, marked: readonly number[], colour: string): void {
    const context = this.#dry
    const path = new Path2D()
    for (const place of marked) {
      const stroke = strokes[place]
      if (stroke !== undefined) path.addPath(this.#finished(stroke))
    }
    context.strokeStyle = colour
    context.lineJoin = 'round'
    context.lineWidth = 2 * HALO
    context.globalAlpha = HALO_STRENGTH
    context.stroke(path)
    context.globalAlpha = 1
  }
}

/** Whether the dry layer of one scene serves the next: all is the same but the line, which has grown. */
function isContinued(before: Scene, after: Scene): boolean {
  const grown =
    before.growing === null
      ? after.growing === null
      : after.growing !== null &&
        after.growing[0] === before.growing[0] &&
        after.growing.length >= before.growing.length
  const marked =
    before.marked.length === after.marked.length &&
    before.marked.every((place, index) => place === after.marked[index])
  return grown && marked && isSame(before.sheet, after.sheet) && before.scheme === after.scheme
}

function isSame(one: Sheet, other: Sheet): boolean {
  return (
    one === other ||
    (one.picture === other.picture &&
      one.strokes.length === other.strokes.length &&
      one.strokes.every((stroke, index) => stroke === other.strokes[index]))
  )
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('This canvas cannot be drawn on.')
  return context
}

/** An empty layer, in pad units. */
function cleared(context: CanvasRenderingContext2D): CanvasRenderingContext2D {
  const { width, height } = context.canvas
  context.setTransform(1, 0, 0, 1, 0, 0)
  context.clearRect(0, 0, width, height)
  context.setTransform(width / PAD_SIZE, 0, 0, height / PAD_SIZE, 0, 0)
  return context
}

function paintPicture(context: CanvasRenderingContext2D, { bitmap }: Picture): void {
  const room = PAD_SIZE - 2 * MARGIN
  const scale = room / Math.max(bitmap.width, bitmap.height)
  const [width, height] = [bitmap.width * scale, bitmap.height * scale]
  // A tiny picture is shown as the pixels it has.
  context.imageSmoothingEnabled = scale < 2
  context.imageSmoothingQuality = 'high'
  context.drawImage(bitmap, (PAD_SIZE - width) / 2, (PAD_SIZE - height) / 2, width, height)
}

function paintPen(context: CanvasRenderingContext2D, { x, y, radius, down }: PenMark, colour: string): void {
  context.strokeStyle = colour
  context.lineWidth = down ? 3 : 2
  context.beginPath()
  context.arc(x, y, radius, 0, 2 * Math.PI)
  context.stroke()
}
