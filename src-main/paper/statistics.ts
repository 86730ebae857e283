/** The statistics of the report: how sure a measured share is, and whether two networks really differ. */

/** The standard normal's 97.5 % point: intervals hold the true value in 95 of 100 cases. */
const Z95 = 1.959963984540054
/** From so many digits on that only one of two networks reads, McNemar's χ² is close enough. */
const LEAST_FOR_CHI_SQUARED = 25

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** The sample's standard deviation (n − 1 below), or `null` where there is but one value. */
export function standardDeviation(values: readonly number[]): number | null {
  if (values.length < 2) return null
  const centre = mean(values)
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0)
  return Math.sqrt(squares / (values.length - 1))
}

/**
 * The score interval of a share, 95 % (E. B. Wilson 1927).
 *
 * @param share 0..1, measured on `count` digits, at least one
 */
export function wilson(share: number, count: number): readonly [low: number, high: number] {
  const z2 = Z95 ** 2 / count
  const centre = (share + z2 / 2) / (1 + z2)
  const half = (Z95 / (1 + z2)) * Math.sqrt((share * (1 - share)) / count + z2 / (4 * count))
  return [Math.max(0, centre - half), Math.min(1, centre + half)]
}

export interface McNemar {
  /** How likely a difference as large as this is where there is none, 0..1; two-sided. */
  readonly p: number
  readonly method: 'exact' | 'chi-squared'
  /** χ² with one degree of freedom, or `null` for the exact test. */
  readonly chiSquared: number | null
}

/**
 * Whether two networks that read the same digits differ (Q. McNemar 1947): χ² = (b − c)² / (b + c); where b + c is small,
 * the exact binomial test.
 *
 * @param onlyFirst b, digits that only the first reads rightly
 * @param onlySecond c, digits that only the second reads rightly
 */
export function mcNemar(onlyFirst: number, onlySecond: number): McNemar {
  const differing = onlyFirst + onlySecond
  if (differing < LEAST_FOR_CHI_SQUARED) {
    const tail = binomialTail(Math.min(onlyFirst, onlySecond), differing)
    return { p: Math.min(1, 2 * tail), method: 'exact', chiSquared: null }
  }
  const chiSquared = (onlyFirst - onlySecond) ** 2 / differing
  return { p: complementaryError(Math.sqrt(chiSquared / 2)), method: 'chi-squared', chiSquared }
}

/** How likely at most `most` heads are in `throws` throws of a fair coin. */
function binomialTail(most: number, throws: number): number {
  let term = 0.5 ** throws
  let sum = term
  for (let heads = 1; heads <= most; heads++) {
    term *= (throws - heads + 1) / heads
    sum += term
  }
  return sum
}

/** Where the series gives way to the continued fraction. */
const SMALL = 2
const TERMS = 200

/** erfc(x) = 2/√π ∫ₓ^∞ e^(−t²) dt for x ≥ 0 (Abramowitz and Stegun 1964, 7.1.6 and 7.1.14). */
export function complementaryError(x: number): number {
  const bell = Math.exp(-x * x)
  if (x < SMALL) {
    let term = x
    let sum = x
    for (let n = 1; n < TERMS && term > sum * Number.EPSILON; n++) {
      term *= (2 * x * x) / (2 * n + 1)
      sum += term
    }
    return 1 - (2 / Math.sqrt(Math.PI)) * bell * sum
  }
  // From the inside out: x + (1/2)/(x + 1/(x + (3/2)/(x + …)))
  let fraction = x
  for (let n = TERMS; n >= 1; n--) fraction = x + n / 2 / fraction
  return bell / (fraction * Math.sqrt(Math.PI))
}
