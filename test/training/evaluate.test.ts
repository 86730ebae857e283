import { expect, test } from 'vitest'
import { digitImage } from '../../src-main/datasets/digits.ts'
import { Recognizer } from '../../src-main/recognizer/recognizer.ts'
import { answer, evaluate } from '../../src-main/training/evaluate.ts'
import { someModel } from '../recognizer/some-model.ts'
import { plain, squares } from './small-run.ts'

const digits = squares(1537, 3)

test.each([1, 2, 3])('%i threads answer as one digit at a time is answered', async (threads) => {
  const model = someModel(5)
  const recognizer = new Recognizer(plain.modules, model)
  const expected = Array.from({ length: digits.count }, (_, index) => {
    const { digit, probabilities, unsure } = recognizer.recognizeImage(digitImage(digits, index))
    return { digit, probability: probabilities[digit], unsure: unsure !== null }
  })
  expect(await answer(model, digits, plain, threads)).toEqual(expected)
})

test('the counts', async () => {
  const model = someModel(5)
  const { count, correct, accuracy, confusion } = await evaluate(model, digits, plain, 2)
  const answers = await answer(model, digits, plain, 2)
  const right = answers.filter(({ digit }, index) => digit === digits.labels[index]).length
  expect(count).toBe(1537)
  expect(correct).toBe(right)
  expect(accuracy).toBe(right / 1537)
  expect(confusion.flat().reduce((sum, times) => sum + times)).toBe(1537)
})

test('no digits', async () => {
  const none = { count: 0, images: new Uint8Array(0), labels: new Uint8Array(0) }
  expect(await evaluate(someModel(5), none, plain)).toMatchObject({ count: 0, correct: 0 })
})

test('a thread that fails', async () => {
  const thread = new URL('no-such-file.ts', import.meta.url)
  await expect(evaluate(someModel(5), digits, { ...plain, thread })).rejects.toThrow()
})
