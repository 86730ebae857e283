import { describe, expect, test } from 'vitest'
import { PlainError } from '../../src-main/plain-error.ts'
import { decodeModel, encodeModel, summarize } from '../../src-main/recognizer/model.ts'
import { readSafetensors, writeSafetensors, type TensorFile } from '../../src-main/storage/safetensors.ts'
import { someModel } from './some-model.ts'

test('a model that is written is read again, bit for bit', () => {
  const model = someModel(3)
  expect(decodeModel(encodeModel(model))).toEqual(model)
})

test('the file says by itself what the network is and what it eats', () => {
  const { tensors, metadata } = readSafetensors(encodeModel(someModel(3)))
  expect([...tensors].map(([name, { shape }]) => [name, shape])).toEqual([
    ['layers.0.weights', [784, 6]],
    ['layers.0.biases', [6]],
    ['layers.2.weights', [6, 10]],
    ['layers.2.biases', [10]],
  ])
  expect(JSON.parse(metadata['architecture']!)).toEqual(someModel(3).architecture)
  expect(metadata['preprocessing']).toContain('divided by 255')
})

test('a file of version 0.1, which has a threshold for the likeliest probability, is still read', () => {
  const { tensors, metadata } = readSafetensors(encodeModel(someModel(3)))
  const { certainty, ...training } = JSON.parse(metadata['training']!) as Record<string, unknown>
  expect(certainty).toBeDefined()
  const old = writeSafetensors({
    tensors,
    metadata: { ...metadata, training: JSON.stringify({ ...training, surenessThreshold: 0.875 }) },
  })
  const read = decodeModel(old).metadata
  // What has 0.875 leaves 0.125 to the second at most.
  expect(read.certainty).toEqual({ temperature: 1, clearLead: 0, leastLead: 0.75, leastTogether: 0 })
  expect({ ...read, certainty }).toEqual(someModel(3).metadata)
})

test('the summary', () => {
  expect(summarize(someModel(3), 'shipped')).toEqual({
    id: 'shipped',
    name: null,
    network: 'Perceptron 784-6-10',
    parameters: 784 * 6 + 6 + 6 * 10 + 10,
    trainedOn: 'nothing at all',
    augmentation: 'rotated 0° to 90°',
    epochs: 2,
    seed: 3,
    ownDigits: 0,
    mnistAccuracy: null,
    heldBackAccuracy: 0.1,
    trainedAt: '2026-03-01T12:05:09.000Z',
  })
})

describe('refuses', () => {
  const file = readSafetensors(encodeModel(someModel(3)))
  const changed = (metadata: Record<string, string>, tensors: TensorFile['tensors'] = file.tensors) =>
    writeSafetensors({ tensors, metadata: { ...file.metadata, ...metadata } })
  const without = (name: string) => new Map([...file.tensors].filter(([other]) => other !== name))
  const weights = file.tensors.get('layers.0.weights')!
  const architecture = (layers: unknown[]) =>
    JSON.stringify({ input: { height: 28, width: 28, channels: 1 }, layers })

  test.each([
    ['another program’s file', changed({ format: 'pt' })],
    ['no architecture', changed({ architecture: '' })],
    ['an architecture of unknown layers', changed({ architecture: architecture([{ kind: 'magic' }]) })],
    [
      'an architecture that would fill the memory',
      changed({ architecture: architecture([{ kind: 'fully connected', outputs: 1e9 }]) }),
    ],
    [
      'another architecture',
      changed({ architecture: architecture([{ kind: 'fully connected', outputs: 10 }]) }),
    ],
    ['no training', changed({ training: '{}' })],
    ['a missing parameter', changed({}, without('layers.2.biases'))],
    ['a parameter too many', changed({}, new Map([...file.tensors, ['more', weights]]))],
    [
      'a parameter of another shape',
      changed({}, new Map([...file.tensors, ['layers.0.weights', { ...weights, shape: [6, 784] }]])),
    ],
    [
      'a network that does not read digits',
      changed(
        { architecture: architecture([{ kind: 'fully connected', outputs: 6 }]) },
        new Map([...file.tensors].slice(0, 2)),
      ),
    ],
  ])('%s', (_, bytes) => {
    expect(() => decodeModel(bytes)).toThrow(PlainError)
  })
})
