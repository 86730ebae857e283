import { expect, test } from 'vitest'
import { PalmGuard } from '../../src-renderer/pad/palm.ts'

const contact = (pointerType: string, timeStamp: number, size = 30) => ({
  pointerType,
  timeStamp,
  width: size,
  height: size / 2,
})

test('a finger draws where no pen is, a palm never', () => {
  const guard = new PalmGuard()
  expect(guard.accepts(contact('touch', 0))).toBe(true)
  expect(guard.accepts(contact('touch', 0, 90))).toBe(false)
  expect(guard.accepts(contact('mouse', 0, 1))).toBe(true)
})

test('a touch does not draw while a pen is near, nor for a second after', () => {
  const guard = new PalmGuard()
  guard.penNear(contact('pen', 5000))
  expect(guard.accepts(contact('touch', 9000))).toBe(false)
  expect(guard.accepts(contact('pen', 9000))).toBe(true)
  guard.penGone(contact('pen', 10_000))
  expect(guard.accepts(contact('touch', 10_900))).toBe(false)
  expect(guard.accepts(contact('touch', 11_100))).toBe(true)
})
