/** What the threads of a measurement are started with, and what they send back. */
import type { KernelModules } from '../kernels/engine.ts'
import type { Architecture } from '../network/architecture.ts'
import type { Measurement } from './tasks.ts'

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

/** A half-open range of a measurement's digits. */
export type Range = readonly [first: number, end: number]

export interface ReadingJob {
  readonly kind: 'read'
  readonly measurement: Measurement
  readonly architecture: Architecture
  readonly parameters: readonly Float32Array[]
  /** What the images are smoothed by first (`images/smoothing.ts`). */
  readonly smoothing: number
  readonly modules: KernelModules
  readonly images: Uint8Array<SharedArrayBuffer>
  /** Ten outputs for each of the measurement's digits, to be filled in these ranges, one after another. */
  readonly outputs: Float32Array<SharedArrayBuffer>
  readonly ranges: readonly Range[]
}
