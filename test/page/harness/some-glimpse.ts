/** A look into a run, as main would tell it. */
import type { TrainingGlimpse } from '../../../src-main/contract.ts'
import { Random } from '../../../src-main/kernels/random.ts'
import { greysOf } from '../results-samples.ts'

export function someGlimpse(kind: 'units' | 'filters'): TrainingGlimpse {
  const side = kind === 'units' ? 28 : 5
  const count = kind === 'units' ? 24 : 16
  const random = Random.of(1)
  // Waves, a direction for each picture, that fade towards the border.
  const values = Float32Array.from({ length: count * side * side }, (_, place) => {
    const angle = Math.floor(place / (side * side))
    const [x, y] = [(place % side) / side - 0.5, (Math.floor(place / side) % side) / side - 0.5]
    const wave = Math.sin(9 * (x * Math.cos(angle) + y * Math.sin(angle)))
    return 0.86 * wave * Math.exp(-4 * (x * x + y * y)) + 0.13 * (2 * random.next() - 1)
  })
  return {
    weights: { height: side, width: side, count, of: kind === 'units' ? 128 : 16, values },
    errors: [2, 1, 6, 9, 4, 12, 3, 5, 14, 8].map((wrong) => ({ read: 50, wrong })),
    turned: [
      { image: Uint8Array.from(greysOf(3)), label: 4, was: 9, is: 4 },
      { image: Uint8Array.from(greysOf(5)), label: 8, was: 8, is: 3 },
      { image: Uint8Array.from(greysOf(8)), label: 5, was: 6, is: 3 },
    ],
  }
}
