/** Synthetic digits, and drawings that are no digit, made by all threads of a run before it begins. */
import { DIGIT_PIXELS, splitDigits, type Digits } from '../datasets/digits.ts'
import { nonDigits } from '../datasets/synthetic/non-digits/non-digits.ts'
import { syntheticDigits, type SyntheticOptions } from '../datasets/synthetic/synthetic-digits.ts'
import { Random } from '../kernels/random.ts'
import { streams } from './streams.ts'

/** Digits that a thread draws in one go. Each lot has a seed of its own, so that any thread may draw it. */
const LOT = 500

/** Where digits are to be drawn: a run, or a lesson. */
export interface ToBeDrawn {
  readonly training: Digits
  readonly heldBack: Digits
  /** What is no digit and not trained on, all of it yet to be drawn. */
  readonly nonDigits?: Digits
  /** How many of these are yet to be drawn: the last held back, and the last to train on, what is no digit behind the digits. */
  readonly toDraw: { readonly training: number; readonly nonDigits: number; readonly heldBack: number }
  readonly rank: number
  readonly threads: number
  readonly recipe: { readonly seed: number }
}

export interface Watcher {
  readonly signal: AbortSignal
  /** How much of this thread's share is done, 0..1. */
  readonly onProgress: (fraction: number) => void
}

/** Draws this thread's share of what is to be drawn. Thread 0 watches; the others are given no watcher. */
export async function drawDigits(run: ToBeDrawn, watcher: Watcher | null): Promise<void> {
  const { training, heldBack, toDraw } = run
  const [others, noDigits] = splitDigits(training, training.count - toDraw.nonDigits)
  const all = [
    ...lots(last(others, toDraw.training), syntheticDigits, streams.synthetic),
    ...lots(last(heldBack, toDraw.heldBack), syntheticDigits, streams.syntheticHeldBack),
    ...lots(noDigits, trainedNonDigits, streams.nonDigits),
    ...(run.nonDigits ? lots(run.nonDigits, trainedNonDigits, streams.nonDigitsHeldBack) : []),
  ]
  const own = all.filter((_, index) => index % run.threads === run.rank)
  for (const [index, { target, draw, stream, number }] of own.entries()) {
    watcher?.onProgress(index / own.length)
    const seed = Random.of(run.recipe.seed, stream, number).integer(2 ** 32)
    const options = watcher ? { signal: watcher.signal } : {}
    const { images, labels } = await draw(target.count, seed, options)
    target.images.set(images)
    target.labels.set(labels)
  }
}

type Draw = (count: number, seed: number, options: SyntheticOptions) => Promise<Digits>

const trainedNonDigits: Draw = (count, seed, options) => nonDigits(count, seed, 'trained', options)

function last(digits: Digits, count: number): Digits {
  return splitDigits(digits, digits.count - count)[1]
}

interface Lot {
  readonly target: Digits
  readonly draw: Draw
  readonly stream: number
  readonly number: number
}

function* lots({ count, images, labels }: Digits, draw: Draw, stream: number): Generator<Lot> {
  for (let first = 0, number = 0; first < count; first += LOT, number++) {
    const end = Math.min(first + LOT, count)
    const target: Digits = {
      count: end - first,
      images: images.subarray(first * DIGIT_PIXELS, end * DIGIT_PIXELS),
      labels: labels.subarray(first, end),
    }
    yield { target, draw, stream, number }
  }
}
