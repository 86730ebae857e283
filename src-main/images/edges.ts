/** A thicker or a thinner pen, for an image that is drawn already. */
import { PIXELS, SIDE } from './field.ts'

/**
 * Moves the edges of the ink by `pixels` (−1 to 1; outward where positive): each pixel goes that share of the way to the
 * most, or the least, ink of the pixel and its four neighbours. `image` holds 784 numbers from `offset` on.
 */
export function moveEdges(image: Float32Array, offset: number, pixels: number): void {
  for (let i = 0; i < PIXELS; i++) before[i] = image[offset + i]!
  const outward = pixels > 0
  const share = Math.abs(pixels)
  for (let row = 0, i = 0; row < SIDE; row++) {
    for (let column = 0; column < SIDE; column++, i++) {
      const ink = before[i]!
      const left = column > 0 ? before[i - 1]! : 0
      const right = column < SIDE - 1 ? before[i + 1]! : 0
      const above = row > 0 ? before[i - SIDE]! : 0
      const below = row < SIDE - 1 ? before[i + SIDE]! : 0
      const reached = outward
        ? Math.max(ink, left, right, above, below)
        : Math.min(ink, left, right, above, below)
      image[offset + i] = ink + share * (reached - ink)
    }
  }
}

const before = new Float32Array(PIXELS)
