/** Turning and moving what is drawn, within the pad. Shapes are kept; pressure and times, too. */
import type { Drawing, Point } from '../../src-main/contract.ts'
import { PAD_SIZE } from './sheet.ts'

/** Room that is left to the pad's edges, in pad units: half a line and a little. */
const EDGE = 12
/** How large a drawing is made, in pad units along its longer side. */
const LARGE = 200
const SMALL = 84

interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** The box around all points. */
export function boxOf(strokes: Drawing): Box {
  const points = strokes.flat()
  const left = points.reduce((least, [x]) => Math.min(least, x), Infinity)
  const top = points.reduce((least, [, y]) => Math.min(least, y), Infinity)
  const right = points.reduce((most, [x]) => Math.max(most, x), -Infinity)
  const bottom = points.reduce((most, [, y]) => Math.max(most, y), -Infinity)
  return { left, top, width: right - left, height: bottom - top }
}

/** Turns the drawing about the middle of its box, and keeps it on the pad. @param degrees counter-clockwise */
export function turned(strokes: Drawing, degrees: number): Drawing {
  if (strokes.length === 0 || degrees % 360 === 0) return strokes
  const { left, top, width, height } = boxOf(strokes)
  const [x0, y0] = [left + width / 2, top + height / 2]
  const angle = (degrees * Math.PI) / 180
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  // y grows downward.
  const turned = mapped(strokes, (x, y) => [
    x0 + (x - x0) * cos + (y - y0) * sin,
    y0 - (x - x0) * sin + (y - y0) * cos,
  ])
  const box = boxOf(turned)
  const scale = Math.min(1, (PAD_SIZE - 2 * EDGE) / Math.max(box.width, box.height))
  const within = (middle: number, length: number) => {
    const half = (scale * length) / 2 + EDGE
    return Math.min(PAD_SIZE - half, Math.max(half, middle))
  }
  const [x1, y1] = [box.left + box.width / 2, box.top + box.height / 2]
  return mapped(turned, (x, y) => [
    within(x1, box.width) + scale * (x - x1),
    within(y1, box.height) + scale * (y - y1),
  ])
}

/** The drawing small in the upper left corner. */
export const inCorner = (strokes: Drawing): Drawing => placed(strokes, SMALL, () => EDGE)

/** The drawing large in the middle. */
export const inMiddle = (strokes: Drawing): Drawing =>
  placed(strokes, LARGE, (length) => (PAD_SIZE - length) / 2)

/** Whether the drawing lies in the upper left quarter, with nothing of it elsewhere. */
export function liesInCorner(strokes: Drawing): boolean {
  if (strokes.length === 0) return false
  const { left, top, width, height } = boxOf(strokes)
  return Math.max(left + width, top + height) < PAD_SIZE / 2
}

/**
 * @param size of the longer side. A dot has none and is moved only
 * @param start where a box of a length begins, along either axis
 */
function placed(strokes: Drawing, size: number, start: (length: number) => number): Drawing {
  if (strokes.length === 0) return strokes
  const { left, top, width, height } = boxOf(strokes)
  const longer = Math.max(width, height)
  const scale = longer > 0 ? size / longer : 1
  const [x0, y0] = [start(scale * width), start(scale * height)]
  return mapped(strokes, (x, y) => [x0 + scale * (x - left), y0 + scale * (y - top)])
}

function mapped(strokes: Drawing, to: (x: number, y: number) => readonly [number, number]): Drawing {
  const rounded = (value: number) => Math.round(value * 100) / 100
  return strokes.map((stroke) =>
    stroke.map(([x, y, time, pressure]): Point => {
      const [newX, newY] = to(x, y)
      return [rounded(newX), rounded(newY), time, pressure]
    }),
  )
}
