/**
 * Digit Pad's side of the benchmark: node own-training.ts FOLDER WORKLOAD THREADS SECONDS.
 *
 * Trains with the app's own loop, threads and kernels for the given time and prints one line of JSON. The peers in
 * `peers/` do the same with theirs.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isMainThread, Worker, workerData } from 'node:worker_threads'
import type { Digits } from '../../src-main/datasets/digits.ts'
import { loadKernelModules, type KernelModules } from '../../src-main/kernels/engine.ts'
import { largest } from '../../src-main/network/one-hot.ts'
import { readDigits, train } from '../../src-main/training/loop.ts'
import { blockFor, SharedRun } from '../../src-main/training/shared-run.ts'
import type { Plan } from '../../src-main/training/threads.ts'
import { places } from '../built.ts'
import { recipeOf, WORKLOADS } from './workloads.ts'

interface Shared {
  readonly plan: Plan
  readonly modules: KernelModules
  readonly rank: number
}

/** Batches before the clock starts. */
const WARM_UP = 20

if (isMainThread) lead()
else follow(workerData as Shared)

function lead(): void {
  const [folder, name, threadCount, seconds] = process.argv.slice(2)
  const workload = WORKLOADS.find((known) => known === name)
  if (folder === undefined || workload === undefined) throw new Error('FOLDER WORKLOAD THREADS SECONDS')
  const threads = Number(threadCount)
  const modules = loadKernelModules(places.kernels)
  const digits = load(folder, 'train')
  const test = load(folder, 't10k')
  const counts = { training: digits.count, heldBack: 1, test: test.count }
  const recipe = recipeOf(workload)
  const plan: Plan = { recipe, counts, block: blockFor(recipe, counts, threads, modules) }
  for (let rank = 1; rank < threads; rank++) {
    new Worker(new URL(import.meta.url), { workerData: { plan, modules, rank } satisfies Shared })
  }
  const run = new SharedRun(plan, modules, 0)
  run.training.images.set(digits.images)
  run.training.labels.set(digits.labels)
  run.test.images.set(test.images)
  run.test.labels.set(test.labels)

  let batches = 0
  let samples = 0
  let start = 0
  let elapsed = 0
  train(run, {
    batchDone: (_epoch, _batch, { rows }) => {
      if (batches++ < WARM_UP) {
        start = performance.now()
        return true
      }
      samples += rows
      elapsed = (performance.now() - start) / 1000
      return elapsed < Number(seconds)
    },
    epochDone: () => undefined,
  })
  measureTest(run)
  let right = 0
  for (let row = 0; row < test.count; row++) if (largest(run.outputs, row) === test.labels[row]) right++
  const line = {
    workload,
    system: `Digit Pad, ${run.engine.replace(/,.*/, '')}`,
    threads,
    samplesPerSecond: samples / elapsed,
    accuracy: right / test.count,
    megabytes: Math.round(process.memoryUsage().rss / 1e6),
  }
  process.stdout.write(`${JSON.stringify(line)}\n`)
}

function follow({ plan, modules, rank }: Shared): void {
  const run = new SharedRun(plan, modules, rank)
  train(run, null)
  measureTest(run)
}

/** Reads the test digits with the weights as they are. */
function measureTest(run: SharedRun): void {
  for (const [index, { values }] of run.network.parameters.entries()) {
    if (run.rank === 0) run.judge.parameters[index]?.values.set(values)
  }
  readDigits(run, run.test)
}

function load(folder: string, name: 'train' | 't10k'): Digits {
  const labels = new Uint8Array(readFileSync(join(folder, `${name}-labels-idx1-ubyte`))).subarray(8)
  const images = new Uint8Array(readFileSync(join(folder, `${name}-images-idx3-ubyte`))).subarray(16)
  return { count: labels.length, images, labels }
}
