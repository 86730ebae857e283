/** Runs digits through a network that is not being trained, many at a time. */
import { DIGIT_PIXELS, digitImage } from '../datasets/digits.ts'
import { smoothImage } from '../images/smoothing.ts'
import type { Kernels } from '../kernels/kernels.ts'
import type { Network } from '../network/network.ts'
import { scalePixels } from '../network/pixels.ts'

/**
 * Computes the network's outputs for the images `first`..`end`, using its rows `firstRow`..`endRow` and no others.
 *
 * @param images 784 grey values each, in the memory of the kernels
 * @param outputs as many numbers as the network has outputs for each image
 * @param smoothing what the images are smoothed by first (`images/smoothing.ts`)
 * @param alive is called after every 64 images or so
 */
export function judge(
  network: Network,
  kernels: Kernels,
  images: Uint8Array,
  outputs: Float32Array,
  [first, end]: readonly [number, number],
  [firstRow, endRow]: readonly [number, number],
  smoothing: number,
  alive?: () => void,
): void {
  const { input, output, inputSize, outputSize } = network
  const atOnce = endRow - firstRow
  for (let next = first; next < end; next += atOnce) {
    const rows = Math.min(atOnce, end - next)
    if (smoothing === 0) {
      kernels.scaleBytes(images, next * DIGIT_PIXELS, input, firstRow * inputSize, rows * DIGIT_PIXELS)
    } else {
      for (let row = 0; row < rows; row++) {
        const image = smoothImage(digitImage({ images }, next + row), smoothing)
        scalePixels(image, 0, input, (firstRow + row) * inputSize, DIGIT_PIXELS)
      }
    }
    network.forward(firstRow, firstRow + rows)
    outputs.set(output.subarray(firstRow * outputSize, (firstRow + rows) * outputSize), next * outputSize)
    alive?.()
  }
}
