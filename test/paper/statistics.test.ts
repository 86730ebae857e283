import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  complementaryError,
  mcNemar,
  mean,
  standardDeviation,
  wilson,
} from '../../src-main/paper/statistics.ts'

describe('Wilson’s interval', () => {
  // R. G. Newcombe (1998), Two-sided confidence intervals for the single proportion, table I, method 3.
  test.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('%i of %i', (right, count, low, high) => {
    const [least, most] = wilson(right / count, count)
    expect(least).toBeCloseTo(low, 4)
    expect(most).toBeCloseTo(high, 4)
  })

  const share = fc.double({ min: 0, max: 1, noNaN: true })
  const count = fc.integer({ min: 1, max: 100_000 })

  test('holds the share, lies within 0..1, and is the mirror image for what is wrong', () => {
    fc.assert(
      fc.property(share, count, (share, count) => {
        const [low, high] = wilson(share, count)
        expect(low).toBeGreaterThanOrEqual(0)
        expect(high).toBeLessThanOrEqual(1)
        expect(low).toBeLessThanOrEqual(share + 1e-12)
        expect(high).toBeGreaterThanOrEqual(share - 1e-12)
        const [mirroredLow, mirroredHigh] = wilson(1 - share, count)
        expect(mirroredLow).toBeCloseTo(1 - high, 10)
        expect(mirroredHigh).toBeCloseTo(1 - low, 10)
      }),
    )
  })

  test('its ends are where the score test stands at the limit: |share − p| = z √(p(1 − p)/n)', () => {
    fc.assert(
      fc.property(count, share, (count, part) => {
        const share = Math.round(part * count) / count
        for (const end of wilson(share, count)) {
          const score = Math.abs(share - end)
          // At an end near 1 the root of what is left of 1 − p keeps half its digits.
          expect(score).toBeCloseTo(1.959963984540054 * Math.sqrt((end * (1 - end)) / count), 7)
        }
      }),
    )
  })
})

describe('McNemar’s test', () => {
  test('the textbook case of 121 and 59: χ² = 21.36', () => {
    const { chiSquared, method, p } = mcNemar(121, 59)
    expect(method).toBe('chi-squared')
    expect(chiSquared).toBeCloseTo(21.3556, 4)
    expect(p).toBeGreaterThan(3e-6)
    expect(p).toBeLessThan(5e-6)
  })

  test('the textbook case of 6 and 16, too few for χ²: p = 0.0525', () => {
    expect(mcNemar(6, 16)).toMatchObject({ method: 'exact', chiSquared: null })
    expect(mcNemar(6, 16).p).toBeCloseTo(0.0525, 4)
  })

  test('few: as counted over all outcomes', () => {
    for (let first = 0; first <= 6; first++) {
      for (let second = 0; second <= 6; second++) {
        const differing = first + second
        // Every outcome of so many throws of a coin, and those that are as uneven as what was seen.
        let uneven = 0
        for (let outcome = 0; outcome < 2 ** differing; outcome++) {
          const heads = outcome.toString(2).replaceAll('0', '').length
          if (Math.abs(2 * heads - differing) >= Math.abs(first - second)) uneven++
        }
        expect(mcNemar(first, second).p).toBeCloseTo(uneven / 2 ** differing, 12)
      }
    }
  })

  test('the same whichever is named first, and 1 where neither is better', () => {
    const times = fc.integer({ min: 0, max: 5000 })
    fc.assert(
      fc.property(times, times, (first, second) => {
        const { p } = mcNemar(first, second)
        expect(mcNemar(second, first).p).toBe(p)
        expect(p).toBeGreaterThanOrEqual(0)
        expect(p).toBeLessThanOrEqual(1)
        expect(mcNemar(first, first).p).toBeCloseTo(1, 12)
      }),
    )
  })

  test('a larger difference among as many is less likely', () => {
    for (const differing of [10, 24, 25, 26, 300]) {
      const all = Array.from(
        { length: Math.floor(differing / 2) + 1 },
        (_, few) => mcNemar(few, differing - few).p,
      )
      expect(all).toEqual(all.toSorted((a, b) => a - b))
    }
  })

  test('χ² and the exact test agree where one takes over from the other', () => {
    for (let few = 0; few <= 12; few++) {
      const exact = mcNemar(few, 24 - few).p
      const [low, high] = [mcNemar(few, 25 - few).p, mcNemar(few + 1, 24 - few).p]
      expect(exact).toBeGreaterThan(low / 4 - 1e-5)
      expect(exact).toBeLessThan(high * 4 + 1e-5)
    }
  })
})

// Abramowitz and Stegun (1964), tables 7.1 and 7.3.
test.each([
  [0, 1],
  [0.5, 0.4795001222],
  [1, 0.1572992071],
  [1.5, 0.0338948535],
  [1.9999, 0.0046798],
  [2, 0.004677735],
  [3, 2.2090497e-5],
  [5, 1.537459794e-12],
])('erfc(%f)', (x, value) => {
  expect(complementaryError(x) / value).toBeCloseTo(1, 4)
})

test('erfc falls, also where the series gives way to the fraction', () => {
  const values = Array.from({ length: 4000 }, (_, index) => complementaryError(index / 1000))
  for (const [index, value] of values.entries()) {
    if (index > 0) expect(value).toBeLessThan(values[index - 1]!)
  }
})

test('mean and standard deviation', () => {
  expect(mean([2, 4, 4, 4, 5, 5, 7, 9])).toBe(5)
  expect(standardDeviation([2, 4, 4, 4, 5, 5, 7, 9])).toBeCloseTo(Math.sqrt(32 / 7), 12)
  expect(standardDeviation([3])).toBeNull()
})
