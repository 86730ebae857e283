import { describe, expect, test } from 'vitest'
import { imageOfInk } from '../../src-main/images/strokes.ts'
import { putViews, VIEWS } from '../../src-main/images/views.ts'
import { createBlock, createKernels, NO_MODULES } from '../../src-main/kernels/engine.ts'
import { Network, trainingBytes } from '../../src-main/network/network.ts'
import { leadOf, probabilitiesOf, type Certainty } from '../../src-main/recognizer/certainty.ts'
import { fillNetwork, type Model } from '../../src-main/recognizer/model.ts'
import { Recognizer } from '../../src-main/recognizer/recognizer.ts'
import { LOOK_ROWS, SecondLook } from '../../src-main/recognizer/second-look.ts'
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

/** A second look at the image, by a network whose first row is left alone. */
function look(
  model: Model,
  first: readonly number[],
  certainty: Pick<Certainty, 'temperature' | 'clearLead'>,
  of = image,
) {
  const block = createBlock(NO_MODULES, trainingBytes(model.architecture, LOOK_ROWS + 1), 1)
  const kernels = createKernels(NO_MODULES, block, 0)
  const network = new Network(model.architecture, kernels, { capacity: LOOK_ROWS + 1 })
  fillNetwork(network, model)
  return new SecondLook(network, kernels, 1).see(of, first, certainty)
}

describe('a drawing that is not read clearly', () => {
  const certainty = { temperature: 1.4, clearLead: 1 }
  const model = modelWith(certainty)
  const { digit, probabilities } = new Recognizer(NO_MODULES, model).recognizeImage(image)

  test('is seen in nine readings, and answered by the first', () => {
    const all = [probabilities, ...viewsRead(model, certainty.temperature)]
    const seen = look(model, probabilities, certainty)
    expect(seen.answer).toBe(digit)
    for (const [place, probability] of seen.probabilities.entries()) {
      expect(probability).toBeCloseTo(all.reduce((sum, one) => sum + one[place]!, 0) / 9, 9)
    }
    const once = new Recognizer(NO_MODULES, modelWith({ ...certainty, clearLead: 0 })).recognizeImage(image)
    expect(probabilities).toEqual(once.probabilities)
  })

  test('is sure or not by what was seen in all readings', () => {
    const seen = look(model, probabilities, certainty)
    expect(leadOf(seen)).not.toBeCloseTo(leadOf({ answer: digit, probabilities }), 3)
    const unsure = (leastLead: number) =>
      new Recognizer(NO_MODULES, modelWith({ ...certainty, leastLead })).recognizeImage(image).unsure
    expect(unsure(leadOf(seen) - 1e-6)).toBeNull()
    expect(unsure(leadOf(seen) + 1e-6)).not.toBeNull()
  })

  test('is answered the same whatever was read before', () => {
    const recognizer = new Recognizer(NO_MODULES, model)
    const first = recognizer.recognizeImage(image)
    recognizer.recognizeImage(new Uint8Array(784).fill(90))
    expect(recognizer.recognizeImage(image)).toEqual(first)
  })

  test('is measured as it is answered', async () => {
    const digits = squares(1100, 3)
    const leads = Array.from({ length: 30 }, (_, index) => {
      const one = digitImage(digits, index)
      const first = new Recognizer(NO_MODULES, model).recognizeImage(one).probabilities
      return leadOf(look(model, first, certainty, one))
    })
    const unsureAt = modelWith({ ...certainty, leastLead: leads.toSorted((a, b) => a - b)[15]! })
    const recognizer = new Recognizer(plain.modules, unsureAt)
    const expected = Array.from({ length: digits.count }, (_, index) => {
      const { digit, probabilities, unsure } = recognizer.recognizeImage(digitImage(digits, index))
      return { digit, probability: probabilities[digit], unsure: unsure !== null }
    })
    expect(new Set(expected.map(({ unsure }) => unsure)).size).toBe(2)
    expect(await answer(unsureAt, digits, plain, 2)).toEqual(expected)
  })
})

test('a drawing that is read clearly is not looked at again', () => {
  const model = modelWith({})
  const { digit, probabilities } = new Recognizer(NO_MODULES, model).recognizeImage(image)
  const lead = leadOf({ answer: digit, probabilities })
  expect(look(model, probabilities, { temperature: 1, clearLead: lead }).probabilities).toBe(probabilities)
  expect(look(model, probabilities, { temperature: 1, clearLead: lead + 1e-9 }).probabilities).not.toEqual(
    probabilities,
  )
})
