/** Next to nothing: touches of the pen and specks. They lie on a pad of 300 × 300, so that a touch is known as one. */
import type { Random } from '../../../kernels/random.ts'
import type { Point } from '../curve.ts'
import type { Curves } from './turning-shapes.ts'

const PAD = 300

export const SPECKS: Readonly<Record<string, (random: Random) => Curves>> = {
  dot: (random) => [[place(random)]],
  'smeared dot': (random) => {
    const [x, y] = place(random)
    return [
      [
        [x, y],
        [x + random.between(-1, 1), y + random.between(-1, 1)],
      ],
    ]
  },
  'short dash': (random) => {
    const [x, y] = place(random)
    const long = random.between(8, 30)
    return [
      [
        [x, y],
        [x + long, y + random.between(-0.3, 0.3) * long],
      ],
    ]
  },
  'two dots': (random) => dots(2, random),
  'a few dots': (random) => dots(3 + random.integer(4), random),
  'many dots': (random) => dots(8 + random.integer(20), random),
  'specks and dashes': (random) =>
    Array.from({ length: 3 + random.integer(6) }, () => {
      const [x, y] = place(random)
      const point: Point = [x + random.between(-25, 25), y + random.between(-25, 25)]
      return [[x, y], point] as const
    }),
}

function place(random: Random): Point {
  return [random.between(50, PAD), random.between(50, PAD)]
}

function dots(count: number, random: Random): Curves {
  return Array.from({ length: count }, () => [place(random)])
}
