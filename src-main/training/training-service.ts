/** Training as the window knows it: one run at a time, its state, and the model that comes of it taken into use. */
import type { Outcome, TrainingGlimpse, TrainingOptions, TrainingState } from '../contract.ts'
import { PlainError } from '../plain-error.ts'
import type { KeptModels } from '../recognizer/kept-models.ts'
import type { CheckpointFile } from '../storage/checkpoint-file.ts'
import { asideWords, fileProblem } from '../files/set-aside.ts'
import { checkpointAtStart, decodeCheckpoint, shareDone } from './checkpoint.ts'
import { startRun, type Run } from './run.ts'
import { usualThreads, type Finished, type Runtime } from './threads.ts'

export interface TrainingServiceOptions {
  readonly runtime: Runtime
  readonly models: KeptModels
  /** Where downloads are kept. */
  readonly cacheFolder: string
  /** Where a run is kept while it goes on, so that it is not lost with the program. */
  readonly checkpoint: CheckpointFile
  /** Seconds between two checkpoints. */
  readonly checkpointEvery?: number
  /** Called whenever the state has changed: about ten times a second during a run. */
  readonly onState: (state: TrainingState) => void
  /** Called with what is to be seen inside a run, a few times a second while it is watched. */
  readonly onGlimpse?: (glimpse: TrainingGlimpse) => void
  /** Called when a run has put its model into use. */
  readonly onModel: () => void
  /** Called with what no run should die of: a fault of the program. */
  readonly onFault?: (error: unknown) => void
  readonly threads?: number
}

/** At most so many seconds of training, and those that the slowest step takes, are lost with the program. */
const CHECKPOINT_EVERY = 5

/** Where a run goes on from. */
interface Resumed {
  readonly checkpoint: Uint8Array
  /** How much of it was done, 0..1. */
  readonly from: number
}

export class TrainingService {
  readonly #options: TrainingServiceOptions
  #state: TrainingState = { phase: 'idle' }
  #run: Run | null = null
  /** Whether the run that is under way was ended by the end of the program, and goes on at the next start. */
  #interrupted = false
  #watched = false
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
    this.#begin(options, mnistFolder, null)
    return { ok: true, value: undefined }
  }

  /**
   * Goes on with the run that was interrupted when the program ended last, if one was.
   *
   * @returns why it cannot go on, in a sentence; `null` where it does, or where there is none
   */
  resume(mnistFolder: string | null): string | null {
    const { checkpoint } = this.#options
    let bytes: Uint8Array | null
    try {
      bytes = checkpoint.read()
    } catch (error) {
      return `A training was interrupted, and cannot go on: ${checkpoint.path} cannot be read (${fileProblem(error)}).`
    }
    if (bytes === null || this.#run) return null
    try {
      const { standing } = decodeCheckpoint(bytes)
      if (!checkpoint.triedTooOften()) {
        this.#begin(standing.options, mnistFolder, { checkpoint: bytes, from: shareDone(standing) })
        return null
      }
    } catch (error) {
      if (!(error instanceof PlainError)) throw error
      const aside = asideWords(checkpoint.path, checkpoint.setAside())
      return `A training was interrupted, and cannot go on: its checkpoint is damaged. It ${aside}.`
    }
    const aside = asideWords(checkpoint.path, checkpoint.setAside())
    return `A training was interrupted at the same place again and again, and is not tried any more. Its checkpoint ${aside}.`
  }

  /** From now on, tells what goes on inside a run, or no more. It changes nothing of what comes of the run. */
  watch(watched: boolean): void {
    this.#watched = watched
    this.#run?.watch(watched)
  }

  /** Stops the run that is under way, if there is one. The model in use stays. Resolves when its threads are gone. */
  async stop(): Promise<void> {
    this.#run?.stop()
    await this.#over
  }

  /** Ends the run that is under way, if there is one, with the program: it goes on at the next start. */
  async interrupt(): Promise<void> {
    this.#interrupted = true
    await this.#options.checkpoint.written()
    // The program did not die of this run.
    this.#options.checkpoint.forgetTries()
    await this.stop()
  }

  #begin(options: TrainingOptions, mnistFolder: string | null, resumed: Resumed | null): void {
    const { runtime, cacheFolder, threads = usualThreads(), checkpoint } = this.#options
    const { onGlimpse, checkpointEvery = CHECKPOINT_EVERY } = this.#options
    const told = resumed && { resumedFrom: resumed.from }
    this.#interrupted = false
    if (resumed === null) checkpoint.saveAtOnce(checkpointAtStart(options))
    this.#change({
      phase: 'preparing',
      options,
      doing: /* @wc-include */ 'Starting',
      fraction: null,
      ...told,
    })
    let moved = false
    const run = startRun(
      { options, mnistFolder, cacheFolder, threads, checkpointEvery, checkpoint: resumed?.checkpoint },
      runtime,
      (state) => {
        this.#change({ ...state, ...told })
      },
      (bytes) => {
        moved = true
        if (!this.#interrupted) checkpoint.save(bytes)
      },
      onGlimpse,
    )
    run.watch(this.#watched)
    this.#run = run
    this.#over = this.#see(run, options, () => resumed !== null && !moved)
  }

  /**
   * Waits for a run's end and tells it.
   *
   * @param stood whether the run was to go on from a checkpoint and has not come any further
   */
  async #see(run: Run, options: TrainingOptions, stood: () => boolean): Promise<void> {
    const { checkpoint, onFault } = this.#options
    let last: TrainingState
    let keep = false
    try {
      const finished = await run.finished
      // Until its model is kept, the run is not over.
      keep = true
      last = await this.#take(finished, options)
      keep = finished.kind === 'stopped' && this.#interrupted
    } catch (error) {
      if (!(error instanceof PlainError)) onFault?.(error)
      const message = error instanceof PlainError ? error.message : unexpected(error)
      last = { phase: 'failed', options, message }
      if (!keep && stood()) {
        keep = true
        last = {
          ...last,
          message: `${message} Its checkpoint ${asideWords(checkpoint.path, checkpoint.setAside())}.`,
        }
      }
    }
    if (!keep) await checkpoint.remove()
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
