/** From strokes to lines on a square field of pixels, fitted to a box in its middle. */
import { throughPoints } from './curve.ts'
import type { Ink } from './ink.ts'
import type { Lines } from './pen.ts'

/**
 * The ink's lines in pixels of a field `side` wide and high, both axes scaled alike, the points' bounding box in the middle
 * and `extent` wide or high, whichever is more. `null` where there is no ink. Points with numbers missing or not finite are
 * passed over. A touch of the pen becomes a dot. The lines may be changed by whoever asked.
 */
export function fitLines(ink: Ink, side: number, extent: number): Lines | null {
  const lines = readLines(ink)
  const bounds = boundsOf(lines)
  if (bounds === null) return null
  const scale = isTap(lines, bounds) ? 0 : extent / bounds.extent
  return placeLines(lines, bounds, scale, side).map(throughPoints)
}

interface Bounds {
  readonly middleX: number
  readonly middleY: number
  /** The larger of width and height. */
  readonly extent: number
  /** The largest coordinate, sign aside. */
  readonly farthest: number
}

/** Coordinates beyond this are taken for damage; without it sums could overflow. */
const LARGEST = 1e100

/** The readable points of each stroke, `[x, y, x, y, …]`; strokes without any are left out. */
function readLines(ink: Ink): Float64Array[] {
  const lines: Float64Array[] = []
  for (const stroke of ink) {
    const line = new Float64Array(2 * stroke.length)
    let length = 0
    for (const point of stroke) {
      const x = point[0]
      const y = point[1]
      if (x === undefined || y === undefined) continue
      if (!(Math.abs(x) <= LARGEST && Math.abs(y) <= LARGEST)) continue
      line[length++] = x
      line[length++] = y
    }
    if (length > 0) lines.push(line.subarray(0, length))
  }
  return lines
}

function boundsOf(lines: Lines): Bounds | null {
  if (lines.length === 0) return null
  let left = Infinity
  let right = -Infinity
  let top = Infinity
  let bottom = -Infinity
  for (const line of lines) {
    for (let i = 0; i < line.length; i += 2) {
      const x = line[i]!
      const y = line[i + 1]!
      if (x < left) left = x
      if (x > right) right = x
      if (y < top) top = y
      if (y > bottom) bottom = y
    }
  }
  return {
    middleX: left + (right - left) / 2,
    middleY: top + (bottom - top) / 2,
    extent: Math.max(right - left, bottom - top),
    farthest: Math.max(Math.abs(left), Math.abs(right), Math.abs(top), Math.abs(bottom)),
  }
}

/**
 * Whether this is a touch of the pen rather than a drawing: a few points that hardly moved, against their distance from the
 * pad's corner. Blown up to the box it would look like a digit.
 */
function isTap(lines: Lines, { extent, farthest }: Bounds): boolean {
  if (extent <= 1e-12 * farthest) return true
  const points = lines.reduce((sum, line) => sum + line.length / 2, 0)
  return points <= 4 && extent < farthest / 64
}

/** Points that lie this close to the one before say nothing, in pixels. */
const NEAR = 0.2
/** No more ink than this is drawn, in sides of the field: far more than enough to fill the box. */
const MOST_INK = 180

/** Scales lines, the middle of the drawing to the middle of the field, and drops points that hardly move. */
function placeLines(lines: Lines, bounds: Bounds, scale: number, side: number): Float64Array[] {
  let ink = 0
  return lines.map((line) => {
    const placed = new Float64Array(line.length)
    let length = 0
    for (let i = 0; i < line.length; i += 2) {
      const x = (line[i]! - bounds.middleX) * scale + side / 2
      const y = (line[i + 1]! - bounds.middleY) * scale + side / 2
      if (length > 0) {
        const dx = x - placed[length - 2]!
        const dy = y - placed[length - 1]!
        const moved = Math.sqrt(dx * dx + dy * dy)
        if (moved < NEAR) continue
        ink += moved
        if (ink > MOST_INK * side) break
      }
      placed[length++] = x
      placed[length++] = y
    }
    return placed.subarray(0, length)
  })
}
