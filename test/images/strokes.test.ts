import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BOX, CENTRE, centreOfMass, PIXELS, SIDE } from '../../src-main/images/field.ts'
import type { Ink } from '../../src-main/images/ink.ts'
import { imageOfInk, MNIST_LIKE } from '../../src-main/images/strokes.ts'

const drawn = (ink: Ink): Uint8Array => {
  const image = imageOfInk(ink)
  if (image === null) throw new Error('There is no ink.')
  return image
}

interface Box {
  left: number
  right: number
  top: number
  bottom: number
}

function boxOf(image: Uint8Array, least = 1): Box {
  const box = { left: SIDE, right: 0, top: SIDE, bottom: 0 }
  for (const [i, ink] of image.entries()) {
    if (ink < least) continue
    box.left = Math.min(box.left, i % SIDE)
    box.right = Math.max(box.right, (i % SIDE) + 1)
    box.top = Math.min(box.top, Math.floor(i / SIDE))
    box.bottom = Math.max(box.bottom, Math.floor(i / SIDE) + 1)
  }
  return box
}

const mass = (image: Uint8Array): number => image.reduce((sum, ink) => sum + ink, 0) / 255

const point = fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 400 }))
const drawing = fc.array(fc.array(point, { minLength: 1, maxLength: 30 }), { minLength: 1, maxLength: 4 })
/** Drawings that are larger than a touch of the pen. */
const digit = drawing.filter((ink) => {
  const points = ink.flat()
  const extent = (axis: 0 | 1): number =>
    Math.max(...points.map((p) => p[axis])) - Math.min(...points.map((p) => p[axis]))
  return Math.max(extent(0), extent(1)) >= 40
})

const seven: Ink = [
  [
    [100, 100],
    [200, 100],
    [140, 300],
  ],
]

