/** Every layer against numbers worked out by hand. */
import { describe, expect, it } from 'vitest'
import { Memory } from '../../src-main/kernels/memory.ts'
import { plainKernels } from '../../src-main/kernels/plain.ts'
import { Convolution } from '../../src-main/network/convolution.ts'
import { Dropout } from '../../src-main/network/dropout.ts'
import { FullyConnected } from '../../src-main/network/fully-connected.ts'
import type { Ground, Source } from '../../src-main/network/layer.ts'
import { MaxPool } from '../../src-main/network/max-pool.ts'
import { ReLU } from '../../src-main/network/relu.ts'
import { Sigmoid } from '../../src-main/network/sigmoid.ts'
import { Softmax } from '../../src-main/network/softmax.ts'

/** Ground for a few samples, and an input of the given numbers. */
function start(capacity: number, input: number[]): { ground: Ground; before: Source } {
  const ground = { kernels: plainKernels(Memory.ofSize(1 << 20)), capacity, training: true }
  const output = ground.kernels.memory.floats(input.length)
  output.set(input)
  return { ground, before: { output, outputDerivative: ground.kernels.memory.floats(input.length) } }
}

describe('fully connected', () => {
  // Two samples, [1, 2] and [3, 4]; W = [[1, 2, 3], [4, 5, 6]], b = [10, 20, 30].
  const { ground, before } = start(2, [1, 2, 3, 4])
  const layer = new FullyConnected(ground, before, 2, 3)
  layer.weights.values.set([1, 2, 3, 4, 5, 6])
  layer.biases.values.set([10, 20, 30])
  layer.forward(0, 2)
  layer.outputDerivative.set([1, 0, -1, 2, 1, 0])
  layer.backward(0, 2)
  layer.gradient(2, 0, 1)

  it('gives net = X·W + b', () => {
    // 1·1 + 2·4 + 10 = 19, 1·2 + 2·5 + 20 = 32, …
    expect([...layer.output]).toEqual([19, 32, 45, 29, 46, 63])
    expect(layer.netOutput).toBe(layer.output)
  })

  it('hands back ∂C/∂output · Wᵀ', () => {
    // Sample 1: 1·1 + 0·2 − 1·3 = −2 and 1·4 + 0·5 − 1·6 = −2. Sample 2: 2·1 + 1·2 = 4 and 2·4 + 1·5 = 13.
    expect([...layer.inputDerivative]).toEqual([-2, -2, 4, 13])
  })

  it('has the gradient Xᵀ · ∂C/∂output, and the sum of the rows for the biases', () => {
    // First weight: 1·1 + 3·2 = 7.
    expect([...layer.weights.gradient]).toEqual([7, 3, -1, 10, 4, -2])
    expect([...layer.biases.gradient]).toEqual([3, 1, -1])
  })
})

