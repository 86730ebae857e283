import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Memory } from '../../src-main/kernels/memory.ts'
import { plainKernels } from '../../src-main/kernels/plain.ts'
import { createCost, CrossEntropy, SquaredError, type Cost } from '../../src-main/network/costs.ts'
import { Softmax } from '../../src-main/network/softmax.ts'
import { expectDerivative } from './finite-differences.ts'

function derivative(cost: Cost, output: number[], target: number[], size: number, rows: number): number[] {
  const result = new Float32Array(output.length)
  cost.derivative(Float32Array.from(output), Float32Array.from(target), result, size, rows, 0, rows)
  return [...result]
}

describe('squared error', () => {
  it('is half the sum of the squares, row by row', () => {
    const output = Float32Array.of(9, 9, 9, 1, 0.5, 0)
    const target = Float32Array.of(0, 0, 0, 0, 0.5, 2)
    // ½ (1² + 0² + 2²)
    expect(new SquaredError().value(output, target, 3, 1)).toBe(2.5)
  })

  it('has the derivative (output − target) / rows', () => {
    expect(derivative(new SquaredError(), [1, 0.5, 0, 4], [0, 0.5, 2, 0], 2, 2)).toEqual([0.5, 0, -1, 2])
  })
})

describe('cross-entropy', () => {
  it('is −log of the probability of the truth', () => {
    const output = Float32Array.of(0.25, 0.75, 0.5, 0.5)
    const target = Float32Array.of(1, 0, 0, 1)
    expect(new CrossEntropy().value(output, target, 2, 0)).toBeCloseTo(Math.log(4), 6)
    expect(new CrossEntropy().value(output, target, 2, 1)).toBeCloseTo(Math.log(2), 6)
  })

  it('has the derivative −target / output / rows', () => {
    expect(derivative(new CrossEntropy(), [0.25, 0.75, 0.5, 0.5], [1, 0, 0, 1], 2, 2)).toEqual([
      -2, -0, -0, -1,
    ])
  })

  it('stays finite where a probability is 0, and shows a NaN', () => {
    const target = Float32Array.of(1, 0)
    expect(new CrossEntropy().value(Float32Array.of(0, 1), target, 2, 0)).toBeCloseTo(126 * Math.log(2), 6)
    expect(derivative(new CrossEntropy(), [0, 1], [1, 0], 2, 1)[0]).toBe(-(2 ** 126))
    expect(new CrossEntropy().value(Float32Array.of(NaN, NaN), target, 2, 0)).toBeNaN()
    expect(derivative(new CrossEntropy(), [NaN, NaN], [1, 0], 2, 1)[0]).toBeNaN()
  })

  it('comes to p − target when softmax stands before it, even where the truth seems impossible', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -40, max: 40, noNaN: true }), { minLength: 2, maxLength: 10 }),
        fc.nat(),
        (nets, label) => {
          const size = nets.length
          const { memory, ...kernels } = plainKernels(Memory.ofSize(1 << 12))
          const before = { output: memory.floats(size), outputDerivative: memory.floats(size) }
          before.output.set(nets)
          const softmax = new Softmax(
            { kernels: { ...kernels, memory }, capacity: 1, training: true },
            before,
            size,
          )
          const target = memory.floats(size)
          target[label % size] = 1
          softmax.forward(0, 1)
          new CrossEntropy().derivative(softmax.output, target, softmax.outputDerivative, size, 1, 0, 1)
          softmax.backward(0, 1)
          for (let i = 0; i < size; i++) {
            expect(softmax.inputDerivative[i]).toBeCloseTo(softmax.output[i]! - target[i]!, 5)
          }
        },
      ),
    )
  })
})

describe.each(['squared-error', 'cross-entropy'] as const)('the derivative of %s', (name) => {
  it('agrees with finite differences of the mean over the batch, and leaves other rows alone', () => {
    const cost = createCost(name)
    const size = 3
    const rows = 2
    const output = Float32Array.of(0.2, 0.3, 0.5, 0.6, 0.15, 0.25, 7, 7, 7)
    const target = Float32Array.of(0, 1, 0, 0.5, 0.25, 0.25, 1, 0, 0)
    const result = new Float32Array(output.length).fill(9)
    cost.derivative(output, target, result, size, rows, 0, 1)
    cost.derivative(output, target, result, size, rows, 1, 2)
    const mean = () => (cost.value(output, target, size, 0) + cost.value(output, target, size, 1)) / rows
    expectDerivative('output', output.subarray(0, 6), result.subarray(0, 6), mean, { steps: [2 ** -8] })
    expect([...result.subarray(6)]).toEqual([9, 9, 9])
  })
})
