/**
 * What checkpoints cost a training: node test/bench/checkpoints.bench.ts [SECONDS] [ROUNDS] [EVERY]. Runs of a small network and of
 * the layers that ship, with and without checkpoints in turn, each broken off after so many seconds; the checkpoints are
 * written as the app writes them, one every EVERY seconds. Prints how much slower the run with them is, by the clock and by
 * the time that the processors gave to it: the median of the pairs, the least and the most of them. Those are for checkpoints
 * that come more often than the app's, because the app's cost less than a machine's speed goes up and down; what they come to
 * at the app's interval is computed.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TrainingOptions } from '../../src-main/contract.ts'
import { loadKernelModules } from '../../src-main/kernels/engine.ts'
import { CheckpointFile } from '../../src-main/storage/checkpoint-file.ts'
import { usualOptions } from '../../src-main/training/recipe.ts'
import { startRun } from '../../src-main/training/run.ts'
import { usualThreads, type Runtime } from '../../src-main/training/threads.ts'
import { places } from '../built.ts'
import { folderOf, squares } from '../training/small-run.ts'
import { median } from './statistics.ts'

const [seconds = 2, rounds = 5, every = 0.5] = process.argv.slice(2).map(Number)
/** Seconds between two checkpoints of the app. */
const APP_EVERY = 5
/** Seconds that a run needs to come up to speed. */
const WARM_UP = 0.4

const runtime: Runtime = { thread: places.thread, modules: loadKernelModules(places.kernels) }
const digits = folderOf(squares(20_000, 1), squares(100, 2))
const home = mkdtempSync(join(tmpdir(), 'digit-pad-checkpoints-'))

interface Speed {
  readonly byClock: number
  readonly byProcessor: number
  readonly checkpoints: number
  readonly bytes: number
}

for (const network of ['perceptron', 'deep'] as const) {
  const pairs: [without: Speed, withThem: Speed][] = []
  for (let round = 0; round < rounds; round++) {
    // Each goes first as often as the other.
    const order = round % 2 === 0 ? [false, true] : [true, false]
    const speeds: Speed[] = []
    for (const kept of order) speeds.push(await speed({ ...usualOptions(network), epochs: 200 }, kept))
    pairs.push(order[0] ? [speeds[1]!, speeds[0]!] : [speeds[0]!, speeds[1]!])
  }
  const cost = (of: (each: Speed) => number): string => {
    const percent = pairs.map(([without, withThem]) => 100 * (of(without) / of(withThem) - 1))
    const usual = (median(percent) * every) / APP_EVERY
    return `${median(percent).toFixed(1)} % (${Math.min(...percent).toFixed(1)} to ${Math.max(...percent).toFixed(1)}), every ${APP_EVERY} s ${usual.toFixed(2)} %`
  }
  const { checkpoints, bytes } = pairs.at(-1)![1]
  console.log(
    `${network}: by the clock ${cost(({ byClock }) => byClock)}, by the processors ${cost(({ byProcessor }) => byProcessor)}; ` +
      `${rounds} pairs of ${seconds} s, one every ${every} s: ${checkpoints} checkpoints of ${(bytes / 1e6).toFixed(1)} MB in each`,
  )
}
for (const folder of [digits, home]) rmSync(folder, { recursive: true })

/** Digits a second behind the warm-up, by the batches that the run tells of. */
async function speed(options: TrainingOptions, kept: boolean): Promise<Speed> {
  const file = new CheckpointFile(join(home, 'training.checkpoint'), (message) => {
    throw new Error(message)
  })
  let begin: { readonly at: number; readonly digits: number; readonly used: NodeJS.CpuUsage } | null = null
  let first: number | null = null
  let result: Speed = { byClock: NaN, byProcessor: NaN, checkpoints: 0, bytes: 0 }
  let [checkpoints, bytes] = [0, 0]
  const run = startRun(
    {
      options,
      mnistFolder: digits,
      cacheFolder: home,
      threads: usualThreads(),
      checkpointEvery: kept ? every : undefined,
    },
    runtime,
    (state) => {
      if (state.phase !== 'training') return
      const now = performance.now() / 1000
      first ??= now
      const done = ((state.epoch - 1) * state.batches + state.batch) * options.batchSize
      if (begin === null) {
        if (now - first >= WARM_UP) begin = { at: now, digits: done, used: process.cpuUsage() }
        return
      }
      const { user, system } = process.cpuUsage(begin.used)
      const [more, elapsed] = [done - begin.digits, now - begin.at]
      result = { byClock: more / elapsed, byProcessor: (1e6 * more) / (user + system), checkpoints, bytes }
      if (elapsed >= seconds) run.stop()
    },
    (checkpoint) => {
      checkpoints++
      bytes = checkpoint.length
      file.save(checkpoint)
    },
  )
  await run.finished
  await file.written()
  return result
}
