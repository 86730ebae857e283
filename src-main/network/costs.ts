/** The cost: one number for how wrong the output is, and its derivative, where going backward begins. */

export type CostName = 'squared-error' | 'cross-entropy'

export interface Cost {
  /** The cost C of one sample, row `row` of `output` and `target` (both rows × size). */
  value(output: Float32Array, target: Float32Array, size: number, row: number): number
  /**
   * ∂C/∂output of the given rows, where C is the mean over the batch: each sample's share is 1 / `rows`, the
   * number of samples in the whole batch.
   */
  derivative(
    output: Float32Array,
    target: Float32Array,
    outputDerivative: Float32Array,
    size: number,
    rows: number,
    firstRow: number,
    endRow: number,
  ): void
}

/** C = ½ Σᵢ (outputᵢ − targetᵢ)² */
export class SquaredError implements Cost {
  value(output: Float32Array, target: Float32Array, size: number, row: number): number {
    let sum = 0
    for (let i = row * size; i < (row + 1) * size; i++) sum += (output[i]! - target[i]!) ** 2
    return sum / 2
  }

  /** ∂C/∂outputᵢ = outputᵢ − targetᵢ */
  derivative(
    output: Float32Array,
    target: Float32Array,
    outputDerivative: Float32Array,
    size: number,
    rows: number,
    firstRow: number,
    endRow: number,
  ): void {
    for (let i = firstRow * size; i < endRow * size; i++) {
      outputDerivative[i] = (output[i]! - target[i]!) / rows
    }
  }
}

/**
 * C = −Σᵢ targetᵢ · log outputᵢ, for outputs that are probabilities (softmax): how surprised the network is
 * by the truth.
 *
 * A probability that is too small for a float counts as the smallest normal one, 2^−126. So the cost and its
 * derivative stay finite, and the softmax behind it comes to (p − target) / rows down to that smallest
 * probability. NaN stays NaN.
 */
export class CrossEntropy implements Cost {
  value(output: Float32Array, target: Float32Array, size: number, row: number): number {
    let sum = 0
    for (let i = row * size; i < (row + 1) * size; i++) {
      sum -= target[i]! * Math.log(Math.max(output[i]!, SMALLEST))
    }
    return sum
  }

  /** ∂C/∂outputᵢ = −targetᵢ / outputᵢ */
  derivative(
    output: Float32Array,
    target: Float32Array,
    outputDerivative: Float32Array,
    size: number,
    rows: number,
    firstRow: number,
    endRow: number,
  ): void {
    for (let i = firstRow * size; i < endRow * size; i++) {
      outputDerivative[i] = -target[i]! / (Math.max(output[i]!, SMALLEST) * rows)
    }
  }
}

/** The smallest normal 32-bit float. */
const SMALLEST = 2 ** -126

/** The cost of that name. */
export function createCost(name: CostName): Cost {
  return name === 'squared-error' ? new SquaredError() : new CrossEntropy()
}
