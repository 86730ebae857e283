import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Augmenter, AUGMENTER_BYTES } from '../../src-main/images/augmentation.ts'
import { PIXELS, SIDE } from '../../src-main/images/field.ts'
import { smoothImage, SMOOTHING_OF_WARP } from '../../src-main/images/smoothing.ts'
import { Memory } from '../../src-main/kernels/memory.ts'
import { plainKernels } from '../../src-main/kernels/plain.ts'
import { Random } from '../../src-main/kernels/random.ts'

const share = fc.double({ min: 0, max: 0.25, noNaN: true })
/** Ink with two pixels of paper around it, so that none is lost at the edge. */
const inked = fc
  .uint8Array({ minLength: PIXELS, maxLength: PIXELS })
  .map((values) => values.map((grey, i) => (isInside(i) ? grey : 0)))

function isInside(i: number): boolean {
  const [x, y] = [i % SIDE, Math.floor(i / SIDE)]
  return x >= 2 && x < SIDE - 2 && y >= 2 && y < SIDE - 2
}

/** How far the ink lies from its centre along the rows: the mean square. */
function variance(ink: ArrayLike<number>): number {
  let [mass, first, second] = [0, 0, 0]
  for (let i = 0; i < PIXELS; i++) {
    const x = i % SIDE
    mass += ink[i]!
    first += ink[i]! * x
    second += ink[i]! * x * x
  }
  return second / mass - (first / mass) ** 2
}

describe('an image that is smoothed', () => {
  test('keeps its ink', () => {
    fc.assert(
      fc.property(inked, share, (image, share) => {
        const smooth = smoothImage(image, share)
        const sum = (ink: Uint8Array) => ink.reduce((total, grey) => total + grey, 0)
        // Each pixel is rounded to a whole grey.
        expect(Math.abs(sum(smooth) - sum(image))).toBeLessThanOrEqual(PIXELS / 2)
      }),
    )
  })

  test('hands each neighbour the share that is named, and is itself left as it was', () => {
    const dot = new Uint8Array(PIXELS)
    dot[10 * SIDE + 10] = 240
    const smooth = smoothImage(dot, 1 / 12)
    const around = [-1, 0, 1].map((y) => [-1, 0, 1].map((x) => smooth[(10 + y) * SIDE + 10 + x]))
    expect(around).toEqual([
      [2, 17, 2],
      [17, 167, 17],
      [2, 17, 2],
    ])
    expect(dot[10 * SIDE + 10]).toBe(240)
    expect(dot.reduce((count, grey) => count + (grey > 0 ? 1 : 0), 0)).toBe(1)
  })

  test('is the same where nothing is handed on', () => {
    fc.assert(
      fc.property(inked, (image) => {
        expect(smoothImage(image, 0)).toBe(image)
      }),
    )
  })

  test('at the edges, ink is lost to the paper beyond, not carried to the other side', () => {
    const corner = new Uint8Array(PIXELS)
    corner[SIDE - 1] = 255
    const smooth = smoothImage(corner, 0.25)
    expect(smooth[SIDE]).toBe(0)
    expect(smooth[PIXELS - 1]).toBe(0)
    expect(smooth[SIDE - 2]).toBeGreaterThan(0)
    expect(smooth[2 * SIDE - 1]).toBeGreaterThan(0)
  })
})

test('is spread as much as a warp that only moves images spreads them, on average', () => {
  const image = new Uint8Array(PIXELS)
  for (let y = 8; y < 20; y++) for (let x = 12; x < 15; x++) image[y * SIDE + x] = 255
  const kernels = plainKernels(Memory.ofSize(AUGMENTER_BYTES))
  const augmenter = new Augmenter(kernels, {
    rotation: null,
    uprightShare: 0,
    lean: 0,
    shift: 2,
    scale: 0,
    shear: 0,
    elastic: null,
  })
  const rounds = 2000
  let spread = 0
  for (let round = 0; round < rounds; round++) {
    const moved = new Float32Array(PIXELS)
    augmenter.augment(image, 0, moved, 0, Random.of(7, round))
    spread += variance(moved) / rounds
  }
  const smooth = smoothImage(image, SMOOTHING_OF_WARP)
  expect(variance(smooth) - variance(image)).toBeCloseTo(spread - variance(image), 2)
})
