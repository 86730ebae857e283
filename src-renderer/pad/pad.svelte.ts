/** The pad: what lies on it, the stroke that is being drawn, and everything that can be done to it. */
import { MAX_POINTS, MAX_POINTS_PER_STROKE, MAX_STROKES, pointsIn } from '../../src-main/contract.ts'
import type { Drawing, Stroke } from '../../src-main/contract.ts'
import { fitted } from './fitted.ts'
import { History } from './history.svelte.ts'
import { EMPTY_SHEET, isEmpty, withStroke } from './sheet.ts'
import type { Picture, Sheet } from './sheet.ts'
import { StrokeRecorder } from './stroke-recorder.ts'
import type { Sample } from './stroke-recorder.ts'

export interface PadListener {
  /** The pad shows something else, be it one point more of a line. */
  changed(sheet: Sheet): void
  /** A step is finished: worth keeping. */
  settled(sheet: Sheet): void
  /** The pad holds as many strokes as it can. */
  full(): void
}

export class Pad {
  readonly #history: History
  readonly #listener: PadListener
  #recorder: StrokeRecorder | null = null
  #growing = $state.raw<Stroke | null>(null)

  constructor(drawing: Drawing, listener: PadListener) {
    this.#history = new History(drawing.length === 0 ? EMPTY_SHEET : { strokes: drawing, picture: null })
    this.#listener = listener
  }

  /** What is finished. */
  get sheet(): Sheet {
    return this.#history.present
  }

  /** The stroke that is being drawn. */
  get growing(): Stroke | null {
    return this.#growing
  }

  get drawing(): boolean {
    return this.#growing !== null
  }

  get empty(): boolean {
    return this.#growing === null && isEmpty(this.sheet)
  }

  get canUndo(): boolean {
    return this.#history.canUndo
  }

  get canRedo(): boolean {
    return this.#history.canRedo
  }

  get canClear(): boolean {
    return this.#history.canClear
  }

  begin(first: Sample): void {
    this.end()
    if (isFull(this.sheet)) {
      this.#listener.full()
      return
    }
    this.#recorder = new StrokeRecorder(first)
    this.#grown()
  }

  extend(samples: readonly Sample[]): void {
    const recorder = this.#recorder
    if (recorder === null) return
    const before = recorder.points
    recorder.add(samples)
    if (recorder.points !== before) this.#grown()
    if (recorder.full) this.end()
  }

  end(): void {
    const stroke = this.#growing
    if (stroke === null) return
    this.#recorder = null
    this.#growing = null
    this.#history.put(withStroke(this.sheet, stroke))
    this.#settle()
  }

  putPicture(picture: Picture): void {
    this.#put({ strokes: [], picture })
  }

  /** Takes strokes that were drawn elsewhere, in any size. */
  putDrawing(strokes: Drawing): void {
    this.#put({ strokes: fitted(strokes), picture: null })
  }

  undo(): void {
    this.#step(() => {
      this.#history.undo()
    })
  }

  redo(): void {
    this.#step(() => {
      this.#history.redo()
    })
  }

  clear(): void {
    this.#step(() => {
      this.#history.clear()
    })
  }

  #put(sheet: Sheet): void {
    this.end()
    this.#history.put(sheet)
    this.#settle()
  }

  #step(step: () => void): void {
    this.end()
    const before = this.sheet
    step()
    if (this.sheet !== before) this.#settle()
  }

  #grown(): void {
    this.#growing = this.#recorder === null ? null : [...this.#recorder.points]
    if (this.#growing !== null) this.#listener.changed(withStroke(this.sheet, this.#growing))
  }

  #settle(): void {
    this.#listener.changed(this.sheet)
    this.#listener.settled(this.sheet)
  }
}

/** Whether there is no room for one more stroke of any length. */
function isFull({ strokes }: Sheet): boolean {
  return strokes.length >= MAX_STROKES || pointsIn(strokes) + MAX_POINTS_PER_STROKE > MAX_POINTS
}
