/** Shapes that turn or repeat: spirals, flowers, rings. Exactly rounded arithmetic only, as in `hand.ts`. */
import { turn } from '../../../images/turn.ts'
import type { Random } from '../../../kernels/random.ts'
import type { Curve, Point } from '../curve.ts'

/** A drawing as curves in any unit; the images fit it to their box. */
export type Curves = readonly Curve[]

export const TURNING_SHAPES: Readonly<Record<string, (random: Random) => Curves>> = {
  spiral: (random) => {
    const turns = random.between(2.5, 4.5)
    return [polar(turns * 360, (share) => 4 + 46 * share, random)]
  },
  'double spiral': (random) => {
    const first = polar(random.between(800, 1100), (share) => 46 - 40 * share, random)
    const second = polar(random.between(800, 1100), (share) => 46 - 40 * share, random)
    return [first, second.map(([x, y]): Point => [x + random.between(-1, 1) + 105, y])]
  },
  flower: (random) => {
    const petals = 4 + random.integer(4)
    const depth = random.between(0.5, 0.8)
    return [polar(370, (share) => 50 * (1 - depth * wave(share * petals)), random)]
  },
  target: (random) => {
    const rings = 2 + random.integer(3)
    return Array.from({ length: rings }, (_, ring) =>
      polar(random.between(350, 380), () => (50 * (ring + 1)) / rings, random),
    )
  },
  'crossed ring': (random) => [
    polar(random.between(350, 380), () => 50, random),
    spoke(random.between(-60, 60), 52),
    spoke(random.between(-60, 60) + 90, 52),
  ],
  'pie chart': (random) => [
    polar(random.between(350, 380), () => 50, random),
    ...Array.from({ length: 3 }, (_, piece) => {
      const { cosine, sine } = turn(piece * 120 + random.between(-40, 40))
      return [
        [0, 0],
        [50 * cosine, 50 * sine],
      ] as const
    }),
  ],
  gear: (random) => {
    const teeth = 7 + random.integer(5)
    return [
      polar(370, (share) => ((share * teeth) % 1 < 0.5 ? 36 : 50), random),
      polar(370, () => 14, random),
    ]
  },
  'overlapping rings': (random) => {
    const apart = random.between(45, 80)
    return [
      polar(370, () => 40, random),
      polar(370, () => 40, random).map(([x, y]): Point => [x + apart, y + random.between(-1, 1)]),
    ]
  },
}

/** A curve around (0, 0) over `degrees`, from any angle in either sense, a little oval; `radius` by the share of the way, 0 to 1. */
function polar(degrees: number, radius: (share: number) => number, random: Random): Point[] {
  const points = Math.ceil(degrees / 9)
  const start = random.between(0, 360)
  const sense = random.next() < 0.5 ? 1 : -1
  const width = random.between(0.8, 1.2)
  return Array.from({ length: points + 1 }, (_, index): Point => {
    const { cosine, sine } = turn(start + (sense * index * degrees) / points)
    const away = radius(index / points) * (1 + 0.02 * random.gaussian())
    return [away * cosine * width, away * sine]
  })
}

/** A line through (0, 0). */
function spoke(degrees: number, length: number): Point[] {
  const { cosine, sine } = turn(degrees)
  return [
    [-length * cosine, -length * sine],
    [length * cosine, length * sine],
  ]
}

/** From 0 up to 1 and down again in each unit, by a parabola. */
function wave(place: number): number {
  const share = place % 1
  return 4 * share * (1 - share)
}
