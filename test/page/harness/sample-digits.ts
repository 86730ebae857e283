/** Training digits as main would show them, but of a few written here, and changed by rotation alone. */
import type { SampleChoice, SampleDigits } from '../../../src-main/contract.ts'
import { writeByHand } from '../../../src-main/datasets/synthetic/hand.ts'
import { choosePath } from '../../../src-main/datasets/synthetic/path.ts'
import { WAYS } from '../../../src-main/datasets/synthetic/ways.ts'
import { rotateImage } from '../../../src-main/images/augmentation.ts'
import { imageOfInk } from '../../../src-main/images/strokes.ts'
import { Random } from '../../../src-main/kernels/random.ts'
import { augmentationFor } from '../../../src-main/training/recipe.ts'

export function sampleDigits(choice: SampleChoice): SampleDigits {
  const augmentation = augmentationFor(choice)
  const digits = [2, 3, 4, 5, 6, 7].map((label) => {
    const random = Random.of(1, label)
    const strokes = WAYS[label]![0]!.strokes.map((stroke) => choosePath(stroke, random))
    const image = imageOfInk(writeByHand(strokes, random)) ?? new Uint8Array(784)
    if (augmentation === null) return { label, image, changed: null }
    const { from, to } = augmentation.rotation ?? { from: 0, to: 0 }
    const degrees = Random.of(choice.seed, choice.epoch, label).between(from, to)
    return { label, image, changed: rotateImage(image, degrees) }
  })
  return { source: choice.data === 'synthetic' ? 'synthetic' : 'files', digits }
}
