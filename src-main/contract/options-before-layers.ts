/**
 * Options of runs from before a network was a list of layers: `hiddenLayers` were the sizes of the fully connected layers
 * before the last. Settings and model files of that time are read as what they meant.
 */
import * as v from 'valibot'
import type { InferOutput } from 'valibot'
import type { Layers } from './layers.ts'
import { whole } from './numbers.ts'
import { type NetworkName, TrainingOptions } from './training.ts'

/** What the networks were then, but for the hidden layers: those before them, and those behind each of them. */
const BEFORE: Readonly<Record<NetworkName, Layers>> = {
  paper: [],
  perceptron: [],
  convolutional: [
    filters(16, 5),
    { kind: 'max pool', size: 2 },
    filters(32, 5),
    { kind: 'max pool', size: 2 },
  ],
  deep: [
    filters(32, 5),
    { kind: 'max pool', size: 2 },
    filters(64, 3),
    filters(96, 3),
    { kind: 'max pool', size: 2 },
  ],
}
const BEHIND_EACH: Readonly<Record<NetworkName, Layers>> = {
  paper: [],
  perceptron: [],
  convolutional: [{ kind: 'dropout', rate: 0.1 }],
  deep: [{ kind: 'dropout', rate: 0.1 }],
}

const OptionsBeforeLayers = v.strictObject({
  ...v.omit(TrainingOptions, ['layers']).entries,
  hiddenLayers: v.nullable(v.pipe(v.array(whole(1, 1024)), v.maxLength(6))),
})

/** The options of a run that were kept, whatever version kept them. */
export const KeptTrainingOptions = v.union([
  TrainingOptions,
  v.pipe(OptionsBeforeLayers, v.transform(withLayers)),
])

function withLayers({ hiddenLayers, ...rest }: InferOutput<typeof OptionsBeforeLayers>): TrainingOptions {
  const { network } = rest
  const activation = network === 'paper' ? 'sigmoid' : 'relu'
  const layers = hiddenLayers?.flatMap((units): Layers => [
    { kind: 'fully connected', units, activation },
    ...BEHIND_EACH[network],
  ])
  return { ...rest, layers: layers ? [...BEFORE[network], ...layers] : null }
}

function filters(count: number, kernel: number): Layers[number] {
  return { kind: 'convolution', filters: count, kernel, padding: 0, activation: 'relu' }
}
