/** The fuzzer's short run; `npm run fuzz` is the long one. */
import { expect, test } from 'vitest'
import { fuzz } from './fuzz-target.ts'
import { targets, type TargetName } from './targets.ts'

const CASES = 2000

// The same each time: what is found at random is found by the long run, and then has a test of its own.
test.for(Object.keys(targets) as TargetName[])('%s', { timeout: 300_000 }, async (name) => {
  const { cases, failure } = await fuzz(name, CASES, 1)
  expect(failure).toBeNull()
  expect(cases).toBe(CASES)
})
