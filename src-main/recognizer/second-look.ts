/**
 * A second look at drawings that the network does not read clearly: eight views of them are read, too, and the mean of all
 * nine readings' probabilities is the answer (docs/certainty.md). Where the views are read differently, the mean has no digit
 * far ahead of the others; where only the first reading went wrong, it is outvoted.
 */
import { PIXELS } from '../images/field.ts'
import { putViews, VIEWS } from '../images/views.ts'
import type { Kernels } from '../kernels/kernels.ts'
import type { Network } from '../network/network.ts'
import { leadOf, probabilitiesOf, type Certainty } from './certainty.ts'

/** Rows of a network that a second look takes. */
export const LOOK_ROWS = VIEWS

/** Looks again with one network, whose rows from `firstRow` on it overwrites: LOOK_ROWS of them. */
export class SecondLook {
  readonly #network: Network
  readonly #kernels: Kernels
  readonly #firstRow: number
  readonly #image: Uint8Array

  constructor(network: Network, kernels: Kernels, firstRow = 0) {
    this.#network = network
    this.#kernels = kernels
    this.#firstRow = firstRow
    this.#image = kernels.memory.bytes(PIXELS)
  }

  /**
   * The probabilities that an image is answered with.
   *
   * @param image 784 grey values, not smoothed
   * @param first the probabilities of its first reading, which stay as they are where they are clear
   */
  of(
    image: Uint8Array,
    first: number[],
    { temperature, clearLead }: Pick<Certainty, 'temperature' | 'clearLead'>,
  ): number[] {
    if (leadOf(first) >= clearLead) return first
    const { input, output, inputSize, outputSize } = this.#network
    const from = this.#firstRow
    this.#image.set(image)
    putViews(this.#kernels, this.#image, input, from * inputSize)
    this.#network.forward(from, from + VIEWS)
    const sum = [...first]
    for (let row = from; row < from + VIEWS; row++) {
      const view = probabilitiesOf(output.subarray(row * outputSize, (row + 1) * outputSize), temperature)
      for (const [digit, probability] of view.entries()) sum[digit]! += probability
    }
    return sum.map((total) => total / (1 + VIEWS))
  }
}
