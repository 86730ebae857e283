import { describe, expect, test } from 'vitest'
import { digitImage } from '../../src-main/datasets/digits.ts'
import { loadMnistTest } from '../../src-main/datasets/mnist.ts'
import type { Architecture } from '../../src-main/network/architecture.ts'
import { Recognizer } from '../../src-main/recognizer/recognizer.ts'
import { answer, evaluate } from '../../src-main/training/evaluate.ts'
import { someModel } from '../recognizer/some-model.ts'
import { fastest, plain, squares } from './small-run.ts'

const digits = squares(1537, 3)

test.each([1, 2, 3])('%i threads answer as one digit at a time is answered', async (threads) => {
  const model = someModel(5)
  const recognizer = new Recognizer(plain.modules, model)
  const expected = Array.from({ length: digits.count }, (_, index) => {
    const { digit, unsure } = recognizer.recognizeImage(digitImage(digits, index))
    return { digit, unsure }
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

describe('MNIST’s 10,000 test digits', () => {
  const layers: Architecture['layers'] = [
    { kind: 'convolution', filters: 16, kernel: 5, padding: 0 },
    { kind: 'max pool', size: 2 },
    { kind: 'relu' },
    { kind: 'convolution', filters: 32, kernel: 5, padding: 0 },
    { kind: 'max pool', size: 2 },
    { kind: 'relu' },
    { kind: 'fully connected', outputs: 128 },
    { kind: 'relu' },
    { kind: 'fully connected', outputs: 10 },
    { kind: 'softmax' },
  ]
  const model = someModel(1, { input: { height: 28, width: 28, channels: 1 }, layers })

  test('are read at once by a convolutional network', async (ctx) => {
    const folder = process.env['DIGIT_PAD_MNIST']
    if (!folder) return ctx.skip('DIGIT_PAD_MNIST, a folder with MNIST, is not set')
    if (fastest.modules.simd === null) return ctx.skip('the SIMD kernels are not built')
    const test = await loadMnistTest({ folder, cache: folder })
    const start = performance.now()
    await evaluate(model, test, fastest)
    const seconds = (performance.now() - start) / 1000
    console.log(`MNIST’s 10,000 test digits in ${seconds.toFixed(2)} s`)
    // The goal is 0.4 s on two free cores; Others may be at work on these.
    expect(seconds).toBeLessThan(10)
    return undefined
  })
})
