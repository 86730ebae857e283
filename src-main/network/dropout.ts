import { Random } from '../kernels/random.ts'
import { Layer, type Ground, type Source } from './layer.ts'

/**
 * While training, silences each input with a probability of `rate`, anew for every sample, so that no unit
 * can rely on another one (Srivastava et al. 2014). What remains is made larger by 1 / (1 − rate), so its
 * mean stays as it was and the layer does nothing at all once training is over.
 */
export class Dropout extends Layer {
  readonly rate: number
  /** capacity × size: 0 where the input was silenced, else 1 / (1 − rate). */
  readonly mask: Float32Array
  readonly #position: number

  /** @param position the layer's place in the network, so that two dropout layers silence different inputs */
  constructor(ground: Ground, before: Source, size: number, rate: number, position: number) {
    super(ground, before, size, size)
    this.rate = rate
    this.mask = ground.kernels.memory.floats(ground.training ? ground.capacity * size : 0)
    this.#position = position
  }

  /** output = input. The mask is 1, so that going backward from here is right, too. */
  override forward(firstRow: number, endRow: number): void {
    const { input, output, mask, outputSize } = this
    output.set(input.subarray(firstRow * outputSize, endRow * outputSize), firstRow * outputSize)
    mask.fill(1, firstRow * outputSize, endRow * outputSize)
  }

  /**
   * output = input · mask, as it is in training. The mask is a function of the seed, the step of the run and
   * the row, whichever thread computes it.
   */
  forwardTraining(firstRow: number, endRow: number, seed: number, step: number): void {
    const { input, output, mask, rate, outputSize } = this
    const kept = 1 / (1 - rate)
    for (let row = firstRow; row < endRow; row++) {
      const random = Random.of(seed, step, this.#position, row)
      for (let i = row * outputSize; i < (row + 1) * outputSize; i++) {
        mask[i] = random.next() < rate ? 0 : kept
        output[i] = input[i]! * mask[i]!
      }
    }
  }

  /** ∂C/∂input = ∂C/∂output · mask, with the mask of the last forward pass. */
  override backward(firstRow: number, endRow: number): void {
    const { inputDerivative, outputDerivative, mask, outputSize } = this
    for (let i = firstRow * outputSize; i < endRow * outputSize; i++) {
      inputDerivative[i] = outputDerivative[i]! * mask[i]!
    }
  }
}