describe('convolution', () => {
  // One sample of 3×3, one filter of 2×2, no padding.
  const { ground, before } = start(1, [1, 2, 3, 4, 5, 6, 7, 8, 9])
  const shape = { height: 3, width: 3, channels: 1, kernel: 2, padding: 0, filters: 1 }
  const layer = new Convolution(ground, before, shape)
  layer.weights.values.set([1, 2, 3, 4])
  layer.biases.values.set([100])
  layer.forward(0, 1)
  layer.outputDerivative.set([1, 0, 0, 10])
  layer.backward(0, 1)
  layer.gradient(1, 0, 1)

  it('gives the weighted sum of each neighbourhood, unflipped, and the bias', () => {
    // 1·1 + 2·2 + 4·3 + 5·4 = 37, then 47, 67, 77.
    expect([...layer.output]).toEqual([137, 147, 167, 177])
  })

  it('hands back to each pixel by the weights that it went through', () => {
    // The middle pixel: 1 · its weight 4 at the upper left place, 10 · its weight 1 at the lower right one.
    expect([...layer.inputDerivative]).toEqual([1, 2, 0, 3, 4 + 10, 20, 0, 30, 40])
  })

  it('has the gradient of each weight from all places, and of the bias', () => {
    // 1 · [1, 2, 4, 5] + 10 · [5, 6, 8, 9]
    expect([...layer.weights.gradient]).toEqual([51, 62, 84, 95])
    expect([...layer.biases.gradient]).toEqual([11])
  })

  it('reads its channels innermost, gives out its filters innermost, and pads with zeros', () => {
    // A single pixel of two channels, 2 and 3; kernel 3 with padding 1 sees it in its middle, surrounded by
    // nothing.
    const { ground, before } = start(1, [2, 3])
    const layer = new Convolution(ground, before, {
      height: 1,
      width: 1,
      channels: 2,
      kernel: 3,
      padding: 1,
      filters: 2,
    })
    layer.weights.values.fill(1000)
    layer.weights.values.set([5, 7], 4 * 2) // filter 0, row 1, column 1
    layer.weights.values.set([11, 13], 9 * 2 + 4 * 2) // filter 1, row 1, column 1
    layer.biases.values.set([1, 2])
    layer.forward(0, 1)
    expect([...layer.output]).toEqual([2 * 5 + 3 * 7 + 1, 2 * 11 + 3 * 13 + 2])
    expect(layer.weights.shape).toEqual([2, 3, 3, 2])
    expect([layer.fanIn, layer.fanOut]).toEqual([18, 18])
  })
})

describe('sigmoid', () => {
  const { ground, before } = start(1, [0, Math.log(3), -Math.log(3), 200, -200])
  const layer = new Sigmoid(ground, before, 5)
  layer.forward(0, 1)
  layer.outputDerivative.set([4, 16, 16, 1, 1])
  layer.backward(0, 1)

  it('gives 1 / (1 + e^−net), at the ends 0 and 1', () => {
    // e^−log 3 = 1/3, so σ = 3/4.
    expect(layer.output[0]).toBe(0.5)
    expect(layer.output[1]).toBeCloseTo(3 / 4, 6)
    expect(layer.output[2]).toBeCloseTo(1 / 4, 6)
    expect(layer.output[3]).toBe(1)
    expect(layer.output[4]).toBeCloseTo(0, 30)
    expect(layer.netOutput).toBe(layer.input)
  })

  it('hands back ∂C/∂output · σ (1 − σ)', () => {
    // 4 · ½ · ½ = 1, 16 · ¾ · ¼ = 3
    expect(layer.inputDerivative[0]).toBe(1)
    expect(layer.inputDerivative[1]).toBeCloseTo(3, 5)
    expect(layer.inputDerivative[2]).toBeCloseTo(3, 5)
    expect(layer.inputDerivative[3]).toBe(0)
    expect(layer.inputDerivative[4]).toBeCloseTo(0, 30)
  })
})

describe('ReLU', () => {
  const { ground, before } = start(1, [-2, 0, 3, NaN])
  const layer = new ReLU(ground, before, 4)
  layer.forward(0, 1)
  layer.outputDerivative.set([5, 6, 7, 0])
  layer.backward(0, 1)

  it('lets through what is positive, and does not hide a NaN', () => {
    expect([...layer.output]).toEqual([0, 0, 3, NaN])
    expect(layer.netOutput).toBe(layer.input)
  })

  it('hands back where it let through', () => {
    expect([...layer.inputDerivative]).toEqual([0, 0, 7, 0])
  })
})

describe('softmax', () => {
  it('gives shares of e^net, whatever is added to all of a row', () => {
    const logs = [Math.log(1), Math.log(2), Math.log(5)]
    const { ground, before } = start(2, [...logs, ...logs.map((log) => log + 300)])
    const layer = new Softmax(ground, before, 3)
    layer.forward(0, 2)
    for (const [i, share] of [1 / 8, 2 / 8, 5 / 8, 1 / 8, 2 / 8, 5 / 8].entries()) {
      expect(layer.output[i]).toBeCloseTo(share, 4)
    }
    expect(layer.netOutput).toBe(layer.input)
  })

  it('hands back p (d − Σ p·d)', () => {
    const { ground, before } = start(1, [0, 0])
    const layer = new Softmax(ground, before, 2)
    layer.forward(0, 1)
    layer.outputDerivative.set([3, 1])
    layer.backward(0, 1)
    // p = ½, ½; the mean of 3 and 1 is 2: ½ · (3 − 2) and ½ · (1 − 2).
    expect([...layer.inputDerivative]).toEqual([0.5, -0.5])
  })
})

