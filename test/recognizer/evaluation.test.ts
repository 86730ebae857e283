import { describe, expect, test } from 'vitest'
import { calibrationError, score } from '../../src-main/recognizer/evaluation.ts'

test('a small evaluation, counted by hand', () => {
  const labels = [3, 3, 3, 5, 0]
  // Unsure are a wrong answer and two right ones.
  const answers = [3, 8, 3, 3, 0].map((digit, index) => ({
    digit,
    probability: 1,
    unsure: [0, 1, 4].includes(index),
  }))
  const { perDigit, confusion, reliability, ...total } = score(labels, answers)
  expect(total).toEqual({
    count: 5,
    correct: 3,
    accuracy: 0.6,
    unsure: 3,
    unsureRight: 2,
    unsureWrong: 1,
    calibrationError: 0.4,
  })
  expect(perDigit).toHaveLength(10)
  expect(reliability[9]).toEqual({ count: 5, right: 3, confidence: 1 })
  expect(perDigit[3]).toEqual({ digit: 3, count: 3, wrong: 1, accuracy: 2 / 3 })
  expect(perDigit[5]).toEqual({ digit: 5, count: 1, wrong: 1, accuracy: 0 })
  expect(perDigit[9]).toEqual({ digit: 9, count: 0, wrong: 0, accuracy: 0 })
  expect(confusion[3]).toEqual([0, 0, 0, 2, 0, 0, 0, 0, 1, 0])
  expect(confusion[5]![3]).toBe(1)
  expect(confusion.flat().reduce((sum, times) => sum + times)).toBe(5)
})

test('answers are counted in ten bins by their probability', () => {
  const probabilities = [0.1, 0.1001, 0.9, 0.95, 1]
  const answers = probabilities.map((probability) => ({ digit: 1, probability, unsure: false }))
  const { reliability } = score([1, 0, 1, 0, 1], answers)
  expect(reliability).toHaveLength(10)
  expect(reliability.map(({ count }) => count)).toEqual([1, 1, 0, 0, 0, 0, 0, 0, 1, 2])
  expect(reliability.map(({ right }) => right)).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 1, 1])
  expect(reliability[9]!.confidence).toBeCloseTo(0.975, 12)
  expect(reliability[4]!.confidence).toBe(0)
})

test('nothing to evaluate', () => {
  expect(score([], [])).toMatchObject({ count: 0, correct: 0, accuracy: 0, unsure: 0, calibrationError: 0 })
})

describe('the calibration error', () => {
  const answered = (probability: number, rights: number, count: number) =>
    Array.from({ length: count }, (_, index) => ({ digit: index < rights ? 1 : 0, probability }))
  const errorOf = (...groups: { digit: number; probability: number }[][]): number => {
    const answers = groups.flat()
    return calibrationError(new Uint8Array(answers.length).fill(1), answers)
  }

  test('is nothing where of the answers given with 90 % nine in ten are right', () => {
    expect(errorOf(answered(0.9, 9, 10), answered(0.4, 2, 5))).toBeCloseTo(0, 12)
  })

  test('is the distance, above or below', () => {
    expect(errorOf(answered(0.9, 5, 10))).toBeCloseTo(0.4, 12)
    expect(errorOf(answered(0.3, 5, 10))).toBeCloseTo(0.2, 12)
  })

  test('does not let one bin make up for another, and counts each by its answers', () => {
    expect(errorOf(answered(0.9, 5, 10), answered(0.1, 15, 30))).toBeCloseTo(0.4, 12)
    expect(errorOf(answered(0.9, 5, 10), answered(0.5, 15, 30))).toBeCloseTo(0.1, 12)
  })

  test('has fifteen bins, of which the last has 1 as well', () => {
    // In one bin from 14/15 to 1, too sure and not sure enough make up for each other.
    expect(errorOf(answered(1, 9, 10), answered(0.95, 10, 10))).toBeCloseTo((0.1 - 0.05) / 2, 12)
    expect(errorOf(answered(1, 9, 10), answered(0.92, 10, 10))).toBeCloseTo((0.1 + 0.08) / 2, 12)
  })
})
