/** More than one digit where there should be one. */
import type { Ink } from '../../../images/ink.ts'
import { imageOfInk } from '../../../images/strokes.ts'
import type { Random } from '../../../kernels/random.ts'
import { syntheticInk } from '../synthetic-digits.ts'

const NO_ONE = [0, 2, 3, 4, 5, 6, 7, 8, 9] as const

export const SEVERAL_DIGITS: Readonly<Record<string, (random: Random) => Ink>> = {
  'two digits': (random) => row(2, random),
  'three digits': (random) => row(3, random),
  'two digits, one above the other': (random) => {
    // A 0 above a 0 is an 8, and a 1 above a 1 a 1 with a gap.
    const above = syntheticInk(2 + random.integer(8), random)
    const below = syntheticInk(random.integer(10), random)
    return [...above, ...moved(below, random.between(-15, 15), random.between(112, 135))]
  },
  'two digits, one over the other': (random) => {
    for (;;) {
      // A 1 on another digit may be one of that digit's own strokes.
      const below = syntheticInk(NO_ONE[random.integer(9)]!, random)
      const above = syntheticInk(NO_ONE[random.integer(9)]!, random)
      const both = [...below, ...moved(above, random.between(-12, 12), random.between(-12, 12))]
      if (adds(both, below) && adds(both, above)) return both
    }
  },
  'crossed out digit': (random) => {
    const digit = syntheticInk(random.integer(10), random)
    const lines = 3 + random.integer(3)
    const scrawl = Array.from({ length: lines * 2 }, (_, index) => [
      index % 2 === 0 ? random.between(-30, -10) : random.between(70, 90),
      10 + (80 * index) / (lines * 2 - 1) + random.between(-6, 6),
    ])
    return [...digit, scrawl]
  },
}

/** Digits side by side, none of them hidden by its neighbour. */
function row(count: number, random: Random): Ink {
  const strokes: number[][][] = []
  let right = -Infinity
  for (let i = 0; i < count; i++) {
    const digit = syntheticInk(random.integer(10), random)
    const left = Math.min(...digit.flatMap((stroke) => stroke.map(([x]) => x!)))
    const across = i === 0 ? 0 : right - left + random.between(4, 30)
    strokes.push(...moved(digit, across, random.between(-12, 12)))
    right = Math.max(...strokes.flatMap((stroke) => stroke.map(([x]) => x!)))
  }
  return strokes
}

function moved(ink: Ink, across: number, down: number): number[][][] {
  return ink.map((stroke) => stroke.map(([x, y]) => [x! + across, y! + down]))
}

/** How much of the ink of a pair must be the other digit's for a person to see that there are two. */
const LEAST_ADDED = 0.35

/** Whether `both` shows clearly more than `one` of its digits: whether it is no longer that digit for a person. */
function adds(both: Ink, one: Ink): boolean {
  // A dot at the corners of the pair keeps the single digit at the pair's size and place.
  const whole = imageOfInk([...both, ...corners(both)])
  const part = imageOfInk([...one, ...corners(both)])
  return whole !== null && part !== null && inkOf(part) < (1 - LEAST_ADDED) * inkOf(whole)
}

function corners(ink: Ink): number[][][] {
  const points = ink.flat()
  const xs = points.map(([x]) => x!)
  const ys = points.map(([, y]) => y!)
  return [[[Math.min(...xs), Math.min(...ys)]], [[Math.max(...xs), Math.max(...ys)]]]
}

function inkOf(image: Uint8Array): number {
  return image.reduce((sum, grey) => sum + grey, 0)
}
