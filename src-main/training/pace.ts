/** How fast a run goes, and how long it will take yet. */

/** Seconds over which the speed that is shown is averaged. */
const WINDOW = 2

export class Pace {
  readonly #total: number
  readonly #start: number
  #done = 0
  #now: number
  /** Where the run stood lately: [seconds, samples done], the oldest first. */
  readonly #marks: [seconds: number, done: number][] = []

  /**
   * @param total samples of the whole run
   * @param now seconds on any clock
   */
  constructor(total: number, now: number) {
    this.#total = total
    this.#start = now
    this.#now = now
    this.#marks.push([now, 0])
  }

  /** Notes that so many samples of the run are done. */
  update(done: number, now: number): void {
    this.#done = done
    this.#now = now
    this.#marks.push([now, done])
    while (this.#marks.length > 2 && this.#marks[1]![0] <= now - WINDOW) this.#marks.shift()
  }

  /** Over the last seconds; 0 before the first samples are done. */
  get samplesPerSecond(): number {
    const [seconds, done] = this.#marks[0]!
    return this.#now > seconds ? (this.#done - done) / (this.#now - seconds) : 0
  }

  /** By the speed of the whole run so far, pauses included; `null` while that cannot be told. */
  get secondsLeft(): number | null {
    if (this.#done === 0) return null
    return ((this.#total - this.#done) * (this.#now - this.#start)) / this.#done
  }
}
