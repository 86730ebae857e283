/** Digits turned each by an angle of its own, the same for everyone who names the same seed. */
import { rotateImage } from '../images/augmentation.ts'
import { Random } from '../kernels/random.ts'
import { DIGIT_PIXELS, digitImage, type Digits } from './digits.ts'

/** The angle of the digit at a place, in degrees counter-clockwise: drawn evenly from the range, by the seed and the place alone. */
export function angleOf(
  place: number,
  { from, to }: { readonly from: number; readonly to: number },
  seed: number,
): number {
  return Random.of(seed, place).between(from, to)
}

/** A copy of the digits, each turned by its angle. */
export function rotatedDigits(
  digits: Digits,
  range: { readonly from: number; readonly to: number },
  seed: number,
): Digits {
  const images = new Uint8Array(digits.images.length)
  for (let index = 0; index < digits.count; index++) {
    const degrees = angleOf(index, range, seed)
    images.set(rotateImage(digitImage(digits, index), degrees), index * DIGIT_PIXELS)
  }
  return { ...digits, images }
}
