/** Every kernel as a random problem: arrays, how they are filled, and how the kernel is asked to solve it. */
import * as fc from 'fast-check'
import type { ConvolutionShape, Kernels, PoolShape } from '../../src-main/kernels/kernels.ts'
import type { Memory } from '../../src-main/kernels/memory.ts'
import { Random } from '../../src-main/kernels/random.ts'

export interface Operand {
  readonly length: number
  readonly fill: Fill
  readonly kind?: 'integers' | 'bytes'
  /** Whether the kernel writes to it: then it is compared. */
  readonly result?: true
}
export type Fill = (random: Random, index: number) => number

export interface Problem {
  readonly operands: readonly Operand[]
  /** How many units (rows, inputs, filters, elements) the kernel's range can be divided by. */
  readonly units: number
  /** How many products the longest sum has, which decides how much rounding may differ. */
  readonly terms: number
  readonly solve: (kernels: Kernels, arrays: Float32Array[], first: number, end: number) => void
}

export const dense: Fill = (random) => random.between(-2, 2)
/** Mostly zero, of either sign, now and then not a number. */
const sparse: Fill = (random) => {
  const kind = random.integer(8)
  if (kind < 4) return 0
  return kind === 4 ? -0 : random.between(-2, 2)
}
export const withNaN: Fill = (random, index) => (random.integer(40) === 0 ? NaN : sparse(random, index))
export const probability: Fill = (random) => random.next()
/** What was there before must not matter. */
const rubbish: Fill = () => 1e30

export const size = (most: number) => fc.oneof(fc.constantFrom(1, 4, 8), fc.integer({ min: 1, max: most }))
const rows = fc.integer({ min: 0, max: 7 })
const input = fc.constantFrom(dense, sparse, withNaN)

const denseShape = fc.record({ inputs: size(70), outputs: size(70) })
const convolutionShape = fc
  .record({
    height: size(9),
    width: size(9),
    channels: fc.oneof(size(9), fc.constantFrom(16, 20)),
    kernel: fc.integer({ min: 1, max: 6 }),
    padding: fc.integer({ min: 0, max: 3 }),
    filters: fc.oneof(size(9), fc.constantFrom(16, 52)),
  })
  .filter(({ height, width, kernel, padding }) => Math.min(height, width) + 2 * padding >= kernel)
const poolShape = fc.record({
  height: size(9),
  width: size(9),
  channels: size(9),
  size: fc.integer({ min: 1, max: 4 }),
})

function convolutionSizes(shape: ConvolutionShape) {
  const { height, width, channels, kernel, padding, filters } = shape
  const places = (height + 2 * padding - kernel + 1) * (width + 2 * padding - kernel + 1)
  return {
    image: height * width * channels,
    filter: kernel * kernel * channels,
    places,
    net: places * filters,
  }
}

function poolSizes({ height, width, channels, size }: PoolShape) {
  const [pooledHeight, pooledWidth] = [Math.floor(height / size), Math.floor(width / size)]
  return { image: height * width * channels, pooled: pooledHeight * pooledWidth * channels }
}

export const result = (length: number): Operand => ({ length, fill: rubbish, result: true })

