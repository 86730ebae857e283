/**
 * Rows of digits made up from single ones, as a person might write them: each as large as it was written, on a line that is
 * not quite straight, with gaps between their inks.
 */
import type { LabelledDrawing } from '../../src-main/datasets/drawings.ts'
import type { Ink } from '../../src-main/images/ink.ts'
import { distanceBetween, partsOfInk, type Part } from '../../src-main/images/parts.ts'
import type { Random } from '../../src-main/kernels/random.ts'

export interface Row {
  readonly strokes: Ink
  /** The digits from left to right. */
  readonly labels: readonly number[]
  /** For each stroke, the place in the row of the digit that it belongs to. */
  readonly owners: readonly number[]
}

/**
 * The gap that a person leaves, in heights of the row, from the nearest ink of one digit to that of the next. Log-normal, since a
 * gap is never negative and is now and then wide: half are under 0.22, nine in ten between 0.1 and 0.5. For comparison, the side
 * bearings of printed digits leave 0.1 to 0.2 of the digits' height.
 */
export function usualGap(random: Random): number {
  return 0.22 * Math.exp(0.49 * random.gaussian())
}

/** How far a digit stands off the line, as a share of the row's height: one standard deviation. */
const BASELINE = 0.06
/** Every so many rows, a digit's last stroke is written when all the others are there. */
const LATE = 5

/** @param gap how far the inks of two neighbours are apart, in mean heights of the row's digits */
export function rowOf(digits: readonly LabelledDrawing[], gap: () => number, random: Random): Row {
  const heights = digits.map(({ strokes }) => extentOf(strokes))
  const height = heights.reduce((sum, one) => sum + one, 0) / digits.length
  const placed: Ink[] = []
  for (const { strokes } of digits) {
    const { left, bottom } = boxOf(strokes)
    const upright = moved(strokes, -left, -bottom + BASELINE * height * random.gaussian())
    const before = placed.at(-1)
    placed.push(before === undefined ? upright : besides(before, upright, gap() * height))
  }
  const all = placed.flatMap((strokes, owner) => strokes.map((stroke) => ({ stroke, owner })))
  const late = random.integer(LATE) === 0 ? random.integer(digits.length) : -1
  const several = late >= 0 && placed[late]!.length > 1
  const last = several ? all.findLastIndex(({ owner }) => owner === late) : -1
  const ordered = last < 0 ? all : [...all.toSpliced(last, 1), all[last]!]
  return {
    strokes: ordered.map(({ stroke }) => stroke),
    labels: digits.map(({ label }) => label!),
    owners: ordered.map(({ owner }) => owner),
  }
}

/** A digit moved to the right of another, as near as leaves the gap between their inks. */
function besides(before: Ink, digit: Ink, gap: number): Ink {
  const { right, left: first } = boxOf(before)
  const own = boxOf(digit)
  const there = partsOfInk(before).parts
  const far = right + gap - own.left
  // No farther left than where the middles of the two boxes would change places.
  let low = Math.min(far, (first + right) / 2 - own.left)
  let high = far
  for (let step = 0; step < 20; step++) {
    const middle = (low + high) / 2
    const parts = partsOfInk(moved(digit, middle, 0)).parts
    if (nearest(there, parts) >= gap) high = middle
    else low = middle
  }
  return moved(digit, high, 0)
}

function nearest(some: readonly Part[], others: readonly Part[]): number {
  return Math.min(...some.flatMap((one) => others.map((other) => distanceBetween(one, other))))
}

function moved(strokes: Ink, right: number, down: number): Ink {
  return strokes.map((stroke) => stroke.map(([x = 0, y = 0]) => [x + right, y + down]))
}

function extentOf(strokes: Ink): number {
  const { left, top, right, bottom } = boxOf(strokes)
  return Math.max(right - left, bottom - top)
}

function boxOf(strokes: Ink): { left: number; top: number; right: number; bottom: number } {
  const xs = strokes.flatMap((stroke) => stroke.map(([x = 0]) => x))
  const ys = strokes.flatMap((stroke) => stroke.map(([, y = 0]) => y))
  return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) }
}
