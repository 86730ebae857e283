/** The pad: what lies on it, the stroke that is being drawn, and everything that can be done to it. */
import { MAX_POINTS, MAX_POINTS_PER_STROKE, MAX_STROKES, pointsIn } from '../../src-main/contract.ts'
import type { Drawing, Stroke } from '../../src-main/contract.ts'
import { erase } from './eraser.ts'
import { fitted } from './fitted.ts'
import { History } from './history.svelte.ts'
import { inCorner, inMiddle, turned } from './placing.ts'
import { EMPTY_SHEET, isEmpty, withStroke } from './sheet.ts'
import type { Moment, Picture, Sheet } from './sheet.ts'
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

/** What the hand holds. */
export type Tool = 'pen' | 'eraser'
/** What a sheet was before it was turned, and by how many degrees it was, counter-clockwise. */
interface Turn {
  readonly from: Sheet
  readonly degrees: number
}

/** What one choice from the menu turns by, in degrees. */
const TURN = 15

export class Pad {
  readonly #history: History
  readonly #listener: PadListener
  /** Of each sheet that came of turning: turned again, it is turned from there, so that nothing wears off. */
  readonly #turns = new WeakMap<Sheet, Turn>()
  /** The sheet of a turn that goes on. */
  #turning: Sheet | null = null
  #recorder: StrokeRecorder | null = null
  #growing = $state.raw<Stroke | null>(null)
  /** Where the pen is expected next: seen, but never part of the stroke. */
  #ahead = $state.raw<Stroke>([])
  /** Where the eraser was last, while it erases. */
  #eraser: Sample | null = null
  /** What the eraser has left so far. */
  #erased = $state.raw<Sheet | null>(null)
  #replayed = $state.raw<Moment | null>(null)
  /** What a pen that says nothing else does: chosen by the person. */
  tool = $state<Tool>('pen')

  constructor(drawing: Drawing, listener: PadListener) {
    this.#history = new History(drawing.length === 0 ? EMPTY_SHEET : { strokes: drawing, picture: null })
    this.#listener = listener
  }

  /** What is finished. */
  get sheet(): Sheet {
    return this.#erased ?? this.#history.present
  }

  /** The stroke that is being drawn. */
  get growing(): Stroke | null {
    return this.#growing
  }

  /** The next points of that stroke, as far as they can be foretold. */
  get ahead(): Stroke {
    return this.#ahead
  }

  /** What is to be seen: the sheet and the stroke that grows, or a moment of the replay. */
  get shown(): Moment {
    return this.#replayed ?? { sheet: this.sheet, growing: this.#growing }
  }

  /** True while something is drawn or erased. */
  get drawing(): boolean {
    return this.#growing !== null || this.#erased !== null
  }

