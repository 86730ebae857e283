/** Digits turned each by an angle of its own, the same for everyone who names the same seed. */
import { rotateImage } from '../images/augmentation.ts'
import { Random } from '../kernels/random.ts'
import { DIGIT_PIXELS, digitImage, type Digits } from './digits.ts'

/**
 * A copy of the digits, each turned counter-clockwise by an angle drawn evenly from the range, in degrees. The angle
 * follows from the seed and the digit's place alone.
 */
export function rotatedDigits(
  digits: Digits,
  { from, to }: { readonly from: number; readonly to: number },
  seed: number,
): Digits {
  const images = new Uint8Array(digits.images.length)
  for (let index = 0; index < digits.count; index++) {
    const degrees = Random.of(seed, index).between(from, to)
    images.set(rotateImage(digitImage(digits, index), degrees), index * DIGIT_PIXELS)
  }
  return { ...digits, images }
}
