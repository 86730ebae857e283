/** The parts that a row of digits is put together from, a stroke or a connected piece of ink each, and how far apart they are. */
import type { Ink } from './ink.ts'
import type { Lines } from './pen.ts'

/** Any unit will do, the same for all parts of a row; y grows downward. */
export interface Part {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
  /** Lines that stand for the ink when distances are taken. */
  readonly lines: Lines
}

/** More points than this to a line make distances no better. */
const MOST_POINTS = 40
/** All lines of a drawing have about this many points together, so that a scribble of hundreds of strokes takes no longer. */
const MOST_POINTS_TOGETHER = 3000

/** A part of each stroke that has a readable point, with the stroke's place in the drawing. */
export function partsOfInk(ink: Ink): {
  readonly parts: readonly Part[]
  readonly strokes: readonly number[]
} {
  const parts: Part[] = []
  const strokes: number[] = []
  const most = Math.max(2, Math.min(MOST_POINTS, Math.floor(MOST_POINTS_TOGETHER / ink.length)))
  for (const [index, stroke] of ink.entries()) {
    const points = stroke.flatMap(([x, y]) =>
      x !== undefined && y !== undefined && Number.isFinite(x) && Number.isFinite(y) ? [x, y] : [],
    )
    if (points.length === 0) continue
    parts.push(partOf([Float64Array.from(points)], most))
    strokes.push(index)
  }
  return { parts, strokes }
}

/**
 * @param lines at least one, each of at least one point
 * @param most how many points of each are kept for taking distances, from 2
 */
export function partOf(lines: Lines, most = MOST_POINTS): Part {
  let left = Infinity
  let top = Infinity
  let right = -Infinity
  let bottom = -Infinity
  for (const line of lines) {
    for (let i = 0; i < line.length; i += 2) {
      left = Math.min(left, line[i]!)
      right = Math.max(right, line[i]!)
      top = Math.min(top, line[i + 1]!)
      bottom = Math.max(bottom, line[i + 1]!)
    }
  }
  return { left, top, right, bottom, lines: lines.map((line) => thinOut(line, most)) }
}

/** Fewer points of a line, evenly along their order, with its ends. */
function thinOut(line: Float64Array, most: number): Float64Array {
  const points = line.length / 2
  if (points <= most) return line
  const thin = new Float64Array(2 * most)
  for (let i = 0; i < most; i++) {
    const from = Math.round((i * (points - 1)) / (most - 1))
    thin[2 * i] = line[2 * from]!
    thin[2 * i + 1] = line[2 * from + 1]!
  }
  return thin
}

/** The least distance between the lines of two parts; 0 where they cross. */
export function distanceBetween(a: Part, b: Part): number {
  let least = Infinity
  for (const first of a.lines) {
    for (const second of b.lines) {
      least = Math.min(least, lineDistance(first, second))
      // Nothing is nearer, and who scribbles crosses at once: much is not looked at.
      if (least === 0) return 0
    }
  }
  return Math.sqrt(least)
}

/** The squared distance of two lines. A line of one point is a segment from there to there. */
function lineDistance(a: Float64Array, b: Float64Array): number {
  let least = Infinity
  for (let i = 0; i === 0 || i + 2 < a.length; i += 2) {
    const iEnd = Math.min(i + 2, a.length - 2)
    for (let j = 0; j === 0 || j + 2 < b.length; j += 2) {
      const jEnd = Math.min(j + 2, b.length - 2)
      const distance = segmentDistance(
        a[i]!,
        a[i + 1]!,
        a[iEnd]!,
        a[iEnd + 1]!,
        b[j]!,
        b[j + 1]!,
        b[jEnd]!,
        b[jEnd + 1]!,
      )
      if (distance === 0) return 0
      if (distance < least) least = distance
    }
  }
  return least
}

/** The squared distance of two segments: 0 where they cross, else that of an end of one to the other. */
function segmentDistance(
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  x3: number,
  y3: number,
  x4: number,
  y4: number,
): number {
  const a = turn(x1, y1, x2, y2, x3, y3) * turn(x1, y1, x2, y2, x4, y4)
  const b = turn(x3, y3, x4, y4, x1, y1) * turn(x3, y3, x4, y4, x2, y2)
  if (a < 0 && b < 0) return 0
  return Math.min(
    pointDistance(x1, y1, x3, y3, x4, y4),
    pointDistance(x2, y2, x3, y3, x4, y4),
    pointDistance(x3, y3, x1, y1, x2, y2),
    pointDistance(x4, y4, x1, y1, x2, y2),
  )
}

/** On which side of the line from the first point to the second the third lies. */
function turn(x1: number, y1: number, x2: number, y2: number, x3: number, y3: number): number {
  return (x2 - x1) * (y3 - y1) - (y2 - y1) * (x3 - x1)
}

function pointDistance(x: number, y: number, x1: number, y1: number, x2: number, y2: number): number {
  const dx = x2 - x1
  const dy = y2 - y1
  const length = dx * dx + dy * dy
  const t = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / length))
  return (x - x1 - t * dx) ** 2 + (y - y1 - t * dy) ** 2
}
