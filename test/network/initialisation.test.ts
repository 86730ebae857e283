import { expect, it } from 'vitest'
import { Memory } from '../../src-main/kernels/memory.ts'
import { plainKernels } from '../../src-main/kernels/plain.ts'
import { Network } from '../../src-main/network/network.ts'

const network = new Network(
  {
    input: { height: 8, width: 8, channels: 2 },
    layers: [
      { kind: 'convolution', filters: 20, kernel: 3, padding: 1 },
      { kind: 'max pool', size: 4 },
      { kind: 'relu' },
      { kind: 'fully connected', outputs: 60 },
      { kind: 'sigmoid' },
      { kind: 'fully connected', outputs: 60 },
      { kind: 'sigmoid' },
      { kind: 'fully connected', outputs: 60 },
      { kind: 'softmax' },
    ],
  },
  plainKernels(Memory.ofSize(1 << 18)),
  { capacity: 1 },
)
network.initialise(1)
const [filters, , first, , second, , third] = network.parameters

it.each([
  // He: √(6 / fanIn), with 3 · 3 · 2 inputs to a filter, though a pool stands between it and its ReLU.
  { what: 'filters before a ReLU', values: filters!.values, limit: Math.sqrt(6 / 18) },
  // Glorot: √(6 / (fanIn + fanOut)), with 2 · 2 · 20 inputs and 60 outputs.
  { what: 'weights before a sigmoid', values: first!.values, limit: Math.sqrt(6 / 140) },
  { what: 'weights before softmax', values: third!.values, limit: Math.sqrt(6 / 120) },
])('$what are spread evenly up to their limit', ({ values, limit }) => {
  const sizes = values.map(Math.abs)
  expect(Math.max(...sizes)).toBeLessThanOrEqual(Math.fround(limit))
  expect(Math.max(...sizes)).toBeGreaterThan(limit * 0.95)
  // The mean of an even distribution is 0 and its variance limit² / 3, each give or take five standard
  // errors.
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + value * value, 0) / values.length
  expect(Math.abs(mean)).toBeLessThan((5 * limit) / Math.sqrt(3 * values.length))
  expect(Math.abs(variance / (limit * limit) - 1 / 3)).toBeLessThan(
    (5 * Math.sqrt(4 / 45)) / Math.sqrt(values.length),
  )
})

it('gives layers of the same shape different weights', () => {
  expect(third!.values.length).toBe(second!.values.length)
  expect(third!.values).not.toEqual(second!.values)
})
