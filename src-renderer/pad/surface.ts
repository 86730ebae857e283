/** Paints the pad on a canvas, sharply at any pixel density, at most once a frame. */
import type { Stroke } from '../../src-main/contract.ts'
import { inkOf } from './ink.ts'
import { PAD_SIZE } from './sheet.ts'
import type { Picture, Sheet } from './sheet.ts'

/** Where the keyboard's pen stands, in pad units. */
export interface PenMark {
  readonly x: number
  readonly y: number
  readonly down: boolean
}

export interface Scene {
  readonly sheet: Sheet
  readonly growing: Stroke | null
  /** Places of finished strokes that are marked. */
  readonly marked: readonly number[]
  readonly pen: PenMark | null
  /** The colours in effect: read from the style sheet where it changes. */
  readonly scheme: 'light' | 'dark'
}

interface Colours {
  readonly scheme: Scene['scheme']
  readonly ink: string
  readonly pen: string
}

/** Room left around a picture, in pad units. */
const MARGIN = 14
/** How far a mark reaches beyond the ink, in pad units, and how much of it is seen, 0..1. */
const HALO = 5
const HALO_STRENGTH = 0.28

export class Surface {
  readonly #canvas: HTMLCanvasElement
  readonly #context: CanvasRenderingContext2D
  readonly #inks = new WeakMap<Stroke, Path2D>()
  readonly #observer: ResizeObserver
  #colours: Colours | null = null
  #scene: Scene | null = null
  #frame = 0

  constructor(canvas: HTMLCanvasElement) {
    const context = canvas.getContext('2d')
    if (context === null) throw new Error('This canvas cannot be drawn on.')
    this.#canvas = canvas
    this.#context = context
    this.#observer = new ResizeObserver(([entry]) => {
      const size = entry?.devicePixelContentBoxSize[0]
      if (size === undefined) return
      canvas.width = size.inlineSize
      canvas.height = size.blockSize
      this.#paint()
    })
    this.#observer.observe(canvas, { box: 'device-pixel-content-box' })
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
    const { width, height } = this.#canvas
    const context = this.#context
    context.setTransform(1, 0, 0, 1, 0, 0)
    context.clearRect(0, 0, width, height)
    if (this.#scene === null) return
    context.setTransform(width / PAD_SIZE, 0, 0, height / PAD_SIZE, 0, 0)
    const { sheet, growing, marked, pen, scheme } = this.#scene
    const colours = this.#coloursOf(scheme)
    context.fillStyle = colours.ink
    // Ink takes the picture's place from its first point on.
    if (sheet.picture !== null && growing === null) this.#paintPicture(sheet.picture)
    if (growing === null) this.#paintMarks(sheet, marked, colours.pen)
    for (const stroke of sheet.strokes) context.fill(this.#finished(stroke))
    if (growing !== null) context.fill(inkOf(growing, false))
    if (pen !== null) this.#paintPen(pen, colours.pen)
  }

  /** Reading a style takes time: done once for each scheme. */
  #coloursOf(scheme: Scene['scheme']): Colours {
    if (this.#colours?.scheme !== scheme) {
      const { color, accentColor } = getComputedStyle(this.#canvas)
      this.#colours = { scheme, ink: color, pen: accentColor }
    }
    return this.#colours
  }

  #finished(stroke: Stroke): Path2D {
    const known = this.#inks.get(stroke)
    if (known !== undefined) return known
    const ink = inkOf(stroke, true)
    this.#inks.set(stroke, ink)
    return ink
  }

  #paintPicture({ bitmap }: Picture): void {
    const room = PAD_SIZE - 2 * MARGIN
    const scale = room / Math.max(bitmap.width, bitmap.height)
    const [width, height] = [bitmap.width * scale, bitmap.height * scale]
    // A tiny picture is shown as the pixels it has.
    this.#context.imageSmoothingEnabled = scale < 2
    this.#context.imageSmoothingQuality = 'high'
    this.#context.drawImage(bitmap, (PAD_SIZE - width) / 2, (PAD_SIZE - height) / 2, width, height)
  }

  /** A halo under the ink. All in one path, so that it is as faint where strokes cross. */
  #paintMarks({ strokes }: Sheet, marked: readonly number[], colour: string): void {
    const context = this.#context
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

  #paintPen({ x, y, down }: PenMark, colour: string): void {
    const context = this.#context
    context.strokeStyle = colour
    context.lineWidth = 2
    context.beginPath()
    context.arc(x, y, down ? 6 : 9, 0, 2 * Math.PI)
    context.stroke()
  }
}
