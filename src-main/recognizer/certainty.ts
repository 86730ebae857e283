/**
 * When an answer is not to be relied on. The rule is one threshold on the likeliest digit's probability. Each
 * model has its own, since networks differ in how boldly they answer: it is set so that about one in fifty of
 * the digits held back from training falls below it, which are the ones that people hesitate over as well.
 */

/** Share of the held-back digits that a model may call unsure. */
const SHARE_UNSURE = 0.02
const LEAST_THRESHOLD = 0.5
const LARGEST_THRESHOLD = 0.95

/** For models that nothing could be held back for. */
export const USUAL_THRESHOLD = 0.8

/**
 * The threshold for a model that gave its answers to held-back digits with these probabilities.
 *
 * @param likeliest for each digit the probability of the answer, 0..1, in any order
 */
export function surenessThreshold(likeliest: Float32Array): number {
  if (likeliest.length === 0) return USUAL_THRESHOLD
  const place = Math.floor(likeliest.length * SHARE_UNSURE)
  const threshold = likeliest.toSorted()[place]!
  return Math.min(Math.max(threshold, LEAST_THRESHOLD), LARGEST_THRESHOLD)
}

/** Ten outputs of a network as probabilities that sum to 1: a sigmoid layer's outputs are no distribution. */
export function probabilitiesOf(outputs: Float32Array): number[] {
  const sum = outputs.reduce((total, value) => total + value, 0)
  return Array.from(outputs, (value) => (sum > 0 ? value / sum : 1 / outputs.length))
}
