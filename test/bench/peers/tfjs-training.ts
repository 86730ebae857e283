/**
 * TensorFlow.js's side of the benchmark: node tfjs-training.ts FOLDER WORKLOAD THREADS SECONDS.
 *
 * Trains the workload's network on minibatches of 64 and prints one line of JSON. The wasm backend (SIMD; threads where
 * the runtime lets it) has no gradient of a convolution's weights, so the convolutional W2 runs on the plain backend.
 */
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import '@tensorflow/tfjs-backend-cpu'
import * as tf from '@tensorflow/tfjs-core'
import * as layers from '@tensorflow/tfjs-layers'
import { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import { accuracyOf, load } from './digits.ts'

const [folder, workload, threads, seconds] = process.argv.slice(2) as [string, string, string, string]
const BATCH = 64

const wasm = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'))
setWasmPaths(`${wasm}/`)
setThreadsCount(Number(threads))
const backend = workload === 'W1' ? 'wasm' : 'cpu'
await tf.setBackend(backend)
await tf.ready()

const train = load(folder, 'train')
const test = load(folder, 't10k')
const shape = workload === 'W1' ? [784] : [28, 28, 1]

function network(): layers.LayersModel {
  const { dense, conv2d, maxPooling2d, flatten } = layers.layers
  if (workload === 'W1') {
    return layers.sequential({
      layers: [
        dense({ units: 128, activation: 'relu', inputShape: shape }),
        dense({ units: 10, activation: 'softmax' }),
      ],
    })
  }
  return layers.sequential({
    layers: [
      conv2d({ filters: 16, kernelSize: 5, activation: 'relu', inputShape: shape }),
      maxPooling2d({ poolSize: 2 }),
      conv2d({ filters: 32, kernelSize: 5, activation: 'relu' }),
      maxPooling2d({ poolSize: 2 }),
      flatten(),
      dense({ units: 128, activation: 'relu' }),
      dense({ units: 10, activation: 'softmax' }),
    ],
  })
}

const model = network()
model.compile({ optimizer: tf.train.momentum(0.05, 0.9), loss: 'categoricalCrossentropy' })

let first = 0
async function step(): Promise<void> {
  if (first + BATCH > train.count) first = 0
  const x = tf.tensor(train.images.subarray(first * 784, (first + BATCH) * 784), [BATCH, ...shape])
  const y = tf.oneHot(tf.tensor1d(train.labels.subarray(first, first + BATCH), 'int32'), 10)
  first += BATCH
  await model.trainOnBatch(x, y)
  tf.dispose([x, y])
}

// A batch of W2 takes the plain backend half a minute.
for (let batch = 0; batch < (backend === 'wasm' ? 5 : 1); batch++) await step()
let samples = 0
const start = performance.now()
while (performance.now() - start < Number(seconds) * 1000) {
  await step()
  samples += BATCH
}
const elapsed = (performance.now() - start) / 1000

const COUNT = backend === 'wasm' ? test.count : 500
const images = tf.tensor(test.images.subarray(0, COUNT * 784), [COUNT, ...shape])
const answers = model.predict(images, { batchSize: 500 }) as tf.Tensor
const line = {
  workload,
  system: `tfjs-backend-${backend} ${tf.version_core}`,
  threads: backend === 'wasm' ? Number(threads) : 1,
  samplesPerSecond: samples / elapsed,
  accuracy: accuracyOf(await answers.data(), test.labels.subarray(0, COUNT)),
}
process.stdout.write(`${JSON.stringify(line)}\n`)
process.exit(0)
