/** Going backward through a copy: gradients against the cost itself, steps that lower it, and a model that stays as it is. */
import { describe, expect, test } from 'vitest'
import type { BackwardPass, BackwardQuestion } from '../../src-main/contract.ts'
import { Descent } from '../../src-main/inside/descent.ts'
import { termsOf } from '../../src-main/inside/weight-gradient.ts'
import { WeightedLayer } from '../../src-main/network/layer.ts'
import { oneHot } from '../../src-main/network/one-hot.ts'
import { scalePixels } from '../../src-main/network/pixels.ts'
import type { Model } from '../../src-main/recognizer/model.ts'
import { MODELS, ONE, opened, SEVEN } from './some-opened.ts'

const QUESTION: BackwardQuestion = {
  model: 'some',
  image: SEVEN,
  truth: 7,
  rate: 0.01,
  steps: 0,
  layer: 0,
  weight: 0,
}

/** The cost of an image with one of the model's weights changed. */
function costWith(
  model: Model,
  image: Uint8Array,
  truth: number,
  change: (layers: Model['parameters']) => void,
) {
  const parameters = model.parameters.map((values) => values.slice())
  change(parameters)
  const changed = opened({ ...model, parameters })
  oneHot(Uint8Array.of(truth), 0, changed.network.target, 0, 1)
  changed.forward(image)
  return changed.network.cost(0)
}

