/** Every derivative against finite differences, on random shapes and values. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Memory } from '../../src-main/kernels/memory.ts'
import { plainKernels } from '../../src-main/kernels/plain.ts'
import { Random } from '../../src-main/kernels/random.ts'
import { checkArchitecture, type Architecture } from '../../src-main/network/architecture.ts'
import { Convolution } from '../../src-main/network/convolution.ts'
import { createCost, type CostName } from '../../src-main/network/costs.ts'
import { Dropout } from '../../src-main/network/dropout.ts'
import { FullyConnected } from '../../src-main/network/fully-connected.ts'
import { WeightedLayer, type Ground, type Layer, type Source } from '../../src-main/network/layer.ts'
import { MaxPool } from '../../src-main/network/max-pool.ts'
import { Network } from '../../src-main/network/network.ts'
import { ReLU } from '../../src-main/network/relu.ts'
import { Sigmoid } from '../../src-main/network/sigmoid.ts'
import { Softmax } from '../../src-main/network/softmax.ts'
import { expectDerivative } from './finite-differences.ts'

const RUNS = { numRuns: 25 }
const seeds = fc.nat(1_000_000)
const sizes = fc.integer({ min: 1, max: 7 })
const rowCounts = fc.integer({ min: 1, max: 4 })

function fill(values: Float32Array, random: Random): void {
  for (let i = 0; i < values.length; i++) values[i] = random.between(-2, 2)
}

/**
 * A layer with random input and parameters, under a cost that is a random weighted sum of its outputs: so the
 * derivative that the layer is handed is just those weights.
 */
function checkLayer(
  seed: number,
  rows: number,
  inputs: number,
  build: (ground: Ground, before: Source) => Layer,
  { h = 2 ** -6, distinct = false }: { readonly h?: number; readonly distinct?: boolean } = {},
): void {
  const random = Random.of(seed)
  const ground = { kernels: plainKernels(Memory.ofSize(1 << 18)), capacity: rows, training: true }
  const before: Source = {
    output: ground.kernels.memory.floats(rows * inputs),
    outputDerivative: ground.kernels.memory.floats(rows * inputs),
  }
  if (distinct) fillDistinct(before.output, random)
  else fill(before.output, random)
  const layer = build(ground, before)
  const parameters = layer instanceof WeightedLayer ? [layer.weights, layer.biases] : []
  for (const { values } of parameters) fill(values, random)
  fill(layer.outputDerivative, random)
  // What must be overwritten, not added to.
  before.outputDerivative.fill(NaN)
  for (const { gradient } of parameters) gradient.fill(NaN)

  const forward = () => {
    if (layer instanceof Dropout) layer.forwardTraining(0, rows, seed, 1)
    else layer.forward(0, rows)
    return layer.output.reduce((sum, output, i) => sum + output * layer.outputDerivative[i]!, 0)
  }
  forward()
  layer.backward(0, rows)
  if (layer instanceof WeightedLayer) layer.gradient(rows, 0, 1)
  expectDerivative('input', layer.input, layer.inputDerivative, forward, { steps: [h] })
  for (const { name, values, gradient } of parameters) {
    expectDerivative(name, values, gradient, forward, { steps: [h] })
  }
}

/** Values that lie at least 1/8 from each other and from 0: no step of a finite difference crosses a kink. */
function fillDistinct(values: Float32Array, random: Random): void {
  const order = Uint32Array.from(values, (_, i) => i)
  random.shuffle(order)
  const half = Math.floor(values.length / 2)
  for (let i = 0; i < values.length; i++) values[i] = (order[i]! - half + 0.5) / 4
}

const image = fc.record({
  height: fc.integer({ min: 1, max: 6 }),
  width: fc.integer({ min: 1, max: 6 }),
  channels: fc.integer({ min: 1, max: 3 }),
})

describe('the derivatives of each layer', () => {
  it('fully connected', () => {
    fc.assert(
      fc.property(seeds, rowCounts, sizes, sizes, (seed, rows, inputs, outputs) => {
        // Linear in each number, so any h will do, and a large one leaves the least rounding.
        checkLayer(
          seed,
          rows,
          inputs,
          (ground, before) => new FullyConnected(ground, before, inputs, outputs),
          {
            h: 1,
          },
        )
      }),
      RUNS,
    )
  })

  it('convolution', () => {
    fc.assert(
      fc.property(
        seeds,
        rowCounts,
        image,
        fc.record({
          kernel: fc.integer({ min: 1, max: 5 }),
          padding: fc.integer({ min: 0, max: 2 }),
          filters: fc.integer({ min: 1, max: 3 }),
        }),
        (seed, rows, size, filter) => {
          fc.pre(Math.min(size.height, size.width) + 2 * filter.padding >= filter.kernel)
          const shape = { ...size, ...filter }
          const inputs = size.height * size.width * size.channels
          checkLayer(seed, rows, inputs, (ground, before) => new Convolution(ground, before, shape), { h: 1 })
        },
      ),
      RUNS,
    )
  })

  it('sigmoid', () => {
    fc.assert(
      fc.property(seeds, rowCounts, sizes, (seed, rows, size) => {
        checkLayer(seed, rows, size, (ground, before) => new Sigmoid(ground, before, size))
      }),
      RUNS,
    )
  })

  it('softmax', () => {
    fc.assert(
      fc.property(seeds, rowCounts, sizes, (seed, rows, size) => {
        checkLayer(seed, rows, size, (ground, before) => new Softmax(ground, before, size))
      }),
      RUNS,
    )
  })

  it('ReLU', () => {
    fc.assert(
      fc.property(seeds, rowCounts, sizes, (seed, rows, size) => {
        checkLayer(seed, rows, size, (ground, before) => new ReLU(ground, before, size), { distinct: true })
      }),
      RUNS,
    )
  })

  it('max pooling', () => {
    fc.assert(
      fc.property(seeds, rowCounts, image, fc.integer({ min: 1, max: 3 }), (seed, rows, shape, size) => {
        fc.pre(Math.min(shape.height, shape.width) >= size)
        const inputs = shape.height * shape.width * shape.channels
        checkLayer(seed, rows, inputs, (ground, before) => new MaxPool(ground, before, { ...shape, size }), {
          distinct: true,
        })
      }),
      RUNS,
    )
  })

  it('dropout', () => {
    fc.assert(
      fc.property(seeds, rowCounts, sizes, (seed, rows, size) => {
        checkLayer(seed, rows, size, (ground, before) => new Dropout(ground, before, size, 0.4, 0))
      }),
      RUNS,
    )
  })
})

