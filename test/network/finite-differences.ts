/** The oracle for gradients: how much a cost changes when a number is changed a little. */
import { expect } from 'vitest'

interface Settings {
  /**
   * The changes h to try, of which one must agree. One is enough where the cost is smooth. Where a large one
   * may cross a kink (of a ReLU, or where another pixel wins its pool), a smaller one must be tried too.
   */
  readonly steps?: readonly number[]
  readonly tolerance?: number
}

/**
 * Compares a derivative with the central difference (C(x + h) − C(x − h)) / 2h of every number in `values`.
 *
 * The cost is computed through 32-bit floats, so it carries an error of some 10⁻⁷ of its terms, which the
 * division by 2h makes larger: h must not be small, and is a power of two, so that x ± h is nearly exact.
 */
export function expectDerivative(
  what: string,
  values: Float32Array,
  derivative: Float32Array,
  cost: () => number,
  { steps = [2 ** -6], tolerance = 2e-3 }: Settings = {},
): void {
  // What a fault is measured against: the usual size of a derivative here, so that tiny ones need not agree
  // to more digits.
  const scale = Math.hypot(...derivative) / Math.sqrt(derivative.length) + 0.01
  for (const [i, byChainRule] of derivative.slice().entries()) {
    const differences = steps.map((h) => centralDifference(values, i, h, cost))
    const faults = differences.map((difference) => {
      return Math.abs(difference - byChainRule) / (scale + Math.abs(difference))
    })
    expect(
      Math.min(...faults),
      `${what} ${i}: ${byChainRule} by the chain rule, ${differences.join(' or ')} by the difference`,
    ).toBeLessThan(tolerance)
  }
}

function centralDifference(values: Float32Array, i: number, h: number, cost: () => number): number {
  const value = values[i]!
  const above = Math.fround(value + h)
  const below = Math.fround(value - h)
  values[i] = above
  const costAbove = cost()
  values[i] = below
  const costBelow = cost()
  values[i] = value
  return (costAbove - costBelow) / (above - below)
}