describe.each(Object.entries(MODELS))('a network of %s', (_, model) => {
  const layers = opened(model).network.layers
  const learning = layers.flatMap((layer, index) => (layer instanceof WeightedLayer ? [index] : []))

  test('the gradient of a weight is what the cost does when it is nudged', async () => {
    const descent = new Descent(opened(model))
    for (const [place, layer] of learning.entries()) {
      const { gradient } = await descent.pass({ ...QUESTION, layer })
      const weights = gradient!.weights
      // Those that matter most: a small one would be lost in the rounding of the cost.
      const largest = [...weights.keys()].sort((a, b) => Math.abs(weights[b]!) - Math.abs(weights[a]!))
      for (const index of largest.slice(0, 3)) {
        const h = 2 ** -8
        const cost = (by: number) =>
          costWith(model, SEVEN, 7, (parameters) => {
            parameters[2 * place]![index]! += by
          })
        const difference = (cost(h) - cost(-h)) / (2 * h)
        expect(Math.abs(difference - weights[index]!)).toBeLessThan(0.02 * Math.abs(difference) + 1e-4)
      }
    }
  })

  test('a weight is written out, with the terms that matter most', async () => {
    const descent = new Descent(opened(model))
    for (const layer of learning) {
      const all = await descent.pass({ ...QUESTION, layer })
      const weights = all.gradient!.weights
      for (let weight = 0; weight < weights.length; weight += 1 + Math.floor(weights.length / 17)) {
        const { gradient } = await descent.pass({ ...QUESTION, layer, weight })
        const { value, places, terms, gradient: slope } = gradient!.weight
        expect(slope).toBe(weights[weight])
        expect(value).toBe(model.parameters[2 * learning.indexOf(layer)]![weight])
        expect(places).toBe(layers[layer]!.outputSize / gradient!.biases.length)
        expect(terms).toHaveLength(Math.min(places, 3))
        for (const { input, netDerivative, product } of terms) {
          expect(product).toBeCloseTo(input * netDerivative, 6)
        }
      }
    }
  })

  test('unasked, the weight that is written out is the one with the largest gradient', async () => {
    const { gradient } = await new Descent(opened(model)).pass({ ...QUESTION, weight: null })
    const sizes = gradient!.weights.map(Math.abs)
    expect(Math.abs(gradient!.weight.gradient)).toBe(Math.max(...sizes))
  })

  test('each layer is handed the derivative by its output, and the first hands on that by the pixels', async () => {
    const { outputDerivatives, inputDerivative } = await new Descent(opened(model)).pass(QUESTION)
    expect(outputDerivatives.map(({ length }) => length)).toEqual(layers.map(({ outputSize }) => outputSize))
    expect(inputDerivative).toHaveLength(784)
    for (const values of [...outputDerivatives, inputDerivative]) {
      expect(values.some((value) => value !== 0)).toBe(true)
    }
  })

  test('steps lower the cost, more of them lower it more, and the truth’s bar rises', async () => {
    const descent = new Descent(opened(model))
    const costs: number[] = []
    let last: BackwardPass | null = null
    for (let steps = 0; steps <= 10; steps++) {
      last = await descent.pass({ ...QUESTION, steps })
      costs.push(last.after.cost)
    }
    expect(costs).toEqual(costs.toSorted((a, b) => b - a))
    expect(new Set(costs).size).toBe(costs.length)
    expect(last!.before.cost).toBe(costs[0])
    expect(last!.after.probabilities[7]).toBeGreaterThan(last!.before.probabilities[7]!)
  })

  test('a step moves a weight by the rate times its gradient', async () => {
    const descent = new Descent(opened(model))
    const layer = learning.at(-1)!
    const { gradient } = await descent.pass({ ...QUESTION, layer })
    const weight = gradient!.weights.findIndex((value) => Math.abs(value) > 1e-3)
    const before = (await descent.pass({ ...QUESTION, layer, weight })).gradient!.weight
    const after = (await descent.pass({ ...QUESTION, layer, weight, steps: 1 })).gradient!.weight
    expect(after.value).toBeCloseTo(before.value - 0.01 * before.gradient, 6)
  })

  test('one step less is exactly the state before, however one came there', async () => {
    const wandering = new Descent(opened(model))
    const there = await wandering.pass({ ...QUESTION, steps: 4 })
    await wandering.pass({ ...QUESTION, steps: 5 })
    await wandering.pass({ ...QUESTION, steps: 15 })
    expect(await wandering.pass({ ...QUESTION, steps: 4 })).toEqual(there)
    // Nor does it matter where the copy has been for other questions, not even far out.
    await wandering.pass({ ...QUESTION, truth: 2, steps: 3 })
    await wandering.pass({ ...QUESTION, image: ONE, rate: 10, steps: 30 })
    expect(await wandering.pass({ ...QUESTION, steps: 4 })).toEqual(there)
    expect(await new Descent(opened(model)).pass({ ...QUESTION, steps: 4 })).toEqual(there)
  })

  test('questions that come together are answered one after the other, each rightly', async () => {
    const descent = new Descent(opened(model))
    const questions = [3, 1, 6, 0].map((steps) => ({ ...QUESTION, steps }))
    const together = await Promise.all(questions.map((question) => descent.pass(question)))
    for (const [index, question] of questions.entries()) {
      expect(together[index]).toEqual(await new Descent(opened(model)).pass(question))
    }
  })

  test('the model itself stays as it is, bit for bit', async () => {
    const parameters = model.parameters.map((values) => values.slice())
    const of = opened(model)
    await new Descent(of).pass({ ...QUESTION, rate: 1, steps: 20 })
    expect(model.parameters).toEqual(parameters)
    expect(of.network.parameters.map(({ values }) => values.slice())).toEqual(parameters)
  })

  test('a layer that does not learn, and a weight that is not there, have no gradient', async () => {
    const descent = new Descent(opened(model))
    expect((await descent.pass({ ...QUESTION, layer: layers.length - 1 })).gradient).toBeNull()
    expect((await descent.pass({ ...QUESTION, layer: 63 })).gradient).toBeNull()
    expect((await descent.pass({ ...QUESTION, weight: 1 << 23 })).gradient).toBeNull()
  })
})

test.each(Object.values(MODELS))('the gradient of each weight is the sum of all its terms', (model) => {
  const { network } = opened(model)
  scalePixels(SEVEN, 0, network.input, 0, 784)
  oneHot(Uint8Array.of(2), 0, network.target, 0, 1)
  network.forward()
  network.backward(0, 1, 1)
  network.gradient(1)
  for (const layer of network.layers) {
    if (!(layer instanceof WeightedLayer)) continue
    const { gradient } = layer.weights
    for (let index = 0; index < gradient.length; index += gradient.length > 1000 ? 13 : 1) {
      const sum = termsOf(layer, index).reduce((total, { product }) => total + product, 0)
      expect(sum).toBeCloseTo(gradient[index]!, 5)
    }
  }
})
