/**
 * brain.js's side of the benchmark: node brain-training.ts FOLDER W1 1 SECONDS.
 *
 * It trains digit by digit, on one thread; its sigmoid network of the same sizes stands for W1.
 */
import brain from 'brain.js'
import { accuracyOf, load } from './digits.ts'

const [folder, workload, , seconds] = process.argv.slice(2) as [string, string, string, string]
const train = load(folder, 'train')
const test = load(folder, 't10k')
const CHUNK = 640

const network = new brain.NeuralNetwork({ hiddenLayers: [128], activation: 'sigmoid' })
const oneHot = (label: number): number[] =>
  Array.from({ length: 10 }, (_, digit) => (digit === label ? 1 : 0))
const pixels = (images: Float32Array, digit: number): number[] =>
  Array.from(images.subarray(digit * 784, (digit + 1) * 784))

let samples = 0
let trained = 0
for (let first = 0; trained < Number(seconds) * 1000; first = (first + CHUNK) % (train.count - CHUNK)) {
  const chunk = Array.from({ length: CHUNK }, (_, i) => ({
    input: pixels(train.images, first + i),
    output: oneHot(train.labels[first + i]!),
  }))
  const start = performance.now()
  network.train(chunk, { iterations: 1, errorThresh: 1e-9, learningRate: 0.1 })
  trained += performance.now() - start
  samples += CHUNK
}

const COUNT = 2000
const outputs = new Float32Array(COUNT * 10)
for (let digit = 0; digit < COUNT; digit++) {
  outputs.set(network.run(pixels(test.images, digit)) as number[], digit * 10)
}
const line = {
  workload,
  system: 'brain.js 1.6.1',
  threads: 1,
  samplesPerSecond: samples / (trained / 1000),
  accuracy: accuracyOf(outputs, test.labels.subarray(0, COUNT)),
}
process.stdout.write(`${JSON.stringify(line)}\n`)
