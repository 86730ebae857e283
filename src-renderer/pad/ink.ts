/** The look of ink: a stroke's points to the outline of a line that swells and thins. */
import { getStroke } from 'perfect-freehand'
import type { Vec2 } from 'perfect-freehand'
import type { Point, Stroke } from '../../src-main/contract.ts'
import { HandPressure } from './hand-pressure.ts'

/** Width of the pen in pad units. */
export const PEN_WIDTH = 11

/** x and y in pad units, pressure 0..1. */
type InkPoint = readonly [x: number, y: number, pressure: number]

/** Points of a growing line that are still reckoned anew with each frame, and by how many its dried parts overlap. */
const WET = 64
const PART = 128
const OVERLAP = 32

/** A mouse knows no pressure and reports one half: then the speed of the hand stands in for it. */
const knowsPressure = ([, , , pressure]: Point) => pressure !== 0.5

/** The ink of a finished stroke, in pad units, to be filled. */
export function inkOf(stroke: Stroke): Path2D {
  const points = stroke.some(knowsPressure)
    ? stroke.map(([x, y, , pressure]): InkPoint => [x, y, pressure])
    : pressed(stroke, new HandPressure())
  return outlineOf(points, true)
}

/**
 * The ink of a line that grows. What lies some way behind the pen does not change any more: it is handed out as
 * parts, once each, to be painted and kept, so that a frame's work does not grow with the line.
 */
export class GrowingInk {
  readonly #hand = new HandPressure()
  #points: InkPoint[] = []
  #knowsPressure = false
  /** Where the part begins that is still wet. */
  #from = 0

  /**
   * @param stroke the line so far; each call's line begins with the former's
   * @param ahead where the pen is expected next: seen in the wet ink, and gone with the next call
   */
  grow(stroke: Stroke, ahead: Stroke = []): { readonly dried: readonly Path2D[]; readonly wet: Path2D } {
    const fresh = stroke.slice(this.#points.length)
    this.#knowsPressure ||= fresh.some(knowsPressure)
    const simulated = pressed(fresh, this.#hand)
    this.#points.push(...simulated.map((point, i) => this.#given(point, fresh[i])))
    const dried: Path2D[] = []
    while (this.#points.length - this.#from >= PART + WET) {
      dried.push(outlineOf(this.#points.slice(this.#from, this.#from + PART), false))
      this.#from += PART - OVERLAP
    }
    const pressure = this.#points.at(-1)?.[2] ?? 0.5
    const expected = ahead.map(([x, y]): InkPoint => [x, y, pressure])
    return { dried, wet: outlineOf([...this.#points.slice(this.#from), ...expected], false) }
  }

  #given(simulated: InkPoint, given: Point | undefined): InkPoint {
    return this.#knowsPressure && given !== undefined ? [given[0], given[1], given[3]] : simulated
  }
}

function pressed(stroke: Stroke, hand: HandPressure): InkPoint[] {
  return stroke.map((point) => [point[0], point[1], hand.next(point)])
}

/** @param finished false while the line is drawn: its end then follows the pen without a rounded tail */
function outlineOf(points: readonly InkPoint[], finished: boolean): Path2D {
  const outline: readonly Vec2[] = getStroke(
    points.map((point) => [...point]),
    {
      size: PEN_WIDTH,
      thinning: 0.36,
      smoothing: 0.55,
      streamline: 0.38,
      easing: (pressure) => Math.sin((pressure * Math.PI) / 2),
      simulatePressure: false,
      last: finished,
    },
  )
  const path = new Path2D()
  const first = outline[0]
  if (first === undefined) return path
  // Curves from midpoint to midpoint, each corner a control point, make a smooth closed line.
  const start = middle(outline.at(-1) ?? first, first)
  path.moveTo(start[0], start[1])
  outline.forEach((corner, index) => {
    const end = middle(corner, outline[(index + 1) % outline.length] ?? first)
    path.quadraticCurveTo(corner[0], corner[1], end[0], end[1])
  })
  path.closePath()
  return path
}

function middle(a: Vec2, b: Vec2): Vec2 {
  return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]
}
