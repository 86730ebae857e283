/** Labelled digits in memory: the form in which every source of training and test digits hands them over. */

/** Height and width of a digit's image, in pixels. */
export const DIGIT_SIDE = 28
/** Pixels of a digit's image. */
export const DIGIT_PIXELS = DIGIT_SIDE * DIGIT_SIDE

/** The label of an image that shows no digit. It occurs only where somebody asks for non-digits. */
export const NO_DIGIT = 10

export interface Digits {
  readonly count: number
  /** count × 784 grey values, row by row, 0 paper to 255 ink. */
  readonly images: Uint8Array
  /** count labels, 0 to 9, or NO_DIGIT. */
  readonly labels: Uint8Array
}

/** `count` empty images with label 0, to be filled in. */
export function emptyDigits(count: number): Digits {
  return { count, images: new Uint8Array(count * DIGIT_PIXELS), labels: new Uint8Array(count) }
}

/** The image of one digit: a view of 784 values, not a copy. */
export function digitImage(digits: Pick<Digits, 'images'>, index: number): Uint8Array {
  return digits.images.subarray(index * DIGIT_PIXELS, (index + 1) * DIGIT_PIXELS)
}

/** A copy of the digits at the given places, in that order. */
export function selectDigits(digits: Digits, places: ArrayLike<number>): Digits {
  const selected = emptyDigits(places.length)
  for (let index = 0; index < places.length; index++) {
    const place = places[index]!
    if (!(place >= 0 && place < digits.count)) {
      throw new RangeError(`There is no digit ${place} among ${digits.count}.`)
    }
    selected.images.set(digitImage(digits, place), index * DIGIT_PIXELS)
    selected.labels[index] = digits.labels[place]!
  }
  return selected
}

/** All digits of all parts, one part after the other. */
export function joinDigits(...parts: readonly Digits[]): Digits {
  const joined = emptyDigits(parts.reduce((sum, part) => sum + part.count, 0))
  let next = 0
  for (const part of parts) {
    joined.images.set(part.images, next * DIGIT_PIXELS)
    joined.labels.set(part.labels, next)
    next += part.count
  }
  return joined
}

/** Splits after the first `count` digits. Both parts are views of the same memory. */
export function splitDigits(digits: Digits, count: number): [Digits, Digits] {
  const part = (first: number, end: number): Digits => ({
    count: end - first,
    images: digits.images.subarray(first * DIGIT_PIXELS, end * DIGIT_PIXELS),
    labels: digits.labels.subarray(first, end),
  })
  const middle = Math.min(Math.max(count, 0), digits.count)
  return [part(0, middle), part(middle, digits.count)]
}

/** How many digits there are of each label, 0 to 9. */
export function countByLabel(digits: Digits): number[] {
  const counts = new Array<number>(10).fill(0)
  for (const label of digits.labels) counts[label] = (counts[label] ?? 0) + 1
  return counts
}
