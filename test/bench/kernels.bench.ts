/**
 * How long each kernel takes, and how much work that is, while two networks are trained on one thread:
 *
 *     node test/bench/kernels.bench.ts [--kernels typescript|simd] [--batches N] [--json]
 *
 * W1 is 784-128-10, W2 two convolutions and two fully connected layers; batches of 64, Adam. MNIST is read from
 * the folder DIGIT_PAD_MNIST; without it, blots of about as much ink stand in for digits. Each kernel's time
 * is the least of all its calls in the second half of the batches, when the network has learnt something and
 * the machine code is the final one. Needs a build in `dist/`.
 */
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { DIGIT_PIXELS, type Digits } from '../../src-main/datasets/digits.ts'
import { readIdxImages, readIdxLabels, readNamedFile } from '../../src-main/datasets/idx.ts'
import { createBlock, createKernels, loadKernelModules } from '../../src-main/kernels/engine.ts'
import type { Kernels } from '../../src-main/kernels/kernels.ts'
import { Random } from '../../src-main/kernels/random.ts'
import type { Architecture, LayerDescription } from '../../src-main/network/architecture.ts'
import { CrossEntropy } from '../../src-main/network/costs.ts'
import { Network, trainingBytes } from '../../src-main/network/network.ts'
import { oneHot } from '../../src-main/network/one-hot.ts'
import { Adam } from '../../src-main/network/optimizers.ts'
import { scalePixels } from '../../src-main/network/pixels.ts'
import { places } from '../built.ts'

const BATCH = 64
const { values: options } = parseArgs({
  options: {
    kernels: { type: 'string' },
    batches: { type: 'string', default: '600' },
    json: { type: 'boolean', default: false },
  },
})
if (options.kernels !== undefined) process.env['DIGIT_PAD_KERNELS'] = options.kernels
const BATCHES = Number(options.batches)

const input = { height: 28, width: 28, channels: 1 }
const relu: LayerDescription = { kind: 'relu' }
const workloads: Readonly<Record<string, Architecture>> = {
  W1: {
    input,
    layers: [
      { kind: 'fully connected', outputs: 128 },
      relu,
      { kind: 'fully connected', outputs: 10 },
      { kind: 'softmax' },
    ],
  },
  W2: {
    input,
    layers: [
      { kind: 'convolution', filters: 16, kernel: 5, padding: 0 },
      { kind: 'max pool', size: 2 },
      relu,
      { kind: 'convolution', filters: 32, kernel: 5, padding: 0 },
      { kind: 'max pool', size: 2 },
      relu,
      { kind: 'fully connected', outputs: 128 },
      relu,
      { kind: 'fully connected', outputs: 10 },
      { kind: 'softmax' },
    ],
  },
}

/** Least times by what was called, in the order of the first calls. */
class Stopwatch {
  readonly least = new Map<string, number>()
  #calls = 0

  /** Times are taken from here on: a batch's calls are told apart by their order in it. */
  startBatch(): void {
    this.#calls = 0
  }

  timed(kernels: Kernels): Kernels {
    const timed: Record<string, unknown> = { ...kernels }
    for (const [name, kernel] of Object.entries(kernels) as [string, unknown][]) {
      if (typeof kernel !== 'function') continue
      timed[name] = (...operands: unknown[]) => {
        const start = performance.now()
        Reflect.apply(kernel, kernels, operands)
        this.#note(`${this.#calls++} ${name}`, performance.now() - start)
      }
    }
    return timed as unknown as Kernels
  }

  #note(key: string, milliseconds: number): void {
    this.least.set(key, Math.min(this.least.get(key) ?? Infinity, milliseconds))
  }
}

function readDigits(): Digits {
  const folder = process.env['DIGIT_PAD_MNIST']
  if (folder === undefined) return blots(4096)
  const [imageFile, labelFile] = ['train-images-idx3-ubyte.gz', 'train-labels-idx1-ubyte.gz']
  const images = readIdxImages(readNamedFile(join(folder, imageFile)), imageFile)
  return {
    count: images.count,
    images: images.values,
    labels: readIdxLabels(readNamedFile(join(folder, labelFile)), labelFile),
  }
}

