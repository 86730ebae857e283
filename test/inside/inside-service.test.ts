/** What is told of a network's inside is what the network itself computes, and adds up. */
import { describe, expect, test } from 'vitest'
import { InsideService } from '../../src-main/inside/inside-service.ts'
import { createBlock, createKernels, loadKernelModules, NO_MODULES } from '../../src-main/kernels/engine.ts'
import { Random } from '../../src-main/kernels/random.ts'
import type { Architecture } from '../../src-main/network/architecture.ts'
import { Network, trainingBytes } from '../../src-main/network/network.ts'
import { architectureOf } from '../../src-main/network/layer-choices.ts'
import { presets } from '../../src-main/network/presets.ts'
import { fillNetwork, summarize, type Model } from '../../src-main/recognizer/model.ts'
import { Recognizer } from '../../src-main/recognizer/recognizer.ts'
import { numbersOf } from '../../src-renderer/inside/forward/pass.ts'
import { places } from '../built.ts'
import { someModel } from '../recognizer/some-model.ts'

const architectures: Record<string, Architecture> = {
  ...Object.fromEntries(
    Object.entries(presets).map(([name, { layers, output }]) => [name, architectureOf(layers, output)]),
  ),
  'a pool first, padding, pools that leave edges out': {
    input: { height: 28, width: 28, channels: 1 },
    layers: [
      { kind: 'max pool', size: 3 },
      { kind: 'sigmoid' },
      { kind: 'convolution', filters: 3, kernel: 3, padding: 1 },
      { kind: 'relu' },
      { kind: 'max pool', size: 2 },
      { kind: 'fully connected', outputs: 10 },
      { kind: 'softmax' },
    ],
  },
}

/** Some ink on paper. */
function someImage(seed: number): Uint8Array<ArrayBuffer> {
  const random = Random.of(seed)
  return Uint8Array.from({ length: 784 }, () => (random.next() < 0.7 ? 0 : Math.floor(256 * random.next())))
}

function modelsOf(model: Model, id: string) {
  const inUse = summarize(model, id)
  return { inUse: model, state: { inUse, before: null, rotation: null } }
}

const serviceOf = (model: Model, modules = NO_MODULES) => new InsideService(modules, modelsOf(model, 'some'))
const question = { model: 'some', image: someImage(1), layers: [], glimpses: [], exact: true, unit: null }

