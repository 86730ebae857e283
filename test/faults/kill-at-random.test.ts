import { expect, test } from 'vitest'
import { killAtRandom } from './killing.ts'

test('what was confirmed is there after kill -9, and a training goes on as if nothing had been', async () => {
  const outcome = await killAtRandom({ moments: 4, seed: 3, every: 0.3, longest: 2 })
  expect(outcome.faults).toEqual([])
  expect(outcome.kept).toEqual(outcome.confirmed)
  expect(outcome.confirmed.digits).toBeGreaterThan(0)
  expect(outcome.resumed).toBe(outcome.lost.length)
  expect(outcome.resumed).toBeGreaterThan(0)
}, 120_000)
