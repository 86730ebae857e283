/** How the learning rate goes during a run. */

export type ScheduleName = 'constant' | 'cosine'

/** The share of a run in which a cosine schedule warms up. */
const WARM_UP = 0.03

/**
 * The learning rate of step `step` (from 0) of `steps`.
 *
 * - constant: always `peak`.
 * - cosine: rises in a line while the first steps find their bearings, then falls along half a cosine, so that
 *   the last steps settle instead of jumping about (Loshchilov & Hutter 2017, without restarts).
 */
export function learningRateAt(schedule: ScheduleName, peak: number, step: number, steps: number): number {
  if (schedule === 'constant') return peak
  const warmUp = Math.ceil(steps * WARM_UP)
  if (step < warmUp) return (peak * (step + 1)) / warmUp
  return (peak * (1 + Math.cos((Math.PI * (step - warmUp)) / (steps - warmUp)))) / 2
}
