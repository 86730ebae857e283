/**
 * A drawing as the same hand might have made it another time: part of the way towards another drawing of the same
 * digit, bent, slanted, stretched and turned a little. What comes of it goes through `imageOfInk` like any drawing, so it
 * is as sharp and as well placed as one. Exactly rounded arithmetic only: a seed gives the same ink on every machine.
 */
import type { Random } from '../kernels/random.ts'
import type { Ink } from './ink.ts'
import { turn } from './turn.ts'

/** How much a hand varies; each amount is drawn evenly from −amount to +amount, anew for each drawing. */
export interface Variation {
  /** Degrees. */
  readonly rotation: number
  /** Of width and of height, each on its own, as a share. */
  readonly scale: number
  /** How far the top leans aside per unit of height. */
  readonly shear: number
  /** How far lines bow, as a share of half the drawing's size. */
  readonly bend: number
  /** How far each stroke is off its place (a standard deviation), as a share of half the drawing's size. */
  readonly stray: number
}

type Point = readonly [x: number, y: number]
type Lines = readonly (readonly Point[])[]

/** Points of each stroke that is mixed with another. */
const MIXED_POINTS = 32
/** Strokes whose ends lie farther apart than this, in half sizes, are not the same stroke of the same way of writing. */
const FARTHEST_ENDS = 0.7

/**
 * Such a drawing. Its size and place mean nothing; time and pressure are gone.
 *
 * @param mate another drawing of the same digit by the same hand, where there is one: the result lies anywhere between
 *   the two if both are written in the same way, and is made from `ink` alone if not
 */
export function varyInk(ink: Ink, mate: Ink | null, variation: Variation, random: Random): Ink {
  const lines = mixed(centred(ink), mate && centred(mate), random)
  const { rotation, scale, shear, bend, stray } = variation
  const { cosine, sine } = turn(random.between(-rotation, rotation))
  const width = 1 + random.between(-scale, scale)
  const height = 1 + random.between(-scale, scale)
  const slant = random.between(-shear, shear)
  const across = bow(bend, random)
  const down = bow(bend, random)
  return lines.map((line) => {
    const strayX = stray * random.gaussian()
    const strayY = stray * random.gaussian()
    return line.map(([x, y]) => {
      const tall = (y + down(x, y)) * height
      const wide = (x + across(x, y)) * width + slant * tall
      return [cosine * wide - sine * tall + strayX, sine * wide + cosine * tall + strayY]
    })
  })
}

/** The points with the drawing's middle at 0, 0 and its longer side from −1 to 1. Unreadable points are left out. */
function centred(ink: Ink): Lines {
  const lines = ink
    .map((stroke) =>
      stroke.flatMap(([x, y]): Point[] =>
        x !== undefined && y !== undefined && Number.isFinite(x) && Number.isFinite(y) ? [[x, y]] : [],
      ),
    )
    .filter((line) => line.length > 0)
  const [left, right] = range(lines, 0)
  const [top, bottom] = range(lines, 1)
  const half = Math.max(right - left, bottom - top) / 2 || 1
  const x0 = (left + right) / 2
  const y0 = (top + bottom) / 2
  return lines.map((line) => line.map(([x, y]): Point => [(x - x0) / half, (y - y0) / half]))
}

function range(lines: Lines, axis: 0 | 1): [least: number, most: number] {
  let least = Infinity
  let most = -Infinity
  for (const line of lines) {
    for (const point of line) {
      if (point[axis] < least) least = point[axis]
      if (point[axis] > most) most = point[axis]
    }
  }
  return [least, most]
}

/** Somewhere on the way from one drawing to the other, stroke by stroke. */
function mixed(lines: Lines, others: Lines | null, random: Random): Lines {
  const share = random.next()
  if (others?.length !== lines.length) return lines
  const alike = lines.every((line, index) => {
    const other = others[index]!
    return near(line[0]!, other[0]!) && near(line.at(-1)!, other.at(-1)!)
  })
  if (!alike) return lines
  return lines.map((line, index) => {
    const other = evenly(others[index]!, MIXED_POINTS)
    return evenly(line, MIXED_POINTS).map((point, at) => between(point, other[at]!, share))
  })
}

function near(one: Point, other: Point): boolean {
  return distance(one, other) < FARTHEST_ENDS
}

/** So many points along a line, at equal distances, its ends among them. */
function evenly(line: readonly Point[], count: number): Point[] {
  const lengths = [0]
  for (let i = 1; i < line.length; i++) lengths.push(lengths[i - 1]! + distance(line[i - 1]!, line[i]!))
  const whole = lengths.at(-1)!
  let i = 0
  return Array.from({ length: count }, (_, place): Point => {
    const way = (whole * place) / (count - 1)
    while (i < line.length - 2 && lengths[i + 1]! < way) i++
    const next = line[i + 1]
    if (next === undefined) return line[i]!
    const piece = lengths[i + 1]! - lengths[i]!
    return between(line[i]!, next, piece > 0 ? (way - lengths[i]!) / piece : 0)
  })
}

/** A smooth displacement along one axis: a bow and a double bow, over the height and over the width. */
function bow(most: number, random: Random): (x: number, y: number) => number {
  const amount = (): number => random.between(-most, most)
  const [overY, overX, twiceOverY, twiceOverX] = [amount(), amount(), amount(), amount()]
  // 2.6 · t (1 − t²) swings as far as 1 − t² does.
  return (x, y) => (overY + 2.6 * twiceOverY * y) * (1 - y * y) + (overX + 2.6 * twiceOverX * x) * (1 - x * x)
}

function between([ax, ay]: Point, [bx, by]: Point, share: number): Point {
  return [ax + (bx - ax) * share, ay + (by - ay) * share]
}

function distance([ax, ay]: Point, [bx, by]: Point): number {
  return Math.sqrt((bx - ax) * (bx - ax) + (by - ay) * (by - ay))
}
