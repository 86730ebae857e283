/** Models to be looked into, and an image for them. */
import { imageOfInk } from '../../src-main/images/strokes.ts'
import { NO_MODULES } from '../../src-main/kernels/engine.ts'
import { Random } from '../../src-main/kernels/random.ts'
import type { Architecture } from '../../src-main/network/architecture.ts'
import type { PresetName } from '../../src-main/network/presets.ts'
import { OpenedModel } from '../../src-main/inside/opened-model.ts'
import type { Model } from '../../src-main/recognizer/model.ts'
import { smallArchitecture, someModel } from '../recognizer/some-model.ts'

/** A seven with a bar, in two strokes. */
export const SEVEN = new Uint8Array(
  imageOfInk([
    [
      [10, 10],
      [60, 12],
      [30, 90],
    ],
    [
      [20, 50],
      [55, 48],
    ],
  ])!,
)
/** A one. */
export const ONE = new Uint8Array(
  imageOfInk([
    [
      [50, 5],
      [48, 95],
    ],
  ])!,
)

const image = { height: 28, width: 28, channels: 1 }

/** One of each kind of layer, small. */
const everyLayer: Architecture = {
  input: image,
  layers: [
    { kind: 'convolution', filters: 3, kernel: 3, padding: 1 },
    { kind: 'max pool', size: 4 },
    { kind: 'relu' },
    { kind: 'convolution', filters: 2, kernel: 2, padding: 0 },
    { kind: 'relu' },
    { kind: 'fully connected', outputs: 8 },
    { kind: 'sigmoid' },
    { kind: 'dropout', rate: 0.5 },
    { kind: 'fully connected', outputs: 10 },
    { kind: 'softmax' },
  ],
}

function modelOf(network: PresetName, architecture: Architecture): Model {
  const model = someModel(3, architecture)
  // Weights that no training left small: the outputs lie apart.
  const random = Random.of(5)
  const parameters = model.parameters.map((values) =>
    values.map((value) => 2 * value + random.between(-0.05, 0.05)),
  )
  return {
    ...model,
    parameters,
    metadata: { ...model.metadata, options: { ...model.metadata.options, network } },
  }
}

/** By name: the model, whose cost goes by its network's name. */
export const MODELS: Readonly<Record<string, Model>> = {
  'sigmoid units and squared error': modelOf('paper', smallArchitecture),
  'filters, softmax and cross-entropy': modelOf('convolutional', everyLayer),
}

export const opened = (model: Model): OpenedModel => new OpenedModel(NO_MODULES, 'some', model)
