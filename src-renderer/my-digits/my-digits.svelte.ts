/** The person's own digits, as the page knows them: kept, corrected, deleted, and learnt. */
import type { Bridge, Drawing, LearningState, OwnDigit } from '../../src-main/contract.ts'
import type { Notices } from '../ui/notices.svelte.ts'
import { plural } from '../ui/plural.ts'
import { importWords, keptWords } from './wording.ts'

export interface MyDigitsSettings {
  readonly request: Bridge['request']
  readonly notices: Notices
  readonly digits: readonly OwnDigit[]
  readonly learning: LearningState
}

export class MyDigits {
  readonly #request: Bridge['request']
  readonly #notices: Notices
  #list = $state.raw<readonly OwnDigit[]>([])
  #learning = $state.raw<LearningState>({ phase: 'idle' })
  #dismissed = $state.raw<LearningState | null>(null)
  #stopping = $state(false)
  /** What was corrected last: these strokes, kept as that digit. */
  #corrected = $state.raw<{ readonly strokes: Drawing; readonly digit: OwnDigit } | null>(null)

  constructor({ request, notices, digits, learning }: MyDigitsSettings) {
    this.#request = request
    this.#notices = notices
    this.#list = digits
    this.#learning = learning
  }

  /** Oldest first. */
  get list(): readonly OwnDigit[] {
    return this.#list
  }

  /** How many there are of each digit, 0 to 9. */
  get counts(): readonly number[] {
    const counts = new Array<number>(10).fill(0)
    for (const { label } of this.#list) counts[label] = (counts[label] ?? 0) + 1
    return counts
  }

  get learning(): LearningState {
    return this.#learning
  }

  get running(): boolean {
    return this.#learning.phase === 'learning'
  }

  get stopping(): boolean {
    return this.#stopping
  }

  /** How the last lesson ended, until the person has put that aside or another begins. */
  get ending(): Extract<LearningState, { phase: 'done' | 'stopped' | 'failed' }> | null {
    const state = this.#learning
    if (state === this.#dismissed || state.phase === 'idle' || state.phase === 'learning') return null
    return state
  }

  /** What these strokes were said to be, where they are kept. */
  labelOf(strokes: Drawing): number | null {
    const corrected = this.#corrected
    if (corrected?.strokes !== strokes) return null
    return this.#list.some(({ id }) => id === corrected.digit.id) ? corrected.digit.label : null
  }

  /** Takes what main tells. */
  set(state: LearningState): void {
    this.#learning = state
    if (!this.running) this.#stopping = false
  }

  /** Keeps a drawing as what it is said to be. Said otherwise before, it is that no longer. */
  async correct(strokes: Drawing, label: number): Promise<void> {
    if (this.labelOf(strokes) === label) return
    const before = this.labelOf(strokes) === null ? null : this.#corrected
    const digit = await this.keep(strokes, label)
    if (digit === null) return
    if (before !== null) await this.#change('deleteOwnDigits', [before.digit.id])
    this.#corrected = { strokes, digit }
    this.#notices.done(keptWords(label), {
      title: 'Undo',
      take: () => {
        void this.#change('deleteOwnDigits', [digit.id])
      },
    })
  }

  /** @returns the digit, or `null` where it could not be kept, which the person has been told */
  async keep(strokes: Drawing, label: number): Promise<OwnDigit | null> {
    const outcome = await this.#request('keepOwnDigit', { label, strokes })
    if (!outcome.ok) {
      this.#notices.problem(outcome.message)
      return null
    }
    this.#list = [...this.#list, outcome.value]
    return outcome.value
  }

  async delete(ids: readonly string[]): Promise<void> {
    if (!(await this.#change('deleteOwnDigits', ids))) return
    this.#notices.done(plural(ids.length, ['Deleted # digit.', 'Deleted # digits.']), {
      title: 'Undo',
      take: () => {
        void this.#change('restoreOwnDigits', ids)
      },
    })
  }

  async import(): Promise<void> {
    const outcome = await this.#request('importOwnDigits', undefined)
    if (!outcome.ok) this.#notices.problem(outcome.message)
    else if (outcome.value !== null) {
      this.#list = outcome.value.ownDigits
      this.#notices.done(importWords(outcome.value))
    }
  }

  async export(): Promise<void> {
    const outcome = await this.#request('exportOwnDigits', undefined)
    if (!outcome.ok) this.#notices.problem(outcome.message)
    else if (outcome.value !== null) this.#notices.done(`Exported to ${outcome.value}.`)
  }

  async learn(): Promise<void> {
    const outcome = await this.#request('learnOwnDigits', undefined)
    if (!outcome.ok) this.#notices.problem(outcome.message)
  }

  async stop(): Promise<void> {
    if (!this.running || this.#stopping) return
    this.#stopping = true
    await this.#request('stopLearning', undefined)
  }

  /** Puts the result of the last lesson aside. */
  dismiss(): void {
    this.#dismissed = this.#learning
  }

  async #change(what: 'deleteOwnDigits' | 'restoreOwnDigits', ids: readonly string[]): Promise<boolean> {
    const outcome = await this.#request(what, [...ids])
    if (outcome.ok) this.#list = outcome.value
    else this.#notices.problem(outcome.message)
    return outcome.ok
  }
}
