/**
 * What it costs a run to be watched: node test/bench/watching.bench.ts MNIST [SECONDS] [NETWORK…]. Runs of a network, watched and not
 * in turn, each broken off after so many seconds; prints the digits a second of both, and how many looks there were.
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

for (const network of NetworkName.options.filter((name) => wanted.length === 0 || wanted.includes(name))) {
  const speeds = { watched: [] as number[], unwatched: [] as number[] }
  const looks: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const watched = await speed(network, true)
    speeds.watched.push(watched.samplesPerSecond)
    looks.push(watched.looks / Number(seconds))
    speeds.unwatched.push((await speed(network, false)).samplesPerSecond)
  }
  const [slow, fast] = [median(speeds.watched), median(speeds.unwatched)]
  console.log(
    `${network}: ${fast.toFixed(0)} digits/s, watched ${slow.toFixed(0)} (${((slow / fast - 1) * 100).toFixed(1)} %), ` +
      `${median(looks).toFixed(1)} looks a second`,
  )
}

/** Digits a second behind the warm-up, by the batches that the run tells of. */
async function speed(
  network: NetworkName,
  watched: boolean,
): Promise<{ readonly samplesPerSecond: number; readonly looks: number }> {
  const options = { ...usualOptions(network), epochs: 200 }
  const request = { options, mnistFolder: folder!, cacheFolder: folder!, threads: usualThreads() }
  let begin: { readonly at: number; readonly digits: number } | null = null
  let first: number | null = null
  let samplesPerSecond = 0
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
        if (now - first >= WARM_UP) begin = { at: now, digits }
        return
      }
      samplesPerSecond = (digits - begin.digits) / (now - begin.at)
      if (now - begin.at >= Number(seconds)) run.stop()
    },
    () => {
      if (begin !== null) looks++
    },
  )
  run.watch(watched)
  await run.finished
  return { samplesPerSecond, looks }
}
