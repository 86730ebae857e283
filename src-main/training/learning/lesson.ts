/**
 * What is learnt from, and how. A lesson fine-tunes a model on a few digits of one person. Every batch mixes two kinds of
 * rows:
 *
 * - the person's own digits, drawn anew each time as the same hand might have drawn them (`images/ink-variation.ts`);
 * - digits of many other hands, warped as when the model was trained, whose targets are what the model from before the lesson
 *   says of the very same images (distillation: G. Hinton et al. 2015; against forgetting: Z. Li & D. Hoiem 2016, "Learning
 *   without forgetting"; of the same view: L. Beyer et al. 2022, "Knowledge distillation: a good teacher is patient and
 *   consistent"). So they pull only where the model begins to change its mind.
 *
 * All constants were chosen on the writers of pen-digits with odd numbers (`test/bench/own-hand.bench.ts`), never on MNIST's
 * test digits.
 */
import type { LabelledInk } from '../../datasets/digits-of-ink.ts'
import type { Variation } from '../../images/ink-variation.ts'
import type { KernelModules } from '../../kernels/engine.ts'
import { outputSizes, parameterShapes, type Architecture } from '../../network/architecture.ts'
import type { CostName } from '../../network/costs.ts'
import type { Model } from '../../recognizer/model.ts'

export interface Lesson {
  /** The model to start from; it is not changed. */
  readonly model: Model
  /** The person's digits, at least one. */
  readonly digits: readonly LabelledInk[]
  /** What the model is kept as, where it is: later lessons start from it again. */
  readonly learntFrom?: string
  readonly seed: number
  /** A folder with MNIST's four files, or `null` to look for them in the cache. Nothing is ever downloaded. */
  readonly mnistFolder: string | null
  readonly cacheFolder: string
  readonly threads: number
}

/** How a lesson goes for one architecture and so many digits. */
export interface Course {
  readonly steps: number
  /** Rows of each batch that are the person's, and those that are others'. */
  readonly ownRows: number
  readonly otherRows: number
  /** How many digits of other hands are practised with: no more than there are rows for. An even number. */
  readonly others: number
  /** The peak of a cosine schedule, for Adam. */
  readonly learningRate: number
  readonly cost: CostName
}

/** How many digits of other hands are practised with at the most. */
const MOST_OTHERS = 2000
/** How many are drawn to tell whether the model got worse, where MNIST's files are not at hand. */
export const DRAWN_HELD_BACK = 2000
/** Drawings that are no digit, as a share of the others, where the model was trained on such. */
export const NON_DIGIT_SHARE = 0.15

export const VARIATION: Variation = { rotation: 10, scale: 0.15, shear: 0.15, bend: 0.06, stray: 0.03 }
/** The pen is wider or narrower by up to this share. */
export const PEN_VARIATION = 0.2

const MOST_STEPS = 150
const LEAST_STEPS = 32
const BATCH = 64
const MOST_OWN_ROWS = 24
const LEARNING_RATE = 0.0012
/** How often one digit is seen in a lesson at the most: with a single digit there is little to be learnt. */
const MOST_VIEWS = 96
/** Multiplications that going forward and backward may take in a lesson; a network that would take more is given fewer steps. */
const MOST_WORK = 1.8e11

/**
 * The share of the way from the old weights to the new ones that is tried, farthest first (M. Wortsman et al. 2022, "Robust
 * fine-tuning of zero-shot models": weights between the two often keep the best of both).
 */
export const SHARES = [1, 0.8, 0.6, 0.4] as const
/** How far the new model's answers for the digits held back may be from the old one's (`drift.ts`), in nats. */
export const MOST_DRIFT = 0.003
/** Share of the person's digits that must be read rightly afterwards; where fewer are, their labels are hardly right. */
export const LEAST_LEARNT = 0.25

export function courseFor(architecture: Architecture, digits: number): Course {
  const affordable = Math.floor(MOST_WORK / (3 * BATCH * multiplications(architecture)))
  const steps = Math.min(MOST_STEPS, Math.max(LEAST_STEPS, affordable))
  const ownRows = Math.min(MOST_OWN_ROWS, Math.ceil((digits * MOST_VIEWS) / steps))
  const otherRows = BATCH - ownRows
  return {
    steps,
    ownRows,
    otherRows,
    others: Math.min(MOST_OTHERS, 2 * Math.floor((steps * otherRows) / 2)),
    learningRate: LEARNING_RATE,
    cost: architecture.layers.at(-1)?.kind === 'softmax' ? 'cross-entropy' : 'squared-error',
  }
}

/** What one digit takes on its way forward; going backward takes twice as much. */
export function multiplications(architecture: Architecture): number {
  const sizes = outputSizes(architecture)
  return parameterShapes(architecture).reduce((sum, { name, shape }) => {
    const { height, width } = sizes[Number(name.split('.')[1])]!
    return sum + (name.endsWith('weights') ? shape.reduce((a, b) => a * b) * height * width : 0)
  }, 0)
}

/** How well digits are read. */
export interface Reading {
  readonly right: number
  readonly count: number
}

/** What a lesson fails with where no weights would do. */
export const nothingLearnt = (): string =>
  'Nothing was learnt: to read your digits better, the model would have to read others worse. Look for digits with a wrong label, or give more of them.'

/** What a lesson came to. */
export interface Learnt {
  readonly kind: 'done'
  /** The file of the new model. */
  readonly model: Uint8Array
  /** The person's digits, read before and after. */
  readonly before: Reading
  readonly after: Reading
  /** Which digits keep the model from forgetting. */
  readonly others: 'MNIST' | 'other digits' | 'synthetic digits'
  /** Share of MNIST's test digits read rightly after, 0..1; `null` where they are not at hand. */
  readonly mnistAccuracy: number | null
  /** From the start to the end. */
  readonly seconds: number
}

/** What a thread of a lesson is started with, as its workerData. */
export interface LearningJob {
  readonly kind: 'learn'
  /** 0 to threads − 1. Thread 0 gathers the digits and tells how it goes; the others wait for its plan. */
  readonly rank: number
  readonly lesson: Lesson
  readonly modules: KernelModules
  /** One integer: not 0 when the lesson is to be stopped. */
  readonly stop: Int32Array<SharedArrayBuffer>
}
