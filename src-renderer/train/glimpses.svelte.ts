/** What is seen inside a run while it goes on. */
import type { Bridge, TrainingGlimpse, TurnedDigit } from '../../src-main/contract.ts'

/** A digit whose answer changed, as it stands in the list. */
export interface Turned extends TurnedDigit {
  readonly id: number
  /** "other" where both answers are wrong. */
  readonly change: 'learnt' | 'unlearnt' | 'other'
}

/** How many digits are shown; the oldest give way. */
const SHOWN = 8

export class Glimpses {
  readonly #request: Bridge['request']
  #newest = $state.raw<TrainingGlimpse | null>(null)
  #turned = $state.raw<readonly Turned[]>([])
  #last = 0

  constructor(request: Bridge['request']) {
    this.#request = request
  }

  get newest(): TrainingGlimpse | null {
    return this.#newest
  }

  /** The newest first. */
  get turned(): readonly Turned[] {
    return this.#turned
  }

  /** Takes what main tells. */
  take(glimpse: TrainingGlimpse): void {
    this.#newest = glimpse
    if (glimpse.turned.length === 0) return
    const turned = glimpse.turned.map((digit) => ({ ...digit, id: ++this.#last, change: changeOf(digit) }))
    this.#turned = [...turned, ...this.#turned].slice(0, SHOWN)
  }

  /** Another run begins. */
  clear(): void {
    this.#newest = null
    this.#turned = []
  }

  /** Says whether the page shows the inside of the run. */
  async watch(watched: boolean): Promise<void> {
    await this.#request('watchTraining', watched)
  }
}

function changeOf({ label, was, is }: TurnedDigit): Turned['change'] {
  if (is === label) return 'learnt'
  return was === label ? 'unlearnt' : 'other'
}
