/** The backward view as state: what the copy of the model is to learn, how many steps it takes, and what is looked at. */
import type {
  BackwardPass,
  BackwardQuestion,
  InsideNetwork,
  InsideSubject,
} from '../../../src-main/contract.ts'
import { LEAST_RATE, MOST_RATE, MOST_STEPS } from '../../../src-main/contract.ts'
import type { Latest } from '../latest.svelte.ts'

/** What the steps are taken for. */
interface Lesson extends InsideSubject {
  readonly truth: number
}

export class Backward {
  readonly #latest: Latest<BackwardQuestion, BackwardPass>
  #lesson: Lesson | null = null
  #steps = $state(0)
  #dropped = $state<'drawing' | 'model' | 'digit' | null>(null)
  #layer = $state<number | null>(null)
  #weight = $state<number | null>(null)
  /** The rate as it is typed; empty for the one that suits the network. */
  rateText = $state('')

  constructor(latest: Latest<BackwardQuestion, BackwardPass>) {
    this.#latest = latest
  }

  /** The newest answer, with what it answers. */
  get shown(): { readonly question: BackwardQuestion; readonly answer: BackwardPass } | null {
    return this.#latest.shown
  }

  /** How many steps the copy is to have taken. */
  get steps(): number {
    return this.#steps
  }

  get canStep(): boolean {
    return this.#steps < MOST_STEPS
  }

  /** What became another, so that the copy began anew; `null` where it took no step or is as it was. */
  get dropped(): 'drawing' | 'model' | 'digit' | null {
    return this.#dropped
  }

  /** The rate that is typed: `null` for the one that suits the network, NaN while it cannot be read. */
  get rate(): number | null {
    const text = this.rateText.trim().replace(',', '.')
    if (text === '') return null
    const value = Number(text)
    return value >= LEAST_RATE && value <= MOST_RATE ? value : Number.NaN
  }

  /** Takes more steps, or takes some back. */
  step(by: number): void {
    this.#dropped = null
    this.#steps = Math.min(MOST_STEPS, Math.max(0, this.#steps + by))
  }

  startAgain(): void {
    this.step(-this.#steps)
  }

  /** The layer whose gradient is looked at: the one chosen, else the last that learns. */
  layerOf({ layers }: InsideNetwork): number {
    return this.#layer ?? layers.findLastIndex(({ weights }) => weights !== null)
  }

  chooseLayer(layer: number): void {
    this.#layer = layer
    this.#weight = null
  }

  /** The weight that is written out; `null` for the one with the largest gradient. */
  get weight(): number | null {
    return this.#weight
  }

  chooseWeight(weight: number | null): void {
    this.#weight = weight
  }

  /** Asks main for all that is shown of this image. Where it is about something else than before, the copy begins anew. */
  ask(network: InsideNetwork, subject: InsideSubject, truth: number): void {
    const changed = this.#changeTo({ ...subject, truth })
    if (changed !== null) {
      this.#drop(changed)
      if (changed === 'model') this.#layer = null
      if (changed === 'model') this.#weight = null
    }
    this.#lesson = { ...subject, truth }
    const { rate } = this
    if (Number.isNaN(rate)) return
    const layer = this.layerOf(network)
    this.#latest.ask({ ...subject, truth, rate, steps: this.#steps, layer, weight: this.#weight })
  }

  /** Shows nothing any more, as for an empty pad. */
  forget(): void {
    this.#lesson = null
    this.#drop('drawing')
    this.#latest.forget()
  }

  /** Says so until the next step: a drawing that grows becomes another many times. */
  #drop(because: 'drawing' | 'model' | 'digit'): void {
    if (this.#steps > 0) this.#dropped = because
    this.#steps = 0
  }

  #changeTo(next: Lesson): 'drawing' | 'model' | 'digit' | null {
    const before = this.#lesson
    if (before === null) return null
    if (before.model !== next.model) return 'model'
    if (!before.image.every((grey, pixel) => grey === next.image[pixel])) return 'drawing'
    return before.truth === next.truth ? null : 'digit'
  }
}
