import { describe, expect, it } from 'vitest'
import { Memory } from '../../src-main/kernels/memory.ts'
import { plainKernels } from '../../src-main/kernels/plain.ts'
import type { Parameter } from '../../src-main/network/layer.ts'
import {
  Adam,
  createOptimizer,
  Momentum,
  type OptimizerDescription,
} from '../../src-main/network/optimizers.ts'
import { WeightAverage } from '../../src-main/network/weight-average.ts'

const kernels = plainKernels(Memory.ofSize(1 << 16))

function parameter(
  name: Parameter['name'],
  values: number[],
  gradient: number[],
  rows = values.length,
): Parameter {
  return {
    name,
    shape: [rows, values.length / rows],
    values: Float32Array.from(values),
    gradient: Float32Array.from(gradient),
    rows,
  }
}

function expectValues(actual: Float32Array, expected: number[]): void {
  expect(actual.length).toBe(expected.length)
  for (const [i, value] of expected.entries()) expect(actual[i]).toBeCloseTo(value, 6)
}

describe('gradient descent', () => {
  it('goes against the gradient, by the learning rate', () => {
    const weights = parameter('weights', [1, 2], [10, -4])
    new Momentum([weights], kernels).step(0.1)
    expectValues(weights.values, [0, 2.4])
  })

  it('goes on with momentum', () => {
    const weights = parameter('weights', [0], [1])
    const optimizer = new Momentum([weights], kernels, { momentum: 0.5 })
    // v = 1, then 1.5, then 0.75 when the slope ends.
    optimizer.step(0.1)
    expectValues(weights.values, [-0.1])
    optimizer.step(0.1)
    expectValues(weights.values, [-0.25])
    weights.gradient[0] = 0
    optimizer.step(0.1)
    expectValues(weights.values, [-0.325])
  })

  it('lets weights decay, and biases not', () => {
    const weights = parameter('weights', [10], [0])
    const biases = parameter('biases', [10], [0])
    new Momentum([weights, biases], kernels, { weightDecay: 0.5 }).step(0.1)
    expectValues(weights.values, [9.5])
    expectValues(biases.values, [10])
  })
})

describe('Adam', () => {
  it('takes its first step by the learning rate, however steep it is', () => {
    const weights = parameter('weights', [1, 1, 1], [1000, -0.1, 0])
    new Adam([weights], kernels).step(0.1)
    expectValues(weights.values, [0.9, 1.1, 1])
  })

  it('agrees with two steps worked out by hand', () => {
    const weights = parameter('weights', [0], [1])
    const optimizer = new Adam([weights], kernels, { beta1: 0.5, beta2: 0.75, epsilon: 0 })
    // Step 1: m = 0.5, v = 0.25, made up for: 0.5 / 0.5 = 1 and 0.25 / 0.25 = 1; the step is 1.
    optimizer.step(0.1)
    expectValues(weights.values, [-0.1])
    // Step 2: m = 0.25 + 0.5 · 3 = 1.75, v = 0.1875 + 0.25 · 9 = 2.4375; 1.75 / 0.75 and 2.4375 / 0.4375.
    weights.gradient[0] = 3
    optimizer.step(0.1)
    expectValues(weights.values, [-0.1 - (0.1 * (1.75 / 0.75)) / Math.sqrt(2.4375 / 0.4375)])
  })

  it('decays weights by the learning rate, apart from the gradient, and biases not', () => {
    const weights = parameter('weights', [10], [0])
    const biases = parameter('biases', [10], [0])
    new Adam([weights, biases], kernels, { weightDecay: 0.5 }).step(0.1)
    expectValues(weights.values, [9.5])
    expectValues(biases.values, [10])
  })
})

const descriptions: OptimizerDescription[] = [
  { kind: 'momentum', momentum: 0.9, weightDecay: 0.1 },
  { kind: 'adam', beta1: 0.9, beta2: 0.99, epsilon: 1e-8, weightDecay: 0.1 },
]

describe.each(descriptions)('$kind', (description) => {
  /** Walks down (x − 3)² + 10 (y + 1)² and returns where it comes to, with an average, in so many parts. */
  function descend(parts: number): { values: Float32Array; average: Float32Array } {
    const weights = parameter('biases', [0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0], 3)
    const { buffer } = Memory.ofSize(1 << 12)
    // As threads do: each builds the same things over the same memory.
    const threads = Array.from({ length: parts }, () => {
      const kernels = plainKernels(new Memory(buffer))
      const optimizer = createOptimizer(description, [weights], kernels)
      return { optimizer, average: new WeightAverage([weights], kernels, 0.9) }
    })
    for (let step = 0; step < 500; step++) {
      for (let i = 0; i < 6; i += 2) {
        weights.gradient[i] = 2 * (weights.values[i]! - 3)
        weights.gradient[i + 1] = 20 * (weights.values[i + 1]! + 1)
      }
      for (const [part, { optimizer, average }] of threads.entries()) {
        optimizer.step(0.02, part, parts)
        average.update(part, parts)
      }
    }
    return { values: weights.values, average: threads[0]!.average.values[0]! }
  }

  it('finds the bottom of a valley', () => {
    const { values, average } = descend(1)
    for (let i = 0; i < 6; i += 2) {
      expect(values[i]).toBeCloseTo(3, 2)
      expect(values[i + 1]).toBeCloseTo(-1, 2)
      expect(average[i]).toBeCloseTo(3, 2)
    }
  })

  it('gives the same bits in any number of parts', () => {
    expect(descend(2)).toEqual(descend(1))
    expect(descend(5)).toEqual(descend(1))
  })
})

describe('the average of the weights', () => {
  it('starts at the first weights and moves by 1 − d, where d grows to its limit', () => {
    const weights = parameter('weights', [8], [0])
    const average = new WeightAverage([weights], kernels, 0.3)
    average.update()
    expectValues(average.values[0]!, [8])
    weights.values[0] = 4
    average.update() // d = min(0.3, 3 / 12) = 0.25: 8 · 0.25 + 4 · 0.75
    expectValues(average.values[0]!, [5])
    weights.values[0] = 5 + 10
    average.update() // d = min(0.3, 4 / 13) = 0.3: 5 + 0.7 · 10
    expectValues(average.values[0]!, [12])
  })
})
