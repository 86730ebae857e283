/** A few training digits with what the form would do to them, asked anew whenever that changes. */
import type { Bridge, SampleChoice, SampleDigits } from '../../src-main/contract.ts'
import { NewestAnswer } from '../ui/newest-answer.svelte.ts'
import type { TrainingForm } from './form.svelte.ts'

/** What the form says of the digits, or `null` while its range or its seed cannot be read. */
export function choiceOf(form: TrainingForm, epoch: number): SampleChoice | null {
  const { data, network, rotate, range, problems } = form
  if (problems.seed !== undefined || (rotate && range === null)) return null
  return {
    data,
    network,
    rotation: rotate ? range : null,
    warp: form.warp,
    seed: Number(form.seed),
    epoch,
  }
}

export class Samples {
  readonly #newest: NewestAnswer<SampleChoice, SampleDigits>

  constructor(request: Bridge['request']) {
    this.#newest = new NewestAnswer((choice) => request('sampleDigits', choice))
  }

  /** The newest answer, or `null` before the first. */
  get shown(): SampleDigits | null {
    return this.#newest.shown?.answer ?? null
  }

  /** One question at a time; of those that wait, the newest is asked. */
  ask(choice: SampleChoice): void {
    this.#newest.ask(choice)
  }
}
