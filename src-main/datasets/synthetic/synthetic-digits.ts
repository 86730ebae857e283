/** Digits that this program writes itself, in ways that MNIST's writers hardly used. */
import { setImmediate } from 'node:timers/promises'
import { Random } from '../../kernels/random.ts'
import type { Ink } from '../../images/ink.ts'
import { imageOfInk, MNIST_LIKE } from '../../images/strokes.ts'
import { DIGIT_PIXELS, emptyDigits, type Digits } from '../digits.ts'
import { writeByHand } from './hand.ts'
import { choosePath, chooseWeighted } from './path.ts'
import { WAYS, type Way } from './ways.ts'

export interface SyntheticOptions {
  /** Stops the drawing; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal
  /** How much is done, 0..1. */
  readonly onProgress?: (fraction: number) => void
}

/** Digits drawn between two looks at the signal. */
const AT_A_TIME = 500

/**
 * Strokes of points [x, y], y growing downward, of a digit 0 to 9: one of the ways to write it, as one hand
 * may do it. The digit is about 100 high and stands near (30, 50).
 */
export function syntheticInk(digit: number, random: Random): Ink {
  const ways = WAYS[digit]
  if (ways === undefined) throw new RangeError(`${digit} is no digit.`)
  return inkOfWay(chooseWeighted(ways, random), random)
}

/** As syntheticInk, in a way that is given. */
export function inkOfWay(way: Way, random: Random): Ink {
  return writeByHand(
    way.strokes.map((stroke) => choosePath(stroke, random)),
    random,
  )
}

/**
 * `count` digits, each label as often as the others (to one), in an order without a pattern. The same count
 * and seed give the same digits.
 */
export async function syntheticDigits(
  count: number,
  seed: number,
  { signal, onProgress }: SyntheticOptions = {},
): Promise<Digits> {
  const digits = emptyDigits(count)
  const order = Uint32Array.from({ length: count }, (_, index) => index)
  Random.of(seed, 0).shuffle(order)
  for (let index = 0; index < count; index++) {
    if (index % AT_A_TIME === 0) {
      await setImmediate()
      signal?.throwIfAborted()
      onProgress?.(index / count)
    }
    const label = order[index]! % 10
    digits.labels[index] = label
    digits.images.set(syntheticImage(label, Random.of(seed, 1, index)), index * DIGIT_PIXELS)
  }
  onProgress?.(1)
  return digits
}

/**
 * How wide the pen is, in pixels. Only a 1 may have a broad one: it closes the loops of a narrow 8 or 0, and
 * what is left of them is the bar that a 1 written with it is.
 */
function penWidth(digit: number, random: Random): number {
  const [deviation, widest] = digit === 1 ? [0.9, 5] : [0.4, 3]
  return Math.max(1.2, Math.min(widest, MNIST_LIKE.pen.width + deviation * random.gaussian()))
}

/** 784 greys of one digit, written with a pen of its own width. */
function syntheticImage(digit: number, random: Random): Uint8Array {
  const pen = { ...MNIST_LIKE.pen, width: penWidth(digit, random) }
  const image = imageOfInk(syntheticInk(digit, random), { ...MNIST_LIKE, pen })
  if (image === null) throw new Error(`The ink of a synthetic ${digit} is empty.`)
  return image
}