  get replaying(): boolean {
    return this.#replayed !== null
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

  /** Whether there is a drawing, to be replayed, turned or moved. */
  get hasStrokes(): boolean {
    return this.sheet.strokes.length > 0
  }

  /** By how many degrees the drawing was turned since it was drawn: counter-clockwise, above −180 and up to 180. */
  get angle(): number {
    return this.#turns.get(this.sheet)?.degrees ?? 0
  }

  begin(first: Sample, tool = this.tool): void {
    this.end()
    this.endReplay()
    if (tool === 'eraser') {
      this.#erased = this.sheet
      this.#erase([first])
      return
    }
    if (isFull(this.sheet)) {
      this.#listener.full()
      return
    }
    this.#recorder = new StrokeRecorder(first)
    this.#grown()
  }

  /** @param ahead samples that are foretold */
  extend(samples: readonly Sample[], ahead: readonly Sample[] = []): void {
    if (this.#erased !== null) this.#erase(samples)
    const recorder = this.#recorder
    if (recorder === null) return
    const before = recorder.points
    recorder.add(samples)
    this.#ahead = ahead.map(({ x, y, pressure }) => [x, y, 0, pressure])
    if (recorder.points !== before) this.#grown()
    if (recorder.full) this.end()
  }

  end(): void {
    const [stroke, erased] = [this.#growing, this.#erased]
    this.#letGo()
    if (stroke !== null) this.#history.put(withStroke(this.sheet, stroke))
    else if (erased !== null && erased !== this.sheet) this.#history.put(erased)
    else return
    this.#settle()
  }

  /** Takes back what is being drawn or erased, as if it had never begun: it was not meant. */
  cancel(): void {
    if (!this.drawing) return
    this.#letGo()
    this.#listener.changed(this.sheet)
  }

  putPicture(picture: Picture): void {
    this.#put({ strokes: [], picture })
  }

  /** Takes strokes that were drawn elsewhere, in any size. */
  putDrawing(strokes: Drawing): void {
    this.#put({ strokes: fitted(strokes), picture: null })
  }

  /**
   * Turns the drawing until it stands at an angle, counted from how it was drawn. Until `endTurn`, all further turns
   * belong to the same step: a slider is drawn through many angles and undone at once.
   */
  turnTo(degrees: number): void {
    this.end()
    this.endReplay()
    if (!this.hasStrokes) return
    const { sheet } = this
    const { from } = this.#turns.get(sheet) ?? { from: sheet }
    const next: Sheet = { strokes: turned(from.strokes, degrees), picture: null }
    this.#turns.set(next, { from, degrees })
    if (this.#turning === sheet) this.#history.replace(next)
    else this.#history.put(next)
    this.#turning = next
    this.#listener.changed(next)
  }

  endTurn(): void {
    if (this.#turning === null) return
    this.#turning = null
    this.#listener.settled(this.sheet)
  }

  turnLeft(): void {
    this.#turnBy(TURN)
  }

  turnRight(): void {
    this.#turnBy(-TURN)
  }

  /** Makes the drawing small and lays it into the upper left corner. */
  moveToCorner(): void {
    this.#place(inCorner)
  }

  /** Makes the drawing large and lays it into the middle. */
  moveToMiddle(): void {
    this.#place(inMiddle)
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

  toggleEraser(): void {
    this.tool = this.tool === 'pen' ? 'eraser' : 'pen'
  }

  /** Shows a moment of how the drawing was made. */
  replay(moment: Moment): void {
    this.#replayed = moment
    const { sheet, growing } = moment
    this.#listener.changed(growing === null ? sheet : withStroke(sheet, growing))
  }

  endReplay(): void {
    if (this.#replayed === null) return
    this.#replayed = null
    this.#listener.changed(this.sheet)
  }

  #put(sheet: Sheet): void {
    this.end()
    this.endReplay()
    this.#history.put(sheet)
    this.#settle()
  }

  #turnBy(degrees: number): void {
    const to = this.angle + degrees
    this.turnTo(to > 180 ? to - 360 : to <= -180 ? to + 360 : to)
    this.endTurn()
  }

  #place(place: (strokes: Drawing) => Drawing): void {
    this.#step(() => {
      if (this.hasStrokes) this.#history.put({ strokes: place(this.sheet.strokes), picture: null })
    })
  }

  #step(step: () => void): void {
    this.end()
    this.endReplay()
    const before = this.sheet
    step()
    if (this.sheet !== before) this.#settle()
  }

  #erase(samples: readonly Sample[]): void {
    const before = this.#erased ?? this.sheet
    let { strokes } = before
    for (const sample of samples) {
      strokes = erase(strokes, this.#eraser ?? sample, sample)
      this.#eraser = sample
    }
    if (strokes === before.strokes) return
    this.#erased = { ...before, strokes }
    this.#listener.changed(this.#erased)
  }

  #letGo(): void {
    this.#recorder = null
    this.#growing = null
    this.#ahead = []
    this.#eraser = null
    this.#erased = null
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
