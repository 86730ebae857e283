/**
 * The ink of a drawing smoothed as much as that of the digits a network was trained on.
 *
 * A warp reads each digit between its pixels, and so smooths it: where the points fall at the share f of the way from one
 * pixel to the next, the grey is (1 − f) of the one and f of the other, which spreads it by the variance f (1 − f) along each
 * axis. A network that has only seen warped digits has never seen one as sharp as MNIST's are, or a drawing, and reads
 * those less well. (Another case of what H. Touvron et al. 2019 found, "Fixing the train-test resolution discrepancy".)
 */
import { PIXELS, SIDE } from './field.ts'

/**
 * What a warp smooths: with f drawn evenly from 0 to 1, the mean of f (1 − f) is 1/6, and a pixel that hands the share s to
 * each of its two neighbours spreads its ink by the variance 2 s.
 */
export const SMOOTHING_OF_WARP = 1 / 12

/**
 * A copy of an image (784 greys, 0 paper to 255 ink) in which each pixel has handed a share of its ink to each neighbour, along
 * the rows and then along the columns. The image itself where the share is 0.
 *
 * @param share 0 to 1/4
 */
export function smoothImage(image: Uint8Array, share: number): Uint8Array {
  if (share === 0) return image
  const along = new Float64Array(PIXELS)
  const smooth = new Uint8Array(PIXELS)
  const kept = 1 - 2 * share
  for (let i = 0; i < PIXELS; i++) {
    const column = i % SIDE
    const left = column > 0 ? image[i - 1]! : 0
    const right = column < SIDE - 1 ? image[i + 1]! : 0
    along[i] = kept * image[i]! + share * (left + right)
  }
  for (let i = 0; i < PIXELS; i++) {
    const above = i >= SIDE ? along[i - SIDE]! : 0
    const below = i < PIXELS - SIDE ? along[i + SIDE]! : 0
    smooth[i] = Math.round(kept * along[i]! + share * (above + below))
  }
  return smooth
}
