import { expect, test } from 'vitest'
import { augmentedImage } from '../../src-main/images/augmentation.ts'
import { putViews, VIEWS } from '../../src-main/images/views.ts'
import { createBlock, createKernels, NO_MODULES } from '../../src-main/kernels/engine.ts'
import { Random } from '../../src-main/kernels/random.ts'

const PIXELS = 784

/** A thick upright bar in the middle, whose every side is far from the border. */
const bar = Uint8Array.from({ length: PIXELS }, (_, i) => {
  const [x, y] = [i % 28, Math.floor(i / 28)]
  return x >= 11 && x < 17 && y >= 6 && y < 22 ? 255 : 0
})

function viewsOf(image: Uint8Array): Float32Array[] {
  const kernels = createKernels(NO_MODULES, createBlock(NO_MODULES, 1 << 16, 1), 0)
  const source = kernels.memory.bytes(PIXELS)
  source.set(image)
  const target = kernels.memory.floats((VIEWS + 2) * PIXELS).fill(7)
  putViews(kernels, source, target, PIXELS)
  // What lies before and behind them is left alone.
  expect(target.subarray(0, PIXELS).every((ink) => ink === 7)).toBe(true)
  expect(target.subarray((VIEWS + 1) * PIXELS).every((ink) => ink === 7)).toBe(true)
  return Array.from({ length: VIEWS }, (_, view) => target.slice((view + 1) * PIXELS, (view + 2) * PIXELS))
}

const total = (ink: Float32Array): number => ink.reduce((sum, share) => sum + share, 0)
const centre = (ink: Float32Array, place: (i: number) => number): number =>
  ink.reduce((sum, share, i) => sum + share * place(i), 0) / total(ink)
const column = (i: number): number => i % 28
const row = (i: number): number => Math.floor(i / 28)
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value) / values.length

test('the views differ, and lie about the image as much to one side as to the other', () => {
  const views = viewsOf(bar)
  expect(new Set(views.map((view) => view.join())).size).toBe(VIEWS)
  const ink = Float32Array.from(bar, (grey) => grey / 255)
  for (const place of [column, row]) {
    const moved = views.map((view) => centre(view, place) - centre(ink, place))
    expect(moved.filter((pixels) => pixels > 0.8 && pixels < 1.2)).toHaveLength(VIEWS / 2)
    expect(moved.filter((pixels) => pixels < -0.8 && pixels > -1.2)).toHaveLength(VIEWS / 2)
  }
  const shares = views.map((view) => total(view) / total(ink))
  expect(Math.max(...shares)).toBeLessThan(1.35)
  expect(Math.min(...shares)).toBeGreaterThan(0.7)
  expect(mean(shares)).toBeCloseTo(1, 1)
})

test('they are no stranger than what networks are trained on', () => {
  const trained = {
    rotation: null,
    uprightShare: 0,
    lean: 10,
    shift: 2,
    scale: 0.1,
    shear: 0.15,
    elastic: null,
    strokeWidth: 0.5,
  }
  const distance = (ink: Float32Array | Uint8Array, scale: number): number =>
    Math.sqrt(bar.reduce((sum, grey, i) => sum + (grey / 255 - ink[i]! / scale) ** 2, 0))
  const many = Array.from({ length: 200 }, (_, seed) =>
    distance(augmentedImage(bar, trained, Random.of(1, seed)), 255),
  )
  for (const view of viewsOf(bar)) expect(distance(view, 1)).toBeLessThan(Math.max(...many))
})
