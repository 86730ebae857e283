/** How models read MNIST's test digits. */
import * as v from 'valibot'
import type { InferOutput } from 'valibot'
import type { Probabilities } from './drawings.ts'
import { ModelId, type ModelSummary } from './models.ts'
import { listOf, whole } from './numbers.ts'
import { Rotation } from './training.ts'

/** What is to be measured: how one model, or two beside each other, read MNIST's test digits. */
export const ResultsQuestion = v.strictObject({
  models: v.pipe(listOf(2), v.minLength(1), v.array(ModelId)),
  /** `null` for the digits as they are; else each is turned by an angle of its own, the same for all models. */
  rotation: v.nullable(Rotation),
  /** Whether the test digits may be downloaded where they are not on this machine. */
  download: v.boolean(),
})
export type ResultsQuestion = InferOutput<typeof ResultsQuestion>

/** The most test digits whose images are asked for at once. */
export const MOST_IMAGES = 200
/** Which test digits' images are asked for, by their places in the test set, from 0. */
export const TestImagesQuestion = v.strictObject({
  places: v.pipe(listOf(MOST_IMAGES), v.array(whole(0, 999_999))),
  rotation: v.nullable(Rotation),
})
export type TestImagesQuestion = InferOutput<typeof TestImagesQuestion>

export const RESULTS_FILES = ['csv', 'png', 'html'] as const
/** Something of the results to be kept as a file. */
export const ResultsFile = v.strictObject({
  kind: v.picklist(RESULTS_FILES),
  /** The name that is proposed, without the ending. */
  name: v.pipe(v.string(), v.regex(/^[\w -]{1,80}$/)),
  bytes: v.pipe(
    v.instance(Uint8Array),
    v.check((bytes) => bytes.length <= 20 * 1024 * 1024, 'The file is larger than 20 MB.'),
  ),
})
export type ResultsFile = InferOutput<typeof ResultsFile>

/** How a model has read the test digits so far. */
export interface ModelResults {
  readonly model: ModelSummary
  /** Digits that are read, of so many. */
  readonly read: number
  readonly of: number
  /** confusion[label][answer]: how often. */
  readonly confusion: readonly (readonly number[])[]
  /** Ten bins of the answer's probability: above 0 to 0.1, above 0.1 to 0.2, and so on. */
  readonly reliability: readonly ReliabilityBin[]
  /** From −180° to 180°, as far as they are measured, on every tenth test digit. */
  readonly byAngle: readonly AngleResult[]
}

export interface ReliabilityBin {
  readonly count: number
  readonly right: number
  /** The mean of the answers' probabilities; 0 where there is none. */
  readonly confidence: number
}

/** How many digits are read rightly when all are turned by an angle, in degrees counter-clockwise. */
export interface AngleResult {
  readonly degrees: number
  readonly count: number
  readonly right: number
}

/** A test digit that a model misread. */
export interface MisreadDigit {
  /** Its place in the test set, from 0. */
  readonly place: number
  readonly label: number
  readonly answer: number
  readonly probabilities: Probabilities
}

/** Where a measurement stands. Misread digits are told apart from it, as they are found. */
export type ResultsState =
  | { readonly phase: 'idle' }
  | {
      readonly phase: 'loading'
      readonly question: ResultsQuestion
      /** What is being done, in words. */
      readonly doing: string
      /** 0..1, or `null` where it cannot be known. */
      readonly fraction: number | null
    }
  | {
      readonly phase: 'reading' | 'done' | 'stopped'
      readonly question: ResultsQuestion
      /** In the question's order. */
      readonly models: readonly ModelResults[]
    }
  /** `missing`: the test digits are not on this machine. The message is fit to be shown. */
  | {
      readonly phase: 'missing' | 'failed'
      readonly question: ResultsQuestion
      readonly message: string
    }
