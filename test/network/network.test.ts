import { describe, expect, it } from 'vitest'
import { Memory } from '../../src-main/kernels/memory.ts'
import { plainKernels } from '../../src-main/kernels/plain.ts'
import { Random } from '../../src-main/kernels/random.ts'
import { outputSizes, parameterShapes } from '../../src-main/network/architecture.ts'
import { createCost, SquaredError } from '../../src-main/network/costs.ts'
import { architectureOf } from '../../src-main/network/layer-choices.ts'
import { Network, trainingBytes } from '../../src-main/network/network.ts'
import { createOptimizer, Momentum } from '../../src-main/network/optimizers.ts'
import { presets, type NetworkPreset } from '../../src-main/network/presets.ts'
import { share } from '../../src-main/network/share.ts'
import { WeightAverage } from '../../src-main/network/weight-average.ts'

const every = Object.entries(presets).map(([name, preset]) => ({ name, preset }))

function build(preset: NetworkPreset, capacity: number, memory?: Memory): Network {
  const architecture = architectureOf(preset.layers, preset.output)
  const kernels = plainKernels(memory ?? Memory.ofSize(trainingBytes(architecture, capacity)))
  return new Network(architecture, kernels, { capacity, cost: createCost(preset.cost) })
}

function fillInput(network: Network, seed: number): void {
  const random = Random.of(seed)
  for (let i = 0; i < network.input.length; i++) network.input[i] = random.next() < 0.8 ? 0 : random.next()
}

describe('a network worked out by hand', () => {
  // Two inputs, one sigmoid unit with weights ln 3 and 0 and no bias: the input [1, 5] gives σ(ln 3) = 3/4.
  const network = new Network(
    {
      input: { height: 1, width: 2, channels: 1 },
      layers: [{ kind: 'fully connected', outputs: 1 }, { kind: 'sigmoid' }],
    },
    plainKernels(Memory.ofSize(1 << 12)),
    { capacity: 1, cost: new SquaredError() },
  )
  const [weights, biases] = network.parameters
  weights!.values.set([Math.log(3), 0])
  network.input.set([1, 5])
  network.target.set([0])
  network.forward()

  it('goes forward', () => {
    expect(network.output[0]).toBeCloseTo(3 / 4, 6)
    expect(network.cost(0)).toBeCloseTo(9 / 32, 6)
    expect(network.layers[0]!.netOutput[0]).toBeCloseTo(Math.log(3), 6)
    expect(network.layers[1]!.netOutput).toBe(network.layers[0]!.output)
  })

  it('goes backward', () => {
    network.backward(0, 1, 1, 'input')
    network.gradient(1)
    // ∂C/∂net = (¾ − 0) · ¾ · ¼ = 9/64
    expect(weights!.gradient[0]).toBeCloseTo(9 / 64, 6)
    expect(weights!.gradient[1]).toBeCloseTo(45 / 64, 6)
    expect(biases!.gradient[0]).toBeCloseTo(9 / 64, 6)
    expect(network.inputDerivative[0]).toBeCloseTo((9 / 64) * Math.log(3), 6)
    expect(network.inputDerivative[1]).toBe(0)
  })

  it('takes a step', () => {
    new Momentum(network.parameters, plainKernels(Memory.ofSize(1 << 12))).step(64)
    expect(weights!.values[0]).toBeCloseTo(Math.log(3) - 9, 4)
    expect(weights!.values[1]).toBeCloseTo(-45, 4)
    expect(biases!.values[0]).toBeCloseTo(-9, 4)
  })
})

