import { expect, test } from 'vitest'
import { Pace } from '../../src-main/training/pace.ts'

test('speed over the last seconds, time left by the whole run', () => {
  const pace = new Pace(1000, 50)
  expect(pace.secondsLeft).toBeNull()
  expect(pace.samplesPerSecond).toBe(0)
  for (let second = 1; second <= 4; second++) pace.update(second * 100, 50 + second)
  expect(pace.samplesPerSecond).toBe(100)
  expect(pace.secondsLeft).toBe(6)
  // It slows down to a tenth: the speed says so soon, the time left is what 6 s for 420 digits make it.
  pace.update(410, 55)
  pace.update(420, 56)
  expect(pace.samplesPerSecond).toBe(10)
  expect(pace.secondsLeft).toBeCloseTo((580 * 6) / 420)
  pace.update(1000, 60)
  expect(pace.secondsLeft).toBe(0)
})
