import { expect, it } from 'vitest'
import {
  countByLabel,
  DIGIT_PIXELS,
  digitImage,
  emptyDigits,
  joinDigits,
  selectDigits,
  splitDigits,
  type Digits,
} from '../../src-main/datasets/digits.ts'

/** Digits whose images are filled with ten times the label, so that a swap of images shows. */
function digitsOf(...labels: number[]): Digits {
  const digits = emptyDigits(labels.length)
  labels.forEach((label, index) => {
    digits.labels[index] = label
    digitImage(digits, index).fill(10 * label)
  })
  return digits
}

const labelsOf = ({ labels }: Digits) => [...labels]
const greysOf = (digits: Digits) => labelsOf(digits).map((_, index) => digitImage(digits, index)[783])

it('gives the image of one digit as a view', () => {
  const digits = digitsOf(3, 7)
  expect(digitImage(digits, 1)).toHaveLength(DIGIT_PIXELS)
  digitImage(digits, 1)[0] = 255
  expect([...digits.images.subarray(783, 786)]).toEqual([30, 255, 70])
})

it('selects digits by their places, in that order, repeated ones too, as a copy', () => {
  const digits = digitsOf(1, 2, 3, 4)
  const selected = selectDigits(digits, [3, 0, 0, 2])
  expect(selected.count).toBe(4)
  expect(labelsOf(selected)).toEqual([4, 1, 1, 3])
  expect(greysOf(selected)).toEqual([40, 10, 10, 30])
  selected.images.fill(0)
  expect(greysOf(digits)).toEqual([10, 20, 30, 40])
  expect(() => selectDigits(digits, [4])).toThrow(RangeError)
  expect(() => selectDigits(digits, [-1])).toThrow(RangeError)
})

it('joins what it split', () => {
  const digits = digitsOf(5, 6, 7, 8, 9)
  for (const count of [0, 2, 5]) {
    const [before, after] = splitDigits(digits, count)
    expect([before.count, after.count]).toEqual([count, 5 - count])
    expect(greysOf(after)).toEqual([50, 60, 70, 80, 90].slice(count))
    expect(joinDigits(before, after)).toEqual(digits)
  }
  expect(splitDigits(digits, 99)[0].count).toBe(5)
  expect(joinDigits()).toEqual(emptyDigits(0))
})

it('counts the digits of each label', () => {
  expect(countByLabel(digitsOf(0, 9, 9, 4, 9))).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 0, 3])
})
