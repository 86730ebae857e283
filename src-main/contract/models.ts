/** Models as people tell one from another. */
import * as v from 'valibot'
import type { InferOutput } from 'valibot'
import type { TrainingOptions } from './training.ts'

/** What a kept model is known by: `shipped`, or the name of its file without the ending. */
export const ModelId = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,63}$/))
export type ModelId = InferOutput<typeof ModelId>

/** What a person calls a model: one line. */
export const ModelName = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1, 'Give the model a name.'),
  v.maxLength(80, 'Give the model a name of at most 80 characters.'),
  v.regex(/^\P{Cc}*$/u, 'A name is one line of text.'),
)

/** A model as people tell one from another. */
export interface ModelSummary {
  /** `shipped` or `rotation` for those that come with the app, or the name of its file without the ending. */
  readonly id: string
  /** What a person called it; `null` where it was not named. */
  readonly name: string | null
  /** For instance "Perceptron 784-128-10". */
  readonly network: string
  readonly parameters: number
  /** What it was trained on, in words: "MNIST, 60,000 digits". */
  readonly trainedOn: string
  /** In words: "upright" or "rotated 0° to 90°". */
  readonly augmentation: string
  readonly epochs: number
  readonly seed: number
  /** How many of the person's own digits it learnt after its training. */
  readonly ownDigits: number
  /** Share of MNIST's 10,000 test digits read rightly, 0..1, or `null` where it was not measured. */
  readonly mnistAccuracy: number | null
  /** Share of digits held back from its own training data read rightly, 0..1. */
  readonly heldBackAccuracy: number | null
  /** ISO 8601. */
  readonly trainedAt: string
}

/** A model that comes with the app, with what it was trained with, so that a person can train another like it. */
export interface OfferedModel extends ModelSummary {
  readonly options: TrainingOptions
}

/** The model in use, and those that can be taken into use instead. */
export interface ModelsState {
  readonly inUse: ModelSummary
  /** The one that was in use before it. */
  readonly before: ModelSummary | null
  /** The one that reads rotated digits; `null` where the app comes without it. */
  readonly rotation: OfferedModel | null
}

/** Why a model cannot be deleted. */
export type Held =
  /** It comes with the app. */
  | 'ships'
  | 'in use'
  /** The model in use learnt the person's digits from it, and the next lesson begins there. */
  | 'learnt from'

/** A model among all that are kept. */
export interface KeptModel extends ModelSummary {
  /** The size of its file. */
  readonly bytes: number
  /** `null` where it can be deleted. */
  readonly held: Held | null
}

/** A file among the kept models that is none, or none that can be read. */
export interface UnreadableModel {
  readonly id: string
  readonly bytes: number
  /** What is wrong with it, in a sentence. */
  readonly message: string
}

/** Every model there is on this machine. */
export interface ModelHistory {
  /** The newest first, those that come with the app last. */
  readonly models: readonly KeptModel[]
  readonly unreadable: readonly UnreadableModel[]
  /** Those that were deleted and can still be taken back, the one deleted last first. */
  readonly deleted: readonly (ModelSummary & { readonly deletedAt: string })[]
}
