import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { signedDistances } from '../../src-main/images/distance.ts'
import { SIDE } from '../../src-main/images/field.ts'
import { drawOutline, naturalWidth, outlineOf } from '../../src-main/images/outline.ts'
import { imageOfInk } from '../../src-main/images/strokes.ts'
import { difference } from './difference.ts'
import { greysOf, paint, plainScene } from './pictures.ts'
import { someInk } from './some-ink.ts'

const mass = (image: Uint8Array): number => image.reduce((sum, ink) => sum + ink, 0) / 255

describe('signedDistances', () => {
  test('agree with looking at every pixel', () => {
    const shape = fc
      .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 2, max: 12 }))
      .chain(([width, height]) =>
        fc
          .array(fc.boolean(), { minLength: width * height, maxLength: width * height })
          .map((inside) => ({ width, height, inside: Uint8Array.from(inside, Number) })),
      )
      .filter(({ inside }) => inside.includes(0) && inside.includes(1))
    fc.assert(
      fc.property(shape, ({ width, height, inside }) => {
        const distances = signedDistances(inside, width, height)
        for (let i = 0; i < inside.length; i++) {
          let nearest = Infinity
          for (let j = 0; j < inside.length; j++) {
            if (inside[j] === inside[i]) continue
            const dx = (i % width) - (j % width)
            const dy = Math.floor(i / width) - Math.floor(j / width)
            nearest = Math.min(nearest, Math.sqrt(dx * dx + dy * dy))
          }
          expect(distances[i]).toBeCloseTo(inside[i] === 1 ? 0.5 - nearest : nearest - 0.5, 5)
        }
      }),
    )
  })
})

describe('drawOutline', () => {
  const shapeOf = (pen: number): Uint8Array =>
    greysOf(paint(someInk[2], { ...plainScene, digit: 200, pen, paper: 0, ink: 1 })).values.map((ink) =>
      ink >= 128 ? 1 : 0,
    )
  const { width, height } = plainScene

  test.for([3, 8, 16, 24, 36])('a pen of %d pixels in 200 comes out as that of strokes', (pen) => {
    const outline = outlineOf(shapeOf(pen), width, height)
    expect(Math.abs(outline.line / pen - 1)).toBeLessThan(0.15)
    expect(naturalWidth(outline)).toBeCloseTo(outline.line / 10, 1)
    const image = drawOutline(outline, { thinnest: 2.2, thickest: 2.2, softness: 1.5 })
    const strokes = imageOfInk(someInk[2])!
    expect(difference(image, strokes)).toBeLessThan(pen > 30 ? 0.3 : 0.15)
    expect(Math.abs(mass(image) / mass(strokes) - 1)).toBeLessThan(0.15)
  })

  test('a blot stays a blot', () => {
    const blot = Uint8Array.from({ length: 100 * 100 }, (_, i) =>
      ((i % 100) - 50) ** 2 + (i / 100 - 50) ** 2 < 400 ? 1 : 0,
    )
    const image = drawOutline(outlineOf(blot, 100, 100))
    expect(mass(image)).toBeLessThan(40)
    expect(image[14 * SIDE + 14]).toBe(255)
  })

  test('a single pixel is drawn as a dot', () => {
    const image = drawOutline(outlineOf(Uint8Array.of(0, 0, 0, 0, 1, 0, 0, 0, 0), 3, 3))
    expect(mass(image)).toBeGreaterThan(1)
    expect(mass(image)).toBeLessThan(40)
  })
})