/** Three blots an image, which cover about a fifth of it, as ink does in MNIST. */
function blots(count: number): Digits {
  const digits = { count, images: new Uint8Array(count * DIGIT_PIXELS), labels: new Uint8Array(count) }
  const random = Random.of(1)
  for (let digit = 0; digit < count; digit++) {
    digits.labels[digit] = random.integer(10)
    for (let blot = 0; blot < 3; blot++) {
      const [left, top] = [4 + random.integer(13), 4 + random.integer(13)]
      for (let y = top; y < top + 7; y++) {
        digits.images.fill(
          255,
          digit * DIGIT_PIXELS + y * 28 + left,
          digit * DIGIT_PIXELS + y * 28 + left + 7,
        )
      }
    }
  }
  return digits
}

function measure(architecture: Architecture, digits: Digits) {
  const modules = loadKernelModules(places.kernels)
  const bytes = trainingBytes(architecture, BATCH) + (1 << 20)
  const kernels = createKernels(modules, createBlock(modules, bytes, 1), 0)
  const stopwatch = new Stopwatch()
  const network = new Network(architecture, stopwatch.timed(kernels), {
    capacity: BATCH,
    cost: new CrossEntropy(),
  })
  const optimizer = new Adam(network.parameters, stopwatch.timed(kernels))
  network.initialise(1)

  let leastBatch = Infinity
  let loss = 0
  for (let batch = 0; batch < BATCHES; batch++) {
    if (batch === BATCHES >> 1) stopwatch.least.clear()
    stopwatch.startBatch()
    const start = performance.now()
    for (let row = 0; row < BATCH; row++) {
      const digit = (batch * BATCH + row) % digits.count
      scalePixels(digits.images, digit * DIGIT_PIXELS, network.input, row * DIGIT_PIXELS, DIGIT_PIXELS)
      oneHot(digits.labels, digit, network.target, row, 1)
    }
    network.forward()
    network.backward(0, BATCH, BATCH)
    network.gradient(BATCH)
    optimizer.step(0.001)
    leastBatch = Math.min(leastBatch, performance.now() - start)
    for (let row = 0; row < BATCH && batch === BATCHES - 1; row++) loss += network.cost(row) / BATCH
  }
  return { kernels: kernels.name, times: stopwatch.least, leastBatch, loss, network }
}

/** The median and the least time of one image forward. */
function measureOne(architecture: Architecture, digits: Digits) {
  const modules = loadKernelModules(places.kernels)
  const bytes = trainingBytes(architecture, 1) + (1 << 20)
  const kernels = createKernels(modules, createBlock(modules, bytes, 1), 0)
  const network = new Network(architecture, kernels, { capacity: 1 })
  network.initialise(1)
  const times = new Float64Array(3000)
  for (let i = 0; i < times.length; i++) {
    const digit = i % digits.count
    scalePixels(digits.images, digit * DIGIT_PIXELS, network.input, 0, DIGIT_PIXELS)
    const start = performance.now()
    network.forward()
    times[i] = performance.now() - start
  }
  const sorted = times.subarray(1000).sort()
  return { median: sorted[1000]! * 1000, p99: sorted[1980]! * 1000 }
}

const digits = readDigits()
for (const [name, architecture] of Object.entries(workloads)) {
  const { kernels, times, leastBatch, loss } = measure(architecture, digits)
  const one = measureOne(architecture, digits)
  const sum = [...times.values()].reduce((total, time) => total + time, 0)
  const perSample = (milliseconds: number) => (milliseconds * 1000) / BATCH
  if (options.json) {
    for (const [call, time] of times) {
      console.log(JSON.stringify({ workload: name, kernels, call, microsecondsPerSample: perSample(time) }))
    }
    console.log(
      JSON.stringify({ workload: name, kernels, samplesPerSecond: BATCH / (leastBatch / 1000), ...one }),
    )
    continue
  }
  console.log(`\n${name}, ${kernels}, one thread, batch ${BATCH}: µs per sample`)
  for (const [call, time] of times) {
    const [place, kernel] = call.split(' ')
    const share = ((time / sum) * 100).toFixed(1)
    console.log(
      `${place!.padStart(4)} ${kernel!.padEnd(20)} ${perSample(time).toFixed(2).padStart(8)} ${share.padStart(5)} %`,
    )
  }
  console.log(`     all kernels          ${perSample(sum).toFixed(2).padStart(8)}`)
  console.log(`     whole batch          ${perSample(leastBatch).toFixed(2).padStart(8)}`)
  console.log(
    `     best: ${Math.round(BATCH / (leastBatch / 1000))} samples/s, loss at the end ${loss.toFixed(3)}`,
  )
  console.log(
    `     one image forward: median ${one.median.toFixed(1)} µs, 99th percentile ${one.p99.toFixed(1)} µs`,
  )
}
