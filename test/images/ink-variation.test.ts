import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { varyInk, type Variation } from '../../src-main/images/ink-variation.ts'
import type { Ink } from '../../src-main/images/ink.ts'
import { imageOfInk } from '../../src-main/images/strokes.ts'
import { Random } from '../../src-main/kernels/random.ts'
import { difference } from './difference.ts'

const NONE: Variation = { rotation: 0, scale: 0, shear: 0, bend: 0, stray: 0 }
const SOME: Variation = { rotation: 8, scale: 0.12, shear: 0.12, bend: 0.05, stray: 0.03 }

const seven: Ink = [
  [
    [100, 50],
    [150, 52],
    [200, 50],
    [180, 120],
    [150, 250],
  ],
  [
    [120, 150],
    [210, 148],
  ],
]
const image = (ink: Ink): Uint8Array => imageOfInk(ink)!

describe('An ink drawn another time', () => {
  it('is the same where nothing may vary', () => {
    expect(difference(image(varyInk(seven, null, NONE, Random.of(1))), image(seven))).toBeLessThan(0.02)
  })

  it('differs from seed to seed, and is the same for the same', () => {
    const one = varyInk(seven, null, SOME, Random.of(1))
    expect(varyInk(seven, null, SOME, Random.of(1))).toEqual(one)
    expect(varyInk(seven, null, SOME, Random.of(2))).not.toEqual(one)
  })

  it('lies between two drawings that are written alike', () => {
    // The same 7, its stroke farther left and its second stroke lower.
    const mate = seven.map((line, index) => line.map(([x = 0, y = 0]) => [x - 0.1 * y, y + 25 * index]))
    for (let seed = 0; seed < 20; seed++) {
      const [first = []] = varyInk(seven, mate, NONE, Random.of(seed))
      expect(first).toHaveLength(32)
      const share = Random.of(seed).next()
      const start = (ink: Ink): number => varyInk(ink, null, NONE, Random.of(0))[0]![0]![0]!
      expect(first[0]![0]).toBeCloseTo(start(seven) + share * (start(mate) - start(seven)), 5)
    }
  })

  it('takes nothing from a drawing that is written otherwise', () => {
    const backward = seven.map((line) => line.toReversed())
    const oneStroke = [seven.flat()]
    const alone = varyInk(seven, null, SOME, Random.of(3))
    expect(varyInk(seven, backward, SOME, Random.of(3))).toEqual(alone)
    expect(varyInk(seven, oneStroke, SOME, Random.of(3))).toEqual(alone)
  })

  it('does not depend on the size and the place of either drawing', () => {
    const moved = seven.map((line) => line.map(([x = 0, y = 0]) => [x * 3 + 1000, y * 3 - 500]))
    const one = varyInk(seven, seven, SOME, Random.of(4)).flat(2)
    const other = varyInk(moved, seven, SOME, Random.of(4)).flat(2)
    other.forEach((value, index) => {
      expect(value).toBeCloseTo(one[index]!, 9)
    })
  })

  it('has an image, whatever was drawn', () => {
    const point = fc.tuple(
      fc.double({ min: -500, max: 500, noNaN: true }),
      fc.double({ min: -500, max: 500, noNaN: true }),
    )
    const drawn = fc.array(fc.array(point, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(drawn, drawn, fc.nat(1000), (ink, mate, seed) => {
        const varied = varyInk(ink, mate, SOME, Random.of(seed))
        expect(varied.flat(2).every(Number.isFinite)).toBe(true)
        expect(imageOfInk(varied)?.some((value) => value > 0)).toBe(true)
      }),
    )
  })
})
