/** Waits for a pause: what is said to a screen reader must not follow every point of a line. */

/** A hand that rests this long, in ms, has paused. */
export const PAUSE = 700

export class Pause {
  #timer: ReturnType<typeof setTimeout> | undefined

  /** Calls back once nothing has been awaited anew for a pause. */
  await(callback: () => void): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(callback, PAUSE)
  }

  cancel(): void {
    clearTimeout(this.#timer)
  }
}
