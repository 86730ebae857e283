import * as v from 'valibot'
import { expect, test } from 'vitest'
import { KeptTrainingOptions, NETWORKS, TrainingOptions } from '../../src-main/contract.ts'
import { describe } from '../../src-main/network/architecture.ts'
import { recipeFor, usualOptions } from '../../src-main/training/recipe.ts'

/** As version 0.1 kept them. */
function before(network: (typeof NETWORKS)[number], hiddenLayers: readonly number[] | null): unknown {
  const { layers, warp, ...rest } = usualOptions(network)
  expect([layers, warp]).toEqual([null, null])
  return { ...rest, hiddenLayers }
}
const inShort = (kept: unknown) => describe(recipeFor(v.parse(KeptTrainingOptions, kept)).architecture)

test.each(NETWORKS)(
  'options of the %s network from before layers were chosen mean what they meant',
  (name) => {
    expect(v.parse(KeptTrainingOptions, before(name, null))).toEqual(usualOptions(name))
  },
)

test('hidden layers of that time become layers', () => {
  expect(inShort(before('paper', [30]))).toBe('784-30-10')
  expect(inShort(before('perceptron', []))).toBe('784-10')
  expect(inShort(before('perceptron', [128, 64]))).toBe('784-128-64-10')
  expect(inShort(before('convolutional', [9]))).toBe('conv 5×5×16, pool 2, conv 5×5×32, pool 2, 9-10')
  expect(inShort(before('deep', [90, 80]))).toBe(
    'conv 5×5×32, pool 2, conv 3×3×64, conv 3×3×96, pool 2, 90-80-10',
  )
  const kinds = (kept: unknown) =>
    recipeFor(v.parse(KeptTrainingOptions, kept)).architecture.layers.map(({ kind }) => kind)
  expect(kinds(before('paper', [30]))).toEqual(['fully connected', 'sigmoid', 'fully connected', 'sigmoid'])
  expect(kinds(before('convolutional', [128]))).toEqual(kinds(usualOptions('convolutional')))
})

test('what fits neither is refused', () => {
  expect(v.safeParse(KeptTrainingOptions, before('paper', [0])).success).toBe(false)
  expect(v.safeParse(KeptTrainingOptions, { ...usualOptions('paper'), hiddenLayers: [3] }).success).toBe(
    false,
  )
  expect(v.safeParse(TrainingOptions, before('paper', [3])).success).toBe(false)
})
