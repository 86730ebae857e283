/** Work that shares a network and takes a while: one piece after another, with room for others between. */

/** Lets one piece of work begin when the one before has ended. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve()

  take<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work)
    // A piece of work that fails tells whoever asked for it; the next begins nevertheless.
    this.#last = turn.catch(() => undefined)
    return turn
  }
}

/** Lets whatever else waits for this thread go first: a prediction, most of all. */
export function letOthersGoFirst(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}
