/**
 * Elastic warp (P. Simard et al. 2003, "Best practices for convolutional neural networks applied to visual document
 * analysis"): every pixel is moved by a smooth random field, as muscles move a pen.
 */
import type { Random } from '../kernels/random.ts'
import { SIDE } from './field.ts'

export interface Elastic {
  /** How far a pixel is moved along each axis: the standard deviation, in pixels. */
  readonly strength: number
  /** The standard deviation of the smoothing kernel, in pixels: larger is smoother. */
  readonly smoothness: number
}

/** Weights of four control points in a row for each pixel, and the first of the four. */
interface Spline {
  readonly points: number
  readonly first: Uint8Array
  readonly weights: Float64Array
  /** The mean over the pixels of the sum of the squared weights: how much of a variance is left. */
  readonly variance: number
}

const splines = new Map<number, Spline>()

/**
 * Fills `field` (28 × 28) with displacements along one axis, in pixels. Instead of smoothing a field of single pixels with
 * a Gaussian, random control points are joined by cubic B-splines, which are nearly Gaussians: the same thing, much faster.
 */
export function fillDisplacements(
  field: Float32Array,
  { strength, smoothness }: Elastic,
  random: Random,
): void {
  const { points, first, weights, variance } = splineFor(smoothness)
  // The variance of numbers from −1 to 1 is a third; the two smoothings, across and down, leave `variance` each.
  const most = (strength * Math.sqrt(3)) / variance
  for (let i = 0; i < points * points; i++) controls[i] = random.between(-most, most)
  for (let row = 0; row < points; row++) {
    for (let x = 0; x < SIDE; x++) {
      const at = row * points + first[x]!
      const w = 4 * x
      across[row * SIDE + x] =
        weights[w]! * controls[at]! +
        weights[w + 1]! * controls[at + 1]! +
        weights[w + 2]! * controls[at + 2]! +
        weights[w + 3]! * controls[at + 3]!
    }
  }
  for (let y = 0; y < SIDE; y++) {
    const from = first[y]! * SIDE
    const w = 4 * y
    for (let x = 0; x < SIDE; x++) {
      const at = from + x
      field[y * SIDE + x] =
        weights[w]! * across[at]! +
        weights[w + 1]! * across[at + SIDE]! +
        weights[w + 2]! * across[at + 2 * SIDE]! +
        weights[w + 3]! * across[at + 3 * SIDE]!
    }
  }
}

/** No field needs more control points along an axis than one a pixel, and the three beyond its ends. */
const MOST_POINTS = SIDE + 3
const controls = new Float64Array(MOST_POINTS * MOST_POINTS)
const across = new Float64Array(MOST_POINTS * SIDE)

function splineFor(smoothness: number): Spline {
  const known = splines.get(smoothness)
  if (known) return known
  // A cubic B-spline with knots a pixel apart has a standard deviation of √(4/12) pixels.
  const spacing = Math.max(1, smoothness * Math.sqrt(3))
  const first = new Uint8Array(SIDE)
  const weights = new Float64Array(4 * SIDE)
  for (let x = 0; x < SIDE; x++) {
    const position = x / spacing
    const knot = Math.floor(position)
    const t = position - knot
    const rest = 1 - t
    first[x] = knot
    weights[4 * x] = rest ** 3 / 6
    weights[4 * x + 1] = (3 * t ** 3 - 6 * t ** 2 + 4) / 6
    weights[4 * x + 2] = (3 * rest ** 3 - 6 * rest ** 2 + 4) / 6
    weights[4 * x + 3] = t ** 3 / 6
  }
  const variance = weights.reduce((sum, weight) => sum + weight * weight, 0) / SIDE
  const spline = { points: Math.floor((SIDE - 1) / spacing) + 4, first, weights, variance }
  splines.set(smoothness, spline)
  return spline
}
