/** The sheets that were on the pad before and, after an undo, those that can come back. */
import { EMPTY_SHEET, isEmpty } from './sheet.ts'
import type { Sheet } from './sheet.ts'

/** Steps that can be undone. Older ones are forgotten. */
const LONGEST = 200

export class History {
  #past = $state.raw<readonly Sheet[]>([])
  #present = $state.raw<Sheet>(EMPTY_SHEET)
  #future = $state.raw<readonly Sheet[]>([])

  constructor(first: Sheet = EMPTY_SHEET) {
    this.#present = first
  }

  get present(): Sheet {
    return this.#present
  }

  get canUndo(): boolean {
    return this.#past.length > 0
  }

  get canRedo(): boolean {
    return this.#future.length > 0
  }

  get canClear(): boolean {
    return !isEmpty(this.#present)
  }

  /** Lays a new sheet on the pad. What had been undone is gone. */
  put(sheet: Sheet): void {
    this.#past = [...this.#past, this.#present].slice(-LONGEST)
    this.#present = sheet
    this.#future = []
  }

  /** Lays a sheet in the place of the present one, as part of the same step. */
  replace(sheet: Sheet): void {
    this.#present = sheet
  }

  undo(): void {
    const before = this.#past.at(-1)
    if (before === undefined) return
    this.#future = [this.#present, ...this.#future]
    this.#present = before
    this.#past = this.#past.slice(0, -1)
  }

  redo(): void {
    const [next, ...later] = this.#future
    if (next === undefined) return
    this.#past = [...this.#past, this.#present]
    this.#present = next
    this.#future = later
  }

  /** Clearing is a step like any other: it can be undone. */
  clear(): void {
    if (this.canClear) this.put(EMPTY_SHEET)
  }
}
