/**
 * Asks the main process one question at a time; of those that wait, the newest is asked. The drawing and its bars come first: no
 * question is asked while the bars wait for an answer, there is a pause between an answer and the next question, longer while a
 * stroke is being drawn, and an answer is shown when the page has nothing else to do.
 */

/** The least pause in ms, the least while a stroke is being drawn, and how much longer one is than the answer took. */
const PAUSE = 40
const PAUSE_WHILE_DRAWING = 120
const PAUSE_FACTOR = 2

export interface Asking<Question, Answer> {
  readonly request: (question: Question) => Promise<Answer | null>
  /** Hears of questions that failed. */
  readonly failed: (message: string) => void
  /** Whether a stroke is being drawn. */
  readonly drawing: () => boolean
  /** Waits until the bars wait for no answer. */
  readonly barsSettled: () => Promise<void>
  /** Calls back when the page has nothing else to do, or soon in any case. */
  readonly whenIdle: (callback: () => void) => void
}

export class Latest<Question, Answer> {
  readonly #asking: Asking<Question, Answer>
  #shown = $state.raw<{ readonly question: Question; readonly answer: Answer } | null>(null)
  #waiting: Question | null = null
  #busy = false
  #timer: ReturnType<typeof setTimeout> | undefined
  /** When the last answer came and how long it took, in ms. */
  #answered = { at: 0, took: 0 }
  /** Grows when all is forgotten: answers to what was asked before are not shown any more. */
  #generation = 0

  constructor(asking: Asking<Question, Answer>) {
    this.#asking = asking
  }

  /** The newest answer with what it answers; `null` before the first. */
  get shown(): { readonly question: Question; readonly answer: Answer } | null {
    return this.#shown
  }

  ask(question: Question): void {
    this.#waiting = question
    this.#schedule()
  }

  /** Shows nothing any more, as for an empty pad. */
  forget(): void {
    this.#generation += 1
    this.#waiting = null
    this.#shown = null
  }

  /** Reckoned anew with each question: once the pen is lifted, the pause is shorter. */
  #schedule(): void {
    if (this.#busy || this.#waiting === null) return
    clearTimeout(this.#timer)
    const { at, took } = this.#answered
    const least = this.#asking.drawing() ? PAUSE_WHILE_DRAWING : PAUSE
    const pause = at + Math.max(least, PAUSE_FACTOR * took) - Date.now()
    this.#timer = setTimeout(
      () => {
        void this.#takeTurn()
      },
      Math.max(0, pause),
    )
  }

  async #takeTurn(): Promise<void> {
    this.#busy = true
    // By then the frame's own question is on its way, and waited for.
    await new Promise<void>((resolve) => {
      this.#asking.whenIdle(resolve)
    })
    await this.#asking.barsSettled()
    const question = this.#waiting
    this.#waiting = null
    if (question !== null) await this.#question(question)
    this.#busy = false
    this.#schedule()
  }

  async #question(question: Question): Promise<void> {
    const generation = this.#generation
    const start = Date.now()
    try {
      const answer = await this.#asking.request(question)
      // Where another model is in use by now, the page is about to hear of it and asks anew.
      if (answer === null) return
      this.#asking.whenIdle(() => {
        if (generation === this.#generation) this.#shown = { question, answer }
      })
    } catch {
      this.#asking.failed('The inside of the network could not be read. Draw on, or start Digit Pad again.')
    } finally {
      const at = Date.now()
      this.#answered = { at, took: at - start }
    }
  }
}
