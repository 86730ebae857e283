/** One question at a time; of those that wait for their turn, the newest is asked. */
export class NewestAnswer<Question, Answer> {
  readonly #answerTo: (question: Question) => Promise<Answer>
  #shown = $state.raw<{ readonly question: Question; readonly answer: Answer } | null>(null)
  #waiting: { readonly question: Question } | null = null
  /** Not for the page to follow: an effect that asks would run again because it asked. */
  #asking = false
  #shownAsking = $state(false)

  constructor(answerTo: (question: Question) => Promise<Answer>) {
    this.#answerTo = answerTo
  }

  /** The newest answer with what was asked; `null` before the first, and where the last question failed. */
  get shown(): { readonly question: Question; readonly answer: Answer } | null {
    return this.#shown
  }

  get asking(): boolean {
    return this.#shownAsking
  }

  ask(question: Question): void {
    this.#waiting = { question }
    if (!this.#asking) void this.#askWaiting()
  }

  async #askWaiting(): Promise<void> {
    this.#asking = this.#shownAsking = true
    try {
      while (this.#waiting !== null) {
        const { question } = this.#waiting
        this.#waiting = null
        this.#shown = { question, answer: await this.#answerTo(question) }
      }
    } catch {
      // What is only shown beside something else is no reason to disturb anybody.
      this.#shown = null
    } finally {
      this.#asking = this.#shownAsking = false
    }
  }
}