describe('the gradient of a whole network', () => {
  const networks: Record<string, { cost: CostName; architecture: unknown }> = {
    'sigmoid and squared error, as in the paper': {
      cost: 'squared-error',
      architecture: {
        input: { height: 2, width: 3, channels: 1 },
        layers: [
          { kind: 'fully connected', outputs: 4 },
          { kind: 'sigmoid' },
          { kind: 'fully connected', outputs: 3 },
          { kind: 'sigmoid' },
        ],
      },
    },
    'sigmoid, softmax and cross-entropy, with dropout': {
      cost: 'cross-entropy',
      architecture: {
        input: { height: 1, width: 5, channels: 1 },
        layers: [
          { kind: 'fully connected', outputs: 6 },
          { kind: 'sigmoid' },
          { kind: 'dropout', rate: 0.3 },
          { kind: 'fully connected', outputs: 4 },
          { kind: 'softmax' },
        ],
      },
    },
    'convolution, pooling and ReLU': {
      cost: 'cross-entropy',
      architecture: {
        input: { height: 7, width: 6, channels: 2 },
        layers: [
          { kind: 'convolution', filters: 3, kernel: 3, padding: 1 },
          { kind: 'max pool', size: 2 },
          { kind: 'relu' },
          { kind: 'convolution', filters: 2, kernel: 2, padding: 0 },
          { kind: 'relu' },
          { kind: 'fully connected', outputs: 3 },
          { kind: 'softmax' },
        ],
      },
    },
  }

  /** A network with random weights, input and one-hot targets. */
  function build(architecture: Architecture, cost: CostName, rows: number, seed: number): Network {
    const network = new Network(architecture, plainKernels(Memory.ofSize(1 << 18)), {
      capacity: rows,
      cost: createCost(cost),
    })
    const random = Random.of(seed)
    for (const { values } of network.parameters) {
      for (let i = 0; i < values.length; i++) values[i] = random.between(-0.7, 0.7)
    }
    for (let i = 0; i < network.input.length; i++) network.input[i] = random.between(0, 1)
    for (let row = 0; row < rows; row++) {
      network.target[row * network.outputSize + random.integer(network.outputSize)] = 1
    }
    return network
  }

  for (const [name, { cost, architecture }] of Object.entries(networks)) {
    it(name, () => {
      const rows = 3
      const network = build(checkArchitecture(architecture), cost, rows, 5)
      const meanCost = () => {
        network.forwardTraining(0, rows, 1, 2)
        let sum = 0
        for (let row = 0; row < rows; row++) sum += network.cost(row)
        return sum / rows
      }
      meanCost()
      network.backward(0, rows, rows, 'input')
      network.gradient(rows)
      const settings = { steps: [2 ** -9, 2 ** -12], tolerance: 0.01 }
      expectDerivative('input', network.input, network.inputDerivative, meanCost, settings)
      for (const [index, { name, values, gradient }] of network.parameters.entries()) {
        expectDerivative(`parameter ${index}, ${name},`, values, gradient, meanCost, settings)
      }
    })
  }

  it('from the net output: what sways one digit, and not another, by the input', () => {
    for (const { cost, architecture } of Object.values(networks)) {
      const rows = 2
      const network = build(checkArchitecture(architecture), cost, rows, 7)
      const { outputSize } = network
      /** The first net output of each row less the second. */
      const difference = () => {
        network.forward(0, rows)
        let sum = 0
        for (let row = 0; row < rows; row++) {
          sum += network.netOutput[row * outputSize]! - network.netOutput[row * outputSize + 1]!
        }
        return sum
      }
      difference()
      for (let row = 0; row < rows; row++) network.netDerivative.set([1, -1, 0], row * outputSize)
      network.backwardFromNet(0, rows)
      const settings = { steps: [2 ** -9, 2 ** -12], tolerance: 0.01 }
      expectDerivative('input', network.input, network.inputDerivative, difference, settings)
    }
  })

  it('does not depend on how the work was divided', () => {
    for (const { cost, architecture } of Object.values(networks)) {
      const rows = 5
      const gradients = [1, 2, 3, 8].map((parts) => {
        const network = build(checkArchitecture(architecture), cost, rows, 6)
        for (let row = rows - 1; row >= 0; row--) {
          network.forwardTraining(row, row + 1, 1, 2)
          network.backward(row, row + 1, rows)
        }
        for (let part = parts - 1; part >= 0; part--) network.gradient(rows, part, parts)
        return network.parameters.map(({ gradient }) => [...gradient])
      })
      for (const other of gradients.slice(1)) expect(other).toEqual(gradients[0])
    }
  })
})
