/**
 * What it costs a run to be watched: node test/bench/watching.bench.ts MNIST [SECONDS] [NETWORK…]. Runs of a network, watched and not
 * in turn, each broken off after so many seconds. Prints the digits a second of both, by the clock and by the time that
 * the processors gave to the run, which other programs disturb less; and how many looks there were.
 */
import { NetworkName } from '../../src-main/contract.ts'
import { loadKernelModules } from '../../src-main/kernels/engine.ts'
import { usualOptions } from '../../src-main/training/recipe.ts'
import { startRun } from '../../src-main/training/run.ts'
import { usualThreads, type Runtime } from '../../src-main/training/threads.ts'
import { places } from '../built.ts'
import { median } from './statistics.ts'

const ROUNDS = 5
/** Seconds that a run needs to come up to speed. */
const WARM_UP = 1

const [folder, seconds = '4', ...wanted] = process.argv.slice(2)
if (folder === undefined) throw new Error('MNIST [SECONDS] [NETWORK…]')
const runtime: Runtime = { thread: places.thread, modules: loadKernelModules(places.kernels) }

interface Speed {
  readonly byClock: number
  readonly byProcessor: number
  readonly looks: number
}

for (const network of NetworkName.options.filter((name) => wanted.length === 0 || wanted.includes(name))) {
  const watched: Speed[] = []
  const unwatched: Speed[] = []
  for (let round = 0; round < ROUNDS; round++) {
    // Each goes first as often as the other.
    for (const looked of round % 2 === 0 ? [true, false] : [false, true]) {
      const speeds = looked ? watched : unwatched
      speeds.push(await speed(network, looked))
    }
  }
  const compared = (of: (each: Speed) => number) => {
    const [slow, fast] = [median(watched.map(of)), median(unwatched.map(of))]
    return `${fast.toFixed(0)} → ${slow.toFixed(0)} (${((slow / fast - 1) * 100).toFixed(1)} %)`
  }
  console.log(
    `${network}: digits a second ${compared(({ byClock }) => byClock)}, ` +
      `a second of the processors ${compared(({ byProcessor }) => byProcessor)}, ` +
      `${median(watched.map(({ looks }) => looks)).toFixed(1)} looks a second`,
  )
}

/** Behind the warm-up, by the batches that the run tells of. */
async function speed(network: NetworkName, watched: boolean): Promise<Speed> {
  const options = { ...usualOptions(network), epochs: 200 }
  const request = { options, mnistFolder: folder!, cacheFolder: folder!, threads: usualThreads() }
  let begin: { readonly at: number; readonly digits: number; readonly used: NodeJS.CpuUsage } | null = null
  let first: number | null = null
  let result: Speed = { byClock: NaN, byProcessor: NaN, looks: 0 }
  let looks = 0
  const run = startRun(
    request,
    runtime,
    (state) => {
      if (state.phase !== 'training') return
      const now = performance.now() / 1000
      first ??= now
      const digits = ((state.epoch - 1) * state.batches + state.batch) * options.batchSize
      if (begin === null) {
        if (now - first >= WARM_UP) begin = { at: now, digits, used: process.cpuUsage() }
        return
      }
      const { user, system } = process.cpuUsage(begin.used)
      const [done, elapsed] = [digits - begin.digits, now - begin.at]
      result = {
        byClock: done / elapsed,
        byProcessor: (1e6 * done) / (user + system),
        looks: looks / elapsed,
      }
      if (elapsed >= Number(seconds)) run.stop()
    },
    undefined,
    () => {
      if (begin !== null) looks++
    },
  )
  run.watch(watched)
  await run.finished
  return result
}
