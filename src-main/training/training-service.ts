/** Training as the window knows it: one run at a time, its state, and the model that comes of it taken into use. */
import type { Outcome, TrainingOptions, TrainingState } from '../contract.ts'
import { PlainError } from '../plain-error.ts'
import type { KeptModels } from '../recognizer/kept-models.ts'
import { startRun, type Run } from './run.ts'
import { usualThreads, type Finished, type Runtime } from './threads.ts'

export interface TrainingServiceOptions {
  readonly runtime: Runtime
  readonly models: KeptModels
  /** Where downloads are kept. */
  readonly cacheFolder: string
  /** Called whenever the state has changed: about ten times a second during a run. */
  readonly onState: (state: TrainingState) => void
  /** Called when a run has put its model into use. */
  readonly onModel: () => void
  /** Called with what no run should die of: a fault of the program. */
  readonly onFault?: (error: unknown) => void
  readonly threads?: number
}

export class TrainingService {
  readonly #options: TrainingServiceOptions
  #state: TrainingState = { phase: 'idle' }
  #run: Run | null = null
  #over: Promise<void> = Promise.resolve()

  constructor(options: TrainingServiceOptions) {
    this.#options = options
  }

  get state(): TrainingState {
    return this.#state
  }

  /** Whether a run is under way. */
  get running(): boolean {
    return this.#run !== null
  }

  /**
   * Starts a run; it is refused, with the reason, while another is under way.
   *
   * @param mnistFolder a folder with MNIST's four files, or `null` to download them
   */
  start(options: TrainingOptions, mnistFolder: string | null): Outcome<undefined> {
    if (this.#run) return { ok: false, message: 'A training is under way. Stop it before you start another.' }
    const { runtime, cacheFolder, threads = usualThreads() } = this.#options
    this.#change({ phase: 'preparing', options, doing: 'Starting', fraction: null })
    const run = startRun({ options, mnistFolder, cacheFolder, threads }, runtime, (state) => {
      this.#change(state)
    })
    this.#run = run
    this.#over = this.#see(run, options)
    return { ok: true, value: undefined }
  }

  /** Stops the run that is under way, if there is one. The model in use stays. Resolves when its threads are gone. */
  async stop(): Promise<void> {
    this.#run?.stop()
    await this.#over
  }

  /** Waits for a run's end and tells it. */
  async #see(run: Run, options: TrainingOptions): Promise<void> {
    let last: TrainingState
    try {
      last = await this.#take(await run.finished, options)
    } catch (error) {
      if (!(error instanceof PlainError)) this.#options.onFault?.(error)
      const message = error instanceof PlainError ? error.message : unexpected(error)
      last = { phase: 'failed', options, message }
    }
    this.#run = null
    this.#change(last)
  }

  /** Takes the model of a run into use. */
  async #take(finished: Finished, options: TrainingOptions): Promise<TrainingState> {
    if (finished.kind === 'stopped') return { phase: 'stopped', options }
    const { models, onModel } = this.#options
    const before = models.state.inUse
    const { inUse } = await models.adopt(finished.model)
    onModel()
    const { epochs, seconds } = finished
    return { phase: 'done', options, epochs, seconds, model: inUse, before }
  }

  #change(state: TrainingState): void {
    this.#state = state
    this.#options.onState(state)
  }
}

function unexpected(error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error)
  return `The training failed (${reason}). The model in use is unchanged.`
}
