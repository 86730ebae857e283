/** How far the axes of the curves go. */
import type { EpochResult } from '../../src-main/contract.ts'

/**
 * The least accuracy on the axis: a step below the worst, so that the last hundredths, which matter, can be
 * seen; never so near to 1 that noise fills the height.
 */
export function lowestAccuracy(epochs: readonly EpochResult[]): number {
  const worst = Math.min(1, ...epochs.map(({ heldBackAccuracy }) => heldBackAccuracy))
  const step = [0.98, 0.95, 0.9, 0.8, 0.5].find((least) => worst > least)
  return step ?? 0
}

export function largestLoss(epochs: readonly EpochResult[]): number {
  const largest = Math.max(0, ...epochs.map(({ loss }) => loss))
  return largest > 0 ? largest * 1.1 : 1
}
