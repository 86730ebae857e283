import { describe, expect, test } from 'vitest'
import {
  augmentationText,
  networkText,
  presetDescription,
  presetTitle,
  sourceText,
} from '../../src-renderer/models/told.ts'
import { NETWORKS } from '../../src-main/contract.ts'
import { presets } from '../../src-main/network/presets.ts'
import { augmentationWords } from '../../src-main/training/training-data.ts'
import { usualOptions } from '../../src-main/training/recipe.ts'

describe('What a model’s file tells is the same in English', () => {
  test.each([
    'MNIST, 55,000 digits',
    'MNIST, 55,000 digits, and 55,000 synthetic ones, and 11,000 drawings that are no digit',
    'a folder of digits, 1,200 digits',
    '27,000 synthetic digits',
    'something else, 3 kinds of it',
    '',
  ])('trained on “%s”', (words) => {
    expect(sourceText(words)).toBe(words)
  })

  test.each(['784-128-10', 'Deep, conv 5×5×32, 10', 'Paper 784-10', 'Your own: 784-12-10', 'Perceptronic'])(
    'the network “%s”',
    (network) => {
      expect(networkText(network)).toBe(network)
    },
  )

  test('and every way to change the digits, but for how a share and a minus are written', () => {
    for (const network of NETWORKS) {
      for (const rotation of [null, { from: -30, to: 90 }]) {
        for (const warp of [null, true, false]) {
          const words = augmentationWords({ ...usualOptions(network), rotation, warp })
          expect(augmentationText(words)).toBe(words.replace('50 %', '50%').replace('-30', '−30'))
        }
      }
    }
  })

  test('every network has the title that stands in files', () => {
    for (const name of NETWORKS) {
      expect(presetTitle(name)).toBe(presets[name].title)
      expect(presetDescription(name)).toMatch(/^[A-Z].{40,}\.$/)
    }
  })
})
