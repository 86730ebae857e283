import type { Kernels } from '../kernels/kernels.ts'
import type { Parameter } from './layer.ts'
import { elements } from './optimizers.ts'

/**
 * A moving average of the weights along a run (Polyak & Juditsky 1992): average ← d · average + (1 − d) ·
 * weights after every step. The weights circle round a good place, and their mean is nearer to it than they
 * are.
 *
 * A run's first weights are worth nothing, so d grows with the number of steps t: min(decay, (1 + t) / (10 +
 * t)).
 */
export class WeightAverage {
  /** The average of each parameter: what a run's result is made of. */
  readonly values: readonly Float32Array[]
  readonly #kernels: Kernels
  readonly #parameters: readonly Parameter[]
  readonly #decay: number
  #steps = 0

  constructor(parameters: readonly Parameter[], kernels: Kernels, decay: number) {
    this.#kernels = kernels
    this.#parameters = parameters
    this.#decay = decay
    this.values = parameters.map(({ values }) => kernels.memory.floats(values.length))
  }

  /** Has it go on as after so many steps, once `values` holds what it held then. */
  resumeAfter(steps: number): void {
    this.#steps = steps
  }

  /** Takes the present weights into the average: `part`'s share of them, the same as the optimizer's. */
  update(part = 0, parts = 1): void {
    this.#steps++
    // The first weights are taken as they are: there is nothing yet to average them with.
    const kept = this.#steps === 1 ? 0 : Math.min(this.#decay, (1 + this.#steps) / (10 + this.#steps))
    for (const [index, parameter] of this.#parameters.entries()) {
      const [first, end] = elements(parameter, part, parts)
      this.#kernels.averageUpdate(this.values[index]!, parameter.values, 1 - kept, first, end)
    }
  }
}
