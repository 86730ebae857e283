import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drift } from '../../../src-main/training/learning/drift.ts'

const rest = [0, 0, 0, 0, 0, 0, 0, 0]
const rows = (...some: readonly (readonly number[])[]): Float32Array => Float32Array.from(some.flat())

test('The drift is the mean divergence of the answers', () => {
  const before = rows([0.5, 0.5, ...rest], [1, 0, ...rest])
  const after = rows([0.25, 0.75, ...rest], [0.5, 0.5, ...rest])
  const first = 0.5 * Math.log(0.5 / 0.25) + 0.5 * Math.log(0.5 / 0.75)
  expect(drift(before, after, 2)).toBeCloseTo((first + Math.log(2)) / 2, 6)
  expect(drift(before, after, 1)).toBeCloseTo(first, 6)
  expect(drift(before, after, 0)).toBe(0)
})

test('Nothing drifts from itself, nor is anything nearer than that; what was ruled out is far, not infinitely far', () => {
  const answer = fc.array(fc.float({ min: Math.fround(0.001), max: 1, noNaN: true }), {
    minLength: 10,
    maxLength: 10,
  })
  fc.assert(
    fc.property(answer, answer, (one, other) => {
      expect(drift(rows(one), rows(one), 1)).toBeCloseTo(0, 12)
      expect(drift(rows(one), rows(other), 1)).toBeGreaterThanOrEqual(-1e-12)
    }),
  )
  const far = drift(rows([1, 0, ...rest]), rows([0, 1, ...rest]), 1)
  expect(far).toBeGreaterThan(20)
  expect(far).toBeLessThan(Infinity)
})
