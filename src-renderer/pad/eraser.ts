/** Which strokes an eraser touches. */
import type { Drawing, Stroke } from '../../src-main/contract.ts'
import { PEN_WIDTH } from './ink.ts'

/** How far from its middle the eraser reaches, in pad units. */
export const ERASER_RADIUS = 8

export interface Place {
  readonly x: number
  readonly y: number
}

/** The drawing without the strokes whose ink the eraser touches on its way from one place to another. */
export function erase(drawing: Drawing, from: Place, to: Place): Drawing {
  const left = drawing.filter((stroke) => wayBetween(stroke, from, to) > ERASER_RADIUS + PEN_WIDTH / 2)
  return left.length === drawing.length ? drawing : left
}

/** The least distance between a stroke's line and the way from one place to another, in pad units. */
export function wayBetween(stroke: Stroke, from: Place, to: Place): number {
  let least = Infinity
  for (let i = 0; i < stroke.length; i++) {
    const [x, y] = stroke[i]!
    const [nextX, nextY] = stroke[i + 1] ?? [x, y]
    least = Math.min(least, distance(from, to, { x, y }, { x: nextX, y: nextY }))
  }
  return least
}

/** Between two lines: none where they cross, else the least from an end of one to the other. */
function distance(a: Place, b: Place, c: Place, d: Place): number {
  if (cross(a, b, c, d)) return 0
  return Math.min(toLine(a, c, d), toLine(b, c, d), toLine(c, a, b), toLine(d, a, b))
}

/** On which side of the line from a to b a place lies: the sign; 0 on the line. */
const side = (a: Place, b: Place, place: Place) =>
  (b.x - a.x) * (place.y - a.y) - (b.y - a.y) * (place.x - a.x)

function cross(a: Place, b: Place, c: Place, d: Place): boolean {
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0
}

function toLine(place: Place, a: Place, b: Place): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y]
  const length2 = dx * dx + dy * dy
  const along = length2 === 0 ? 0 : ((place.x - a.x) * dx + (place.y - a.y) * dy) / length2
  const t = Math.min(1, Math.max(0, along))
  return Math.hypot(place.x - a.x - t * dx, place.y - a.y - t * dy)
}
