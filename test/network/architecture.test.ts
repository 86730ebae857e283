import { describe, expect, it } from 'vitest'
import {
  checkArchitecture,
  countParameters,
  describe as inShort,
  outputSizes,
  parameterShapes,
  type Architecture,
} from '../../src-main/network/architecture.ts'
import { architectureOf, type LayerChoice } from '../../src-main/network/layer-choices.ts'
import { presets } from '../../src-main/network/presets.ts'

const dense = (units: number): LayerChoice => ({ kind: 'fully connected', units, activation: 'relu' })

const small: Architecture = {
  input: { height: 6, width: 5, channels: 2 },
  layers: [
    { kind: 'convolution', filters: 4, kernel: 3, padding: 1 },
    { kind: 'max pool', size: 2 },
    { kind: 'relu' },
    { kind: 'dropout', rate: 0.5 },
    { kind: 'fully connected', outputs: 7 },
    { kind: 'softmax' },
  ],
}

describe('an architecture', () => {
  it('knows the sizes between its layers', () => {
    expect(outputSizes(small)).toEqual([
      { height: 6, width: 5, channels: 4 },
      { height: 3, width: 2, channels: 4 },
      { height: 3, width: 2, channels: 4 },
      { height: 3, width: 2, channels: 4 },
      { height: 1, width: 1, channels: 7 },
      { height: 1, width: 1, channels: 7 },
    ])
  })

  it('knows what it learns', () => {
    expect(parameterShapes(small)).toEqual([
      { name: 'layers.0.weights', shape: [4, 3, 3, 2] },
      { name: 'layers.0.biases', shape: [4] },
      { name: 'layers.4.weights', shape: [24, 7] },
      { name: 'layers.4.biases', shape: [7] },
    ])
    expect(countParameters(small)).toBe(72 + 4 + 168 + 7)
    expect(countParameters(architectureOf([], 'sigmoid'))).toBe(7850)
    expect(countParameters(architectureOf([dense(128)], 'softmax'))).toBe(784 * 128 + 128 + 1290)
  })

  it('is described in short', () => {
    expect(inShort(architectureOf([], 'sigmoid'))).toBe('784-10')
    expect(inShort(architectureOf([dense(300), dense(100)], 'softmax'))).toBe('784-300-100-10')
    expect(inShort(small)).toBe('conv 3×3×4, pool 2, 7')
  })
})

describe('an architecture from a file', () => {
  it('is taken as it is when it is right, without what does not belong to it', () => {
    for (const preset of Object.values(presets)) {
      const architecture = architectureOf(preset.layers, preset.output)
      expect(checkArchitecture(JSON.parse(JSON.stringify(architecture)))).toEqual(architecture)
    }
    const more = { ...small, layers: [...small.layers, { kind: 'sigmoid', colour: 'red' }], author: 'me' }
    expect(checkArchitecture(more)).toEqual({ ...small, layers: [...small.layers, { kind: 'sigmoid' }] })
  })

  const input = small.input
  const wrong: [string, unknown, string][] = [
    ['nothing', null, 'The architecture is not described by an object'],
    ['a list', [], 'The architecture is not described by an object'],
    ['no input', { layers: [{ kind: 'relu' }] }, 'The input is not described by an object'],
    ['no layers', { input }, 'no list of layers'],
    ['an empty list of layers', { input, layers: [] }, '1 to 64 layers, not 0'],
    ['a layer that is none', { input, layers: [7] }, 'Layer 1 is not described by an object'],
    [
      'a layer of an unknown kind',
      { input, layers: [{ kind: 'magic' }] },
      'Layer 1 is of a kind that is not known',
    ],
    [
      'a size of 0',
      { input: { ...input, width: 0 }, layers: [{ kind: 'relu' }] },
      'width must be a whole number',
    ],
    [
      'half an output',
      { input, layers: [{ kind: 'relu' }, { kind: 'fully connected', outputs: 1.5 }] },
      'Layer 2: outputs must be a whole number',
    ],
    ['a rate of 1', { input, layers: [{ kind: 'dropout', rate: 1 }] }, 'below 1'],
    ['a rate of NaN', { input, layers: [{ kind: 'dropout', rate: NaN }] }, 'below 1'],
    [
      'a filter larger than its image',
      { input, layers: [{ kind: 'relu' }, { kind: 'convolution', filters: 1, kernel: 6, padding: 0 }] },
      'Layer 2 (convolution) is larger than the image',
    ],
    [
      'a window larger than its image',
      { input, layers: [{ kind: 'max pool', size: 6 }] },
      'larger than the image',
    ],
    [
      'too many values',
      { input: { height: 256, width: 256, channels: 5 }, layers: [{ kind: 'relu' }] },
      'more than 262144',
    ],
    [
      'too many weights',
      {
        input: { height: 100, width: 100, channels: 1 },
        layers: [{ kind: 'fully connected', outputs: 20_000 }],
      },
      'more than 16777216 weights',
    ],
    [
      'few weights that are laid on many places',
      {
        input: { height: 28, width: 28, channels: 1 },
        layers: [
          { kind: 'convolution', filters: 100, kernel: 1, padding: 0 },
          { kind: 'convolution', filters: 100, kernel: 9, padding: 4 },
        ],
      },
      'more than 268435456 multiplications',
    ],
  ]
  it.each(wrong)('is refused with %s', (_, value, message) => {
    expect(() => checkArchitecture(value)).toThrow(message)
  })
})
