/**
 * Asks the main process one question at a time; of those that wait, the newest is asked. Between an answer and the next
 * question it pauses, so that the drawing and its bars come first.
 */

/** The least pause, in ms, and how much longer it is than the answer took. */
const PAUSE = 40
const PAUSE_FACTOR = 2

export interface Asking<Question, Answer> {
  readonly request: (question: Question) => Promise<Answer | null>
  /** Calls back before the next frame. */
  readonly nextFrame: (callback: () => void) => void
  /** Hears of questions that failed. */
  readonly failed: (message: string) => void
}

export class Latest<Question, Answer> {
  readonly #asking: Asking<Question, Answer>
  #shown = $state.raw<{ readonly question: Question; readonly answer: Answer } | null>(null)
  #waiting: Question | null = null
  #busy = false
  #scheduled = false
  /** When the next question may be asked, in ms. */
  #notBefore = 0
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

  #schedule(): void {
    if (this.#busy || this.#scheduled || this.#waiting === null) return
    this.#scheduled = true
    const ask = () => {
      this.#scheduled = false
      const question = this.#waiting
      if (question !== null) void this.#question(question)
    }
    const pause = this.#notBefore - Date.now()
    if (pause > 0) setTimeout(() => this.#asking.nextFrame(ask), pause)
    else this.#asking.nextFrame(ask)
  }

  async #question(question: Question): Promise<void> {
    this.#waiting = null
    this.#busy = true
    const generation = this.#generation
    const start = Date.now()
    try {
      const answer = await this.#asking.request(question)
      // Where another model is in use by now, the page is about to hear of it and asks anew.
      if (answer !== null && generation === this.#generation) this.#shown = { question, answer }
    } catch {
      this.#asking.failed('The inside of the network could not be read. Draw on, or start Digit Pad again.')
    } finally {
      this.#busy = false
      const end = Date.now()
      this.#notBefore = end + Math.max(PAUSE, PAUSE_FACTOR * (end - start))
      this.#schedule()
    }
  }
}
