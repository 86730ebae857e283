/** Carries the experiment out: each run that is not kept yet is trained, measured on both test sets, and kept. */
import type { Digits } from '../datasets/digits.ts'
import { loadMnistTest } from '../datasets/mnist.ts'
import { rotatedDigits } from '../datasets/rotated-digits.ts'
import { PlainError } from '../plain-error.ts'
import { decodeModel } from '../recognizer/model.ts'
import { answer } from '../training/evaluate.ts'
import { startRun } from '../training/run.ts'
import type { RunRequest, RunState, Runtime } from '../training/threads.ts'
import {
  optionsOf,
  TEST_ROTATION,
  TEST_ROTATION_SEED,
  TEST_SETS,
  type Experiment,
  type Row,
  type TestSet,
} from './experiment.ts'
import { KeptRuns, type KeptRun } from './kept-runs.ts'

export interface Carrying extends Omit<RunRequest, 'options'> {
  /** Where the runs are kept. */
  readonly folder: string
  readonly runtime: Runtime
  /** Ends the run under way; the promise then rejects with a PlainError. What is done is kept. */
  readonly signal: AbortSignal
  readonly watcher: Watcher
}

export interface Watcher {
  preparing(doing: string, fraction: number | null): void
  /** Which runs are there: how many are kept from before, and which are to be done, in their order. */
  planned(kept: number, toDo: readonly PlannedRun[]): void
  /** Where the run under way stands. */
  running(run: PlannedRun, state: RunState): void
  done(run: PlannedRun, measured: KeptRun, labels: Uint8Array): void
}

export interface PlannedRun {
  readonly row: Row
  readonly seed: number
}

export interface Measured {
  /** The test digits' labels. */
  readonly labels: Uint8Array
  /** By the row's id; a run a seed, in the seeds' order. */
  readonly runs: ReadonlyMap<string, readonly KeptRun[]>
}

export async function carryOut({ rows, seeds }: Experiment, carrying: Carrying): Promise<Measured> {
  const { folder, mnistFolder, cacheFolder, signal, watcher } = carrying
  const upright = await loadMnistTest({
    folder: mnistFolder,
    cache: cacheFolder,
    signal,
    onProgress: (doing, fraction) => {
      watcher.preparing(doing, fraction)
    },
  })
  const tests = { upright, rotated: rotatedDigits(upright, TEST_ROTATION, TEST_ROTATION_SEED) }
  const kept = new KeptRuns(folder, upright)
  await kept.open()

  // All networks with the first seed, then with the next: what is there after a while is a whole table.
  const all = seeds.flatMap((seed) => rows.map((row) => ({ row, seed })))
  const found = await Promise.all(all.map(({ row, seed }) => kept.read(row, seed)))
  const toDo = all.filter((_, index) => found[index] === null)
  watcher.planned(all.length - toDo.length, toDo)
  const runs = new Map<string, KeptRun[]>(rows.map(({ id }) => [id, []]))
  for (const [index, planned] of all.entries()) {
    const run = found[index] ?? (await carryOutOne(planned, carrying, kept, tests))
    runs.get(planned.row.id)!.push(run)
  }
  return { labels: upright.labels, runs }
}

async function carryOutOne(
  planned: PlannedRun,
  carrying: Carrying,
  kept: KeptRuns,
  tests: Readonly<Record<TestSet, Digits>>,
): Promise<KeptRun> {
  const { runtime, threads, signal, watcher } = carrying
  const { row, seed } = planned
  const finished = await trainOne(planned, carrying)
  const model = decodeModel(finished.model)
  const answers: Record<TestSet, string> = { upright: '', rotated: '' }
  for (const set of TEST_SETS) {
    stopIfAsked(signal)
    const given = await answer(model, tests[set], runtime, threads)
    answers[set] = given.map(({ digit }) => digit).join('')
  }
  const { command, trainedOn, heldBackAccuracy } = model.metadata
  const measured = { command, trainedOn, seconds: finished.seconds, heldBackAccuracy, answers }
  const run = await kept.write(row, seed, finished.model, measured)
  watcher.done(planned, run, tests.upright.labels)
  return run
}

async function trainOne(planned: PlannedRun, carrying: Carrying) {
  const { mnistFolder, cacheFolder, threads, runtime, signal, watcher } = carrying
  stopIfAsked(signal)
  const options = optionsOf(planned.row, planned.seed)
  const run = startRun({ options, mnistFolder, cacheFolder, threads }, runtime, (state) => {
    watcher.running(planned, state)
  })
  const stop = (): void => {
    run.stop()
  }
  signal.addEventListener('abort', stop)
  const finished = await run.finished.finally(() => {
    signal.removeEventListener('abort', stop)
  })
  if (finished.kind === 'stopped') throw stopped()
  return finished
}

function stopIfAsked(signal: AbortSignal): void {
  if (signal.aborted) throw stopped()
}

function stopped(): PlainError {
  return new PlainError(
    'The experiment was stopped. The runs that were done are kept; the same command goes on from there.',
  )
}
