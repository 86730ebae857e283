/** What is ink and what is paper. */
import { borderOf } from './border.ts'
import type { GreyImage } from './grey-image.ts'

/** Ink weaker than this, of 255, is not seen as ink. */
const FAINTEST = 6
/** A pixel of ink must stand out of the paper's noise by so many standard deviations, and the ink as a whole by so many. */
const CLEAR = 4
const CERTAIN = 6

/**
 * From how much ink on a pixel is part of a line: half way between the paper and the ink (N. Otsu 1979, among the pixels that
 * stand out of the noise). `null` where nothing stands out.
 */
export function lineThreshold(image: GreyImage): number | null {
  const counts = countValues(image.values)
  // Ink that reaches the border, or that covers most of the picture, spoils one of the two, hardly ever both.
  const border = paperOf(countValues(borderOf(image)))
  const whole = paperOf(counts)
  const paper = Math.min(border.level, whole.level)
  // Rounding alone is noise of about one.
  const noise = Math.max(1, Math.min(border.noise, whole.noise))
  const least = Math.max(FAINTEST, paper + CLEAR * noise)
  const standing = counts.map((count, ink) => (ink >= least ? count : 0))
  const total = standing.reduce((sum, count) => sum + count, 0)
  if (total === 0) return null
  const split = otsu(standing)
  const strong = meanFrom(standing, split)
  if (strong < paper + CERTAIN * noise) return null
  return Math.max(least, Math.min(split, paper + (strong - paper) / 2))
}

/** 1 for each pixel with that much ink or more, 0 for the others. */
export function inkedPixels({ values }: GreyImage, threshold: number): Uint8Array {
  return values.map((ink) => (ink >= threshold ? 1 : 0))
}

function countValues(values: Uint8Array): Float64Array {
  const counts = new Float64Array(256)
  for (const value of values) counts[value]!++
  return counts
}

/** Of a normal distribution, a quarter lies more than so many standard deviations above the middle. */
const UPPER_QUARTER = 0.6745

/** Where most of the values lie, and their standard deviation, from the upper half: the lower one may be cut off at 0. */
function paperOf(counts: Float64Array): { readonly level: number; readonly noise: number } {
  const level = quantile(counts, 0.5)
  return { level, noise: (quantile(counts, 0.75) - level) / UPPER_QUARTER }
}

function quantile(counts: Float64Array, share: number): number {
  const total = counts.reduce((sum, count) => sum + count, 0)
  let below = 0
  let value = 0
  while (value < 255 && below + counts[value]! <= share * total) below += counts[value++]!
  return value
}

function meanFrom(counts: Float64Array, least: number): number {
  let sum = 0
  let count = 0
  for (let value = Math.ceil(least); value < 256; value++) {
    sum += value * counts[value]!
    count += counts[value]!
  }
  return count > 0 ? sum / count : least
}

/** The value that splits the counts into two classes whose means lie farthest apart, weighted by their sizes. */
function otsu(counts: Float64Array): number {
  const total = counts.reduce((sum, count) => sum + count, 0)
  const all = counts.reduce((sum, count, value) => sum + value * count, 0)
  let best = 0
  let split = 0
  let below = 0
  let sumBelow = 0
  for (let value = 0; value < 255; value++) {
    below += counts[value]!
    sumBelow += value * counts[value]!
    const above = total - below
    if (below === 0 || above === 0) continue
    const between = below * above * (sumBelow / below - (all - sumBelow) / above) ** 2
    if (between <= best) continue
    best = between
    split = value + 0.5
  }
  return split
}
