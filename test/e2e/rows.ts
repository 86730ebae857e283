/** Digits in a row, as a number is written. */
import type { Ink } from '../../src-main/images/ink.ts'
import { oneOfEach } from './digits.ts'

/** Digits side by side, equally high, with gaps of a third of their height. */
export function rowOf(...number: number[]): Ink {
  const digits = oneOfEach()
  let right = 0
  return number.flatMap((digit) => {
    const { strokes } = digits[digit]!
    const xs = strokes.flatMap((stroke) => stroke.map(([x = 0]) => x))
    const ys = strokes.flatMap((stroke) => stroke.map(([, y = 0]) => y))
    const [left, top] = [Math.min(...xs), Math.min(...ys)]
    const scale = 90 / (Math.max(...ys) - top)
    const from = right
    right += (Math.max(...xs) - left) * scale + 30
    return strokes.map((stroke) =>
      stroke.map(([x = 0, y = 0]) => [from + (x - left) * scale, (y - top) * scale]),
    )
  })
}
