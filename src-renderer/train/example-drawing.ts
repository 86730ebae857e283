/** A drawing to show normalisation with while the pad is empty: a small 5 in a corner, as nobody should have to draw it. */
import type { Drawing } from '../../src-main/contract.ts'

const at = (points: readonly (readonly [number, number])[]): Drawing[number] =>
  points.map(([x, y], index) => [x, y, index * 20, 0.5])

export const EXAMPLE_DRAWING: Drawing = [
  at([
    [176, 150],
    [172, 172],
    [170, 190],
    [184, 184],
    [200, 186],
    [210, 198],
    [210, 214],
    [200, 228],
    [184, 232],
    [168, 226],
  ]),
  at([
    [176, 150],
    [192, 149],
    [208, 147],
  ]),
]
