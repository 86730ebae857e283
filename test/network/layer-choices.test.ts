import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { createBlock, createKernels, loadKernelModules, NO_MODULES } from '../../src-main/kernels/engine.ts'
import { Random } from '../../src-main/kernels/random.ts'
import { countMultiplications, countParameters } from '../../src-main/network/architecture.ts'
import type { Architecture } from '../../src-main/network/architecture.ts'
import { CrossEntropy } from '../../src-main/network/costs.ts'
import {
  architectureOf,
  IMAGE,
  outlineOf,
  type LayerChoice,
  type OutputActivation,
} from '../../src-main/network/layer-choices.ts'
import { Network, trainingBytes } from '../../src-main/network/network.ts'
import { oneHot } from '../../src-main/network/one-hot.ts'
import { presets } from '../../src-main/network/presets.ts'
import { places } from '../built.ts'

const conv = (
  filters: number,
  kernel: number,
  padding = 0,
  activation: 'relu' | 'sigmoid' = 'relu',
): LayerChoice => ({
  kind: 'convolution',
  filters,
  kernel,
  padding,
  activation,
})
const pool = (size: number): LayerChoice => ({ kind: 'max pool', size })
const dense = (units: number, activation: 'relu' | 'linear' = 'relu'): LayerChoice => ({
  kind: 'fully connected',
  units,
  activation,
})

describe('the outline of a list of layers', () => {
  it('says what each layer comes to', () => {
    const { layers, ...whole } = outlineOf([conv(16, 5), pool(2), conv(8, 3, 1), pool(5), dense(20)])
    expect(layers.map(({ output }) => output && [output.height, output.width, output.channels])).toEqual([
      [24, 24, 16],
      [12, 12, 16],
      [12, 12, 8],
      [2, 2, 8],
      [1, 1, 20],
      [1, 1, 10],
    ])
    expect(layers.map(({ parameters }) => parameters)).toEqual([
      25 * 16 + 16,
      0,
      9 * 16 * 8 + 8,
      0,
      32 * 20 + 20,
      210,
    ])
    expect(layers.map(({ multiplications }) => multiplications)).toEqual([
      24 * 24 * 16 * 25,
      0,
      12 * 12 * 8 * 9 * 16,
      0,
      32 * 20,
      200,
    ])
    expect(whole).toEqual({
      parameters: 416 + 1160 + 660 + 210,
      multiplications: 230_400 + 165_888 + 640 + 200,
      problem: null,
    })
  })

  it('names the layer that does not fit, and knows nothing of those behind it', () => {
    const { layers, parameters, problem } = outlineOf([pool(7), conv(8, 5), dense(3)])
    expect(layers.map((layer) => layer.problem)).toEqual([
      null,
      { kind: 'filter does not fit', kernel: 5, height: 4, width: 4 },
      null,
      null,
    ])
    expect(layers[2]!.output).toBeNull()
    expect([parameters, problem]).toEqual([null, null])
    expect(outlineOf([pool(7), conv(8, 5, 1)]).parameters).not.toBeNull()
    expect(outlineOf([dense(9), pool(2)]).layers[1]!.problem).toEqual({
      kind: 'window does not fit',
      size: 2,
      height: 1,
      width: 1,
    })
  })

  it('refuses what takes too much memory', () => {
    expect(outlineOf([conv(200, 3)]).problem).toMatchObject({ kind: 'too many values' })
    expect(outlineOf([dense(2048), dense(2048)]).problem).toMatchObject({ kind: 'too many parameters' })
  })

  it('adds up to what the network really has', () => {
    for (const { layers, output } of Object.values(presets)) {
      const architecture = architectureOf(layers, output)
      expect(outlineOf(layers)).toMatchObject({
        parameters: countParameters(architecture),
        multiplications: countMultiplications(architecture),
        problem: null,
      })
    }
  })
})

