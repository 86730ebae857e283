/** Learning as the window knows it: one lesson at a time, its state, and the model that comes of it taken into use. */
import type { LearningState, Outcome } from '../../contract.ts'
import type { LabelledInk } from '../../datasets/digits-of-ink.ts'
import { PlainError } from '../../plain-error.ts'
import type { KeptModels } from '../../recognizer/kept-models.ts'
import { usualThreads, type Runtime } from '../threads.ts'
import { startLesson, type RunningLesson } from './start-lesson.ts'

export interface LearningServiceOptions {
  readonly runtime: Runtime
  readonly models: KeptModels
  /** Where MNIST lies once a training has downloaded it. */
  readonly cacheFolder: string
  /** Called whenever the state has changed: about ten times a second during a lesson. */
  readonly onState: (state: LearningState) => void
  /** Called when a lesson has put its model into use. */
  readonly onModel: () => void
  /** Called with what no lesson should die of: a fault of the program. */
  readonly onFault?: (error: unknown) => void
  readonly threads?: number
}

/** The same digits give the same model. */
const SEED = 1

export class LearningService {
  readonly #options: LearningServiceOptions
  #state: LearningState = { phase: 'idle' }
  #lesson: RunningLesson | null = null
  #running = false
  #stopAsked = false
  #over: Promise<void> = Promise.resolve()

  constructor(options: LearningServiceOptions) {
    this.#options = options
  }

  get state(): LearningState {
    return this.#state
  }

  /** Whether a lesson is under way. */
  get running(): boolean {
    return this.#running
  }

  /**
   * Starts a lesson; it is refused, with the reason, where another is under way or there is nothing to learn.
   *
   * @param mnistFolder a folder with MNIST's four files, or `null` to look for them among what was downloaded
   */
  start(digits: readonly LabelledInk[], mnistFolder: string | null): Outcome<undefined> {
    if (this.#running) return { ok: false, message: 'Your digits are being learnt already.' }
    if (digits.length === 0) {
      return { ok: false, message: 'There are no digits of yours to learn yet. Give some first.' }
    }
    this.#running = true
    this.#stopAsked = false
    this.#change({
      phase: 'learning',
      doing: /* @wc-include */ 'Starting',
      fraction: null,
      secondsLeft: null,
    })
    this.#over = this.#learn(digits, mnistFolder)
    return { ok: true, value: undefined }
  }

  /** Stops the lesson that is under way, if there is one. The model in use stays. Resolves when its threads are gone. */
  async stop(): Promise<void> {
    this.#stopAsked = true
    this.#lesson?.stop()
    await this.#over
  }

  async #learn(digits: readonly LabelledInk[], mnistFolder: string | null): Promise<void> {
    let last: LearningState
    try {
      last = await this.#teach(digits, mnistFolder)
    } catch (error) {
      if (!(error instanceof PlainError)) this.#options.onFault?.(error)
      last = { phase: 'failed', message: error instanceof PlainError ? error.message : unexpected(error) }
    }
    this.#lesson = null
    this.#running = false
    this.#change(last)
  }

  async #teach(digits: readonly LabelledInk[], mnistFolder: string | null): Promise<LearningState> {
    const { runtime, models, cacheFolder, threads = usualThreads(), onModel } = this.#options
    const { id, model } = await models.beforeLearning()
    if (this.#stopAsked) return { phase: 'stopped' }
    const lesson = { model, digits, learntFrom: id, seed: SEED, mnistFolder, cacheFolder, threads }
    this.#lesson = startLesson(lesson, runtime, (progress) => {
      this.#change({ phase: 'learning', ...progress })
    })
    const learnt = await this.#lesson.finished
    if (learnt.kind === 'stopped') return { phase: 'stopped' }
    const before = models.state.inUse
    const { inUse } = await models.adopt(learnt.model)
    onModel()
    return {
      phase: 'done',
      digits: learnt.after.count,
      rightBefore: learnt.before.right,
      rightAfter: learnt.after.right,
      seconds: learnt.seconds,
      model: inUse,
      before,
    }
  }

  #change(state: LearningState): void {
    this.#state = state
    this.#options.onState(state)
  }
}

function unexpected(error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error)
  return `The learning failed (${reason}). The model in use is unchanged.`
}
