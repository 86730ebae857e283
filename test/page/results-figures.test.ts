import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { MisreadDigit, ModelResults } from '../../src-main/contract.ts'
import { tableCsv } from '../../src-renderer/results/export/table-csv.ts'
import {
  DIGITS,
  byPlace,
  cellText,
  commonestError,
  onlyIn,
  rates,
  scoreOfAll,
  scoreOfDigit,
  sorted,
} from '../../src-renderer/results/figures.ts'
import { PAPER_ALL, PAPER_BY_DIGIT } from '../../src-renderer/results/paper.ts'
import { pathThrough } from '../../src-renderer/results/plot.ts'
import { SHIPPED } from './samples.ts'

const resultsOf = (confusion: readonly (readonly number[])[]): ModelResults => ({
  model: SHIPPED,
  read: 0,
  of: 0,
  confusion,
  reliability: [],
  byAngle: [],
})

/** What was written and what was read, and the results that count it. */
const readings = fc.array(fc.record({ label: fc.nat(9), answer: fc.nat(9) }), { maxLength: 200 })
function counted(all: readonly { label: number; answer: number }[]): ModelResults {
  const confusion = DIGITS.map(() => DIGITS.map(() => 0))
  for (const { label, answer } of all) confusion[label]![answer]!++
  return resultsOf(confusion)
}

describe('the figures', () => {
  test('are those of the digits that were counted', () => {
    fc.assert(
      fc.property(readings, (all) => {
        const results = counted(all)
        const right = all.filter(({ label, answer }) => label === answer).length
        expect(scoreOfAll(results)).toEqual({
          count: all.length,
          wrong: all.length - right,
          accuracy: all.length === 0 ? null : right / all.length,
        })
        for (const digit of DIGITS) {
          const written = all.filter(({ label }) => label === digit)
          const wrong = written.filter(({ answer }) => answer !== digit).length
          expect(scoreOfDigit(results, digit)).toMatchObject({ count: written.length, wrong })
        }
        for (const [label, row] of rates(results.confusion).entries()) {
          const written = all.some((each) => each.label === label)
          expect(row.reduce((sum, share) => sum + share, 0)).toBeCloseTo(written ? 1 : 0, 10)
        }
        const commonest = commonestError(results)
        const errors = results.confusion.flatMap((row, label) => row.filter((_, answer) => answer !== label))
        expect(commonest?.times ?? 0).toBe(Math.max(...errors))
      }),
    )
  })

  test('a cell is said in words', () => {
    const results = counted([
      ...Array.from({ length: 13 }, () => ({ label: 3, answer: 5 })),
      ...Array.from({ length: 987 }, () => ({ label: 3, answer: 3 })),
      { label: 4, answer: 9 },
    ])
    expect(cellText(results, { label: 3, answer: 5 })).toBe('3 read as 5: 13 digits, 1.3% of the 3s')
    expect(cellText(results, { label: 4, answer: 9 })).toBe('4 read as 9: 1 digit, 100.0% of the 4s')
    expect(cellText(results, { label: 3, answer: 3 })).toBe('3 read rightly: 987 digits, 98.7% of the 3s')
    expect(cellText(results, { label: 0, answer: 1 })).toBe('0 read as 1: 0 digits')
  })

  test('the paper’s table adds up to its own total', () => {
    const counts = [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]
    const wrong = counts.reduce(
      (sum, count, digit) => sum + Math.round(count * (1 - PAPER_BY_DIGIT[digit]!)),
      0,
    )
    expect(wrong).toBe(736)
    expect(PAPER_ALL).toBeCloseTo(1 - wrong / 10_000, 10)
  })
})

describe('the rows', () => {
  const rows = DIGITS.map((digit) => ({
    digit,
    count: 100,
    scores: [{ count: 100, wrong: (digit * 7) % 5, accuracy: 1 - ((digit * 7) % 5) / 100 }],
    paper: PAPER_BY_DIGIT[digit]!,
  }))

  test('are sorted by any column, and those that are alike by their digit', () => {
    expect(sorted(rows, 'wrong-0', true).map(({ digit }) => digit)).toEqual([2, 7, 4, 9, 1, 6, 3, 8, 0, 5])
    expect(sorted(rows, 'accuracy-0', false).map(({ digit }) => digit)).toEqual([
      2, 7, 4, 9, 1, 6, 3, 8, 0, 5,
    ])
    expect(sorted(rows, 'digit', true)[0]!.digit).toBe(9)
    expect(sorted(rows, 'paper', false)[0]!.digit).toBe(3)
    expect(sorted(rows, 'wrong-1', true).map(({ digit }) => digit)).toEqual([...DIGITS])
  })
})

describe('two models', () => {
  const misread = (places: readonly number[]): MisreadDigit[] =>
    places.map((place) => ({ place, label: 1, answer: 2, probabilities: [] }))

  test('what only one of them misreads', () => {
    const places = fc.uniqueArray(fc.nat(40))
    fc.assert(
      fc.property(places, places, (first, second) => {
        const only = onlyIn(misread(first), misread(second)).map(({ place }) => place)
        expect(only).toEqual(first.filter((place) => !second.includes(place)))
      }),
    )
    expect(byPlace(misread([3, 1, 2])).map(({ place }) => place)).toEqual([1, 2, 3])
  })
})

test('the table as CSV says what the table says, and quotes names with commas', () => {
  const results = counted([
    { label: 0, answer: 0 },
    { label: 0, answer: 6 },
    { label: 1, answer: 1 },
  ])
  const lines = tableCsv([results]).split('\r\n')
  expect(lines[0]).toBe(
    `digit,number,"wrong (${SHIPPED.network})","right (${SHIPPED.network})",right (Shao 2023)`,
  )
  expect(lines[1]).toBe('0,2,1,0.5000,0.9510')
  expect(lines[3]).toBe('2,0,0,,0.9477')
  expect(lines[11]).toBe('all,3,1,0.6667,0.9264')
  expect(lines).toHaveLength(13)
})

test('a line is broken where points are missing', () => {
  const points = [
    [0, 1],
    [2, 3],
    [4, 5],
  ] as const
  expect(pathThrough(points)).toBe('M0.0 1.0L2.0 3.0L4.0 5.0')
  expect(pathThrough(points, (index) => index !== 2)).toBe('M0.0 1.0L2.0 3.0M4.0 5.0')
})
