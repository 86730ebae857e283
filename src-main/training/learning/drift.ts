/** How far a model has drifted from what it said before. */
import { probabilitiesOf } from '../../recognizer/certainty.ts'

/** Less than this counts as this, so that no answer is infinitely far from another. */
const LEAST_PROBABILITY = 1e-12
const CLASSES = 10

/**
 * The mean Kullback–Leibler divergence of a model's answers from earlier ones, Σ p · log(p / q) in nats: 0 where nothing has changed.
 * It tells small changes more surely than a count of errors does, of which a lesson mends and makes a few by chance.
 *
 * @param before ten outputs for each of `count` digits
 * @param after as many, of the other model for the same digits
 */
export function drift(before: Float32Array, after: Float32Array, count: number): number {
  let sum = 0
  for (let row = 0; row < count; row++) {
    const [p, q] = [before, after].map((outputs) =>
      probabilitiesOf(outputs.subarray(row * CLASSES, (row + 1) * CLASSES)),
    ) as [number[], number[]]
    for (let digit = 0; digit < CLASSES; digit++) {
      const likely = Math.max(LEAST_PROBABILITY, p[digit]!)
      sum += likely * Math.log(likely / Math.max(LEAST_PROBABILITY, q[digit]!))
    }
  }
  return count === 0 ? 0 : sum / count
}
