/** What the threads of a measurement are started with, and what they send back. */
import type { KernelModules } from '../kernels/engine.ts'
import type { Architecture } from '../network/architecture.ts'

/** What a thread is started with, as its workerData. */
export type ResultsJob = LoadingJob | ReadingJob

export interface LoadingJob {
  readonly kind: 'load'
  /** A folder with MNIST's files, or `null` for the cache and, if it may be, the download. */
  readonly folder: string | null
  readonly cache: string
  readonly download: boolean
}

/** MNIST's test digits in memory that all threads share. */
export interface SharedDigits {
  readonly count: number
  /** count × 784 grey values, 0 paper to 255 ink. */
  readonly images: Uint8Array<SharedArrayBuffer>
  /** count labels, 0 to 9. */
  readonly labels: Uint8Array<SharedArrayBuffer>
}

export type LoadingReport =
  | { readonly kind: 'doing'; readonly doing: string; readonly fraction: number | null }
  | { readonly kind: 'loaded'; readonly digits: SharedDigits }
  /** The digits cannot be had; the sentence is fit to be shown. */
  | { readonly kind: 'missing'; readonly message: string }

/** Which digits are to be read, and turned by how much. */
export interface Task {
  /** Their places in the test set; a digit may come more than once. */
  readonly places: Uint32Array
  /** Degrees counter-clockwise, one for each; 0 leaves a digit as it is. */
  readonly degrees: Float64Array
}

export interface ReadingJob extends Task {
  readonly kind: 'read'
  readonly architecture: Architecture
  readonly parameters: readonly Float32Array[]
  readonly modules: KernelModules
  readonly images: Uint8Array<SharedArrayBuffer>
  /** Ten outputs for each of the task's digits, to be filled from `first` to `end`. */
  readonly outputs: Float32Array<SharedArrayBuffer>
  readonly first: number
  readonly end: number
}

/** Sent whenever more of the outputs are there: the half-open range of them. */
export type ReadingReport = readonly [first: number, end: number]
