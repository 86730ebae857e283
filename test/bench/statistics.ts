/** What the benchmarks say of many measurements of the same thing. */

export function median(numbers: readonly number[]): number {
  return quantile(numbers, 0.5)
}

/** The number below which that share of them lies; between the two nearest where none is exactly there. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const place = share * (sorted.length - 1)
  const below = sorted[Math.floor(place)] ?? NaN
  const above = sorted[Math.ceil(place)] ?? NaN
  return below + (place - Math.floor(place)) * (above - below)
}