describe.each(Object.entries(architectures))('%s', (_, architecture) => {
  const model = someModel(3, architecture)
  // Biases that are not all 0.
  for (const [index, values] of model.parameters.entries()) {
    const random = Random.of(5, index)
    if (index % 2 === 1) values.forEach((_, i) => (values[i] = random.between(-0.5, 0.5)))
  }
  const service = serviceOf(model)
  const network = new Network(
    architecture,
    createKernels(NO_MODULES, createBlock(NO_MODULES, trainingBytes(architecture, 1), 1), 0),
    { capacity: 1 },
  )
  fillNetwork(network, model)
  network.input.set(Float32Array.from(question.image, (grey) => grey / 255))
  network.forward()
  const every = network.layers.map((_, layer) => layer)

  test('tells the values of every layer as the network computes them', () => {
    const pass = service.forward({ ...question, layers: every, glimpses: every })!
    expect(pass.input).toEqual(network.input)
    expect(pass.output).toEqual(network.output)
    expect(pass.layers.map((told) => 'output' in told && told.output)).toEqual(
      network.layers.map(({ output }) => output),
    )
    // A glimpse begins as the layer does: at the first place, with the first maps.
    for (const { layer, output } of pass.glimpses) {
      expect(output.slice(0, 3)).toEqual(network.layers[layer]!.output.slice(0, 3))
    }
  })

  test('rounds what is only painted to one of 255 steps, and numbers of small layers never', () => {
    const pass = service.forward({ ...question, layers: every, exact: false })!
    for (const [layer, told] of pass.layers.entries()) {
      const { output } = network.layers[layer]!
      if ('output' in told) {
        expect(told.output).toEqual(output)
        continue
      }
      expect(output.length).toBeGreaterThan(1024)
      expect(told.limit).toBe(Math.max(...output.map(Math.abs)))
      const shown = numbersOf({ ...pass, layers: [told] }).layers[0]!.output
      const farthest = Math.max(...shown.map((value, i) => Math.abs(value - output[i]!)))
      expect(farthest).toBeLessThanOrEqual((0.5001 / 127) * told.limit)
    }
  })

  test('describes each layer by the sizes it has', () => {
    const { layers } = service.network
    const sizes = layers.map(({ input, output }) =>
      [input, output].map(({ height, width, channels }) => height * width * channels),
    )
    expect(sizes).toEqual(network.layers.map(({ inputSize, outputSize }) => [inputSize, outputSize]))
  })

  test('writes out sums that add up to the net output, for units of any layer', () => {
    const random = Random.of(9)
    for (const layer of every) {
      const { outputSize } = network.layers[layer]!
      for (const output of [
        0,
        outputSize - 1,
        ...[1, 2, 3].map(() => Math.floor(outputSize * random.next())),
      ]) {
        const { sum, after } = service.forward({ ...question, unit: { layer, output } })!.unit!
        if (sum !== null) {
          expect(sum.net).toBe(network.layers[sum.unit.layer]!.output[sum.unit.output])
          const named = sum.largest.reduce((total, term) => total + sum.products[term]!, 0)
          expect(named + sum.rest + sum.bias).toBeCloseTo(sum.net, 4)
          const all = sum.inputs.reduce((total, input, term) => total + input * sum.weights[term]!, sum.bias)
          expect(all).toBeCloseTo(sum.net, 4)
          const sizes = sum.largest.map((term) => Math.abs(sum.products[term]!))
          expect(sizes).toEqual([...sizes].sort((a, b) => b - a))
        }
        // The steps lead from the sum to the unit that was asked for, each with the network's value.
        const path = [...(sum === null ? [] : [sum.unit]), ...after.map(({ unit }) => unit)]
        const dropped = architecture.layers[layer]!.kind === 'dropout'
        if (!dropped) expect(path).toContainEqual({ layer, output })
        for (const step of after) {
          expect(step.output).toBe(network.layers[step.unit.layer]!.output[step.unit.output])
          if (step.kind === 'max pool') {
            expect(step.output).toBe(Math.max(...step.window))
            continue
          }
          expect(step.net).toBe(network.layers[step.unit.layer]!.netOutput[step.unit.output])
          expect(heightAt(step.curve, step.net)).toBeCloseTo(step.output, 2)
        }
      }
    }
  })

  test('tells the weights of the first units of each layer that has any', () => {
    for (const [layer, { weights, output }] of service.network.layers.entries()) {
      const told = service.weights({ model: 'some', layer, units: 7 })
      expect(told === null).toBe(weights === null)
      if (told === null) continue
      expect(told.units).toBe(Math.min(7, output.channels))
      const fanIn = told.weights.length / told.units
      const unit = told.units - 1
      const { sum } = service.forward({ ...question, unit: { layer, output: unit } })!.unit!
      expect(told.weights.slice(unit * fanIn)).toEqual(sum!.weights)
      expect(told.biases[unit]).toBe(sum!.bias)
    }
  })
})

/** The curve's height above a place, on the straight line between its points. */
function heightAt({ x, y }: { readonly x: Float32Array; readonly y: Float32Array }, at: number): number {
  const next = Math.max(
    1,
    x.findIndex((each) => each >= at),
  )
  const share = (at - x[next - 1]!) / (x[next]! - x[next - 1]!)
  return y[next - 1]! + share * (y[next]! - y[next - 1]!)
}

test('what it tells is what the recognizer reads, with the fastest kernels too', () => {
  const modules = loadKernelModules(places.kernels)
  const model = someModel(3, architectures['convolutional'])
  const { probabilities } = new Recognizer(modules, model).recognizeImage(question.image)
  const { output } = serviceOf(model, modules).forward(question)!
  for (const [digit, value] of output.entries()) expect(value).toBeCloseTo(probabilities[digit]!, 6)
})

test('answers nothing of a model that is not in use, and of the next one once it is', () => {
  const models = modelsOf(someModel(3), 'some')
  const service = new InsideService(NO_MODULES, models)
  const { output } = service.forward(question)!
  Object.assign(models, modelsOf(someModel(4), 'other'))
  expect(service.forward(question)).toBeNull()
  expect(service.weights({ model: 'some', layer: 0, units: 1 })).toBeNull()
  expect(service.network.model).toBe('other')
  expect(service.forward({ ...question, model: 'other' })!.output).not.toEqual(output)
})

test('of layers and units that the model does not have nothing is told', () => {
  const service = serviceOf(someModel(3))
  expect(service.forward({ ...question, layers: [0, 60] })!.layers.map(({ layer }) => layer)).toEqual([0])
  expect(service.forward({ ...question, unit: { layer: 0, output: 6 } })!.unit).toBeNull()
  expect(service.forward({ ...question, unit: { layer: 60, output: 0 } })!.unit).toBeNull()
  expect(service.weights({ model: 'some', layer: 1, units: 1 })).toBeNull()
})