describe('max pooling', () => {
  // One sample, 3 high, 5 wide, 2 channels: the last row and the last column are left over.
  const first = [1, 9, 2, 4, 99, 3, 8, 7, 5, 99, 99, 99, 99, 99, 99]
  const second = first.map((value) => -value)
  const { ground, before } = start(
    1,
    first.flatMap((value, i) => [value, second[i]!]),
  )
  const layer = new MaxPool(ground, before, { height: 3, width: 5, channels: 2, size: 2 })
  layer.forward(0, 1)
  layer.outputDerivative.set([10, 20, 30, 40])
  before.outputDerivative.fill(NaN)
  layer.backward(0, 1)

  it('gives the largest of each window, channel by channel', () => {
    expect([...layer.output]).toEqual([9, -1, 7, -2])
  })

  it('hands back to the winners and writes 0 everywhere else', () => {
    const expected = new Array<number>(30).fill(0)
    expected[1 * 2] = 10 // the 9, second pixel
    expected[0 * 2 + 1] = 20 // the −1, first pixel
    expected[7 * 2] = 30 // the 7, row 1, column 2
    expected[2 * 2 + 1] = 40 // the −2, third pixel
    expect([...layer.inputDerivative]).toEqual(expected)
  })
})

describe('dropout', () => {
  const size = 10_000
  const { ground, before } = start(2, new Array<number>(2 * size).fill(2))
  const layer = new Dropout(ground, before, size, 0.25, 3)

  it('changes nothing in use', () => {
    layer.forward(0, 2)
    expect(layer.output.every((value) => value === 2)).toBe(true)
  })

  it('silences a share of the inputs in training and makes up for it', () => {
    layer.forwardTraining(0, 2, 1, 1)
    const silenced = layer.output.filter((value) => value === 0).length
    // Binomial(20,000, ¼): standard deviation 61.
    expect(Math.abs(silenced - 5000)).toBeLessThan(5 * 61)
    const kept = Math.fround(2 * Math.fround(1 / 0.75))
    expect(layer.output.every((value) => value === 0 || value === kept)).toBe(true)
  })

  it('hands back through the mask of the same step', () => {
    layer.forwardTraining(0, 2, 1, 1)
    layer.outputDerivative.fill(2)
    layer.backward(0, 2)
    expect([...layer.inputDerivative]).toEqual([...layer.output])
  })

  it('hands back all of it after a forward pass in use', () => {
    layer.forwardTraining(0, 2, 1, 1)
    layer.forward(0, 2)
    layer.outputDerivative.fill(2)
    layer.backward(0, 2)
    expect(layer.inputDerivative.every((value) => value === 2)).toBe(true)
  })

  it('depends on seed, step, row and place in the network, and on nothing else', () => {
    const mask = (seed: number, step: number, position = 3) => {
      const other = new Dropout(
        { ...ground, kernels: plainKernels(Memory.ofSize(1 << 20)) },
        before,
        size,
        0.25,
        position,
      )
      // The second row first, as another thread might do.
      other.forwardTraining(1, 2, seed, step)
      other.forwardTraining(0, 1, seed, step)
      return other.mask
    }
    layer.forwardTraining(0, 2, 7, 9)
    const first = layer.mask.subarray(0, size)
    expect(mask(7, 9)).toEqual(layer.mask)
    expect(mask(7, 10)).not.toEqual(layer.mask)
    expect(mask(8, 9)).not.toEqual(layer.mask)
    expect(mask(7, 9, 4)).not.toEqual(layer.mask)
    expect(layer.mask.subarray(size)).not.toEqual(first)
  })
})