/** Few and small layers, most of which fit on one another. */
const activation = fc.constantFrom('relu' as const, 'sigmoid' as const, 'linear' as const)
const smallLayer: fc.Arbitrary<LayerChoice> = fc.oneof(
  fc.record({
    kind: fc.constant('fully connected' as const),
    units: fc.integer({ min: 1, max: 20 }),
    activation,
  }),
  fc
    .record({
      kind: fc.constant('convolution' as const),
      filters: fc.integer({ min: 1, max: 18 }),
      kernel: fc.integer({ min: 1, max: 7 }),
      padding: fc.integer({ min: 0, max: 6 }),
      activation,
    })
    .map((layer) => ({ ...layer, padding: layer.padding % layer.kernel })),
  fc.record({ kind: fc.constant('max pool' as const), size: fc.integer({ min: 2, max: 5 }) }),
  fc.record({ kind: fc.constant('dropout' as const), rate: fc.double({ min: 0, max: 0.9, noNaN: true }) }),
)
const fitting = fc
  .array(smallLayer, { maxLength: 5 })
  .filter((layers) => outlineOf(layers).parameters !== null && outlineOf(layers).problem === null)

/** The output and the gradient for a few digits, after one step forward and backward. */
function step(architecture: Architecture, modules: typeof NO_MODULES): Float32Array[] {
  const rows = 3
  const kernels = createKernels(modules, createBlock(modules, trainingBytes(architecture, rows), 1), 0)
  const network = new Network(architecture, kernels, { capacity: rows, cost: new CrossEntropy() })
  network.initialise(1)
  const random = Random.of(2)
  for (let i = 0; i < network.input.length; i++) network.input[i] = random.next() < 0.7 ? 0 : random.next()
  for (let row = 0; row < rows; row++) oneHot(Uint8Array.of(4, 9, 0), row, network.target, row, 1)
  network.forwardTraining(0, rows, 5, 0)
  network.backward(0, rows, rows)
  network.gradient(rows)
  return [network.output, ...network.parameters.map(({ gradient }) => gradient)]
}

const largestOf = (values: Float32Array, of: (value: number, place: number) => number) =>
  values.reduce((largest, value, place) => Math.max(largest, Math.abs(of(value, place))), 0)

describe('a network put together at will', () => {
  const fastest = loadKernelModules(places.kernels)

  test('computes the same with the fastest kernels as with plain ones', () => {
    fc.assert(
      fc.property(fitting, fc.constantFrom<OutputActivation>('softmax', 'sigmoid'), (layers, output) => {
        const architecture = architectureOf(layers, output)
        const [fast, plain] = [step(architecture, fastest), step(architecture, NO_MODULES)]
        for (const [index, values] of plain.entries()) {
          const size = largestOf(values, (value) => value)
          const apart = largestOf(values, (value, place) => value - fast[index]![place]!)
          expect(apart).toBeLessThanOrEqual(1e-3 * Math.max(size, 1e-3))
        }
      }),
      // Always the same ones: where two places of a window come out nearly alike, rounding may choose between them.
      { numRuns: 40, seed: 1 },
    )
  })

  test('may have its activation behind the pooling: the outputs are the same', () => {
    const layers = [conv(6, 5), pool(2), conv(4, 3, 1, 'sigmoid'), pool(3), dense(8)]
    const late = architectureOf(layers, 'softmax')
    expect(late.layers.map(({ kind }) => kind).slice(0, 6)).toEqual([
      'convolution',
      'max pool',
      'relu',
      'convolution',
      'max pool',
      'sigmoid',
    ])
    const early = [1, 4].reduce(
      (all, place) => all.with(place, all[place + 1]!).with(place + 1, all[place]!),
      [...late.layers],
    )
    const swapped = { input: IMAGE, layers: early }
    expect(early.map(({ kind }) => kind).slice(0, 3)).toEqual(['convolution', 'relu', 'max pool'])
    const outputs = [late, swapped].map((architecture) => step(architecture, NO_MODULES)[0]!)
    for (const [place, value] of outputs[0]!.entries()) expect(outputs[1]![place]).toBeCloseTo(value, 6)
  })
})
