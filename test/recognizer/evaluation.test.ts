import { expect, test } from 'vitest'
import { probabilitiesOf, surenessThreshold } from '../../src-main/recognizer/certainty.ts'
import { score } from '../../src-main/recognizer/evaluation.ts'

test('a small evaluation, counted by hand', () => {
  const labels = [3, 3, 3, 5, 0]
  const answers = [3, 8, 3, 3, 0].map((digit, index) => ({ digit, unsure: index === 1 }))
  const { perDigit, confusion, ...total } = score(labels, answers)
  expect(total).toEqual({ count: 5, correct: 3, accuracy: 0.6, unsure: 1 })
  expect(perDigit).toHaveLength(10)
  expect(perDigit[3]).toEqual({ digit: 3, count: 3, wrong: 1, accuracy: 2 / 3 })
  expect(perDigit[5]).toEqual({ digit: 5, count: 1, wrong: 1, accuracy: 0 })
  expect(perDigit[9]).toEqual({ digit: 9, count: 0, wrong: 0, accuracy: 0 })
  expect(confusion[3]).toEqual([0, 0, 0, 2, 0, 0, 0, 0, 1, 0])
  expect(confusion[5]![3]).toBe(1)
  expect(confusion.flat().reduce((sum, times) => sum + times)).toBe(5)
})

test('nothing to evaluate', () => {
  expect(score([], [])).toMatchObject({ count: 0, correct: 0, accuracy: 0, unsure: 0 })
})

test('outputs of sigmoids are brought to a sum of 1', () => {
  expect(probabilitiesOf(new Float32Array([0.5, 0.25, 0.25]))).toEqual([0.5, 0.25, 0.25])
  expect(probabilitiesOf(new Float32Array([1, 1, 0, 0]))).toEqual([0.5, 0.5, 0, 0])
  expect(probabilitiesOf(new Float32Array(10))).toEqual(new Array(10).fill(0.1))
})

test('one held-back digit in fifty falls below the threshold, within bounds', () => {
  const even = Float32Array.from({ length: 1000 }, (_, i) => 0.5 + i / 2000)
  const threshold = surenessThreshold(even)
  expect(even.filter((value) => value < threshold)).toHaveLength(20)
  expect(surenessThreshold(new Float32Array(100).fill(1))).toBe(0.95)
  expect(surenessThreshold(new Float32Array(100).fill(0.2))).toBe(0.5)
  expect(surenessThreshold(new Float32Array(0))).toBe(0.8)
})
