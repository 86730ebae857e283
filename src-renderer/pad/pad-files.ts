/** What comes to the pad from outside and what is taken away from it: pictures, test digits, saved drawings. */
import { MAX_OPENED_BYTES, type Bridge, type Outcome } from '../../src-main/contract.ts'
import type { Recognition } from '../bars/recognition.svelte.ts'
import type { Notices } from '../ui/notices.svelte.ts'
import type { Pad } from './pad.svelte.ts'
import { isPicture, pictureOf, pictureOfGreys, problemOf } from './picture-files.ts'
import type { PictureFile } from './picture-files.ts'

/** What main and the page both call a picture from the clipboard. */
export const PASTED = 'Pasted picture'
/** A paste that comes both as the page's event and through the menu, within so many ms, is one paste. */
const SAME_PASTE = 1000

export interface PadFilesSettings {
  readonly request: Bridge['request']
  readonly pad: Pad
  readonly recognition: Recognition
  readonly notices: Notices
  /** Waits for an answer; what goes wrong is told, and `null`. */
  readonly attempt: <T>(answer: Promise<T>) => Promise<T | null>
  readonly outcome: <T>(answer: Promise<Outcome<T>>) => Promise<T | null>
  /** Milliseconds since any start. */
  readonly now: () => number
}

export class PadFiles {
  readonly #settings: PadFilesSettings
  #lastPaste = Number.NEGATIVE_INFINITY

  constructor(settings: PadFilesSettings) {
    this.#settings = settings
  }

  /** Takes a file that was dropped: a picture as below, and main opens whatever else it is. */
  async drop(file: File): Promise<void> {
    const { request, notices, outcome } = this.#settings
    if (isPicture(file)) {
      await this.open(file)
      return
    }
    if (file.size > MAX_OPENED_BYTES) {
      notices.problem(`“${file.name}” is larger than 128 MB, and nothing that large can be opened.`)
      return
    }
    let bytes: Uint8Array<ArrayBuffer>
    try {
      bytes = new Uint8Array(await file.arrayBuffer())
    } catch {
      notices.problem(`“${file.name}” could not be read. Drop a single file.`)
      return
    }
    await outcome(request('openDroppedFile', { name: file.name, bytes }))
  }

  /** Takes a picture that was chosen, pasted or dropped. */
  async open(file: File, name = file.name): Promise<void> {
    const problem = problemOf(file)
    if (problem !== null) {
      this.#settings.notices.problem(problem)
      return
    }
    await this.openPicture({ name, bytes: new Uint8Array(await file.arrayBuffer()) })
  }

  /** Main reads the picture first: what it refuses never reaches the pad. */
  async openPicture(file: PictureFile): Promise<void> {
    const { pad, recognition, notices, outcome, now } = this.#settings
    if (file.name === PASTED) {
      const before = this.#lastPaste
      this.#lastPaste = now()
      if (this.#lastPaste - before < SAME_PASTE) return
    }
    const answer = await outcome(recognition.readPicture(file.bytes))
    if (answer === null) return
    try {
      const picture = await pictureOf(file)
      pad.putPicture(picture)
      recognition.take(answer)
    } catch {
      notices.problem(`“${file.name}” cannot be shown. Choose another picture.`)
    }
  }

  /** Puts a digit of 784 greys on the pad as it is, and shows what the model in use says of just these greys. */
  async putImage(name: string, image: Uint8Array<ArrayBuffer>): Promise<void> {
    const { request, pad, recognition, attempt } = this.#settings
    const answer = await attempt(request('recognizeImage', image))
    if (answer === null) return
    pad.putPicture(await pictureOfGreys(name, image))
    recognition.take(answer)
  }

  async saveDrawing(): Promise<void> {
    const { request, pad, notices, outcome } = this.#settings
    const { strokes } = pad.sheet
    if (strokes.length === 0) {
      notices.problem('There is no drawing to save. Draw a digit first.')
      return
    }
    const file = await outcome(request('saveDrawing', strokes))
    if (file !== null) notices.done(`Saved as ${file}.`)
  }
}
