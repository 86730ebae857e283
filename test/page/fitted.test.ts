import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Drawing } from '../../src-main/contract.ts'
import { fitted } from '../../src-renderer/pad/fitted.ts'
import { PAD_SIZE } from '../../src-renderer/pad/sheet.ts'

const coordinate = fc.double({ min: -100_000, max: 100_000, noNaN: true })
const drawing: fc.Arbitrary<Drawing> = fc.array(
  fc.array(fc.tuple(coordinate, coordinate, fc.nat(1000), fc.constant(0.5)), { minLength: 1, maxLength: 5 }),
  { minLength: 1, maxLength: 4 },
)

describe('a drawing from elsewhere', () => {
  it('lies on the pad, with its proportions, its times and its pressure', () => {
    fc.assert(
      fc.property(drawing, (strokes) => {
        const lying = fitted(strokes)
        expect(lying.map((stroke) => stroke.length)).toEqual(strokes.map((stroke) => stroke.length))
        const [before, after] = [strokes.flat(), lying.flat()]
        for (const [i, [x, y, time, pressure]] of after.entries()) {
          expect(Math.min(x, y)).toBeGreaterThan(-1e-6)
          expect(Math.max(x, y)).toBeLessThan(PAD_SIZE + 1e-6)
          expect([time, pressure]).toEqual(before[i]!.slice(2))
        }
        // Similar triangles: every distance along x is to every distance along y what it was.
        const [[x0, y0], [x1, y1]] = [before[0]!, before.at(-1)!]
        const [[u0, v0], [u1, v1]] = [after[0]!, after.at(-1)!]
        expect(((x1 - x0) * (v1 - v0)) / 1e5).toBeCloseTo(((y1 - y0) * (u1 - u0)) / 1e5, 5)
      }),
    )
  })

  it('stays as it is where it lies on the pad already', () => {
    const strokes: Drawing = [
      [
        [40, 50, 0, 0.3],
        [200, 250, 80, 0.6],
      ],
    ]
    expect(fitted(strokes)).toBe(strokes)
  })

  it('is moved to the middle where it is a mere point', () => {
    expect(fitted([[[5000, 7000, 0, 0.5]]])).toEqual([[[PAD_SIZE / 2, PAD_SIZE / 2, 0, 0.5]]])
  })
})
