/**
 * What a hand makes of a way of writing: the same points slanted, stretched, bent and trembling, corners
 * rounded, strokes that stop short or shoot over. Arithmetic that is exactly rounded only, so that a seed
 * gives the same digits on every machine.
 */
import type { Random } from '../../kernels/random.ts'
import { distance, resample, resampleBy, smooth, spline, type Point } from './curve.ts'
import type { PathPoint } from './path.ts'

/** Curves are worked on as points this far apart, in hundredths of the digit's height, as all lengths here. */
const STEP = 2
/** The middle of the field in which ways are put down. */
const MIDDLE_X = 30
const MIDDLE_Y = 50

/** How one digit is written. Every habit is drawn anew for every digit. */
interface Habits {
  /** How far points stray, 1 for a usual hand. */
  readonly care: number
  /** Width against what the way has. */
  readonly stretch: number
  /** How far right the top lies per unit of height. */
  readonly slant: number
  /** The half-angle tangent of the turn, clockwise. */
  readonly turn: number
  /** Where the middle height and the middle width go: 1 leaves them, more makes the upper (left) part smaller. */
  readonly lensY: number
  readonly lensX: number
  /** How far lines bow sideways, and up or down, over the digit's size. */
  readonly bowX: number
  readonly bowY: number
  /** How much wider the top is than the foot, as a share. */
  readonly taper: number
  readonly tremor: number
  /** Points to either side over which corners and curves are evened out. */
  readonly rounding: number
  /** The distance from sample to sample where the pen is fast. */
  readonly pace: number
}

function habitsOf(random: Random): Habits {
  const hasty = random.next() < 0.15
  return {
    care: random.between(0.4, 1.25),
    stretch: clamp(1.05 + 0.2 * random.gaussian(), 0.72, 1.5),
    slant: clamp(0.12 + 0.18 * random.gaussian(), -0.35, 0.5),
    turn: clamp(0.04 * random.gaussian(), -0.1, 0.1),
    lensY: lens(0.13 * random.gaussian()),
    lensX: lens(0.1 * random.gaussian()),
    bowX: 2.5 * bounded(random),
    bowY: 2.5 * bounded(random),
    taper: clamp(0.1 * random.gaussian(), -0.22, 0.22),
    tremor: random.next() < 0.5 ? random.between(0, 0.6) : random.between(0.3, 1.6),
    rounding: hasty ? 2 + random.integer(3) : random.integer(3),
    pace: random.between(2.5, 8),
  }
}

/** Writes a way's strokes, points in the way's own field, as a new hand would. */
export function writeByHand(strokes: readonly (readonly PathPoint[])[], random: Random): Point[][] {
  const habits = habitsOf(random)
  const curves = strokes.map((stroke) => curveOf(stroke, habits, random))
  const lifted = random.next() < 0.985 ? curves : [curves.flat()]
  return lifted.map((curve) => {
    const bent = resample(smooth(curve, habits.rounding), STEP).map((point) => bend(point, habits))
    const evened = withTremor(resample(bent, STEP), habits.tremor, random)
    return sample(
      evened.map((point) => lean(point, habits)),
      habits.pace,
    )
  })
}

/** A stroke's points strayed, with its ends a little off, as a curve. */
function curveOf(stroke: readonly PathPoint[], { care }: Habits, random: Random): Point[] {
  const shiftX = 1.3 * care * random.gaussian()
  const shiftY = 1.3 * care * random.gaussian()
  const points = stroke.map(({ x, y, spreadX, spreadY }): Point => [
    x + shiftX + (spreadX + 1.8 * care) * bounded(random),
    y + shiftY + (spreadY + 1.8 * care) * bounded(random),
  ])
  const corners = stroke.map(({ corner }) => corner)
  const curve = spline(points, corners, STEP)
  return withHook(withEnd(withEnd(curve, random).reverse(), random).reverse(), random)
}

