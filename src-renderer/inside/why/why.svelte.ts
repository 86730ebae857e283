/** The view "Why" as state: which digit is asked about, and in comparison with which. */
import type { InsideSubject, Why as Explanation, WhyQuestion } from '../../../src-main/contract.ts'
import type { Latest } from '../latest.svelte.ts'

export class Why {
  readonly #latest: Latest<WhyQuestion, Explanation>
  #digit = $state<number | null>(null)
  #instead = $state<number | null>(null)

  constructor(latest: Latest<WhyQuestion, Explanation>) {
    this.#latest = latest
  }

  /** The newest answer, with what it answers. */
  get shown(): { readonly question: WhyQuestion; readonly answer: Explanation } | null {
    return this.#latest.shown
  }

  /** The digit that was chosen; `null` for the one that is read. */
  get digit(): number | null {
    return this.#digit
  }

  /** The digit that it is compared with; `null` for none. */
  get instead(): number | null {
    return this.#instead
  }

  chooseDigit(digit: number | null): void {
    this.#digit = digit
  }

  chooseInstead(instead: number | null): void {
    this.#instead = instead
  }

  /** Asks main about an image. @param read the digit that it is read as */
  ask(subject: InsideSubject, read: number): void {
    const digit = this.#digit ?? read
    this.#latest.ask({ ...subject, digit, instead: this.#instead === digit ? null : this.#instead })
  }

  /** Shows nothing any more, as for an empty pad. */
  forget(): void {
    this.#latest.forget()
  }
}
