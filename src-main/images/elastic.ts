/**
 * Elastic warp (P. Simard et al. 2003, "Best practices for convolutional neural networks applied to visual document
 * analysis"): every pixel is moved by a smooth random field, as muscles move a pen.
 */
import type { Kernels } from '../kernels/kernels.ts'
import type { Random } from '../kernels/random.ts'
import { PIXELS, SIDE } from './field.ts'

export interface Elastic {
  /** How far a pixel is moved along each axis: the standard deviation, in pixels. */
  readonly strength: number
  /** The standard deviation of the smoothing kernel, in pixels: larger is smoother. */
  readonly smoothness: number
}

/**
 * Displacements along one axis. Instead of smoothing a field of single pixels with a Gaussian, random control points are
 * joined by cubic B-splines, which are nearly Gaussians: the same thing, much faster.
 */
export class DisplacementField {
  /** 28 × 28, in pixels. */
  readonly values: Float32Array
  readonly #kernels: Kernels
  readonly #points: number
  /** points × points */
  readonly #controls: Float32Array
  /** points × 28: the part that each control point has in each pixel along an axis. */
  readonly #weights: Float32Array
  /** Control points are drawn from −most to most. */
  readonly #most: number

  constructor(kernels: Kernels, { strength, smoothness }: Elastic) {
    // A cubic B-spline with knots a pixel apart has a standard deviation of √(4/12) pixels.
    const spacing = Math.max(1, smoothness * Math.sqrt(3))
    const points = Math.floor((SIDE - 1) / spacing) + 4
    this.#kernels = kernels
    this.#points = points
    this.values = kernels.memory.floats(PIXELS)
    this.#controls = kernels.memory.floats(points * points)
    this.#weights = kernels.memory.floats(points * SIDE)
    const weights = new Float32Array(this.#weights.length)
    let squares = 0
    for (let x = 0; x < SIDE; x++) {
      const knot = Math.floor(x / spacing)
      for (const [i, weight] of splineWeights(x / spacing - knot).entries()) {
        weights[(knot + i) * SIDE + x] = weight
        squares += weight * weight
      }
    }
    this.#weights.set(weights)
    // The variance of numbers from −1 to 1 is a third; the two smoothings, across and down, leave this much of it each.
    const left = squares / SIDE
    this.#most = (strength * Math.sqrt(3)) / left
  }

  /** Fills `values` anew. */
  draw(random: Random): void {
    const points = this.#points
    for (let i = 0; i < points * points; i++) this.#controls[i] = random.between(-this.#most, this.#most)
    this.#kernels.smoothField(this.#controls, this.#weights, this.values, points, SIDE)
  }
}

/** What the four nearest knots of a cubic B-spline have in a point, `t` of the way from the second to the third. */
function splineWeights(t: number): readonly number[] {
  const rest = 1 - t
  return [
    rest ** 3 / 6,
    (3 * t ** 3 - 6 * t ** 2 + 4) / 6,
    (3 * rest ** 3 - 6 * rest ** 2 + 4) / 6,
    t ** 3 / 6,
  ]
}