/** The curve with its last point farther out, or stopping short of it. */
function withEnd(curve: Point[], random: Random): Point[] {
  if (curve.length < 8) return curve
  const change = Math.round(1.3 * bounded(random))
  if (change <= 0) return curve.slice(0, curve.length + change)
  const [x, y] = curve[curve.length - 1]!
  const [beforeX, beforeY] = curve[curve.length - 3]!
  return [...curve, [x + ((x - beforeX) / 2) * change, y + ((y - beforeY) / 2) * change]]
}

/** Now and then the pen drags on as it comes down or leaves the paper. */
function withHook(curve: Point[], random: Random): Point[] {
  const chance = random.next()
  if (chance > 0.12 || curve.length < 8) return curve
  const atStart = chance < 0.06
  const [x, y] = curve[atStart ? 0 : curve.length - 1]!
  const tip: Point = [x + 5 * bounded(random), y + 4 * bounded(random)]
  return atStart ? [...resample([tip, curve[0]!], STEP), ...curve] : [...curve, tip]
}

/** What changes the shape: proportions, bows, taper. */
function bend([x, y]: Point, { lensX, lensY, bowX, bowY, taper }: Habits): Point {
  const across = (through(x / 60, lensX) * 60 - MIDDLE_X) / 30
  const down = (through(y / 100, lensY) * 100 - MIDDLE_Y) / 50
  return [
    MIDDLE_X + 30 * across * (1 - taper * down) + bowX * (1 - down * down),
    MIDDLE_Y + 50 * down + bowY * (1 - across * across),
  ]
}

/** A change of scale from one end of 0..1 to the other (a projective map that keeps both ends). */
function through(share: number, factor: number): number {
  if (share <= 0 || share >= 1) return share
  return share / (share + factor * (1 - share))
}

function lens(deviation: number): number {
  const bounds = clamp(deviation, -0.3, 0.3)
  return (1 + bounds) / (1 - bounds)
}

/** What moves the whole: width, slant, turn. */
function lean([x, y]: Point, { stretch, slant, turn }: Habits): Point {
  const down = y - MIDDLE_Y
  const across = (x - MIDDLE_X) * stretch - slant * down
  const cosine = (1 - turn * turn) / (1 + turn * turn)
  const sine = (2 * turn) / (1 + turn * turn)
  return [MIDDLE_X + cosine * across - sine * down, MIDDLE_Y + sine * across + cosine * down]
}

/** The length of a tremble, in points. */
const TREMBLE = 7

/** Smooth noise along the curve: random offsets some way apart, and a parabola's ease between them. */
function withTremor(curve: readonly Point[], strength: number, random: Random): Point[] {
  const count = Math.ceil(curve.length / TREMBLE) + 1
  const offsets = Array.from({ length: count }, (): Point => [
    strength * bounded(random),
    strength * bounded(random),
  ])
  return curve.map(([x, y], index) => {
    const from = offsets[Math.floor(index / TREMBLE)]!
    const to = offsets[Math.floor(index / TREMBLE) + 1]!
    const t = (index % TREMBLE) / TREMBLE
    const ease = t * t * (3 - 2 * t)
    return [x + from[0] + (to[0] - from[0]) * ease, y + from[1] + (to[1] - from[1]) * ease]
  })
}

/** Samples in equal times: close together where the pen turns and at the ends, far apart where it runs. */
function sample(curve: readonly Point[], pace: number): Point[] {
  const last = curve.length - 1
  return resampleBy(curve, (index) => {
    const before = curve[Math.max(0, index - 2)]!
    const after = curve[Math.min(last, index + 2)]!
    const middle = curve[index]!
    const way = distance(before, middle) + distance(middle, after)
    const straightness = way === 0 ? 1 : distance(before, after) / way
    const nearEnd = Math.min(index, last - index) < 3
    return Math.max(1, pace * (nearEnd ? 0.5 : 1) * straightness * straightness)
  })
}

/** From the normal distribution, but never farther than 2.5 standard deviations. */
function bounded(random: Random): number {
  return clamp(random.gaussian(), -2.5, 2.5)
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value))
}
