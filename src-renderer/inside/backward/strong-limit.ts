/** Which number gets full colour, where a few numbers are far larger than all others. */

/** Share of the numbers that are told apart; those beyond have full colour, too. */
const TOLD_APART = 0.98
const BINS = 512

/** A round number that all but the largest few of the numbers lie within, whatever their signs. 0 where all are 0. */
export function strongLimit(values: Float32Array | null): number {
  if (values === null) return 0
  const range = rangeOf(values)
  const most = Math.max(-range.least, range.most)
  if (!(most > 0) || !Number.isFinite(most)) return 0
  // Counting is faster than sorting, and there are up to hundreds of thousands. Zeros, of which there may be many, tell nothing.
  const counts = new Uint32Array(BINS)
  let others = 0
  for (const value of values) {
    if (value === 0) continue
    others += 1
    const bin = Math.min(BINS - 1, Math.floor((BINS * Math.abs(value)) / most))
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  let below = 0
  const bin = counts.findIndex((count) => (below += count) >= TOLD_APART * others)
  return roundUp((most * (bin + 1)) / BINS)
}

/** The smallest and the largest of the numbers; 0 where there are none. */
export function rangeOf(values: Float32Array): { readonly least: number; readonly most: number } {
  let least = values[0] ?? 0
  let most = least
  for (const value of values) {
    if (value < least) least = value
    if (value > most) most = value
  }
  return { least, most }
}

/** 1, 1.5, 2, 3, 5 or 7 times a power of ten. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value))
  return ([1, 1.5, 2, 3, 5, 7].find((step) => step * power >= value) ?? 10) * power
}
