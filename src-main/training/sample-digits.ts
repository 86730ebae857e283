/** A few training digits before and after a run's rotation and warp, to be looked at. */
import type { SampleChoice, SampleDigits } from '../contract.ts'
import { digitImage, selectDigits, type Digits } from '../datasets/digits.ts'
import { readFirstDigits } from '../datasets/first-digits.ts'
import { trainingFiles } from '../datasets/mnist.ts'
import { syntheticDigits } from '../datasets/synthetic/synthetic-digits.ts'
import { augmentedImage } from '../images/augmentation.ts'
import { Random } from '../kernels/random.ts'
import { PlainError } from '../plain-error.ts'
import { augmentationFor } from './recipe.ts'
import { streams } from './streams.ts'

/** Digits that look different when they are turned. */
const LABELS = [2, 3, 4, 5, 6, 7]
/** Among so many of MNIST's first, each of them is found. */
const LOOKED_AT = 100
const SYNTHETIC_SEED = 1

interface Shelf {
  /** Where they come from, to see whether they are the ones that are wanted. */
  readonly place: string
  readonly source: SampleDigits['source']
  readonly digits: Digits
}

export class SampleShelf {
  readonly #cacheFolder: string
  #shelf: Shelf | null = null

  /** @param cacheFolder where MNIST is kept once it is downloaded */
  constructor(cacheFolder: string) {
    this.#cacheFolder = cacheFolder
  }

  /**
   * Nothing is downloaded: where MNIST's digits are wanted but do not lie on this machine, synthetic ones are shown.
   *
   * @param mnistFolder a folder with MNIST's four files, or `null` to look in the cache
   */
  async show(choice: SampleChoice, mnistFolder: string | null): Promise<SampleDigits> {
    const { source, digits } = await this.#fill(
      choice.data === 'synthetic' ? null : mnistFiles(mnistFolder, this.#cacheFolder),
    )
    const augmentation = augmentationFor(choice)
    return {
      source,
      digits: Array.from(digits.labels, (label, index) => {
        const image = digitImage(digits, index).slice()
        // As in a run, each digit in each epoch is changed by random numbers of its own.
        const random = Random.of(choice.seed, streams.augmentation, choice.epoch, index)
        return { label, image, changed: augmentation && augmentedImage(image, augmentation, random) }
      }),
    }
  }

  async #fill(files: ReturnType<typeof trainingFiles>): Promise<Shelf> {
    const place = files?.images ?? ''
    if (this.#shelf?.place !== place) this.#shelf = await newShelf(place, files)
    return this.#shelf
  }
}

async function newShelf(place: string, files: ReturnType<typeof trainingFiles>): Promise<Shelf> {
  if (files !== null) {
    try {
      return { place, source: 'files', digits: oneOfEach(await readFirstDigits(files, LOOKED_AT)) }
    } catch (error) {
      // The run itself says what is wrong with the files; a sample is not worth a complaint.
      if (!(error instanceof PlainError)) throw error
    }
  }
  return { place, source: 'synthetic', digits: oneOfEach(await syntheticDigits(LOOKED_AT, SYNTHETIC_SEED)) }
}

function mnistFiles(folder: string | null, cache: string): ReturnType<typeof trainingFiles> {
  try {
    return trainingFiles({ folder, cache })
  } catch (error) {
    if (error instanceof PlainError) return null
    throw error
  }
}

/** The first of each label that is shown, as far as there is one. */
function oneOfEach(digits: Digits): Digits {
  const places = LABELS.map((label) => digits.labels.indexOf(label)).filter((place) => place >= 0)
  return selectDigits(digits, places)
}
