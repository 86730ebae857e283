/** Notices threads that say nothing any more. */

/** How often it looks, in ms. A machine that sleeps does not look, so waking up is no silence. */
const LOOK_EVERY = 5000
/** After so many looks without a word, work is taken to hang: a minute, far longer than the slowest step takes. */
const PATIENCE = 12

export class Watchdog {
  #quiet = 0
  readonly #timer: NodeJS.Timeout

  /** @param hangs is called once, when nothing was heard for `patience` looks */
  constructor(hangs: () => void, { every = LOOK_EVERY, patience = PATIENCE } = {}) {
    this.#timer = setInterval(() => {
      if (++this.#quiet < patience) return
      this.end()
      hangs()
    }, every)
  }

  /** Something was heard. */
  heard(): void {
    this.#quiet = 0
  }

  end(): void {
    clearInterval(this.#timer)
  }
}

/** How often a thread says that it is alive while it waits or reads, in ms. */
export const ALIVE_EVERY = 1000
