/** The plain kernels, on numbers worked by hand; the SIMD ones are compared with them in twins.test.ts. */
import { describe, expect, test } from 'vitest'
import { Memory } from '../../src-main/kernels/memory.ts'
import { plainKernels } from '../../src-main/kernels/plain.ts'

const kernels = plainKernels(Memory.ofSize(1 << 20))
const floats = (...values: number[]) => Float32Array.of(...values)

describe('dense', () => {
  const shape = { inputs: 2, outputs: 3 }
  const weights = floats(1, 2, 3, 4, 5, 6)
  const input = floats(1, -1, 0, 2)
  const derivative = floats(1, 0, -1, 2, 1, 0)

  test('forward', () => {
    const net = new Float32Array(6)
    kernels.denseForward(input, weights, floats(10, 20, 30), net, shape, 0, 2)
    expect([...net]).toEqual([7, 17, 27, 18, 30, 42])
  })

  test('backward', () => {
    const inputDerivative = new Float32Array(4)
    kernels.denseBackward(derivative, weights, inputDerivative, shape, 0, 2)
    expect([...inputDerivative]).toEqual([-2, -2, 4, 13])
  })

  test('gradient', () => {
    const gradient = new Float32Array(6)
    kernels.denseGradient(input, derivative, gradient, shape, 2, 0, 2)
    expect([...gradient]).toEqual([1, 0, -1, 3, 2, 1])
    const biases = new Float32Array(3)
    kernels.biasGradient(derivative, biases, 3, 2, 0, 3)
    expect([...biases]).toEqual([3, 1, -1])
  })

  test('an input of zero is left out of the gradient, whatever it is multiplied with', () => {
    const gradient = new Float32Array(6)
    kernels.denseGradient(input, floats(NaN, 0, -1, 2, 1, 0), gradient, shape, 2, 0, 2)
    expect([...gradient]).toEqual([NaN, 0, -1, NaN, 2, 1])
  })
})

describe('convolution', () => {
  const shape = { height: 3, width: 3, channels: 1, kernel: 2, padding: 0, filters: 2 }
  const input = floats(1, 2, 3, 4, 5, 6, 7, 8, 9)
  const weights = floats(1, 0, 0, 1, 0, 1, -1, 0)
  const derivative = floats(1, 0, 0, 1, 2, 0, 0, -1)

  test('forward does not flip the filter', () => {
    const net = new Float32Array(8)
    kernels.convolutionForward(input, weights, floats(0, 10), net, shape, 0, 1)
    // Filter 0 adds a pixel and the one to its lower right; filter 1 takes the lower left from the right.
    expect([...net]).toEqual([6, 8, 8, 8, 12, 8, 14, 8])
  })

  test('forward over an edge sees zeros', () => {
    const net = new Float32Array(32)
    kernels.convolutionForward(input, weights, floats(0, 10), net, { ...shape, padding: 1 }, 0, 1)
    const ofFilter = (filter: number) => [...net].filter((_, i) => i % 2 === filter)
    expect(ofFilter(0)).toEqual([1, 2, 3, 0, 4, 6, 8, 3, 7, 12, 14, 6, 0, 7, 8, 9])
    expect(ofFilter(1)).toEqual([10, 9, 8, 7, 11, 8, 8, 4, 14, 8, 8, 1, 17, 18, 19, 10])
  })

  test('backward', () => {
    const inputDerivative = new Float32Array(9)
    kernels.convolutionBackward(derivative, weights, inputDerivative, shape, 0, 1)
    // Place 0: filter 0 by 1; place 1: filter 1 by 1; place 2: filter 0 by 2; place 3: filter 1 by −1.
    expect([...inputDerivative]).toEqual([1, 0, 1, 2, 0, -1, 0, 3, 0])
  })

  test('gradient', () => {
    const gradient = new Float32Array(8)
    kernels.convolutionGradient(input, derivative, gradient, shape, 1, 0, 2)
    expect([...gradient]).toEqual([1 + 8, 2 + 10, 4 + 14, 5 + 16, 2 - 5, 3 - 6, 5 - 8, 6 - 9])
  })
})

