/** A pen that the keyboard moves: arrow keys carry it, Space or Enter puts it down and lifts it. */
import { ERASER_RADIUS } from './eraser.ts'
import type { Pad } from './pad.svelte.ts'
import { PAD_SIZE } from './sheet.ts'
import type { PenMark } from './surface.ts'

const DIRECTIONS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** Pad units a press carries the pen; with Shift, for fine work, a quarter. */
const STEP = 6

export class KeyboardPen {
  readonly #pad: Pad
  /** The arrow keys that are down. */
  #held: readonly string[] = []
  #x = $state(PAD_SIZE / 2)
  #y = $state(PAD_SIZE / 4)
  #down = $state(false)

  constructor(pad: Pad) {
    this.#pad = pad
  }

  get mark(): PenMark {
    const radius = this.#pad.tool === 'eraser' ? ERASER_RADIUS : this.#down ? 6 : 9
    return { x: this.#x, y: this.#y, radius, down: this.#down }
  }

  get down(): boolean {
    return this.#down
  }

  /** @returns whether the key meant something to the pen */
  press(
    event: Pick<
      KeyboardEvent,
      'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey' | 'repeat' | 'timeStamp'
    >,
  ): boolean {
    if (event.ctrlKey || event.metaKey || event.altKey) return false
    if (event.key in DIRECTIONS) {
      this.#held = [...this.#held.filter((key) => key !== event.key), event.key]
      this.#move(event.shiftKey ? STEP / 4 : STEP, event.timeStamp)
      return true
    }
    if (event.key === ' ' || event.key === 'Enter') {
      if (!event.repeat) this.#toggle(event.timeStamp)
      return true
    }
    if (event.key === 'Escape' && this.#down) {
      this.lift()
      return true
    }
    return false
  }

  release(key: string): void {
    this.#held = this.#held.filter((held) => held !== key)
  }

  /** Ends the line, if one is being drawn. */
  lift(): void {
    this.#held = []
    if (!this.#down) return
    this.#down = false
    this.#pad.end()
  }

  #toggle(time: number): void {
    if (this.#down) {
      this.lift()
      return
    }
    this.#pad.begin({ x: this.#x, y: this.#y, time, pressure: 0.5 })
    this.#down = this.#pad.drawing
  }

  /** Two keys held together carry the pen aslant. */
  #move(step: number, time: number): void {
    for (const key of this.#held) {
      const [dx, dy] = DIRECTIONS[key] ?? [0, 0]
      this.#x = Math.min(PAD_SIZE, Math.max(0, this.#x + dx * step))
      this.#y = Math.min(PAD_SIZE, Math.max(0, this.#y + dy * step))
    }
    if (this.#down) this.#pad.extend([{ x: this.#x, y: this.#y, time, pressure: 0.5 }])
    // A line that took all the points it can has ended itself.
    this.#down = this.#down && this.#pad.drawing
  }
}
