/** A few training digits with what the form would do to them, asked anew whenever that changes. */
import type { Bridge, SampleChoice, SampleDigits } from '../../src-main/contract.ts'
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
  readonly #request: Bridge['request']
  #shown = $state.raw<SampleDigits | null>(null)
  #waiting: SampleChoice | null = null
  #asking = false

  constructor(request: Bridge['request']) {
    this.#request = request
  }

  /** The newest answer, or `null` before the first. */
  get shown(): SampleDigits | null {
    return this.#shown
  }

  /** One question at a time; of those that wait, the newest is asked. */
  ask(choice: SampleChoice): void {
    this.#waiting = choice
    if (!this.#asking) void this.#askWaiting()
  }

  async #askWaiting(): Promise<void> {
    this.#asking = true
    try {
      while (this.#waiting !== null) {
        const choice = this.#waiting
        this.#waiting = null
        this.#shown = await this.#request('sampleDigits', choice)
      }
    } catch {
      // An example that cannot be shown is no reason to disturb anybody.
      this.#shown = null
    } finally {
      this.#asking = false
    }
  }
}
