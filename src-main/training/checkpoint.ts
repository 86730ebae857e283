/**
 * A checkpoint: where a run stands between two batches, so that a run that was interrupted goes on and ends as if it
 * had not been. Its random numbers are functions of its seed and of where it stands, so weights, what the optimizer
 * remembers, the average of the weights and a few counts are all that the rest of the run depends on.
 *
 * A checkpoint is kept as a safetensors file, which brings its own checksum.
 */
import { crc32 } from 'node:zlib'
import * as v from 'valibot'
import { TrainingOptions } from '../contract.ts'
import { PlainError } from '../plain-error.ts'
import { readSafetensors, writeSafetensors } from '../storage/safetensors.ts'
import type { SharedRun } from './shared-run.ts'
import type { DigitCounts } from './threads.ts'
import type { TrainingData } from './training-data.ts'

/** To be changed whenever another version of the program would go on otherwise. */
const FORMAT = 'digit-pad-run-1'

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const real = v.pipe(v.number(), v.finite())
const Entries = v.object({
  options: TrainingOptions,
  /** What `fingerprintOf` gave for the digits of the run. */
  digits: v.string(),
  /** Batches that are done, and batches of the whole run. */
  steps: count,
  allSteps: count,
  /** Seconds that the loop took so far. */
  seconds: real,
  epochs: v.array(v.object({ epoch: count, loss: real, heldBackAccuracy: real })),
  /** Of the epoch that is not over: the sum of its costs, and of how many digits. */
  epochCost: real,
  epochDigits: count,
})
/** A run that stands behind its own end would end at once, with a network that learnt nothing. */
const Standing = v.pipe(
  Entries,
  v.check(({ options, steps, allSteps, epochs }) => {
    const over = allSteps === 0 ? 0 : Math.floor((steps * options.epochs) / allSteps)
    return steps <= allSteps && epochs.length === over
  }, 'The run cannot stand there.'),
)
export type Standing = Readonly<v.InferOutput<typeof Standing>>

export interface Checkpoint {
  readonly standing: Standing
  /** As `SharedRun.state`. */
  readonly state: readonly Float32Array[]
}

/** How much of the run is done, 0..1. */
export function shareDone({ steps, allSteps }: Standing): number {
  return allSteps === 0 ? 0 : Math.min(1, steps / allSteps)
}

export function encodeCheckpoint({ standing, state }: Checkpoint): Uint8Array {
  const tensors = state.map((values, index) => [String(index), { shape: [values.length], values }] as const)
  return writeSafetensors({
    tensors: new Map(tensors),
    metadata: { format: FORMAT, standing: JSON.stringify(standing) },
  })
}

/** Throws a PlainError where the bytes are damaged, or no checkpoint of this version of the program. */
export function decodeCheckpoint(bytes: Uint8Array): Checkpoint {
  const { tensors, metadata } = readSafetensors(bytes)
  const standing = v.safeParse(v.pipe(v.string(), v.parseJson(), Standing), metadata['standing'])
  if (metadata['format'] !== FORMAT || !standing.success) {
    throw new PlainError('This is no checkpoint of a training, or one of another version of Digit Pad.')
  }
  return { standing: standing.output, state: [...tensors.values()].map(({ values }) => values) }
}

/** A checkpoint of a run that has just begun and holds nothing but its options: it is begun anew. */
export function checkpointAtStart(options: TrainingOptions): Uint8Array {
  const standing = {
    options,
    digits: '',
    steps: 0,
    allSteps: 0,
    seconds: 0,
    epochs: [],
    epochCost: 0,
    epochDigits: 0,
  }
  return encodeCheckpoint({ standing, state: [] })
}

/** What tells the digits of a run from others: their number and a checksum of those that were loaded. */
export function fingerprintOf(counts: DigitCounts, { training, heldBack, test }: TrainingData): string {
  let sum = 0
  for (const digits of [training, heldBack, ...(test ? [test] : [])]) {
    sum = crc32(digits.labels, crc32(digits.images, sum))
  }
  const { training: trained, heldBack: held, test: tested, nonDigits = 0 } = counts
  return [trained, held, tested, nonDigits, sum.toString(16)].join(' ')
}

/** Puts what a checkpoint holds into a run. Throws a PlainError where it belongs to other digits or another network. */
export function restore(run: SharedRun, { standing, state }: Checkpoint): void {
  if (standing.steps === 0) return
  const { state: own } = run
  if (own.length !== state.length || !own.every((values, index) => values.length === state[index]!.length)) {
    throw new PlainError('The checkpoint of this training is of another network. Train anew.')
  }
  for (const [index, values] of own.entries()) values.set(state[index]!)
}

/** Why a run with these digits and so many batches cannot go on from a checkpoint, in a sentence; `null` where it can. */
export function misfit(
  { standing }: Checkpoint,
  options: TrainingOptions,
  digits: string,
  allSteps: number,
): string | null {
  if (!sameOptions(standing.options, options)) {
    return 'The training that was interrupted had other options, so it cannot go on. Train anew.'
  }
  if (standing.steps > 0 && (standing.digits !== digits || standing.allSteps !== allSteps)) {
    return 'The training that was interrupted was on other digits than those that are there now, so it cannot go on. Train anew.'
  }
  return null
}

/** Whether two runs with these options are the same. */
export function sameOptions(one: TrainingOptions, other: TrainingOptions): boolean {
  return JSON.stringify(v.parse(TrainingOptions, one)) === JSON.stringify(v.parse(TrainingOptions, other))
}
