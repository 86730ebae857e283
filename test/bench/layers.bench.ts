/**
 * What each layer costs while a network is trained on one thread: `node test/bench/layers.bench.ts [--network W2]
 * [--batches N] [--kernels typescript|simd] [--json]`, after a build, with MNIST in the folder DIGIT_PAD_MNIST.
 *
 * A time is the median of a layer's calls in the second half of the batches, when the network has learnt something
 * and the machine code is the final one. GFLOP/s counts every product of a layer as if none were left out; as the kernels
 * leave out those with zero, a layer may come to more than the processor can compute, which is the largest rate that
 * `peak.ts` reaches.
 */
import { parseArgs } from 'node:util'
import { loadMnist } from '../../src-main/datasets/mnist.ts'
import { DIGIT_PIXELS, type Digits } from '../../src-main/datasets/digits.ts'
import { createBlock, createKernels, loadKernelModules } from '../../src-main/kernels/engine.ts'
import { describe, type Architecture } from '../../src-main/network/architecture.ts'
import { CrossEntropy } from '../../src-main/network/costs.ts'
import { WeightedLayer, type Layer } from '../../src-main/network/layer.ts'
import { Network, trainingBytes } from '../../src-main/network/network.ts'
import { oneHot } from '../../src-main/network/one-hot.ts'
import { Adam } from '../../src-main/network/optimizers.ts'
import { WeightAverage } from '../../src-main/network/weight-average.ts'
import { places } from '../built.ts'
import { peakGigaflops } from './peak.ts'
import { median } from './statistics.ts'
import { layerNetworks } from './workloads.ts'

const BATCH = 64
const COUNT = 60_000

/** Milliseconds of each call, by what was called. */
type Times = Map<string, number[]>

const { values: options } = parseArgs({
  options: {
    network: { type: 'string' },
    kernels: { type: 'string' },
    batches: { type: 'string', default: '300' },
    json: { type: 'boolean', default: false },
  },
})
if (options.kernels !== undefined) process.env['DIGIT_PAD_KERNELS'] = options.kernels
const modules = loadKernelModules(places.kernels)
const digits = await readDigits()
const peak = peakGigaflops(modules.relaxed !== null)
if (!options.json) console.log(`128-bit multiply-add in registers, one core: ${peak.toFixed(1)} GFLOP/s`)
for (const [name, architecture] of Object.entries(layerNetworks)) {
  if (options.network === undefined || options.network === name) report(name, architecture)
}

async function readDigits(): Promise<Digits> {
  const folder = process.env['DIGIT_PAD_MNIST']
  if (folder === undefined) throw new Error('Set DIGIT_PAD_MNIST to a folder with the four files of MNIST.')
  return (await loadMnist({ folder, cache: folder })).train
}

/** Trains a network and times its parts. */
function measure(architecture: Architecture): { readonly network: Network; readonly times: Times } {
  const bytes = trainingBytes(architecture, BATCH) + COUNT * DIGIT_PIXELS
  const kernels = createKernels(modules, createBlock(modules, bytes, 1), 0)
  const images = kernels.memory.bytes(COUNT * DIGIT_PIXELS)
  images.set(digits.images.subarray(0, images.length))
  const network = new Network(architecture, kernels, { capacity: BATCH, cost: new CrossEntropy() })
  const optimizer = new Adam(network.parameters, kernels)
  const average = new WeightAverage(network.parameters, kernels, 0.999)
  network.initialise(1)

  const times: Times = new Map()
  const batches = Number(options.batches)
  const cost = new CrossEntropy()
  for (let batch = 0; batch < batches; batch++) {
    const timed = (what: string, work: () => void): void => {
      const start = performance.now()
      work()
      if (batch * 2 < batches) return
      times.set(what, [...(times.get(what) ?? []), performance.now() - start])
    }
    const first = (batch * BATCH) % (COUNT - BATCH)
    timed('input', () => {
      kernels.scaleBytes(images, first * DIGIT_PIXELS, network.input, 0, BATCH * DIGIT_PIXELS)
      oneHot(digits.labels, first, network.target, 0, BATCH)
    })
    for (const [index, layer] of network.layers.entries()) {
      timed(`${index} forward`, () => layer.forward(0, BATCH))
    }
    const { output, target, outputSize, layers } = network
    timed('cost', () =>
      cost.derivative(output, target, layers.at(-1)!.outputDerivative, outputSize, BATCH, 0, BATCH),
    )
    for (let index = layers.length - 1; index > 0; index--) {
      timed(`${index} backward`, () => layers[index]!.backward(0, BATCH))
    }
    for (const [index, layer] of layers.entries()) {
      if (layer instanceof WeightedLayer) timed(`${index} gradient`, () => layer.gradient(BATCH, 0, 1))
    }
    timed('optimizer', () => optimizer.step(0.002))
    timed('average', () => average.update())
  }
  return { network, times }
}

