/**
 * Optimizers: what to do with the gradient. Each walks over the same shares of the weights as
 * `Network.gradient`, so a thread may go from one to the other without waiting. Weights decay, biases do not.
 */
import type { Kernels } from '../kernels/kernels.ts'
import type { Parameter } from './layer.ts'
import { share } from './share.ts'

export type OptimizerDescription =
  | { readonly kind: 'momentum'; readonly momentum: number; readonly weightDecay: number }
  | {
      readonly kind: 'adam'
      readonly beta1: number
      readonly beta2: number
      readonly epsilon: number
      readonly weightDecay: number
    }

export interface Optimizer {
  /** All that it remembers from one step to the next, beside their number. It may be read and written between steps. */
  readonly state: readonly Float32Array[]
  /** Has it go on as after so many steps, once `state` holds what it held then. */
  resumeAfter(steps: number): void
  /** Changes `part`'s share of every parameter by its gradient. */
  step(learningRate: number, part?: number, parts?: number): void
}

/**
 * Gradient descent: a small step downhill, against the gradient. With momentum the steps before go on for a
 * while, as those of a heavy ball would (Polyak 1964): v ← momentum · v + ∂C/∂w, w ← w − learningRate · v.
 */
export class Momentum implements Optimizer {
  readonly #parameters: readonly Parameter[]
  readonly #kernels: Kernels
  readonly #momentum: number
  readonly #weightDecay: number
  readonly #velocities: readonly Float32Array[]

  constructor(
    parameters: readonly Parameter[],
    kernels: Kernels,
    { momentum = 0, weightDecay = 0 }: { readonly momentum?: number; readonly weightDecay?: number } = {},
  ) {
    this.#parameters = parameters
    this.#kernels = kernels
    this.#momentum = momentum
    this.#weightDecay = weightDecay
    this.#velocities = parameters.map(({ values }) => kernels.memory.floats(values.length))
  }

  get state(): readonly Float32Array[] {
    return this.#velocities
  }

  /** The number of steps has no part in what a step does. */
  resumeAfter(): void {
    return
  }

  step(learningRate: number, part = 0, parts = 1): void {
    for (const [index, parameter] of this.#parameters.entries()) {
      const [first, end] = elements(parameter, part, parts)
      const settings = {
        learningRate,
        momentum: this.#momentum,
        weightDecay: parameter.name === 'weights' ? this.#weightDecay : 0,
      }
      const { values, gradient } = parameter
      this.#kernels.momentumUpdate(values, gradient, this.#velocities[index]!, settings, first, end)
    }
  }
}

/**
 * Adam (Kingma & Ba 2015) with decoupled weight decay (AdamW, Loshchilov & Hutter 2019): every weight has a
 * step of its own size, the running mean m of its gradient g divided by the root of the running mean v of g²:
 *
 * m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², w ← w − learningRate · (m̂ / (√v̂ + ε) + decay · w)
 *
 * where m̂ = m / (1 − β₁ᵗ) and v̂ = v / (1 − β₂ᵗ) make up, in step t, for m and v having started from 0.
 */
export class Adam implements Optimizer {
  readonly #parameters: readonly Parameter[]
  readonly #kernels: Kernels
  readonly #settings: Required<AdamSettings>
  readonly #means: readonly Float32Array[]
  readonly #variances: readonly Float32Array[]
  #steps = 0

  constructor(parameters: readonly Parameter[], kernels: Kernels, settings: AdamSettings = {}) {
    const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 0 } = settings
    this.#parameters = parameters
    this.#kernels = kernels
    this.#settings = { beta1, beta2, epsilon, weightDecay }
    this.#means = parameters.map(({ values }) => kernels.memory.floats(values.length))
    this.#variances = parameters.map(({ values }) => kernels.memory.floats(values.length))
  }

  get state(): readonly Float32Array[] {
    return [...this.#means, ...this.#variances]
  }

  resumeAfter(steps: number): void {
    this.#steps = steps
  }

  step(learningRate: number, part = 0, parts = 1): void {
    this.#steps++
    for (const [index, parameter] of this.#parameters.entries()) {
      const [first, end] = elements(parameter, part, parts)
      const settings = {
        ...this.#settings,
        learningRate,
        weightDecay: parameter.name === 'weights' ? this.#settings.weightDecay : 0,
        step: this.#steps,
      }
      const { values, gradient } = parameter
      const mean = this.#means[index]!
      const variance = this.#variances[index]!
      this.#kernels.adamUpdate(values, gradient, mean, variance, settings, first, end)
    }
  }
}

export interface AdamSettings {
  readonly beta1?: number
  readonly beta2?: number
  readonly epsilon?: number
  readonly weightDecay?: number
}

/** The optimizer of that description, for these parameters. */
export function createOptimizer(
  description: OptimizerDescription,
  parameters: readonly Parameter[],
  kernels: Kernels,
): Optimizer {
  return description.kind === 'momentum'
    ? new Momentum(parameters, kernels, description)
    : new Adam(parameters, kernels, description)
}

/** The range of a parameter's numbers that is `part`'s: whole rows of them. */
export function elements(parameter: Parameter, part: number, parts: number): [first: number, end: number] {
  const [firstRow, endRow] = share(parameter.rows, part, parts)
  const rowLength = parameter.values.length / parameter.rows
  return [firstRow * rowLength, endRow * rowLength]
}
