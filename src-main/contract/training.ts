/** What is trained, on what, and where a run stands. */
import * as v from 'valibot'
import type { InferOutput } from 'valibot'
import { type Layer, Layers } from './layers.ts'
import type { ModelSummary } from './models.ts'
import { whole } from './numbers.ts'

const degrees = v.pipe(v.number(), v.finite(), v.minValue(-180), v.maxValue(180))

/** A range of angles in degrees, counter-clockwise, drawn from evenly for each digit in each epoch. */
export const Rotation = v.pipe(
  v.strictObject({ from: degrees, to: degrees }),
  v.check(({ from, to }) => from <= to, 'The first angle must not be larger than the second.'),
)
export type Rotation = InferOutput<typeof Rotation>

/** The networks on offer, by the names in `network/presets.ts`. */
export const NETWORKS = ['paper', 'perceptron', 'convolutional', 'deep'] as const
export const NetworkName = v.picklist(NETWORKS)
export type NetworkName = InferOutput<typeof NetworkName>

/** Where the training digits come from; `both` adds the program's own digits to MNIST's. */
export const DATA_SOURCES = ['both', 'mnist', 'synthetic'] as const
export const DataSource = v.picklist(DATA_SOURCES)
export type DataSource = InferOutput<typeof DataSource>

/** Everything a training run depends on: the same options give the same weights, on any number of threads. */
export const TrainingOptions = v.strictObject({
  data: DataSource,
  network: NetworkName,
  /** The layers before the ten outputs; `null` means the network's own. All else of the network stays as it is. */
  layers: v.nullable(Layers),
  /** `null` trains on upright digits only. */
  rotation: v.nullable(Rotation),
  /**
   * Whether each digit is also shifted, scaled and slanted a little, anew in each epoch; `null` does what suits the
   * network, as do options from before there was a choice.
   */
  warp: v.optional(v.nullable(v.boolean()), null),
  epochs: whole(1, 200),
  batchSize: whole(1, 1024),
  learningRate: v.pipe(v.number(), v.finite(), v.minValue(1e-6), v.maxValue(10)),
  seed: whole(0, 2 ** 32 - 1),
})
export type TrainingOptions = InferOutput<typeof TrainingOptions>

/** What is done to the training digits in one epoch (counted from 0), as far as a sample can show it. */
export const SampleChoice = v.strictObject({
  ...v.pick(TrainingOptions, ['data', 'network', 'rotation', 'warp', 'seed']).entries,
  epoch: whole(0, 199),
})
export type SampleChoice = InferOutput<typeof SampleChoice>

/** A few training digits, before and after what is done to them. Images are 784 greys, 0 paper to 255 ink. */
export interface SampleDigits {
  /** Whether they are from the training files, which are used where they lie on this machine already. */
  readonly source: 'files' | 'synthetic'
  readonly digits: readonly {
    readonly label: number
    readonly image: Uint8Array
    /** As the network would be trained on it; `null` where it is trained on as it is. */
    readonly changed: Uint8Array | null
  }[]
}

/** A network on offer, with the options that suit it. */
export interface Preset {
  readonly name: NetworkName
  /** Its layers before the ten outputs, which a person may change. */
  readonly layers: readonly Layer[]
  /** What the ten outputs are bent by. */
  readonly output: 'sigmoid' | 'softmax'
  /** Whether its digits are warped a little where the person does not say. */
  readonly warp: boolean
  readonly epochs: number
  readonly batchSize: number
  readonly learningRate: number
}

/** One point of the curves. Loss is the mean cost of a digit. */
export interface EpochResult {
  readonly epoch: number
  readonly loss: number
  /** Accuracy on the digits held back from training, 0..1. */
  readonly heldBackAccuracy: number
}

/** The first layer's weights, a picture for each unit or filter. */
export interface WeightPictures {
  readonly height: number
  readonly width: number
  /** How many pictures there are, of so many units or filters. */
  readonly count: number
  readonly of: number
  /** count × height × width, row by row: −1 to 1, where 1 is the largest weight of all that are shown. */
  readonly values: Float32Array
}

/** A digit held back from training that is taken for another digit than before. */
export interface TurnedDigit {
  /** 784 greys. */
  readonly image: Uint8Array
  readonly label: number
  readonly was: number
  readonly is: number
}

/** A look into a run that goes on. */
export interface TrainingGlimpse {
  readonly weights: WeightPictures
  /** For each of the ten digits: how many of those held back were read lately, and how many of them wrongly. */
  readonly errors: readonly { readonly read: number; readonly wrong: number }[]
  /** A few of them, since each was read before. */
  readonly turned: readonly TurnedDigit[]
}

/** Where a run stands. */
export type TrainingState =
  | { readonly phase: 'idle' }
  | {
      readonly phase: 'preparing'
      readonly options: TrainingOptions
      /** What is being done, in words: "Downloading MNIST", "Drawing synthetic digits". */
      readonly doing: string
      /** 0..1, or `null` where it cannot be known. */
      readonly fraction: number | null
      /** How much was done, 0..1, when this run was interrupted; missing where it was not. */
      readonly resumedFrom?: number
    }
  | ({ readonly phase: 'training' } & TrainingProgress)
  | {
      readonly phase: 'done'
      readonly options: TrainingOptions
      readonly epochs: readonly EpochResult[]
      readonly seconds: number
      readonly model: ModelSummary
      readonly before: ModelSummary
    }
  | { readonly phase: 'stopped'; readonly options: TrainingOptions }
  | { readonly phase: 'failed'; readonly options: TrainingOptions; readonly message: string }

export interface TrainingProgress {
  readonly options: TrainingOptions
  /** The epoch being trained, from 1. */
  readonly epoch: number
  /** Batches of this epoch that are done, of so many. */
  readonly batch: number
  readonly batches: number
  readonly samplesPerSecond: number
  /** Mean cost of a digit over the last batches; `null` before the first. */
  readonly loss: number | null
  /** Epochs that are done. */
  readonly epochs: readonly EpochResult[]
  readonly secondsLeft: number | null
  /** "TypeScript, 2 threads". */
  readonly engine: string
  /** As while preparing. */
  readonly resumedFrom?: number
}
