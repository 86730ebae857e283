/** The field that every digit is fitted to, MNIST's (Y. LeCun et al. 1998, III.A). */

/** Pixels along each side; an image is 784 greys row by row, 0 paper to 255 ink. */
export const SIDE = 28
export const PIXELS = SIDE * SIDE
/** The side of the square in the middle that a digit's ink fills. */
export const BOX = 20
/**
 * Where the centre of mass lies, in pixels from the left and from the top edge; pixel i covers i to i + 1. In MNIST it is
 * on the pixel with index 14 (its mean over the 60,000 is 14.0 ± 0.29, counted from pixel 0), so half a pixel right of
 * and below the middle of the field.
 */
export const CENTRE = 14.5

/** The centre of mass of the ink, in pixels from the left and the top edge; NaN where there is none. */
export function centreOfMass(image: Uint8Array, width: number): [x: number, y: number] {
  let mass = 0
  let x = 0
  let y = 0
  for (let i = 0; i < image.length; i++) {
    const ink = image[i]!
    if (ink === 0) continue
    mass += ink
    x += ink * ((i % width) + 0.5)
    y += ink * (Math.floor(i / width) + 0.5)
  }
  return [x / mass, y / mass]
}
