import { describe, expect, test } from 'vitest'
import { imageOfInk } from '../../src-main/images/strokes.ts'
import { putViews, VIEWS } from '../../src-main/images/views.ts'
import { createBlock, createKernels, NO_MODULES } from '../../src-main/kernels/engine.ts'
import { Network, trainingBytes } from '../../src-main/network/network.ts'
import { leadOf, probabilitiesOf, type Certainty } from '../../src-main/recognizer/certainty.ts'
import { fillNetwork, type Model } from '../../src-main/recognizer/model.ts'
import { Recognizer } from '../../src-main/recognizer/recognizer.ts'
import { answer } from '../../src-main/training/evaluate.ts'
import { digitImage } from '../../src-main/datasets/digits.ts'
import { plain, squares } from '../training/small-run.ts'
import { someModel } from './some-model.ts'

const three = [
  [
    [10, 10],
    [60, 12],
    [30, 45],
    [60, 70],
    [12, 95],
  ],
]
const image = imageOfInk(three)!

function modelWith(certainty: Partial<Certainty>): Model {
  const model = someModel(1)
  return {
    ...model,
    metadata: { ...model.metadata, certainty: { ...model.metadata.certainty, ...certainty } },
  }
}

/** The probabilities of the eight views, each read by a network of its own. */
function viewsRead(model: Model, temperature: number): number[][] {
  const block = createBlock(NO_MODULES, trainingBytes(model.architecture, 1), 1)
  const kernels = createKernels(NO_MODULES, block, 0)
  const network = new Network(model.architecture, kernels, { capacity: 1 })
  fillNetwork(network, model)
  const source = kernels.memory.bytes(784)
  source.set(image)
  const views = kernels.memory.floats(VIEWS * 784)
  putViews(kernels, source, views, 0)
  return Array.from({ length: VIEWS }, (_, view) => {
    network.input.set(views.subarray(view * 784, (view + 1) * 784))
    network.forward()
    return probabilitiesOf(network.output, temperature)
  })
}

describe('a drawing that is not read clearly', () => {
  const certainty = { temperature: 1.4, clearLead: 1 }
  const model = modelWith(certainty)

  test('is answered with the mean of nine readings', () => {
    const once = new Recognizer(NO_MODULES, modelWith({ ...certainty, clearLead: 0 })).recognizeImage(image)
    const all = [once.probabilities, ...viewsRead(model, certainty.temperature)]
    const { digit, probabilities } = new Recognizer(NO_MODULES, model).recognizeImage(image)
    for (const [place, probability] of probabilities.entries()) {
      expect(probability).toBeCloseTo(all.reduce((sum, one) => sum + one[place]!, 0) / 9, 9)
    }
    expect(probabilities).not.toEqual(once.probabilities)
    expect(probabilities[digit]).toBe(Math.max(...probabilities))
  })

  test('is answered the same whatever was read before', () => {
    const recognizer = new Recognizer(NO_MODULES, model)
    const first = recognizer.recognizeImage(image)
    recognizer.recognizeImage(new Uint8Array(784).fill(90))
    expect(recognizer.recognizeImage(image)).toEqual(first)
  })

  test('is measured as it is answered', async () => {
    const digits = squares(1100, 3)
    const recognizer = new Recognizer(plain.modules, model)
    const expected = Array.from({ length: digits.count }, (_, index) => {
      const { digit, probabilities, unsure } = recognizer.recognizeImage(digitImage(digits, index))
      return { digit, probability: probabilities[digit], unsure: unsure !== null }
    })
    expect(await answer(model, digits, plain, 2)).toEqual(expected)
  })
})

test('a drawing that is read clearly is read once', () => {
  const once = new Recognizer(NO_MODULES, modelWith({ clearLead: 0 })).recognizeImage(image)
  const lead = leadOf(once.probabilities)
  const answers = (clearLead: number) =>
    new Recognizer(NO_MODULES, modelWith({ clearLead })).recognizeImage(image).probabilities
  expect(answers(lead)).toEqual(once.probabilities)
  expect(answers(lead + 1e-9)).not.toEqual(once.probabilities)
})