describe.each(every)('the network $name', ({ preset }) => {
  const network = build(preset, 3)

  it('has 784 inputs, ten outputs, and layers chained without copies', () => {
    expect([network.inputSize, network.outputSize]).toEqual([784, 10])
    expect(network.layers[0]!.input).toBe(network.input)
    expect(network.layers.at(-1)!.output).toBe(network.output)
    for (const [index, layer] of network.layers.slice(1).entries()) {
      expect(layer.input).toBe(network.layers[index]!.output)
      expect(layer.inputDerivative).toBe(network.layers[index]!.outputDerivative)
    }
  })

  it('is as its architecture says', () => {
    expect(network.layers.map((layer) => layer.outputSize)).toEqual(
      outputSizes(network.architecture).map(({ height, width, channels }) => height * width * channels),
    )
    const shapes = parameterShapes(network.architecture)
    expect(network.parameters.map(({ shape }) => shape)).toEqual(shapes.map(({ shape }) => shape))
    expect(network.parameters.map(({ name }) => name)).toEqual(shapes.map(({ name }) => name.split('.')[2]))
  })

  it('starts from weights that depend on the seed, keep the size of what goes through, and differ', () => {
    const start = (seed: number) => {
      network.initialise(seed)
      return network.parameters.map(({ values }) => values.slice())
    }
    expect(start(1)).toEqual(start(1))
    expect(start(1)).not.toEqual(start(2))
    for (const { name, values } of network.parameters) {
      if (name === 'biases') expect(values.every((value) => value === 0)).toBe(true)
      else expect(new Set(values).size).toBeGreaterThan(values.length * 0.9)
    }
    fillInput(network, 1)
    network.forward()
    for (const layer of network.layers) {
      const size = Math.hypot(...layer.output) / Math.sqrt(layer.output.length)
      expect(size).toBeGreaterThan(0.05)
      expect(size).toBeLessThan(5)
    }
  })

  it('reads a row the same whatever stands in the others', () => {
    network.initialise(3)
    fillInput(network, 2)
    network.forward()
    const first = network.output.slice(0, 10)
    network.input.fill(1, 784)
    network.output.fill(NaN)
    network.forward(0, 1)
    expect(network.output.slice(0, 10)).toEqual(first)
    expect(network.output.slice(10).every(Number.isNaN)).toBe(true)
  })

  it('is shared by all who build it over the same memory', () => {
    const buffer = Memory.ofSize(trainingBytes(network.architecture, 3)).buffer
    const one = build(preset, 3, new Memory(buffer))
    const other = build(preset, 3, new Memory(buffer))
    one.initialise(4)
    fillInput(one, 3)
    one.forward(0, 1)
    other.forward(1, 3)
    network.initialise(4)
    fillInput(network, 3)
    network.forward()
    expect(one.output).toEqual(network.output)
    expect(other.output).toEqual(network.output)
  })

  it('fits, with its optimizer and average, into the memory that it asks for', () => {
    for (const capacity of [1, 7, 128]) {
      const kernels = plainKernels(Memory.ofSize(trainingBytes(network.architecture, capacity)))
      const { parameters } = new Network(network.architecture, kernels, {
        capacity,
        cost: createCost(preset.cost),
      })
      createOptimizer(preset.optimizer, parameters, kernels)
      new WeightAverage(parameters, kernels, 0.9)
      expect(kernels.memory.next).toBeLessThanOrEqual(kernels.memory.buffer.byteLength)
    }
  })

  it('without a cost takes no memory for derivatives, reads the same, and refuses to be trained', () => {
    const kernels = plainKernels(Memory.ofSize(trainingBytes(network.architecture, 3)))
    const reader = new Network(network.architecture, kernels, { capacity: 3 })
    expect(reader.layers.every(({ outputDerivative }) => outputDerivative.length === 0)).toBe(true)
    expect(reader.parameters.every(({ gradient }) => gradient.length === 0)).toBe(true)
    reader.initialise(5)
    fillInput(reader, 4)
    reader.forward()
    network.initialise(5)
    fillInput(network, 4)
    network.forward()
    expect(reader.output).toEqual(network.output)
    expect(() => {
      reader.backward(0, 3, 3)
    }).toThrow('without a cost')
  })

  it('learns eight samples by heart', () => {
    const rows = 8
    const learner = build(preset, rows)
    const optimizer = createOptimizer(
      preset.optimizer,
      learner.parameters,
      plainKernels(Memory.ofSize(1 << 24)),
    )
    learner.initialise(6)
    fillInput(learner, 5)
    for (let row = 0; row < rows; row++) learner.target[row * 10 + row] = 1
    const meanCost = () => {
      learner.forward()
      return (
        Array.from({ length: rows }, (_, row) => learner.cost(row)).reduce((sum, cost) => sum + cost) / rows
      )
    }
    const before = meanCost()
    for (let step = 0; step < 60; step++) {
      learner.forwardTraining(0, rows, 1, step)
      learner.backward(0, rows, rows)
      learner.gradient(rows)
      optimizer.step(preset.learningRate)
    }
    expect(meanCost()).toBeLessThan(before / 4)
  })
})

describe('shares', () => {
  it('touch, cover everything, and differ by one at most', () => {
    for (const count of [0, 1, 5, 64, 784]) {
      for (const parts of [1, 2, 3, 8, 100]) {
        let next = 0
        for (let part = 0; part < parts; part++) {
          const [first, end] = share(count, part, parts)
          expect(first).toBe(next)
          expect(Math.abs(end - first - count / parts)).toBeLessThan(1)
          next = end
        }
        expect(next).toBe(count)
      }
    }
  })
})