export const problems: Readonly<Record<string, fc.Arbitrary<Problem>>> = {
  denseForward: fc.record({ shape: denseShape, rows, fill: input }).map(({ shape, rows, fill }) => ({
    operands: [
      { length: rows * shape.inputs, fill },
      { length: shape.inputs * shape.outputs, fill: dense },
      { length: shape.outputs, fill: dense },
      result(rows * shape.outputs),
    ],
    units: rows,
    terms: shape.inputs,
    solve: (kernels, [x, w, b, net], first, end) => kernels.denseForward(x!, w!, b!, net!, shape, first, end),
  })),
  denseBackward: fc.record({ shape: denseShape, rows, fill: input }).map(({ shape, rows, fill }) => ({
    operands: [
      { length: rows * shape.outputs, fill },
      { length: shape.inputs * shape.outputs, fill: dense },
      result(rows * shape.inputs),
    ],
    units: rows,
    terms: shape.outputs,
    solve: (kernels, [d, w, dx], first, end) => kernels.denseBackward(d!, w!, dx!, shape, first, end),
  })),
  denseGradient: fc
    .record({ shape: denseShape, rows, fill: input, derivative: input })
    .map(({ shape, rows, fill, derivative }) => ({
      operands: [
        { length: rows * shape.inputs, fill },
        { length: rows * shape.outputs, fill: derivative },
        result(shape.inputs * shape.outputs),
      ],
      units: shape.inputs,
      terms: rows,
      solve: (kernels, [x, d, g], first, end) => kernels.denseGradient(x!, d!, g!, shape, rows, first, end),
    })),
  biasGradient: fc
    .record({ outputs: size(40), rows: fc.integer({ min: 0, max: 90 }), fill: input })
    .map(({ outputs, rows, fill }) => ({
      operands: [{ length: rows * outputs, fill }, result(outputs)],
      units: outputs,
      terms: rows,
      solve: (kernels, [d, g], first, end) => kernels.biasGradient(d!, g!, outputs, rows, first, end),
    })),

  convolutionForward: fc
    .record({ shape: convolutionShape, rows: fc.integer({ min: 0, max: 3 }), fill: input })
    .map(({ shape, rows, fill }) => {
      const { image, filter, net } = convolutionSizes(shape)
      return {
        operands: [
          { length: rows * image, fill },
          { length: shape.filters * filter, fill: dense },
          { length: shape.filters, fill: dense },
          result(rows * net),
        ],
        units: rows,
        terms: filter,
        solve: (kernels, [x, w, b, net], first, end) =>
          kernels.convolutionForward(x!, w!, b!, net!, shape, first, end),
      }
    }),
  convolutionBackward: fc
    .record({ shape: convolutionShape, rows: fc.integer({ min: 0, max: 3 }), fill: input })
    .map(({ shape, rows, fill }) => {
      const { image, filter, net } = convolutionSizes(shape)
      return {
        operands: [
          { length: rows * net, fill },
          { length: shape.filters * filter, fill: dense },
          result(rows * image),
        ],
        units: rows,
        terms: shape.kernel * shape.kernel * shape.filters,
        solve: (kernels, [d, w, dx], first, end) =>
          kernels.convolutionBackward(d!, w!, dx!, shape, first, end),
      }
    }),
  convolutionGradient: fc
    .record({ shape: convolutionShape, rows: fc.integer({ min: 0, max: 3 }), fill: input })
    .map(({ shape, rows, fill }) => {
      const { image, filter, places, net } = convolutionSizes(shape)
      return {
        operands: [
          { length: rows * image, fill: dense },
          // A NaN may spread to weights that only ever met the padding there.
          { length: rows * net, fill: shape.padding > 0 && fill === withNaN ? sparse : fill },
          result(shape.filters * filter),
        ],
        units: shape.filters,
        terms: rows * places,
        solve: (kernels, [x, d, g], first, end) =>
          kernels.convolutionGradient(x!, d!, g!, shape, rows, first, end),
      }
    }),

  maxPoolForward: fc
    .record({ shape: poolShape, rows, fill: fc.constantFrom(dense, withNaN) })
    .map(({ shape, rows, fill }) => {
      const { image, pooled } = poolSizes(shape)
      return {
        operands: [
          { length: rows * image, fill },
          result(rows * pooled),
          { length: rows * pooled, fill: () => -1, kind: 'integers', result: true },
        ],
        units: rows,
        terms: 0,
        solve: (kernels, [x, y, winners], first, end) =>
          kernels.maxPoolForward(x!, y!, integers(winners!), shape, first, end),
      }
    }),
  maxPoolBackward: fc.record({ shape: poolShape, rows, fill: input }).map(({ shape, rows, fill }) => {
    const { image, pooled } = poolSizes(shape)
    const pooledWidth = Math.floor(shape.width / shape.size)
    const winner: Fill = (random, index) => {
      const channel = index % shape.channels
      const window = Math.floor((index % pooled) / shape.channels)
      const y = Math.floor(window / pooledWidth) * shape.size + random.integer(shape.size)
      const x = (window % pooledWidth) * shape.size + random.integer(shape.size)
      return (y * shape.width + x) * shape.channels + channel
    }
    return {
      operands: [
        { length: rows * pooled, fill },
        { length: rows * pooled, fill: winner, kind: 'integers' },
        result(rows * image),
      ],
      units: rows,
      terms: 0,
      solve: (kernels, [d, winners, dx], first, end) =>
        kernels.maxPoolBackward(d!, integers(winners!), dx!, shape, first, end),
    }
  }),

  sigmoidForward: elementwise(2, (kernels, [x, y], first, end) => kernels.sigmoidForward(x!, y!, first, end)),
  sigmoidBackward: elementwise(3, (kernels, [y, d, dx], first, end) =>
    kernels.sigmoidBackward(y!, d!, dx!, first, end),
  ),
  reluForward: elementwise(2, (kernels, [x, y], first, end) => kernels.reluForward(x!, y!, first, end)),
  reluBackward: elementwise(3, (kernels, [y, d, dx], first, end) =>
    kernels.reluBackward(y!, d!, dx!, first, end),
  ),
  softmaxForward: rowwise(2, (kernels, [x, y], classes, first, end) =>
    kernels.softmaxForward(x!, y!, classes, first, end),
  ),
  softmaxBackward: rowwise(3, (kernels, [y, d, dx], classes, first, end) =>
    kernels.softmaxBackward(y!, d!, dx!, classes, first, end),
  ),

  momentumUpdate: fc.record({ length: fc.nat(50), fill: input }).map(({ length, fill }) => ({
    operands: [
      { length, fill: dense, result: true },
      { length, fill },
      { length, fill: dense, result: true },
    ],
    units: length,
    terms: 4,
    solve: (kernels, [values, gradient, velocity], first, end) =>
      kernels.momentumUpdate(
        values!,
        gradient!,
        velocity!,
        { learningRate: 0.1, momentum: 0.9, weightDecay: 0.01 },
        first,
        end,
      ),
  })),
  adamUpdate: fc
    .record({ length: fc.nat(50), fill: input, step: fc.integer({ min: 1, max: 2000 }) })
    .map(({ length, fill, step }) => ({
      operands: [
        { length, fill: dense, result: true },
        { length, fill },
        { length, fill: dense, result: true },
        { length, fill: probability, result: true },
      ],
      units: length,
      terms: 20,
      solve: (kernels, [values, gradient, mean, variance], first, end) =>
        kernels.adamUpdate(
          values!,
          gradient!,
          mean!,
          variance!,
          { learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.01, step },
          first,
          end,
        ),
    })),
  averageUpdate: fc
    .record({ length: fc.nat(50), fill: input, share: fc.double({ min: 0, max: 1, noNaN: true }) })
    .map(({ length, fill, share }) => ({
      operands: [
        { length, fill: dense, result: true },
        { length, fill },
      ],
      units: length,
      terms: 2,
      solve: (kernels, [average, values], first, end) =>
        kernels.averageUpdate(average!, values!, share, first, end),
    })),
}