describe('max pooling', () => {
  const shape = { height: 2, width: 5, channels: 1, size: 2 }

  test('forward takes the largest, and of equals the first; the last column is left over', () => {
    const [output, winners] = [new Float32Array(2), new Int32Array(2)]
    kernels.maxPoolForward(floats(1, 3, -2, -2, 9, 3, 2, -5, -2, 9), output, winners, shape, 0, 1)
    expect([...output]).toEqual([3, -2])
    expect([...winners]).toEqual([1, 2])
  })

  test('forward lets no NaN be lost', () => {
    const [output, winners] = [new Float32Array(2), new Int32Array(2)]
    kernels.maxPoolForward(floats(1, NaN, NaN, 4, 0, 3, NaN, -5, 2, 0), output, winners, shape, 0, 1)
    expect([...output]).toEqual([NaN, NaN])
    expect([...winners]).toEqual([1, 2])
  })

  test('backward hands the derivative to the winner', () => {
    const inputDerivative = new Float32Array(10).fill(7)
    kernels.maxPoolBackward(floats(0.5, -1), Int32Array.of(6, 2), inputDerivative, shape, 0, 1)
    expect([...inputDerivative]).toEqual([0, 0, -1, 0, 0, 0, 0.5, 0, 0, 0])
  })
})

describe('activations', () => {
  test('sigmoid', () => {
    const output = new Float32Array(3)
    kernels.sigmoidForward(floats(0, Math.log(3), -1000), output, 0, 3)
    expect([...output]).toEqual([0.5, 0.75, 0])
    const derivative = new Float32Array(3)
    kernels.sigmoidBackward(output, floats(4, 4, 4), derivative, 0, 3)
    expect([...derivative]).toEqual([1, 0.75, 0])
  })

  test('ReLU', () => {
    const output = new Float32Array(4)
    kernels.reluForward(floats(-1, 0, 2, NaN), output, 0, 4)
    expect([...output]).toEqual([0, 0, 2, NaN])
    const derivative = new Float32Array(4)
    kernels.reluBackward(output, floats(5, 6, 7, 8), derivative, 0, 4)
    expect([...derivative]).toEqual([0, 0, 7, 0])
  })

  test('softmax does not overflow, and its derivative sums to nothing', () => {
    const output = new Float32Array(3)
    kernels.softmaxForward(floats(1000, 1000 + Math.log(2), -1000), output, 3, 0, 1)
    expect(output[0]).toBeCloseTo(1 / 3, 4)
    expect(output[1]).toBeCloseTo(2 / 3, 4)
    expect(output[2]).toBe(0)
    const derivative = new Float32Array(3)
    kernels.softmaxBackward(floats(0.5, 0.25, 0.25), floats(-2, 0, 4), derivative, 3, 0, 1)
    expect([...derivative]).toEqual([-1, 0, 1])
  })
})

describe('updates', () => {
  test('momentum', () => {
    const [values, velocity] = [floats(1, 2), floats(0.5, -1)]
    const step = { learningRate: 0.5, momentum: 0.5, weightDecay: 0.25 }
    kernels.momentumUpdate(values, floats(1, 0.5), velocity, step, 0, 2)
    expect([...velocity]).toEqual([1.25, 0])
    expect([...values]).toEqual([1 - 0.5 * (1.25 + 0.25), 2 - 0.5 * (0 + 0.5)])
  })

  test('Adam: the first step is the learning rate, whatever the gradient is', () => {
    const [values, mean, variance] = [floats(1, 1, 1), new Float32Array(3), new Float32Array(3)]
    const step = { learningRate: 0.25, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0, step: 1 }
    kernels.adamUpdate(values, floats(1000, -0.01, 0), mean, variance, step, 0, 3)
    expect(values[0]).toBeCloseTo(0.75, 5)
    expect(values[1]).toBeCloseTo(1.25, 5)
    expect(values[2]).toBe(1)
  })

  test('Adam: weights decay apart from the gradient', () => {
    const values = floats(8)
    const step = { learningRate: 0.5, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.25, step: 7 }
    kernels.adamUpdate(values, floats(0), floats(0), floats(0), step, 0, 1)
    expect(values[0]).toBe(7)
  })
})
