/** What main says of the network in the form: its sizes and weights at once, and, after a trial, how long a run takes. */
import type { Bridge, Layer, TimeEstimate, TrainingOptions } from '../../src-main/contract.ts'
import { NewestAnswer } from '../ui/newest-answer.svelte.ts'
import type { LayerList } from './layer-list.svelte.ts'

export class NetworkFigures {
  readonly #outlines: NewestAnswer<readonly Layer[], undefined>
  readonly #estimates: NewestAnswer<TrainingOptions, TimeEstimate | null>

  /** @param layers is told what main says of it */
  constructor(request: Bridge['request'], layers: LayerList) {
    this.#outlines = new NewestAnswer(async (chosen) => {
      layers.tell(chosen, await request('outlineNetwork', [...chosen]))
      return undefined
    })
    this.#estimates = new NewestAnswer((options) => request('estimateTraining', options))
  }

  askOutline(layers: readonly Layer[]): void {
    this.#outlines.ask(layers)
  }

  askEstimate(options: TrainingOptions): void {
    this.#estimates.ask(options)
  }

  /** How long a run with these options takes; `null` while that is not known. */
  estimateOf(options: TrainingOptions): TimeEstimate | null {
    const { shown } = this.#estimates
    return shown !== null && sameCost(shown.question, options) ? shown.answer : null
  }

  /** Whether a trial is under way. */
  get estimating(): boolean {
    return this.#estimates.asking
  }
}

/** Whether runs take as long: the seed, the angles and the learning rate make no difference. */
export function sameCost(a: TrainingOptions, b: TrainingOptions): boolean {
  const cost = ({ data, network, layers, rotation, warp, epochs, batchSize }: TrainingOptions) =>
    JSON.stringify([data, network, layers, rotation === null, warp, epochs, batchSize])
  return cost(a) === cost(b)
}