/** Kernels from element to element: all operands are of one length, the last is the result. */
function elementwise(operands: number, solve: Problem['solve']): fc.Arbitrary<Problem> {
  const wide: Fill = (random) => (random.integer(20) === 0 ? NaN : random.between(-100, 100))
  return fc.record({ length: fc.nat(50), fill: fc.constantFrom(withNaN, wide) }).map(({ length, fill }) => ({
    operands: [...Array.from({ length: operands - 1 }, () => ({ length, fill })), result(length)],
    units: length,
    terms: 4,
    solve,
  }))
}

/** The same, row by row. */
function rowwise(
  operands: number,
  solve: (kernels: Kernels, arrays: Float32Array[], classes: number, first: number, end: number) => void,
): fc.Arbitrary<Problem> {
  return fc.record({ classes: size(20), rows, fill: input }).map(({ classes, rows, fill }) => ({
    operands: [
      ...Array.from({ length: operands - 1 }, () => ({ length: rows * classes, fill })),
      result(rows * classes),
    ],
    units: rows,
    terms: classes,
    solve: (kernels, arrays, first, end) => {
      solve(kernels, arrays, classes, first, end)
    },
  }))
}

/** The operands of a problem within the memory of some kernels, filled the same for the same seed. */
export function arraysOf(problem: Problem, memory: Memory, seed: number): Float32Array[] {
  return problem.operands.map(({ length, fill, kind }, number) => {
    const random = Random.of(seed, number)
    const array = memory.floats(length)
    const filled = kind === 'integers' ? integers(array) : kind === 'bytes' ? bytes(array) : array
    for (let i = 0; i < filled.length; i++) filled[i] = fill(random, i)
    return array
  })
}

/** The same bytes as 32-bit integers. */
export function integers(array: Float32Array): Int32Array {
  return new Int32Array(array.buffer, array.byteOffset, array.length)
}

/** The same bytes, four for each float. */
export function bytes(array: Float32Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, 4 * array.length)
}