describe('imageOfInk', () => {
  test('no ink, no image', () => {
    expect(imageOfInk([])).toBeNull()
    expect(imageOfInk([[]])).toBeNull()
    expect(imageOfInk([[[]], [[5]], [[NaN, 3]], [[Infinity, 0]]])).toBeNull()
  })

  test('a level line: hand-worked greys', () => {
    // Its middle is laid through the centres of a row of pixels, since the centre of mass comes to 14.5. Ink falls from full at
    // (2.2 − 1.5) / 2 = 0.35 pixels from the middle to none at (2.2 + 1.5) / 2 = 1.85.
    const image = drawn([
      [
        [0, 50],
        [100, 50],
      ],
    ])
    const column = Array.from({ length: SIDE }, (_, y) => image[y * SIDE + 14])
    const beside = Math.round((255 * (1.85 - 1)) / 1.5)
    expect(column).toEqual(Array.from(column, (_, y) => (y === 14 ? 255 : y === 13 || y === 15 ? beside : 0)))
    // The box is 20 wide, from 4.5 to 24.5, so the outermost pixels' centres are at its very edge and have no ink.
    expect(boxOf(image)).toEqual({ left: 5, right: 24, top: 13, bottom: 16 })
  })

  test('fits the 20×20 box, its centre of mass in the middle, whatever is drawn', () => {
    fc.assert(
      fc.property(digit, (ink) => {
        const image = drawn(ink)
        const box = boxOf(image)
        const extent = Math.max(box.right - box.left, box.bottom - box.top)
        // The curve between far points may leave their box a little, and the box need not start at a whole pixel.
        expect(extent).toBeGreaterThanOrEqual(BOX - 2)
        expect(extent).toBeLessThanOrEqual(BOX + 3)
        const [x, y] = centreOfMass(image, SIDE)
        // The centre is exact unless the ink would have to leave the field for it.
        if (box.left > 0 && box.right < SIDE) expect(Math.abs(x - CENTRE)).toBeLessThan(0.2)
        if (box.top > 0 && box.bottom < SIDE) expect(Math.abs(y - CENTRE)).toBeLessThan(0.2)
      }),
    )
  })

  test('the size and the place on the pad mean nothing', () => {
    fc.assert(
      fc.property(
        digit,
        fc.double({ min: 0.01, max: 1000, noNaN: true }),
        fc.integer({ min: -50, max: 50 }),
        (ink, scale, shift) => {
          const moved = ink.map((stroke) =>
            stroke.map(([x, y]) => [scale * (x + shift), scale * (y + shift)]),
          )
          const one = drawn(ink)
          const other = drawn(moved)
          // Rounding may decide otherwise whether a point is near enough to the one before to be left out.
          for (const [i, value] of one.entries()) expect(Math.abs(value - other[i]!)).toBeLessThan(40)
        },
      ),
    )
  })

  test('further numbers in a point, the order of strokes and the direction of the pen do not matter', () => {
    const strokes = [
      ...seven,
      [
        [110, 200],
        [190, 210],
      ],
    ]
    const image = drawn(strokes)
    expect(drawn(strokes.toReversed())).toEqual(image)
    expect(drawn(strokes.map((stroke) => stroke.toReversed()))).toEqual(image)
    expect(drawn(strokes.map((stroke) => stroke.map((point, i) => [...point, 10 * i, 0.5])))).toEqual(image)
  })

  test('a turned or mirrored drawing gives the turned or mirrored image', () => {
    fc.assert(
      fc.property(digit, (ink) => {
        const image = drawn(ink)
        const transposed = drawn(ink.map((stroke) => stroke.map(([x, y]) => [y, x])))
        for (let i = 0; i < PIXELS; i++) {
          expect(Math.abs(transposed[(i % SIDE) * SIDE + Math.floor(i / SIDE)]! - image[i]!)).toBeLessThan(3)
        }
      }),
    )
  })

  test('points that are repeated, missing or not numbers change nothing', () => {
    const doubled = seven.map((stroke) => stroke.flatMap((point) => [point, point, [NaN, 1], [3], []]))
    expect(drawn(doubled)).toEqual(drawn(seven))
  })

  test('a pen that crosses its own line makes it no darker', () => {
    const there = seven[0]!
    expect(drawn([[...there, ...there.toReversed()]])).toEqual(drawn(seven))
  })

  test('a dot is a dot, and a tap with a trembling finger too', () => {
    const dot = drawn([[[211, 190]]])
    const radius = (MNIST_LIKE.pen.width + MNIST_LIKE.pen.softness) / 2
    expect(mass(dot)).toBeLessThan(Math.PI * radius ** 2)
    expect(mass(dot)).toBeGreaterThan(2)
    const tap = [
      [211, 190],
      [212, 190],
    ]
    expect(drawn([tap])).toEqual(dot)
  })

  test('a thin digit stays thin: a 1 is as wide as the pen', () => {
    const image = drawn([
      [
        [200, 100],
        [201, 150],
        [200, 300],
      ],
    ])
    const { left, right, top, bottom } = boxOf(image, 128)
    expect(right - left).toBeLessThanOrEqual(3)
    expect(bottom - top).toBeGreaterThanOrEqual(18)
  })

  test('points far apart are joined by a curve, corners stay sharp', () => {
    const circle = (points: number): Ink => [
      Array.from({ length: points + 1 }, (_, i) => {
        const angle = (2 * Math.PI * i) / points
        return [200 + 80 * Math.cos(angle), 200 + 80 * Math.sin(angle)]
      }),
    ]
    const difference = (a: Uint8Array, b: Uint8Array): number =>
      a.reduce((sum, ink, i) => sum + Math.abs(ink - b[i]!), 0) / a.reduce((sum, ink) => sum + ink, 0)
    const finePoints = (ink: Ink): Ink =>
      ink.map((stroke) =>
        stroke.flatMap((point, i) => {
          const next = stroke[i + 1]
          if (!next) return [point]
          const between = (t: number): number[] =>
            point.map((value, axis) => value + t * (next[axis]! - value))
          return Array.from({ length: 50 }, (_, step) => between(step / 50))
        }),
      )
    const round = drawn(circle(200))
    const straight = difference(drawn(finePoints(circle(12))), round)
    expect(difference(drawn(circle(12)), round)).toBeLessThan(straight / 2)
    expect(difference(drawn(seven), drawn(finePoints(seven)))).toBeLessThan(0.02)
  })

  test.for([1e-300, 1e-9, 1, 1e9, 1e90])('coordinates around %d', (size) => {
    const scaled = seven.map((stroke) => stroke.map(([x, y]) => [size * x!, size * y!]))
    const image = drawn(scaled)
    const plain = drawn(seven)
    for (const [i, value] of plain.entries()) expect(Math.abs(value - image[i]!)).toBeLessThan(3)
  })

  test('anything made of numbers gives an image or nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.array(fc.double()))), (ink) => {
        const image = imageOfInk(ink)
        expect(image === null || (image.length === PIXELS && mass(image) > 0)).toBe(true)
      }),
    )
  })

  test('twenty thousand points take no time that a person notices', () => {
    const scribble = [Array.from({ length: 20_000 }, (_, i) => [(i * 7919) % 307, (i * 104_729) % 311])]
    drawn(scribble)
    const start = performance.now()
    drawn(scribble)
    // 2 ms on an idle machine of 2020.
    expect(performance.now() - start).toBeLessThan(40)
  })
})
