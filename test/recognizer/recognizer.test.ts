import { describe, expect, test } from 'vitest'
import { imageOfInk } from '../../src-main/images/strokes.ts'
import { pngOfInk } from '../../src-main/images/png.ts'
import { loadKernelModules, NO_MODULES } from '../../src-main/kernels/engine.ts'
import { PlainError } from '../../src-main/plain-error.ts'
import type { Certainty } from '../../src-main/recognizer/certainty.ts'
import type { Model } from '../../src-main/recognizer/model.ts'
import { Recognizer } from '../../src-main/recognizer/recognizer.ts'
import { places } from '../built.ts'
import { someModel } from './some-model.ts'
import { decodePicture } from '../images/decode.ts'

/** A seven with a bar, in two strokes. */
const seven = [
  [
    [10, 10],
    [60, 12],
    [30, 90],
  ],
  [
    [20, 50],
    [55, 48],
  ],
]

const recognizer = new Recognizer(NO_MODULES, someModel(1))

describe('ink', () => {
  test('becomes ten probabilities, the likeliest digit, and the image that the network saw', () => {
    const { digit, probabilities, image } = recognizer.recognizeInk(seven)!
    expect(probabilities).toHaveLength(10)
    expect(probabilities.reduce((sum, value) => sum + value)).toBeCloseTo(1)
    expect(probabilities[digit]).toBe(Math.max(...probabilities))
    expect(image).toEqual(imageOfInk(seven))
  })

  test('an empty pad says nothing', () => {
    expect(recognizer.recognizeInk([])).toBeNull()
  })

  test('the outputs are what the layers give, worked out by hand', () => {
    const { parameters } = someModel(1)
    const { image, probabilities } = recognizer.recognizeInk(seven)!
    const [w1, b1, w2, b2] = parameters as [Float32Array, Float32Array, Float32Array, Float32Array]
    const hidden = Array.from(b1, (bias, unit) =>
      Math.max(
        0,
        image.reduce((sum, grey, pixel) => sum + (grey / 255) * w1[pixel * 6 + unit]!, bias),
      ),
    )
    const outputs = Array.from(b2, (bias, unit) => {
      const net = hidden.reduce((sum, value, from) => sum + value * w2[from * 10 + unit]!, bias)
      return 1 / (1 + Math.exp(-net))
    })
    const total = outputs.reduce((sum, value) => sum + value)
    for (const [digit, output] of outputs.entries())
      expect(probabilities[digit]).toBeCloseTo(output / total, 5)
  })
})

test('the fast kernels say the same', () => {
  const fast = new Recognizer(loadKernelModules(places.kernels), someModel(1)).recognizeInk(seven)!
  const { probabilities } = recognizer.recognizeInk(seven)!
  for (const [digit, probability] of probabilities.entries()) {
    expect(fast.probabilities[digit]).toBeCloseTo(probability, 5)
  }
})

test('another model answers otherwise, from the next question on', () => {
  const changing = new Recognizer(NO_MODULES, someModel(1))
  const before = changing.recognizeInk(seven)
  changing.use(someModel(2))
  expect(changing.model).toEqual(someModel(2))
  expect(changing.recognizeInk(seven)).not.toEqual(before)
  changing.use(someModel(1))
  expect(changing.recognizeInk(seven)).toEqual(before)
})

test('the model’s own certainty says what is unsure, and how bold the probabilities are', () => {
  const answerWith = (certainty: Certainty) => {
    const model = someModel(1)
    const changed: Model = { ...model, metadata: { ...model.metadata, certainty } }
    return new Recognizer(NO_MODULES, changed).recognizeInk(seven)!
  }
  const plain = { temperature: 1, clearLead: 0, leastLead: 0, leastTogether: 0 }
  const { digit, probabilities, unsure } = answerWith(plain)
  const [first = 0, second = 0] = probabilities.toSorted((a, b) => b - a)
  expect(unsure).toBeNull()
  expect(answerWith({ ...plain, leastLead: first - second - 1e-6 }).unsure).toBeNull()
  expect(answerWith({ ...plain, leastLead: first - second + 1e-6 }).unsure).toEqual({
    kind: 'between',
    digits: [digit, probabilities.indexOf(second)],
  })
  expect(answerWith({ ...plain, leastLead: 1, leastTogether: 1 }).unsure).toEqual({ kind: 'no digit' })
  expect(answerWith({ ...plain, temperature: 2 }).digit).toBe(digit)
  expect(answerWith({ ...plain, temperature: 2 }).probabilities[digit]).toBeLessThan(first)
})

describe('pictures', () => {
  test('a picture of a drawing is answered like the drawing', () => {
    const { probabilities } = recognizer.recognizeGreys(decodePicture(pngOfInk(seven, 200)))
    const ofInk = recognizer.recognizeInk(seven)!.probabilities
    for (const [digit, probability] of ofInk.entries())
      expect(probabilities[digit]).toBeCloseTo(probability, 1)
  })

  test('an empty picture, and what is no picture, are told as such', () => {
    expect(() => recognizer.recognizeGreys(decodePicture(pngOfInk([], 50)))).toThrow(PlainError)
  })
})
