/** How hard a hand presses that nobody measured: a slow hand presses harder than a quick one. */
import type { Point } from '../../src-main/contract.ts'

/** Pressures of a hand that rests and of one that hurries, and the speed that counts as a hurry, in pad units a ms. */
const AT_REST = 0.72
const IN_A_HURRY = 0.22
const HURRY = 1.4
/** How long, in ms, ink takes to follow a change of speed for the most part. */
const INERTIA = 45

/**
 * The pressure of each point of one line, in order. It is told by time and way alone, not by how often the pointer
 * reports, and by nothing that comes later, so that ink once painted stays as it is.
 */
export class HandPressure {
  #last: Point | null = null
  #pressure = (AT_REST + IN_A_HURRY) / 2

  /** @returns 0..1 */
  next(point: Point): number {
    const last = this.#last
    this.#last = point
    if (last === null) return this.#pressure
    const time = point[2] - last[2]
    if (time <= 0) return this.#pressure
    const speed = Math.hypot(point[0] - last[0], point[1] - last[1]) / time
    const aim = AT_REST + (IN_A_HURRY - AT_REST) * Math.min(1, speed / HURRY)
    this.#pressure += (aim - this.#pressure) * (1 - Math.exp(-time / INERTIA))
    return this.#pressure
  }
}
