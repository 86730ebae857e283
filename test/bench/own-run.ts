/**
 * What a run costs besides its speed: node own-run.ts FOLDER. Prints one line of JSON with
 * - the milliseconds from startRun to the first batch, with the data read from plain files,
 * - the megabytes that the process grew by while it trained, beyond the data,
 * - the seconds in which the network of W2 reads MNIST's 10,000 test digits.
 */
import { setTimeout } from 'node:timers/promises'
import { DIGIT_PIXELS } from '../../src-main/datasets/digits.ts'
import { loadMnist } from '../../src-main/datasets/mnist.ts'
import { createBlock, createKernels, loadKernelModules } from '../../src-main/kernels/engine.ts'
import { CrossEntropy } from '../../src-main/network/costs.ts'
import { Network, trainingBytes } from '../../src-main/network/network.ts'
import { oneHot } from '../../src-main/network/one-hot.ts'
import { Momentum } from '../../src-main/network/optimizers.ts'
import { scalePixels } from '../../src-main/network/pixels.ts'
import { evaluate } from '../../src-main/training/evaluate.ts'
import { usualOptions } from '../../src-main/training/recipe.ts'
import { startRun } from '../../src-main/training/run.ts'
import { usualThreads, type Runtime } from '../../src-main/training/threads.ts'
import { places } from '../built.ts'
import { someModel } from '../recognizer/some-model.ts'
import { median } from './statistics.ts'
import { architectures } from './workloads.ts'

const REPEATS = 5
/** Long enough for every buffer to have been touched. */
const TRAINED_FOR = 2000
const BATCHES = 200
const BATCH = 64

const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('FOLDER')
const threads = usualThreads()
const runtime: Runtime = { thread: places.thread, modules: loadKernelModules(places.kernels) }

const startUps: number[] = []
const before = process.memoryUsage().rss
let grown = 0
for (let repeat = 0; repeat < REPEATS; repeat++) {
  startUps.push(
    await started(async () => {
      if (repeat > 0) return
      await setTimeout(TRAINED_FOR)
      grown = process.memoryUsage().rss - before
    }),
  )
}
const { train, test } = await loadMnist({ folder, cache: folder })
const data = (train.count + test.count) * (DIGIT_PIXELS + 1)

const model = { ...someModel(1, architectures.W2), parameters: learn() }
const seconds: number[] = []
let accuracy = 0
for (let repeat = 0; repeat < REPEATS; repeat++) {
  const start = performance.now()
  ;({ accuracy } = await evaluate(model, test, runtime, threads))
  seconds.push((performance.now() - start) / 1000)
}
const line = {
  figure: 'run',
  threads,
  startUpMilliseconds: median(startUps),
  megabytesBeyondData: (grown - data) / 1e6,
  evaluationSeconds: median(seconds),
  evaluationAccuracy: accuracy,
}
process.stdout.write(`${JSON.stringify(line)}\n`)

/** Milliseconds until a run of the default network trains. It is stopped after `meanwhile`. */
async function started(meanwhile: () => Promise<void>): Promise<number> {
  const training = Promise.withResolvers<undefined>()
  const options = usualOptions('convolutional')
  const start = performance.now()
  const run = startRun(
    { options, mnistFolder: folder!, cacheFolder: folder!, threads },
    runtime,
    ({ phase }) => {
      if (phase === 'training') training.resolve(undefined)
    },
  )
  await Promise.race([training.promise, run.finished])
  const milliseconds = performance.now() - start
  await meanwhile()
  run.stop()
  await run.finished
  return milliseconds
}

/** Parameters that have learnt something: how many numbers are zero in a network depends on it, and so does its speed. */
function learn(): Float32Array[] {
  const architecture = architectures.W2
  const block = createBlock(runtime.modules, trainingBytes(architecture, BATCH), 1)
  const kernels = createKernels(runtime.modules, block, 0)
  const network = new Network(architecture, kernels, { capacity: BATCH, cost: new CrossEntropy() })
  const optimizer = new Momentum(network.parameters, kernels, { momentum: 0.9 })
  network.initialise(1)
  for (let batch = 0; batch < BATCHES; batch++) {
    scalePixels(train.images, batch * BATCH * DIGIT_PIXELS, network.input, 0, BATCH * DIGIT_PIXELS)
    oneHot(train.labels, batch * BATCH, network.target, 0, BATCH)
    network.forward()
    network.backward(0, BATCH, BATCH)
    network.gradient(BATCH)
    optimizer.step(0.05)
  }
  return network.parameters.map(({ values }) => values.slice())
}
