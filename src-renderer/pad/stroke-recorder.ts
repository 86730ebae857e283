/** Turns what a pointer tells into the points of a stroke. */
import { MAX_POINTS_PER_STROKE } from '../../src-main/contract.ts'
import type { Point } from '../../src-main/contract.ts'
import { PAD_SIZE } from './sheet.ts'

/** Where a pointer was: x and y in pad units, the time in ms from any start, the pressure 0..1. */
export interface Sample {
  readonly x: number
  readonly y: number
  readonly time: number
  readonly pressure: number
}

/** Points nearer than this to the last, in pad units, tell nothing new: a tenth of a pixel of the 28 × 28. */
const NEAREST = 1

const onPad = (value: number) => Math.round(Math.min(PAD_SIZE, Math.max(0, value)) * 100) / 100
const share = (value: number) => Math.min(1, Math.max(0, value))

/** One stroke while it is drawn. */
export class StrokeRecorder {
  readonly #start: number
  #points: readonly Point[]

  constructor(first: Sample) {
    this.#start = first.time
    this.#points = [[onPad(first.x), onPad(first.y), 0, share(first.pressure)]]
  }

  /** A new array after each change, so that it can be kept as it is. */
  get points(): readonly Point[] {
    return this.#points
  }

  /** True where the stroke can take no more points. */
  get full(): boolean {
    return this.#points.length >= MAX_POINTS_PER_STROKE
  }

  /** Adds samples in the order they were taken. Points beyond the pad's edge are laid on the edge. */
  add(samples: readonly Sample[]): void {
    const points = [...this.#points]
    let [lastX, lastY, lastTime] = this.#points.at(-1) ?? [0, 0, 0]
    for (const sample of samples) {
      if (points.length >= MAX_POINTS_PER_STROKE) break
      const x = onPad(sample.x)
      const y = onPad(sample.y)
      if (Math.hypot(x - lastX, y - lastY) < NEAREST) continue
      // Coalesced events may carry times a hair before those already told.
      const time = Math.max(lastTime, Math.round((sample.time - this.#start) * 10) / 10)
      points.push([x, y, time, share(sample.pressure)])
      lastX = x
      lastY = y
      lastTime = time
    }
    if (points.length > this.#points.length) this.#points = points
  }
}
