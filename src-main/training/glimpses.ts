/** What a run that is watched shows of itself while it goes on, and how often it can afford to. */
import type { TrainingGlimpse, TurnedDigit } from '../contract.ts'
import { digitImage } from '../datasets/digits.ts'
import { largest } from '../network/one-hot.ts'
import { weightPictures } from '../network/weight-pictures.ts'
import type { Range } from './loop.ts'
import type { SharedRun } from './shared-run.ts'

/** ms between two glimpses, at least. */
const EVERY = 300
/** How much of the run's time they may take. */
const SHARE = 0.012
/** Held-back digits that are looked at, a few in each glimpse, in turn. */
const SAMPLE = 500
const FEWEST = 10
const MOST_PICTURES = 24
/** Digits whose answer changed, in one glimpse. */
const MOST_TURNED = 8
const UNREAD = -1
const CLASSES = 10

export class Glimpses {
  readonly #run: SharedRun
  readonly #watched: Int32Array
  readonly #tell: (glimpse: TrainingGlimpse) => void
  /** What each digit of the sample was taken for when it was read last. */
  readonly #answers: Int8Array
  #next = 0
  #first = 0
  #atOnce = FEWEST

  /** @param watched one integer: not 0 while somebody looks */
  constructor(run: SharedRun, watched: Int32Array, tell: (glimpse: TrainingGlimpse) => void) {
    this.#run = run
    this.#watched = watched
    this.#tell = tell
    this.#answers = new Int8Array(Math.min(SAMPLE, run.heldBack.count)).fill(UNREAD)
  }

  /** The held-back digits to be read now; `null` where it is not yet time, or nobody looks. */
  wanted(): Range | null {
    if (Atomics.load(this.#watched, 0) === 0 || this.#answers.length === 0) return null
    if (performance.now() < this.#next) return null
    return [this.#first, Math.min(this.#first + this.#atOnce, this.#answers.length)]
  }

  /**
   * Tells what is to be seen, when the judging network holds the weights and `run.outputs` its outputs for the digits that were
   * wanted.
   *
   * @param begun when the reading began, in ms as of performance.now()
   */
  read([first, end]: Range, begun: number): void {
    const { judge } = this.#run
    const turned = this.#take(first, end)
    this.#tell({
      weights: weightPictures(judge.architecture, judge.parameters, MOST_PICTURES),
      errors: this.#errors(),
      turned,
    })
    this.#first = end === this.#answers.length ? 0 : end
    const now = performance.now()
    const cost = now - begun
    this.#next = now + Math.max(EVERY, cost / SHARE)
    // As many digits as can be read every time, but no sudden jump: one measurement may be far off.
    const affordable = (this.#atOnce * EVERY * SHARE) / cost
    this.#atOnce = Math.round(Math.max(FEWEST, Math.min(affordable, 2 * this.#atOnce, this.#answers.length)))
  }

  /** Notes the answers, and returns the digits whose answer is another than before. */
  #take(first: number, end: number): TurnedDigit[] {
    const { outputs, heldBack } = this.#run
    const turned: TurnedDigit[] = []
    for (let digit = first; digit < end; digit++) {
      const was = this.#answers[digit]!
      const is = largest(outputs, digit)
      this.#answers[digit] = is
      if (was === UNREAD || was === is || turned.length === MOST_TURNED) continue
      turned.push({ image: digitImage(heldBack, digit).slice(), label: heldBack.labels[digit]!, was, is })
    }
    return turned
  }

  #errors(): TrainingGlimpse['errors'] {
    const { labels } = this.#run.heldBack
    const errors = Array.from({ length: CLASSES }, () => ({ read: 0, wrong: 0 }))
    for (const [digit, answer] of this.#answers.entries()) {
      const error = errors[labels[digit]!]
      if (answer === UNREAD || error === undefined) continue
      error.read++
      if (answer !== labels[digit]) error.wrong++
    }
    return errors
  }
}
