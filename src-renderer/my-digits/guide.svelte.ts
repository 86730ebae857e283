/** Asks for five of each digit, round by round: 0 to 9, and again. */

/** How many of each digit are asked for. */
export const WANTED = 5

export class Guide {
  readonly #counts: () => readonly number[]
  /** How often each digit was skipped since the guide was opened. */
  #skipped = $state.raw<readonly number[]>([])
  #open = $state(false)

  /** @param counts how many of each digit there are */
  constructor(counts: () => readonly number[]) {
    this.#counts = counts
  }

  get open(): boolean {
    return this.#open
  }

  /** The digit that is asked for: the one there is least of; `null` when there are enough of all. */
  get asked(): number | null {
    const had = this.#had
    const least = Math.min(...had)
    return least < WANTED ? had.indexOf(least) : null
  }

  /** Which one of that digit it is, from 1. */
  get turn(): number {
    return this.asked === null ? WANTED : (this.#had[this.asked] ?? 0) + 1
  }

  /** How many digits are yet to be asked for. */
  get left(): number {
    return this.#had.reduce((left, had) => left + Math.max(0, WANTED - had), 0)
  }

  get #had(): readonly number[] {
    return this.#counts().map((count, digit) => count + (this.#skipped[digit] ?? 0))
  }

  begin(): void {
    this.#skipped = []
    this.#open = true
  }

  /** Goes on to the next digit without this one. */
  skip(): void {
    const { asked } = this
    if (asked === null) return
    const skipped = Array.from({ length: 10 }, (_, digit) => this.#skipped[digit] ?? 0)
    skipped[asked] = (skipped[asked] ?? 0) + 1
    this.#skipped = skipped
  }

  leave(): void {
    this.#open = false
  }
}
