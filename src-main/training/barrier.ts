/** Where the threads of a run wait for each other. */

/** How often a thread looks before it goes to sleep: waking a thread takes longer than most waits do. */
const LOOKS = 4000

const ARRIVED = 0
const ROUND = 1

/**
 * A barrier that can be used again and again, over two integers of shared memory that start at zero. What any
 * thread wrote before `wait` is seen by every thread after it.
 *
 * A thread that dies leaves the others waiting: whoever started the threads ends them all then.
 */
export class Barrier {
  readonly #state: Int32Array
  readonly #threads: number

  /** @param state two integers that all threads share */
  constructor(state: Int32Array, threads: number) {
    this.#state = state
    this.#threads = threads
  }

  /** Returns when all threads have come here. */
  wait(): void {
    const state = this.#state
    if (this.#threads === 1) return
    const round = Atomics.load(state, ROUND)
    if (Atomics.add(state, ARRIVED, 1) === this.#threads - 1) {
      Atomics.store(state, ARRIVED, 0)
      Atomics.add(state, ROUND, 1)
      Atomics.notify(state, ROUND)
      return
    }
    for (let look = 0; look < LOOKS; look++) {
      if (Atomics.load(state, ROUND) !== round) return
    }
    while (Atomics.load(state, ROUND) === round) Atomics.wait(state, ROUND, round)
  }
}