function report(name: string, architecture: Architecture): void {
  const { network, times } = measure(architecture)
  const cost = (what: string): number => (1000 * median(times.get(what) ?? [0])) / BATCH
  const whole = [...times.keys()].reduce((sum, what) => sum + cost(what), 0)
  const rows = network.layers.map((layer, index) => {
    const [forward, backward, gradient] = [
      cost(`${index} forward`),
      cost(`${index} backward`),
      cost(`${index} gradient`),
    ]
    const passes = 1 + Number(backward > 0) + Number(gradient > 0)
    const sum = forward + backward + gradient
    return {
      layer: wordsFor(architecture, index),
      forward,
      backward,
      gradient,
      share: sum / whole,
      gigaflops: (2 * productsOf(layer) * passes) / sum / 1000,
    }
  })
  const others = ['input', 'cost', 'optimizer', 'average'].map((what) => ({ what, cost: cost(what) }))
  const products = network.layers.reduce(
    (sum, layer, index) => sum + productsOf(layer) * (index === 0 ? 2 : 3),
    0,
  )
  const gigaflops = (2 * products) / whole / 1000
  const summary = { microseconds: whole, samplesPerSecond: 1e6 / whole, gigaflops, ofPeak: gigaflops / peak }
  if (options.json) {
    for (const row of rows) console.log(JSON.stringify({ network: name, ...row }))
    console.log(JSON.stringify({ network: name, ...summary }))
    return
  }
  console.log(`\n${name}: ${describe(architecture)}; µs a digit in batches of ${BATCH}`)
  console.log(`${''.padEnd(24)} forward backward gradient   share  GFLOP/s  of peak`)
  for (const { layer, forward, backward, gradient, share, gigaflops } of rows) {
    const numbers = [forward, backward, gradient].map((each) => each.toFixed(2).padStart(8)).join(' ')
    const rate = gigaflops > 0 ? `${gigaflops.toFixed(1).padStart(8)} ${percent(gigaflops / peak)}` : ''
    console.log(`${layer.padEnd(23)} ${numbers} ${percent(share)} ${rate}`.trimEnd())
  }
  for (const { what, cost } of others) {
    console.log(
      `${what.padEnd(23)} ${cost.toFixed(2).padStart(8)} ${' '.repeat(17)} ${percent(cost / whole)}`,
    )
  }
  console.log(
    `together ${whole.toFixed(1)} µs a digit, ${Math.round(1e6 / whole)} digits/s, ` +
      `${gigaflops.toFixed(1)} GFLOP/s,${percent(summary.ofPeak)} of the peak`,
  )
}

/** Multiplications of one pass over one digit, those with zero included. */
function productsOf(layer: Layer): number {
  return layer instanceof WeightedLayer ? layer.outputSize * layer.fanIn : 0
}

function wordsFor({ layers }: Architecture, index: number): string {
  const layer = layers[index]!
  if (layer.kind === 'convolution') return `convolution ${layer.kernel}×${layer.kernel}×${layer.filters}`
  if (layer.kind === 'fully connected') return `fully connected ${layer.outputs}`
  return layer.kind
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1).padStart(6)} %`
}
