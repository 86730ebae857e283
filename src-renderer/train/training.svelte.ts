/** The training run, as the page knows it. */
import type { Bridge, TrainingOptions, TrainingProgress, TrainingState } from '../../src-main/contract.ts'
import type { Notices } from '../ui/notices.svelte.ts'

/** How much of the whole run is done, 0..1. */
export function fractionOf(progress: TrainingProgress): number {
  const { epoch, batch, batches, options } = progress
  return Math.min(1, (epoch - 1 + (batches > 0 ? batch / batches : 0)) / options.epochs)
}

/** So many ms after a start, nothing is stopped: a second click may be the end of a double click. */
const DOUBLE_CLICK = 350

export class Training {
  readonly #request: Bridge['request']
  readonly #notices: Notices
  #state = $state.raw<TrainingState>({ phase: 'idle' })
  #starting = $state(false)
  #stopping = $state(false)
  #dismissed = $state.raw<TrainingState | null>(null)

  constructor(request: Bridge['request'], notices: Notices, state: TrainingState) {
    this.#request = request
    this.#notices = notices
    this.#state = state
  }

  get state(): TrainingState {
    return this.#state
  }

  get running(): boolean {
    return this.#state.phase === 'preparing' || this.#state.phase === 'training'
  }

  /** True from the click until the run can be stopped. */
  get starting(): boolean {
    return this.#starting
  }

  get stopping(): boolean {
    return this.#stopping
  }

  /** How the last run ended, until the person has put that aside or another begins. */
  get ending(): Extract<TrainingState, { phase: 'done' | 'stopped' | 'failed' }> | null {
    const state = this.#state
    if (state === this.#dismissed) return null
    return state.phase === 'done' || state.phase === 'stopped' || state.phase === 'failed' ? state : null
  }

  /** Takes what main tells. */
  set(state: TrainingState): void {
    this.#state = state
    if (!this.running) this.#stopping = false
  }

  async start(options: TrainingOptions): Promise<void> {
    if (this.running || this.starting) return
    this.#starting = true
    try {
      const doubleClick = new Promise((resolve) => setTimeout(resolve, DOUBLE_CLICK))
      const [outcome] = await Promise.all([this.#request('startTraining', options), doubleClick])
      if (!outcome.ok) this.#notices.problem(outcome.message)
    } finally {
      this.#starting = false
    }
  }

  async stop(): Promise<void> {
    if (!this.running || this.#stopping) return
    this.#stopping = true
    try {
      await this.#request('stopTraining', undefined)
    } catch (error) {
      this.#stopping = false
      throw error
    }
  }

  /** Puts the result of the last run aside. */
  dismiss(): void {
    this.#dismissed = this.#state
  }
}
