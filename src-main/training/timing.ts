/** What the threads do to see how fast a run would be: they train in earnest, for a moment. */
import type { MessagePort } from 'node:worker_threads'
import { DIGIT_PIXELS, digitImage } from '../datasets/digits.ts'
import { syntheticDigits } from '../datasets/synthetic/synthetic-digits.ts'
import { train, type Follower } from './loop.ts'
import { SharedRun } from './shared-run.ts'
import type { TimingJob } from './threads.ts'

/** ms. The first batches are slower: memory is touched for the first time, and code is still being compiled. */
const WARM_UP = 100
const MEASURED = 150
/** Digits that are drawn; they are taken again and again, because their speed is all that matters. */
const DRAWN = 100
const SEED = 1

/** What thread 0 tells: the images that were trained on in a second. */
export interface Timing {
  readonly samplesPerSecond: number
}

export async function timeTraining({ rank, plan, modules }: TimingJob, port: MessagePort): Promise<void> {
  const run = new SharedRun(plan, modules, rank)
  if (rank > 0) {
    train(run, null)
    return
  }
  const drawn = await syntheticDigits(Math.min(DRAWN, run.training.count), SEED)
  const { images, labels, count } = run.training
  for (let digit = 0; digit < count; digit++) {
    images.set(digitImage(drawn, digit % drawn.count), digit * DIGIT_PIXELS)
    labels[digit] = drawn.labels[digit % drawn.count]!
  }
  const stopwatch = new Stopwatch()
  train(run, stopwatch)
  port.postMessage({ samplesPerSecond: stopwatch.samplesPerSecond } satisfies Timing)
}

/** Counts what is trained on behind the warm-up, and ends the run. */
class Stopwatch implements Follower {
  readonly #begin = performance.now()
  #start: number | null = null
  #now = 0
  #samples = 0

  get samplesPerSecond(): number {
    return (1000 * this.#samples) / (this.#now - (this.#start ?? 0))
  }

  batchDone(_epoch: number, _batch: number, { rows }: { readonly rows: number }): boolean {
    this.#now = performance.now()
    if (this.#start === null) {
      if (this.#now - this.#begin >= WARM_UP) this.#start = this.#now
      return true
    }
    this.#samples += rows
    return this.#now - this.#start < MEASURED
  }

  epochDone(): void {
    // Nothing is held back.
  }
}
