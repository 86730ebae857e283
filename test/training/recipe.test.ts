import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { parseCommand } from '../../src-main/cli/arguments.ts'
import { DATA_SOURCES, NETWORKS, TrainingOptions } from '../../src-main/contract.ts'
import { networksOnOffer, recipeFor, usualOptions } from '../../src-main/training/recipe.ts'
import { commandFor } from '../../src-main/training/training-data.ts'
import { someLayers } from './some-layers.ts'

const upTo90 = { from: 0, to: 90 }
const changes = (options: Partial<TrainingOptions>) =>
  recipeFor({ ...usualOptions('paper'), ...options }).augmentation

describe('what is done to the digits', () => {
  test.each(NETWORKS)('%s: nothing, where neither rotation nor warp is wanted', (network) => {
    expect(changes({ network, warp: false })).toBeNull()
  })

  test.each(NETWORKS)('%s: rotation alone is rotation alone', (network) => {
    expect(changes({ network, warp: false, rotation: upTo90 })).toEqual({
      rotation: upTo90,
      uprightShare: 0,
      lean: 0,
      shift: 0,
      scale: 0,
      shear: 0,
      elastic: null,
    })
  })

  test.each(NETWORKS)('%s: the warp is the same for all, upright or turned', (network) => {
    const warped = changes({ network, warp: true })
    expect(warped).toEqual(changes({ network: 'convolutional', warp: true }))
    expect(warped?.shift).toBeGreaterThan(0)
    expect(warped?.lean).toBeGreaterThan(0)
    expect(changes({ network, warp: true, rotation: upTo90 })).toEqual({ ...warped, rotation: upTo90 })
  })

  test('a network does what its preset says where the person does not', () => {
    for (const { name: network, warp } of networksOnOffer()) {
      expect(changes({ network, warp: null })).toEqual(changes({ network, warp }))
      expect(changes({ network, warp: null, rotation: upTo90 })).toEqual(
        changes({ network, warp, rotation: upTo90 }),
      )
    }
  })
})

test('options from before there was a choice of warp mean what they meant', () => {
  const { warp, ...before } = usualOptions('convolutional')
  expect(warp).toBeNull()
  expect(v.parse(TrainingOptions, before)).toEqual(usualOptions('convolutional'))
})

/** As a shell splits them: what stands in double quotes is one. */
const argumentsOf = (words: string) => [...words.matchAll(/"([^"]*)"|(\S+)/g)].map(([, a, b]) => a ?? b ?? '')

test('a model’s command is understood, and asks for what the model was trained with', () => {
  const degrees = fc.integer({ min: -180, max: 180 })
  const options = fc.record({
    data: fc.constantFrom(...DATA_SOURCES),
    network: fc.constantFrom(...NETWORKS),
    layers: fc.option(someLayers),
    rotation: fc.option(
      fc.tuple(degrees, degrees).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) })),
    ),
    warp: fc.option(fc.boolean()),
    epochs: fc.integer({ min: 1, max: 200 }),
    seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  })
  fc.assert(
    fc.property(options, ({ data, ...options }) => {
      const [, words] = commandFor({ ...usualOptions(options.network), ...options, data }).split(' -- ')
      expect(parseCommand(argumentsOf(words!))).toEqual({
        name: 'train',
        ...options,
        threads: null,
        data: { kind: 'source', source: data },
        out: 'FILE',
      })
    }),
  )
})

const shareOf = (changed: Partial<TrainingOptions>): number =>
  recipeFor({ ...usualOptions(changed.network ?? 'convolutional'), data: 'both', ...changed }).nonDigitShare

test('A convolutional network that learns from all data meets drawings that are no digit.', () => {
  expect(shareOf({})).toBeGreaterThan(0)
  expect(shareOf({ rotation: { from: -15, to: 15 } })).toBeGreaterThan(0)
})

test('Other networks and other data do without them.', () => {
  expect(shareOf({ data: 'mnist' })).toBe(0)
  expect(shareOf({ data: 'synthetic' })).toBe(0)
  expect(shareOf({ network: 'paper' })).toBe(0)
  expect(shareOf({ network: 'perceptron' })).toBe(0)
})

test('Turned far, a sign may be a digit: so does a run with a large rotation.', () => {
  expect(shareOf({ rotation: { from: 0, to: 90 } })).toBe(0)
  expect(shareOf({ rotation: { from: -90, to: 0 } })).toBe(0)
})
