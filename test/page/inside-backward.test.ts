/** The views Backward and Why as state, and their figures and pictures as functions. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { BackwardPass, BackwardQuestion, InsideLayer, InsideNetwork } from '../../src-main/contract.ts'
import { Backward } from '../../src-renderer/inside/backward/backward.svelte.ts'
import { strongLimit } from '../../src-renderer/inside/backward/strong-limit.ts'
import { weightPicture } from '../../src-renderer/inside/backward/weight-picture.ts'
import { figure, signed } from '../../src-renderer/inside/backward/wording.ts'
import { Latest } from '../../src-renderer/inside/latest.svelte.ts'

const plain = (channels: number) => ({ height: 1, width: 1, channels })
const layer = (more: Partial<InsideLayer>): InsideLayer => ({
  kind: 'fully connected',
  input: plain(784),
  output: plain(10),
  weights: [784, 10],
  window: 1,
  padding: 0,
  ...more,
})
const NETWORK: InsideNetwork = {
  model: 'one',
  network: 'Paper 784-10',
  cost: 'squared-error',
  temperature: 1,
  batchSize: 10,
  learningRate: 0.2,
  input: { height: 28, width: 28, channels: 1 },
  layers: [layer({}), layer({ kind: 'sigmoid', weights: null })],
}
const SUBJECT = { model: 'one', image: new Uint8Array(784).fill(1) }

/** The state, and what it asked so far. */
function someBackward() {
  const asked: BackwardQuestion[] = []
  const latest = new Latest<BackwardQuestion, BackwardPass>({
    request: (question) => {
      asked.push(question)
      return Promise.resolve(null)
    },
    drawing: () => false,
    barsSettled: () => Promise.resolve(),
    whenIdle: (callback) => {
      callback()
    },
    failed: () => undefined,
  })
  return { backward: new Backward(latest), asked }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('the copy', () => {
  test('takes steps and takes them back, never below none nor beyond a hundred', () => {
    const { backward } = someBackward()
    backward.ask(NETWORK, SUBJECT, 3)
    for (const by of [1, 10, -1]) backward.step(by)
    expect(backward.steps).toBe(10)
    backward.step(-20)
    expect(backward.steps).toBe(0)
    for (let press = 0; press < 11; press++) backward.step(10)
    expect([backward.steps, backward.canStep]).toEqual([100, false])
    backward.startAgain()
    expect(backward.steps).toBe(0)
  })

  test.each([
    ['drawing', { ...SUBJECT, image: new Uint8Array(784).fill(2) }, 3],
    ['model', { ...SUBJECT, model: 'other' }, 3],
    ['digit', SUBJECT, 4],
  ] as const)('is dropped with another %s, and that is said until the next step', (what, subject, truth) => {
    const { backward } = someBackward()
    backward.ask(NETWORK, SUBJECT, 3)
    backward.step(2)
    backward.ask(NETWORK, { ...SUBJECT, image: SUBJECT.image.slice() }, 3)
    expect([backward.steps, backward.dropped]).toEqual([2, null])
    backward.ask(NETWORK, subject, truth)
    backward.ask(NETWORK, subject, truth)
    expect([backward.steps, backward.dropped]).toEqual([0, what])
    backward.step(1)
    expect(backward.dropped).toBeNull()
  })

  test('is asked about with what was typed and chosen, and not while a rate cannot be read', async () => {
    const { backward, asked } = someBackward()
    backward.rateText = 'fast'
    backward.ask(NETWORK, SUBJECT, 3)
    await vi.advanceTimersByTimeAsync(200)
    expect(asked).toEqual([])
    backward.rateText = '0,5'
    backward.chooseWeight(12)
    backward.ask(NETWORK, SUBJECT, 3)
    await vi.advanceTimersByTimeAsync(200)
    expect(asked).toEqual([{ ...SUBJECT, truth: 3, rate: 0.5, steps: 0, layer: 0, weight: 12 }])
  })
})

test('figures of any size are read as numbers', () => {
  expect([12.944, 0.012345, -0.99612, 2.4e-6, 123_456, 0].map((value) => figure(value))).toEqual([
    '12.94',
    '0.01235',
    '−0.9961',
    '2.400 × 10⁻⁶',
    '1.235 × 10⁵',
    '0',
  ])
  expect([figure(Number.NaN), signed(2, 3), signed(-2, 3)]).toEqual(['no number', '+2.00', '−2.00'])
})

test('the full colour belongs to a round number that only the largest few exceed', () => {
  const values = Float32Array.from({ length: 1000 }, (_, index) => (index < 5 ? 900 : (index % 10) - 5))
  expect(strongLimit(values)).toBeLessThan(10)
  expect(strongLimit(values)).toBeGreaterThanOrEqual(5)
  expect(strongLimit(new Float32Array(9))).toBe(0)
})

test.each([
  ['of an image', layer({ input: { height: 28, width: 28, channels: 1 } }), 7840],
  ['of maps', layer({ input: { height: 4, width: 4, channels: 3 }, weights: [48, 10] }), 480],
  ['of plain numbers', layer({ input: plain(6), weights: [6, 10] }), 60],
  [
    'of filters',
    layer({
      kind: 'convolution',
      input: { height: 9, width: 9, channels: 2 },
      output: { height: 7, width: 7, channels: 4 },
      weights: [4, 3, 3, 2],
      window: 3,
    }),
    72,
  ],
])('in the picture %s each weight has a place of its own', (_, of, count) => {
  const picture = weightPicture(of, false)
  const weights = Float32Array.from({ length: count }, (_, weight) => weight)
  const arranged = picture.arrange(weights)
  for (const weight of weights) {
    expect(picture.weightAt(picture.placeOf(weight))).toBe(weight)
    expect(arranged[picture.placeOf(weight)]).toBe(weight)
  }
  const { height, width, channels } = picture.tiling.size
  expect(height * width * channels).toBe(count)
})

test('a filter’s weights stand in its column, map by map', () => {
  const picture = weightPicture(
    layer({
      kind: 'convolution',
      input: { height: 9, width: 9, channels: 2 },
      output: { height: 7, width: 7, channels: 4 },
      weights: [4, 3, 3, 2],
      window: 3,
    }),
    false,
  )
  // The weight [3, 1, 2, 1] of 4 × 3 × 3 × 2: the place (1, 2) of the tile in column 3 and row 1.
  const weight = ((3 * 3 + 1) * 3 + 2) * 2 + 1
  expect(picture.placeOf(weight)).toBe((1 * 3 + 2) * 8 + (1 * 4 + 3))
  expect(picture.describe(weight)).toBe('of filter 4, on map 2, row 2, column 3')
})
