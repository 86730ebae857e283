/** The networks on offer: each a short list of layers, and the options that suit it. */
import type { Architecture, LayerDescription } from './architecture.ts'
import type { CostName } from './costs.ts'
import type { OptimizerDescription } from './optimizers.ts'
import type { ScheduleName } from './schedule.ts'

export type PresetName = 'paper' | 'perceptron' | 'convolutional' | 'deep'

export interface NetworkPreset {
  readonly title: string
  /** One sentence. */
  readonly description: string
  /** Sizes of its hidden fully connected layers; a person may ask for others. */
  readonly hiddenLayers: readonly number[]
  /** The layers, from 28 × 28 grey values to ten digits, with hidden layers of the given sizes. */
  readonly architecture: (hiddenLayers: readonly number[]) => Architecture
  readonly cost: CostName
  readonly optimizer: OptimizerDescription
  readonly schedule: ScheduleName
  /**
   * How much of the average of the weights is kept in each step, or `null` to use the last weights as they
   * are.
   */
  readonly averageDecay: number | null
  readonly epochs: number
  readonly batchSize: number
  readonly learningRate: number
}

const IMAGE = { height: 28, width: 28, channels: 1 }
const DIGITS = 10

export const presets: Readonly<Record<PresetName, NetworkPreset>> = {
  /** As in the paper: one layer by default, sigmoid, squared error, plain gradient descent. */
  paper: {
    title: 'Paper',
    description: 'One layer of ten sigmoid units, the simplest network that reads digits.',
    hiddenLayers: [],
    architecture: (hiddenLayers) => ({
      input: IMAGE,
      layers: [
        ...hiddenLayers.flatMap((outputs) => [fullyConnected(outputs), sigmoid]),
        fullyConnected(DIGITS),
        sigmoid,
      ],
    }),
    cost: 'squared-error',
    optimizer: { kind: 'momentum', momentum: 0, weightDecay: 0 },
    schedule: 'constant',
    averageDecay: null,
    epochs: 20,
    batchSize: 10,
    learningRate: 0.2,
  },

  /** What most text books teach today. */
  perceptron: {
    title: 'Perceptron',
    description: 'A hidden layer of 128 units between the pixels and the digits; trains in seconds.',
    hiddenLayers: [128],
    architecture: (hiddenLayers) => ({
      input: IMAGE,
      layers: [
        ...hiddenLayers.flatMap((outputs) => [fullyConnected(outputs), relu]),
        fullyConnected(DIGITS),
        softmax,
      ],
    }),
    cost: 'cross-entropy',
    optimizer: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.01 },
    schedule: 'cosine',
    averageDecay: 0.999,
    epochs: 10,
    batchSize: 64,
    learningRate: 0.003,
  },

  /** What a person retrains by default: nearly as good as the deep one, in a tenth of the time. */
  convolutional: {
    title: 'Convolutional',
    description:
      'Filters look for pieces of strokes anywhere in the image; reads drawings well after a minute.',
    hiddenLayers: [128],
    architecture: (hiddenLayers) => ({
      input: IMAGE,
      layers: [
        { kind: 'convolution', filters: 16, kernel: 5, padding: 0 }, // 28×28×1 → 24×24×16
        { kind: 'max pool', size: 2 }, // → 12×12×16
        relu,
        { kind: 'convolution', filters: 32, kernel: 5, padding: 0 }, // → 8×8×32
        { kind: 'max pool', size: 2 }, // → 4×4×32
        relu,
        ...hiddenLayers.flatMap((outputs) => [fullyConnected(outputs), relu, dropout(0.1)]),
        fullyConnected(DIGITS),
        softmax,
      ],
    }),
    cost: 'cross-entropy',
    optimizer: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.01 },
    schedule: 'cosine',
    averageDecay: 0.999,
    epochs: 15,
    batchSize: 64,
    learningRate: 0.003,
  },

  /** The network of the models that ship. */
  deep: {
    title: 'Deep',
    description:
      'Three layers of filters, four times as many; reads drawings best, and takes minutes to train.',
    hiddenLayers: [192],
    architecture: (hiddenLayers) => ({
      input: IMAGE,
      layers: [
        { kind: 'convolution', filters: 32, kernel: 5, padding: 0 }, // 28×28×1 → 24×24×32
        { kind: 'max pool', size: 2 }, // → 12×12×32
        relu,
        { kind: 'convolution', filters: 64, kernel: 3, padding: 0 }, // → 10×10×64
        relu,
        { kind: 'convolution', filters: 96, kernel: 3, padding: 0 }, // → 8×8×96
        { kind: 'max pool', size: 2 }, // → 4×4×96
        relu,
        ...hiddenLayers.flatMap((outputs) => [fullyConnected(outputs), relu, dropout(0.1)]),
        fullyConnected(DIGITS),
        softmax,
      ],
    }),
    cost: 'cross-entropy',
    optimizer: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.01 },
    schedule: 'cosine',
    averageDecay: 0.999,
    epochs: 25,
    batchSize: 64,
    learningRate: 0.003,
  },
}

const sigmoid: LayerDescription = { kind: 'sigmoid' }
const relu: LayerDescription = { kind: 'relu' }
const softmax: LayerDescription = { kind: 'softmax' }

function fullyConnected(outputs: number): LayerDescription {
  return { kind: 'fully connected', outputs }
}

function dropout(rate: number): LayerDescription {
  return { kind: 'dropout', rate }
}
