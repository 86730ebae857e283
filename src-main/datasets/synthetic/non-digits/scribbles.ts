/** Scribbles: what hands do that mean nothing. All are long, so that none of them comes out as a digit by chance. */
import { turn } from '../../../images/turn.ts'
import type { Random } from '../../../kernels/random.ts'
import { spline, type Point } from '../curve.ts'
import type { Curves } from './turning-shapes.ts'

/** Distance of points along a curve, in hundredths of the pad, which is 0 to 100 in both directions. */
const STEP = 2

export const SCRIBBLES: Readonly<Record<string, (random: Random) => Curves>> = {
  /** A hand that wanders about, turning as it likes. */
  'random walk': (random) => {
    const points: Point[] = [[50, 50]]
    let degrees = random.between(0, 360)
    let bend = 0
    for (let i = 0, count = 120 + random.integer(250); i < count; i++) {
      bend = 0.9 * bend + 9 * random.gaussian()
      degrees += bend
      const { cosine, sine } = turn(degrees)
      const [x, y] = points[i]!
      const next: Point = [x + 4 * cosine, y + 4 * sine]
      if (next[0] < 0 || next[0] > 100 || next[1] < 0 || next[1] > 100) degrees += 150
      points.push([inside(next[0]), inside(next[1])])
    }
    return [points]
  },
  /** Curves through points anywhere. */
  tangle: (random) => [smoothThrough(anywhere(10 + random.integer(14), random))],
  /** Straight lines through points anywhere. */
  'broken line': (random) => [anywhere(7 + random.integer(12), random)],
  'zig-zag': (random) => [zigZag(5 + random.integer(8), random)],
  'upright zig-zag': (random) => [zigZag(6 + random.integer(7), random).map(([x, y]): Point => [y, x])],
  hatching: (random) => hatch(5 + random.integer(8), random.between(-50, 50), random),
  'cross-hatching': (random) => {
    const lines = 4 + random.integer(5)
    const degrees = random.between(-50, 50)
    return [...hatch(lines, degrees, random), ...hatch(lines, degrees + 90, random)]
  },
  /** Lines so close that hardly any paper is left. */
  'full pad': (random) => {
    const lines = 14 + random.integer(12)
    const rows = Array.from({ length: lines }, (_, row): Point[] => {
      const y = (100 * row) / (lines - 1)
      const ends: Point[] = [
        [random.between(0, 8), y],
        [random.between(92, 100), y + random.between(-3, 3)],
      ]
      return row % 2 === 0 ? ends : ends.reverse()
    })
    const filled = random.next() < 0.5 ? [rows.flat()] : rows
    return random.next() < 0.5 ? filled : filled.map((line) => line.map(([x, y]): Point => [y, x]))
  },
  /** Loops in a row, like a child's idea of writing. */
  loops: (random) => {
    const loops = 4 + random.integer(6)
    const wide = random.between(12, 24)
    const points = Array.from({ length: loops * 8 + 1 }, (_, index): Point => {
      const { cosine, sine } = turn(index * 45)
      const away = 18 + 3 * random.gaussian()
      return [(wide * index) / 8 + away * cosine, 50 + 1.4 * away * sine]
    })
    return [smoothThrough(points)]
  },
  /** Loops over one another in one place, round after round. */
  ball: (random) => {
    const points = Array.from({ length: 40 + random.integer(60) }, (_, index): Point => {
      const { cosine, sine } = turn(index * 52)
      return [50 + random.between(10, 50) * cosine, 50 + random.between(10, 50) * sine]
    })
    return [smoothThrough(points)]
  },
  'short lines': (random) =>
    Array.from({ length: 6 + random.integer(8) }, () => {
      const [x, y] = somewhere(random)
      const { cosine, sine } = turn(random.between(0, 360))
      const long = random.between(15, 45)
      return [
        [x, y],
        [x + long * cosine, y + long * sine],
      ] as const
    }),
  'short curves': (random) =>
    Array.from({ length: 5 + random.integer(4) }, () => smoothThrough(anywhere(3, random))),
  /** A wavy line of words too small to be read. */
  'lines of writing': (random) =>
    Array.from({ length: 2 + random.integer(3) }, (_, line) => {
      const points = Array.from({ length: 24 + random.integer(20) }, (_, index): Point => [
        3 * index + random.between(-1, 1),
        28 * line + (index % 2 === 0 ? 0 : random.between(6, 18)),
      ])
      return smoothThrough(points)
    }),
}

function somewhere(random: Random): Point {
  return [random.between(0, 100), random.between(0, 100)]
}

function anywhere(count: number, random: Random): Point[] {
  return Array.from({ length: count }, () => somewhere(random))
}

function smoothThrough(points: readonly Point[]): Point[] {
  return spline(
    points,
    points.map(() => false),
    STEP,
  )
}

/** Up and down while going to the right. */
function zigZag(corners: number, random: Random): Point[] {
  const high = random.between(25, 100)
  const sway = random.between(0, 0.25)
  return Array.from({ length: corners + 1 }, (_, corner): Point => [
    (100 * corner) / corners + 4 * random.gaussian(),
    (corner % 2 === 0 ? 0 : high) + sway * high * random.gaussian(),
  ])
}

/** Lines side by side, all at one angle. */
function hatch(lines: number, degrees: number, random: Random): Point[][] {
  const { cosine, sine } = turn(degrees)
  return Array.from({ length: lines }, (_, line) => {
    const across = (100 * line) / (lines - 1) - 50 + 2 * random.gaussian()
    const ends = [-50 + 6 * random.gaussian(), 50 + 6 * random.gaussian()]
    return ends.map((along): Point => [across * cosine - along * sine, across * sine + along * cosine])
  })
}

function inside(value: number): number {
  return Math.max(0, Math.min(100, value))
}
