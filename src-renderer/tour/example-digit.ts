/** A 3 for those who cannot or do not want to draw one: read surely upright, and misread once it is turned. */
import type { Drawing } from '../../src-main/contract.ts'

/** Points on an arc, in pad units; angles in degrees, clockwise from the right, since y grows downward. */
function arc(x: number, y: number, radius: number, from: number, to: number): readonly [number, number][] {
  const steps = 24
  return Array.from({ length: steps + 1 }, (_, step) => {
    const angle = ((from + ((to - from) * step) / steps) * Math.PI) / 180
    return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)]
  })
}

/** One line of two bows. */
export const EXAMPLE_THREE: Drawing = [
  [...arc(136, 92, 46, -160, 70), ...arc(138, 186, 52, -80, 150)].map(([x, y], index) => [
    Math.round(x * 10) / 10,
    Math.round(y * 10) / 10,
    index * 14,
    0.5,
  ]),
]
