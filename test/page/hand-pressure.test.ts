import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HandPressure } from '../../src-renderer/pad/hand-pressure.ts'

/** The pressure at the end of a line drawn at a steady speed, in units a ms, reported so many times a second. */
function after(speed: number, reports: number, milliseconds = 400): number {
  const hand = new HandPressure()
  const every = 1000 / reports
  let pressure = 0
  for (let time = 0; time <= milliseconds; time += every) pressure = hand.next([speed * time, 0, time, 0.5])
  return pressure
}

describe('The pressure of a hand that nobody measured', () => {
  test('is less the quicker the hand is', () => {
    const pressures = [0, 0.2, 0.6, 1, 1.4].map((speed) => after(speed, 120))
    expect(pressures).toEqual([...pressures].sort((a, b) => b - a))
    expect(new Set(pressures).size).toBe(5)
  })

  test('does not depend on how often the pointer reports', () => {
    for (const speed of [0.3, 0.9]) expect(after(speed, 1000)).toBeCloseTo(after(speed, 60), 2)
  })

  test('is a share whatever is told, and the same where time stands still', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer(), fc.integer(), fc.nat(10_000), fc.constant(0.5)), { minLength: 1 }),
        (points) => {
          const hand = new HandPressure()
          for (const point of points) {
            const pressure = hand.next(point)
            expect(pressure).toBeGreaterThanOrEqual(0)
            expect(pressure).toBeLessThanOrEqual(1)
          }
          const last = points.at(-1)!
          expect(hand.next([9, 9, last[2], 0.5])).toBe(hand.next([99, 99, last[2], 0.5]))
        },
      ),
    )
  })
})
