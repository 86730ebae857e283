import { expect, test } from 'vitest'
import { countByLabel } from '../../src-main/datasets/digits.ts'
import { loadMnistTest } from '../../src-main/datasets/mnist.ts'
import {
  PUBLISHED_ACCURACY,
  PUBLISHED_COUNT,
  PUBLISHED_TABLE,
  PUBLISHED_WRONG,
} from '../../src-main/paper/published.ts'

test('the wrong digits give back the published percentages, and add up to the published sum', () => {
  for (const { count, wrong, percentRight } of PUBLISHED_TABLE) {
    expect((100 * (1 - wrong / count)).toFixed(2)).toBe(percentRight.toFixed(2))
  }
  expect(PUBLISHED_TABLE.reduce((sum, { wrong }) => sum + wrong, 0)).toBe(PUBLISHED_WRONG)
  expect(PUBLISHED_COUNT).toBe(10_000)
  expect(PUBLISHED_ACCURACY).toBe(0.9264)
})

test('MNIST’s test set has as many of each digit', async (ctx) => {
  const folder = process.env['DIGIT_PAD_MNIST']
  if (!folder) return ctx.skip('DIGIT_PAD_MNIST, a folder with MNIST, is not set')
  const counts = countByLabel(await loadMnistTest({ folder, cache: folder }))
  expect(PUBLISHED_TABLE.map(({ count }) => count)).toEqual(counts)
  return undefined
})
