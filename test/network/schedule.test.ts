import { describe, expect, it } from 'vitest'
import { learningRateAt } from '../../src-main/network/schedule.ts'

describe('the learning rate', () => {
  it('stays as it is when constant', () => {
    expect([0, 5, 9].map((step) => learningRateAt('constant', 0.1, step, 10))).toEqual([0.1, 0.1, 0.1])
  })

  it('warms up, then falls along half a cosine', () => {
    const at = (step: number) => learningRateAt('cosine', 8, step, 1000)
    // 30 steps of warming up, 970 of cooling down.
    expect(at(0)).toBeCloseTo(8 / 30, 9)
    expect(at(14)).toBeCloseTo(4, 9)
    expect(at(29)).toBe(8)
    expect(at(30)).toBe(8)
    expect(at(30 + 970 / 2)).toBeCloseTo(4, 9)
    expect(at(999)).toBeGreaterThan(0)
    expect(at(999)).toBeLessThan(1e-4)
  })

  it('is more than 0 and at most the peak in the shortest runs', () => {
    for (const steps of [1, 2, 3, 40]) {
      for (let step = 0; step < steps; step++) {
        expect(learningRateAt('cosine', 1, step, steps)).toBeGreaterThan(0)
        expect(learningRateAt('cosine', 1, step, steps)).toBeLessThanOrEqual(1)
      }
    }
  })
})
