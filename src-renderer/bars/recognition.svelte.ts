/** Asks the network what is on the pad: at most once a frame, one question at a time, the newest wins. */
import type { Bridge, Outcome, Recognition as Answer } from '../../src-main/contract.ts'
import { isEmpty } from '../pad/sheet.ts'
import type { Sheet } from '../pad/sheet.ts'

export interface RecognitionSettings {
  readonly request: Bridge['request']
  /** Calls back before the next frame: `requestAnimationFrame`, but in tests. */
  readonly nextFrame: (callback: () => void) => void
  /** Hears of questions that failed. */
  readonly failed: (message: string) => void
}

export class Recognition {
  readonly #settings: RecognitionSettings
  #answer = $state.raw<Answer | null>(null)
  #waiting: Sheet | null = null
  #asking = false
  #scheduled = false
  /** Grows when the pad is emptied: answers to what was there before are not shown any more. */
  #generation = 0

  constructor(settings: RecognitionSettings) {
    this.#settings = settings
  }

  /** What the network says, or `null` for an empty pad. */
  get answer(): Answer | null {
    return this.#answer
  }

  /** True while the answer shown may be about an earlier state of the pad. */
  get busy(): boolean {
    return this.#asking || this.#waiting !== null
  }

  ask(sheet: Sheet): void {
    if (isEmpty(sheet)) {
      this.#generation += 1
      this.#waiting = null
      this.#answer = null
      return
    }
    this.#waiting = sheet
    this.#schedule()
  }

  /** Takes an answer that was had with a picture, before the picture lay on the pad. */
  take(answer: Answer): void {
    this.#generation += 1
    this.#waiting = null
    this.#answer = answer
  }

  #schedule(): void {
    if (this.#asking || this.#scheduled) return
    this.#scheduled = true
    this.#settings.nextFrame(() => {
      this.#scheduled = false
      const sheet = this.#waiting
      if (sheet !== null) void this.#question(sheet)
    })
  }

  async #question(sheet: Sheet): Promise<void> {
    this.#waiting = null
    this.#asking = true
    const generation = this.#generation
    try {
      const answer = await this.#answerTo(sheet)
      if (generation !== this.#generation) return
      if (answer.ok) this.#answer = answer.value
      else this.#settings.failed(answer.message)
    } catch {
      this.#settings.failed('The network did not answer. Draw on, or start Digit Pad again.')
    } finally {
      this.#asking = false
      if (this.busy) this.#schedule()
    }
  }

  async #answerTo(sheet: Sheet): Promise<Outcome<Answer | null>> {
    const { request } = this.#settings
    const greys = sheet.picture?.greys
    if (greys) return { ok: true, value: await request('recognizeImage', greys) }
    if (sheet.picture !== null) return request('recognizePicture', sheet.picture.bytes)
    return { ok: true, value: await request('recognizeDrawing', sheet.strokes) }
  }
}
