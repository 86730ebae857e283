/** Asks the network what is on the pad: at most once a frame, one question at a time, the newest wins. */
import type { Bridge, NumberReading, Outcome, Recognition as Answer } from '../../src-main/contract.ts'
import { isEmpty } from '../pad/sheet.ts'
import type { Sheet } from '../pad/sheet.ts'

export interface RecognitionSettings {
  readonly request: Bridge['request']
  /** Calls back before the next frame: `requestAnimationFrame`, but in tests. */
  readonly nextFrame: (callback: () => void) => void
  /** Hears of questions that failed. */
  readonly failed: (message: string) => void
  /** Whether what is drawn is to be read as several digits in a row. */
  readonly several: () => boolean
}

/** What was asked for: one digit, or a number. */
export type Reading = Answer | NumberReading

/** The measure that each question to the network leaves in the page's timings. */
const PREDICTION = 'prediction'

export class Recognition {
  readonly #settings: RecognitionSettings
  #reading = $state.raw<Reading | null>(null)
  /** What the reading is about; `null` where it was had before. */
  #sheet = $state.raw<Sheet | null>(null)
  #chosen = $state(0)
  /** Whether the person chose the digit: it is then marked on the pad. */
  #picked = $state(false)
  #waiting: Sheet | null = null
  #asking = false
  #scheduled = false
  /** Ends with the question that was asked last. */
  #asked: Promise<void> = Promise.resolve()
  /** Grows when the pad is emptied: answers to what was there before are not shown any more. */
  #generation = 0

  constructor(settings: RecognitionSettings) {
    this.#settings = settings
  }

  /** What the network says of the digit, or of the one that is chosen; `null` for an empty pad. */
  get answer(): Answer | null {
    const reading = this.#reading
    if (reading === null || !('digits' in reading)) return reading
    return reading.digits[this.#chosen] ?? null
  }

  /** The number that is read, where it has several digits. */
  get number(): NumberReading | null {
    const reading = this.#reading
    return reading !== null && 'digits' in reading && reading.digits.length > 1 ? reading : null
  }

  /** The place in the number of the digit that is shown, from 0. */
  get chosen(): number {
    return this.#chosen
  }

  /** True while the answer shown may be about an earlier state of the pad. */
  get busy(): boolean {
    return this.#asking || this.#waiting !== null
  }

  /** Waits until no question is with the main process: what asks then does not make the bars wait. */
  settled(): Promise<void> {
    return this.#asked
  }

  /** Shows a digit of the number. */
  choose(place: number): void {
    if (place < 0 || place >= (this.number?.digits.length ?? 0)) return
    this.#chosen = place
    this.#picked = true
  }

  /** Which strokes of the sheet are those of the digit that the person chose. */
  markedOn(sheet: Sheet): readonly number[] {
    if (!this.#picked || sheet !== this.#sheet) return []
    return this.number?.digits[this.#chosen]?.strokes ?? []
  }

  ask(sheet: Sheet): void {
    if (isEmpty(sheet)) {
      this.#generation += 1
      this.#waiting = null
      this.#show(null, null)
      return
    }
    this.#waiting = sheet
    this.#schedule()
  }

  /** Asks once more, because what is asked for has changed: an answer to the former question is not shown. */
  askAnew(sheet: Sheet): void {
    this.#generation += 1
    this.ask(sheet)
  }

  /** Takes an answer that was had with a picture, before the picture lay on the pad. */
  take(reading: Reading): void {
    this.#generation += 1
    this.#waiting = null
    this.#show(reading, null)
  }

  /** Asks about a picture's file at once, whatever lies on the pad. */
  readPicture(bytes: Uint8Array<ArrayBuffer>): Promise<Outcome<Reading>> {
    const { request, several } = this.#settings
    return several() ? request('recognizePictureNumber', bytes) : request('recognizePicture', bytes)
  }

  #show(reading: Reading | null, sheet: Sheet | null): void {
    const same = sheet !== null && sheet === this.#sheet
    if (reading !== null && this.#reading === null) performance.mark('digit read')
    this.#reading = reading
    this.#sheet = sheet
    const digits = reading !== null && 'digits' in reading ? reading.digits : []
    // What was chosen stays chosen while the drawing is the same; else the digit under the pen is shown.
    if (same && this.#chosen < digits.length) return
    this.#picked = false
    const newest = digits.flatMap(({ strokes }) => strokes).reduce((most, one) => Math.max(most, one), -1)
    this.#chosen = Math.max(
      0,
      digits.findIndex(({ strokes }) => strokes.includes(newest)),
    )
  }

  #schedule(): void {
    if (this.#asking || this.#scheduled) return
    this.#scheduled = true
    this.#settings.nextFrame(() => {
      this.#scheduled = false
      const sheet = this.#waiting
      if (sheet !== null) this.#asked = this.#question(sheet)
    })
  }

  async #question(sheet: Sheet): Promise<void> {
    this.#waiting = null
    this.#asking = true
    const generation = this.#generation
    const start = performance.now()
    try {
      const reading = await this.#readingOf(sheet)
      tellHowLong(start)
      if (generation !== this.#generation) return
      if (reading.ok) this.#show(reading.value, sheet)
      else this.#settings.failed(reading.message)
    } catch {
      this.#settings.failed('The network did not answer. Draw on, or start Digit Pad again.')
    } finally {
      this.#asking = false
      if (this.busy) this.#schedule()
    }
  }

  async #readingOf(sheet: Sheet): Promise<Outcome<Reading | null>> {
    const { request, several } = this.#settings
    const greys = sheet.picture?.greys
    if (greys) return { ok: true, value: await request('recognizeImage', greys) }
    if (sheet.picture !== null) return this.readPicture(sheet.picture.bytes)
    const name = several() ? 'recognizeNumber' : 'recognizeDrawing'
    return { ok: true, value: await request(name, sheet.strokes) }
  }
}

/** Tells whoever observes the page's timings how long an answer took, and keeps no list of them. */
function tellHowLong(start: number): void {
  performance.measure(PREDICTION, { start })
  performance.clearMeasures(PREDICTION)
}
