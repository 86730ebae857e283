/** What the person says of what is on the pad: by click, by key, or because the guide asked for it. */
import type { Pad } from '../pad/pad.svelte.ts'
import { Guide } from './guide.svelte.ts'
import type { MyDigits } from './my-digits.svelte.ts'
import { aDigit } from './wording.ts'

export interface LabellingSettings {
  readonly pad: Pad
  readonly myDigits: MyDigits
  /** Whether the pad has the keyboard: a digit's key then says what the drawing is. */
  readonly isOnPad: () => boolean
  /** Whether the pane with the guide is the one that is shown. */
  readonly isGuideShown: () => boolean
  /** Whether a number is to be drawn instead of a digit. */
  readonly isNumberWanted: () => boolean
  /** Whether several digits are read on the pad: nothing can be said of all of them at once. */
  readonly isNumber: () => boolean
  /** Does something; what goes wrong inside is told, and `null`. */
  readonly attempt: <T>(work: () => Promise<T>) => Promise<T | null>
}

/** What of a key event tells what is meant. */
type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'repeat'>

export class Labelling {
  readonly guide: Guide
  readonly #settings: LabellingSettings
  /** True while the guide waits for a drawing to be kept: it is kept once. */
  #keeping = false

  constructor(settings: LabellingSettings) {
    this.#settings = settings
    this.guide = new Guide(() => settings.myDigits.counts)
  }

  /** What an empty pad says. */
  get hint(): string {
    if (this.#asked !== null) return `Draw ${aDigit(this.#asked)}`
    return this.#settings.isNumberWanted() ? 'Draw a number' : 'Draw a digit'
  }

  /** What the drawing on the pad was said to be. */
  get label(): number | null {
    const { pad, myDigits } = this.#settings
    return myDigits.labelOf(pad.sheet.strokes)
  }

  /** Whether there is a drawing that something could be said of. */
  get ready(): boolean {
    const { pad, isNumber } = this.#settings
    if (pad.sheet.strokes.length === 0 || pad.drawing) return false
    return this.#asked !== null || !isNumber()
  }

  /**
   * A key that was pressed anywhere but in a field of text: a digit's says what the drawing is while the pad has the
   * keyboard; N goes on in the guide.
   *
   * @returns whether it meant something
   */
  press({ key, ctrlKey, metaKey, altKey, repeat }: Key): boolean {
    if (ctrlKey || metaKey || altKey || repeat || !this.ready) return false
    if (this.#asked !== null) {
      if (key.toLowerCase() !== 'n') return false
      void this.next()
      return true
    }
    if (!/^[0-9]$/.test(key) || !this.#settings.isOnPad()) return false
    void this.correct(Number(key))
    return true
  }

  /** Keeps what is on the pad as the digit that the person says it is. */
  async correct(label: number): Promise<void> {
    const { pad, myDigits, attempt } = this.#settings
    const { strokes } = pad.sheet
    if (this.ready) await attempt(() => myDigits.correct(strokes, label))
  }

  /** Opens the guide, with an empty pad. */
  begin(): void {
    this.#settings.pad.clear()
    this.guide.begin()
  }

  /** Keeps what is on the pad as the digit that was asked for, and makes room for the next. */
  async next(): Promise<void> {
    const { pad, myDigits, attempt } = this.#settings
    const { asked } = this.guide
    const { strokes } = pad.sheet
    if (asked === null || !this.ready || this.#keeping) return
    this.#keeping = true
    const kept = await attempt(() => myDigits.keep(strokes, asked))
    this.#keeping = false
    if (kept !== null && pad.sheet.strokes === strokes) pad.clear()
  }

  /** The digit that the guide asks for, while it is seen. */
  get #asked(): number | null {
    return this.guide.open && this.#settings.isGuideShown() ? this.guide.asked : null
  }
}
