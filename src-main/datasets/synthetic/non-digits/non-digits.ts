/** Images of what is no digit: from them a network learns not to be sure of nonsense, and is measured on it. */
import { setImmediate } from 'node:timers/promises'
import { imageOfInk, MNIST_LIKE } from '../../../images/strokes.ts'
import { Random } from '../../../kernels/random.ts'
import { DIGIT_PIXELS, emptyDigits, NO_DIGIT, type Digits } from '../../digits.ts'
import { chooseWeighted } from '../path.ts'
import type { SyntheticOptions } from '../synthetic-digits.ts'
import { GROUPS, NON_DIGIT_KINDS, type Group, type NonDigitKind, type Use } from './kinds.ts'

/** How common each group is. Specks and pads that are full are soon learnt; letters are many, and the likeliest to be met. */
const SHARES: Readonly<Record<Group, number>> = {
  'capital letters': 22,
  'small letters': 22,
  signs: 15,
  'made-up letters': 20,
  shapes: 15,
  scribbles: 14,
  specks: 4,
  'several digits': 8,
}

/** Images drawn between two looks at the signal. */
const AT_A_TIME = 500

/**
 * `count` images with the label NO_DIGIT, of kinds with the given use, in an order without a pattern. The same count, use and
 * seed give the same images.
 */
export async function nonDigits(
  count: number,
  seed: number,
  use: Use,
  { signal, onProgress }: SyntheticOptions = {},
): Promise<Digits> {
  const groups = GROUPS.map((group) => ({
    weight: SHARES[group],
    kinds: NON_DIGIT_KINDS.filter((kind) => kind.group === group && kind.use === use),
  })).filter(({ kinds }) => kinds.length > 0)
  const images = emptyDigits(count)
  images.labels.fill(NO_DIGIT)
  for (let index = 0; index < count; index++) {
    if (index % AT_A_TIME === 0) {
      await setImmediate()
      signal?.throwIfAborted()
      onProgress?.(index / count)
    }
    const random = Random.of(seed, index)
    const { kinds } = chooseWeighted(groups, random)
    const kind = kinds[random.integer(kinds.length)]!
    images.images.set(nonDigitImage(kind, random), index * DIGIT_PIXELS)
  }
  onProgress?.(1)
  return images
}

/** 784 greys of one drawing of a kind, with a pen of its own width. */
export function nonDigitImage(kind: NonDigitKind, random: Random): Uint8Array {
  const width = Math.max(1.2, Math.min(4, MNIST_LIKE.pen.width + 0.5 * random.gaussian()))
  const image = imageOfInk(kind.ink(random), { ...MNIST_LIKE, pen: { ...MNIST_LIKE.pen, width } })
  if (image === null) throw new Error(`The ink of the kind “${kind.name}” is empty.`)
  return image
}
