import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { centreOfMass, PIXELS, SIDE } from '../../src-main/images/field.ts'
import type { GreyImage } from '../../src-main/images/grey-image.ts'
import { normaliseImage } from '../../src-main/images/normalise.ts'
import { resample, shrink } from '../../src-main/images/resample.ts'
import { imageOfInk } from '../../src-main/images/strokes.ts'
import { difference } from './difference.ts'
import { greysOf, paint, plainScene } from './pictures.ts'
import { someInk } from './some-ink.ts'

const picture = (width: number, height: number, ink: (x: number, y: number) => number): GreyImage => ({
  width,
  height,
  values: Uint8Array.from({ length: width * height }, (_, i) => ink(i % width, Math.floor(i / width))),
})

const anyPicture = fc
  .tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }))
  .chain(([width, height]) =>
    fc
      .uint8Array({ minLength: width * height, maxLength: width * height })
      .map((values): GreyImage => ({ width, height, values })),
  )

describe('resample', () => {
  test('hand-worked: three pixels to two, two to four', () => {
    const three = { width: 3, height: 1, values: Uint8Array.of(30, 90, 210) }
    // Each of the two covers one pixel and half of the middle one.
    const two = resample(three, { left: 0, top: 0, width: 3, height: 1 }, 2, 1)
    expect([...two.values]).toEqual([50, 170])
    // The four centres lie at 0.25, 0.75, 1.25 and 1.75 of the two pixels, whose centres lie at 0.5 and 1.5.
    const four = resample(two, { left: 0, top: 0, width: 2, height: 1 }, 4, 1)
    expect([...four.values]).toEqual([50, 80, 140, 170])
  })

  test('to the same size changes nothing, and a part is cut out as it is', () => {
    fc.assert(
      fc.property(anyPicture, (image) => {
        const { width, height } = image
        expect(resample(image, { left: 0, top: 0, width, height }, width, height)).toEqual(image)
        const part = resample(image, { left: width - 1, top: height - 1, width: 1, height: 1 }, 1, 1)
        expect(part.values[0]).toBe(image.values.at(-1))
      }),
    )
  })

  test('made smaller by a whole number, each pixel is the mean of its square', () => {
    fc.assert(
      fc.property(anyPicture, fc.integer({ min: 1, max: 4 }), (image, factor) => {
        const width = Math.floor(image.width / factor)
        const height = Math.floor(image.height / factor)
        fc.pre(width > 0 && height > 0)
        const area = { left: 0, top: 0, width: width * factor, height: height * factor }
        const small = resample(image, area, width, height)
        for (let y = 0; y < height; y++) {
          for (let x = 0; x < width; x++) {
            let sum = 0
            for (let dy = 0; dy < factor; dy++) {
              for (let dx = 0; dx < factor; dx++) {
                sum += image.values[(y * factor + dy) * image.width + x * factor + dx]!
              }
            }
            expect(Math.abs(small.values[y * width + x]! - sum / factor ** 2)).toBeLessThanOrEqual(0.51)
          }
        }
      }),
    )
  })

  test('shrink keeps the proportions, and what is small enough', () => {
    const wide = picture(300, 100, () => 7)
    expect(shrink(wide, 300)).toBe(wide)
    expect(shrink(wide, 90)).toMatchObject({ width: 90, height: 30 })
    expect(
      shrink(
        picture(1000, 1, () => 7),
        10,
      ),
    ).toMatchObject({ width: 10, height: 1 })
  })
})

describe('normaliseImage', () => {
  test('paper alone stays paper', () => {
    expect(normaliseImage(picture(10, 10, () => 0))).toEqual(new Uint8Array(PIXELS))
  })

  test('a block of 20 × 10 in a corner comes to the middle', () => {
    const block = picture(100, 90, (x, y) => (x < 20 && y < 10 ? 200 : 0))
    const image = normaliseImage(block)
    const expected = picture(SIDE, SIDE, (x, y) => (x >= 4 && x < 24 && y >= 9 && y < 19 ? 200 : 0))
    // The middle comes to 14.5, which two whole places are equally near to: MNIST takes the one up and to the left.
    expect(image).toEqual(expected.values)
  })

  test('the centre of mass comes to the middle', () => {
    fc.assert(
      fc.property(anyPicture, (image) => {
        fc.pre(image.values.some((ink) => ink > 0) && image.width > 3 && image.height > 3)
        const clean = { ...image, values: image.values.map((ink, i) => (i % 3 === 0 ? ink : 0)) }
        const normalised = normaliseImage(clean)
        if (normalised.every((ink) => ink === 0)) return
        const [x, y] = centreOfMass(normalised, SIDE)
        // Whole pixels, and no farther than to the field's edge.
        expect(Math.abs(x - 14.5)).toBeLessThan(5.1)
        expect(Math.abs(y - 14.5)).toBeLessThan(5.1)
      }),
    )
  })

  test('size and place do not matter', () => {
    const scene = { ...plainScene, paper: 0, ink: 1 }
    const small = normaliseImage(greysOf(paint(someInk[5], { ...scene, digit: 60, pen: 7, at: [0.3, 0.4] })))
    const large = normaliseImage(greysOf(paint(someInk[5], { ...scene, digit: 240, pen: 28 })))
    expect(difference(small, large)).toBeLessThan(0.12)
  })

  test('a pen much too thin or too thick for MNIST is made like one of its own', () => {
    const expected = imageOfInk(someInk[2])!
    for (const pen of [2, 60]) {
      const scene = { ...plainScene, digit: 240, pen, paper: 0, ink: 1 }
      expect(difference(normaliseImage(greysOf(paint(someInk[2], scene))), expected)).toBeLessThan(0.35)
    }
  })

  test('a little noise on the paper is not taken for ink', () => {
    const clean = paint(someInk[7], { ...plainScene, digit: 100, pen: 12, paper: 0, ink: 1 })
    const greys = greysOf(clean)
    const noisy = { ...greys, values: greys.values.map((ink, i) => Math.max(ink, (i * 7919) % 13)) }
    expect(difference(normaliseImage(noisy), normaliseImage(greys))).toBeLessThan(0.2)
  })

  test("MNIST's own images stay as they are", (context) => {
    const folder = process.env['DIGIT_PAD_MNIST'] ?? '../shared/mnist'
    const file = join(folder, 't10k-images-idx3-ubyte.gz')
    if (!existsSync(file)) context.skip(`${file} is not there: set DIGIT_PAD_MNIST to a folder with MNIST.`)
    const bytes = gunzipSync(readFileSync(file)).subarray(16)
    let same = 0
    for (let i = 0; i < 2_000; i++) {
      const values = new Uint8Array(bytes.subarray(i * PIXELS, (i + 1) * PIXELS))
      const image = normaliseImage({ width: SIDE, height: SIDE, values })
      if (image.every((ink, at) => ink === values[at])) same++
    }
    // One in some thousands does not fill the 20×20 box, or lies a pixel beside where it should.
    expect(same).toBeGreaterThanOrEqual(1_998)
  })
})
