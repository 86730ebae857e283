import { expect, test } from 'vitest'
import { architectureOf, type LayerChoice } from '../../src-main/network/layer-choices.ts'
import { weightPictures } from '../../src-main/network/weight-pictures.ts'

const dense = (units: number): LayerChoice => ({ kind: 'fully connected', units, activation: 'relu' })

test('a unit’s picture is its column of the weights', () => {
  // Unit 1 looks at the third pixel alone, unit 2 against the first and half as much.
  const weights = new Float32Array(784 * 3)
  weights[2 * 3 + 1] = 4
  weights[0 * 3 + 2] = -2
  const pictures = weightPictures(architectureOf([dense(3)], 'softmax'), [{ values: weights }], 24)
  expect(pictures).toMatchObject({ height: 28, width: 28, count: 3, of: 3 })
  const lit = [...pictures.values].flatMap((value, place) => (value === 0 ? [] : [[place, value]]))
  expect(lit).toEqual([
    [784 + 2, 1],
    [2 * 784, -0.5],
  ])
})

test('a filter’s weights lie together, and only so many are shown', () => {
  const filters: LayerChoice = {
    kind: 'convolution',
    filters: 6,
    kernel: 2,
    padding: 0,
    activation: 'relu',
  }
  const values = Float32Array.from({ length: 24 }, (_, place) => place)
  const pictures = weightPictures(architectureOf([filters], 'softmax'), [{ values }], 2)
  expect(pictures).toMatchObject({ height: 2, width: 2, count: 2, of: 6 })
  expect(pictures.values).toEqual(Float32Array.from([0, 1, 2, 3, 4, 5, 6, 7], (value) => value / 7))
})

test('behind a pooling the pictures are as large as what it gives', () => {
  const architecture = architectureOf([{ kind: 'max pool', size: 4 }, dense(5)], 'softmax')
  const pictures = weightPictures(architecture, [{ values: new Float32Array(49 * 5) }], 24)
  expect(pictures).toMatchObject({ height: 7, width: 7, count: 5, of: 5 })
  expect(pictures.values.every((value) => value === 0)).toBe(true)
})
