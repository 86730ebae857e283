/** The networks on offer: each a short list of layers, and the options that suit it. */
import type { CostName } from './costs.ts'
import type { LayerChoice, OutputActivation } from './layer-choices.ts'
import type { OptimizerDescription } from './optimizers.ts'
import type { ScheduleName } from './schedule.ts'

export type PresetName = 'paper' | 'perceptron' | 'convolutional' | 'deep'

export interface NetworkPreset {
  readonly title: string
  /** The layers between 28 × 28 grey values and the ten outputs; a person may ask for others. */
  readonly layers: readonly LayerChoice[]
  readonly output: OutputActivation
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

export const presets: Readonly<Record<PresetName, NetworkPreset>> = {
  /** As in the paper: one layer by default, sigmoid, squared error, plain gradient descent. */
  paper: {
    title: 'Paper',
    layers: [],
    output: 'sigmoid',
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
    layers: [fullyConnected(128)],
    output: 'softmax',
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
    layers: [
      convolution(16, 5), // 28×28×1 → 24×24×16
      { kind: 'max pool', size: 2 }, // → 12×12×16
      convolution(32, 5), // → 8×8×32
      { kind: 'max pool', size: 2 }, // → 4×4×32
      fullyConnected(128),
      { kind: 'dropout', rate: 0.1 },
    ],
    output: 'softmax',
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
    layers: [
      convolution(32, 5), // 28×28×1 → 24×24×32
      { kind: 'max pool', size: 2 }, // → 12×12×32
      convolution(64, 3), // → 10×10×64
      convolution(96, 3), // → 8×8×96
      { kind: 'max pool', size: 2 }, // → 4×4×96
      fullyConnected(192),
      { kind: 'dropout', rate: 0.1 },
    ],
    output: 'softmax',
    cost: 'cross-entropy',
    optimizer: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.01 },
    schedule: 'cosine',
    averageDecay: 0.999,
    epochs: 25,
    batchSize: 64,
    learningRate: 0.003,
  },
}

function fullyConnected(units: number): LayerChoice {
  return { kind: 'fully connected', units, activation: 'relu' }
}

function convolution(filters: number, kernel: number): LayerChoice {
  return { kind: 'convolution', filters, kernel, padding: 0, activation: 'relu' }
}
