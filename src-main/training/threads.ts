/** What the threads of a run and of an evaluation are started with, and what they send each other. */
import { availableParallelism } from 'node:os'
import type { MessagePort } from 'node:worker_threads'
import type {
  EpochResult,
  TrainingGlimpse,
  TrainingOptions,
  TrainingProgress,
  TrainingState,
} from '../contract.ts'
import type { Block, KernelModules } from '../kernels/engine.ts'
import type { Architecture } from '../network/architecture.ts'
import type { Certainty } from '../recognizer/certainty.ts'
import type { LearningJob } from './learning/lesson.ts'
import type { Recipe } from './recipe.ts'

/** What is needed to start threads. */
export interface Runtime {
  /** The file of the threads' program. */
  readonly thread: URL
  readonly modules: KernelModules
  /** How long threads may be silent before they are taken to hang; the usual minute when left out. */
  readonly watch?: { readonly every: number; readonly patience: number }
}

/** What a run is asked to do. */
export interface RunRequest {
  readonly options: TrainingOptions
  /** A folder with MNIST's four files, or `null` to take them from the cache or download them. */
  readonly mnistFolder: string | null
  /** Where downloads are kept. */
  readonly cacheFolder: string
  readonly threads: number
  /** How often the run gives out a checkpoint, in seconds; never when left out. */
  readonly checkpointEvery?: number | undefined
  /** A checkpoint of a run with these options, to go on from there. */
  readonly checkpoint?: Uint8Array | undefined
}

/** One thread less than the processor has where there are more than two: that one is for the window. */
export function usualThreads(): number {
  const available = availableParallelism()
  return available > 2 ? available - 1 : available
}

/** What a thread is started with, as its workerData. */
export type Job = TrainingJob | LearningJob | EvaluationJob | TimingJob

export interface TrainingJob {
  readonly kind: 'train'
  /** 0 to threads − 1. Thread 0 loads the data and tells how the run goes; the others wait for its plan. */
  readonly rank: number
  readonly request: RunRequest
  readonly modules: KernelModules
  /** One integer: not 0 when the run is to be stopped. */
  readonly stop: Int32Array<SharedArrayBuffer>
  /** One integer: not 0 while somebody looks into the run. */
  readonly watched: Int32Array<SharedArrayBuffer>
}

/** A training that is broken off after a moment, to see how fast it is. */
export interface TimingJob {
  readonly kind: 'time'
  readonly rank: number
  readonly plan: Plan
  readonly modules: KernelModules
}

/** Numbers of an answer. */
export const ANSWER = 3

export interface EvaluationJob {
  readonly kind: 'evaluate'
  readonly architecture: Architecture
  readonly parameters: readonly Float32Array[]
  /** What the images are smoothed by first (`images/smoothing.ts`). */
  readonly smoothing: number
  readonly certainty: Certainty
  readonly modules: KernelModules
  /** Images in shared memory, 784 grey values each. */
  readonly images: Uint8Array<SharedArrayBuffer>
  /** In shared memory, to be filled, ANSWER numbers an image: the digit, its probability, and 1 where it is unsure. */
  readonly answers: Float64Array<SharedArrayBuffer>
  readonly first: number
  readonly end: number
}

/** All that the threads of a run share: sent by thread 0 to the others when the data lie in the block. */
export interface Plan {
  readonly recipe: Recipe
  readonly block: Block
  readonly counts: DigitCounts
  /** How many of them are yet to be drawn by the threads; none when left out. */
  readonly toDraw?: ToDraw
  /** Batches that were done before, where the run goes on with one that was interrupted. */
  readonly stepsDone?: number
}

/** How many drawings the program makes for a run itself. They stand behind the digits that were loaded. */
export interface ToDraw {
  /** Synthetic digits to train on. */
  readonly training: number
  /** Drawings that are no digit, to train on; they stand last. */
  readonly nonDigits: number
  /** Synthetic digits that are held back. */
  readonly heldBack: number
}

/** How many images lie in the block: to train on, held back, to test with, and no digits, which calibrate the model. */
export interface DigitCounts {
  readonly training: number
  readonly heldBack: number
  readonly test: number
  /** None when left out. */
  readonly nonDigits?: number
}

/** Where a run stands, as far as the run itself can tell. */
export type RunState = Extract<TrainingState, { readonly phase: 'preparing' | 'training' }>

/** What thread 0 sends while it works. */
export type Report =
  /** A sign of life, where there is nothing else to tell. */
  | { readonly kind: 'alive' }
  | { readonly kind: 'preparing'; readonly doing: string; readonly fraction: number | null }
  /** The other threads' plan, for each of them in a port. */
  | { readonly kind: 'ready'; readonly ports: MessagePort[] }
  | { readonly kind: 'training'; readonly progress: Omit<TrainingProgress, 'options'> }
  /** Where the run stands, as the bytes of a file (`checkpoint.ts`). */
  | { readonly kind: 'checkpoint'; readonly bytes: Uint8Array }
  | { readonly kind: 'glimpse'; readonly glimpse: TrainingGlimpse }
  | {
      readonly kind: 'done'
      readonly model: Uint8Array
      readonly epochs: readonly EpochResult[]
      readonly seconds: number
    }
  | { readonly kind: 'stopped' }
  /** The run ended without a model; the sentence is fit to be shown. */
  | { readonly kind: 'failed'; readonly message: string }

export type Finished =
  | {
      readonly kind: 'done'
      /** The file of the trained model. */
      readonly model: Uint8Array
      readonly epochs: readonly EpochResult[]
      /** From the first batch to the last. */
      readonly seconds: number
    }
  | { readonly kind: 'stopped' }
