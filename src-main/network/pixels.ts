/**
 * Images as input of a network. A 28 × 28 image, stored row by row, already is the column of 784 numbers that
 * the paper flattens it to: nothing moves, the bytes become numbers from 0 (paper) to 1 (ink).
 *
 * That is all the normalisation there is: paper stays exactly 0, which the kernels leave out of their sums.
 */
export const LARGEST_GREY = 255

/**
 * Fills `target` from `targetOffset` on with `count` grey values of `source` from `sourceOffset` on, as 0..1.
 */
export function scalePixels(
  source: Uint8Array,
  sourceOffset: number,
  target: Float32Array,
  targetOffset: number,
  count: number,
): void {
  for (let i = 0; i < count; i++) target[targetOffset + i] = source[sourceOffset + i]! / LARGEST_GREY
}
