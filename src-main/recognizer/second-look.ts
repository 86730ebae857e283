/**
 * A second look at drawings that the network does not read clearly: eight views of them are read, too. Where those are read
 * as something else, the answer is not to be relied on (docs/certainty.md). The answer itself, and its probabilities, stay those of the
 * first look, so that they are what the network gives out.
 */
import { PIXELS } from '../images/field.ts'
import { putViews, VIEWS } from '../images/views.ts'
import type { Kernels } from '../kernels/kernels.ts'
import type { Network } from '../network/network.ts'
import { leadOf, probabilitiesOf, twoLikeliest, type Certainty, type Seen } from './certainty.ts'

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
   * The answer with its probabilities, or, where those are not clear, with the mean of them and of those of the views.
   *
   * @param image 784 grey values, not smoothed
   * @param first the probabilities of its first reading
   */
  see(
    image: Uint8Array,
    first: readonly number[],
    { temperature, clearLead }: Pick<Certainty, 'temperature' | 'clearLead'>,
  ): Seen {
    const once = { answer: twoLikeliest(first)[0], probabilities: first, first }
    if (leadOf(once) >= clearLead) return once
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
    return { ...once, probabilities: sum.map((total) => total / (1 + VIEWS)) }
  }
}
