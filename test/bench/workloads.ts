/** What the benchmark computes. W1 and W2 are trained, W3 is W2 reading one image after the other. */
import type { Architecture } from '../../src-main/network/architecture.ts'
import type { Recipe } from '../../src-main/training/recipe.ts'

export const WORKLOADS = ['W1', 'W2', 'W3'] as const
export type Workload = (typeof WORKLOADS)[number]

const input = { height: 28, width: 28, channels: 1 }

/** 784-128-10. */
const perceptron: Architecture = {
  input,
  layers: [
    { kind: 'fully connected', outputs: 128 },
    { kind: 'relu' },
    { kind: 'fully connected', outputs: 10 },
    { kind: 'softmax' },
  ],
}

/** Two 5×5 convolutions, each pooled by 2, and a hidden layer of 128. */
const convolutions = (first: number, second: number): Architecture => ({
  input,
  layers: [
    { kind: 'convolution', filters: first, kernel: 5, padding: 0 },
    { kind: 'max pool', size: 2 },
    { kind: 'relu' },
    { kind: 'convolution', filters: second, kernel: 5, padding: 0 },
    { kind: 'max pool', size: 2 },
    { kind: 'relu' },
    { kind: 'fully connected', outputs: 128 },
    { kind: 'relu' },
    { kind: 'fully connected', outputs: 10 },
    { kind: 'softmax' },
  ],
})
const convolutional = convolutions(16, 32)

export const architectures: Readonly<Record<Workload, Architecture>> = {
  W1: perceptron,
  W2: convolutional,
  W3: convolutional,
}

/** Pairs of 3×3 convolutions in place of single 5×5 ones. */
const stacked: Architecture = {
  input,
  layers: [
    { kind: 'convolution', filters: 16, kernel: 3, padding: 1 },
    { kind: 'relu' },
    { kind: 'convolution', filters: 32, kernel: 3, padding: 1 },
    { kind: 'max pool', size: 2 },
    { kind: 'relu' },
    { kind: 'convolution', filters: 32, kernel: 3, padding: 1 },
    { kind: 'relu' },
    { kind: 'convolution', filters: 64, kernel: 3, padding: 1 },
    { kind: 'max pool', size: 2 },
    { kind: 'relu' },
    { kind: 'fully connected', outputs: 128 },
    { kind: 'relu' },
    { kind: 'fully connected', outputs: 10 },
    { kind: 'softmax' },
  ],
}

/** The networks whose layers are timed one by one. */
export const layerNetworks: Readonly<Record<string, Architecture>> = {
  W1: perceptron,
  W2: convolutional,
  wide: convolutions(32, 64),
  stacked,
}

/** The training that all systems do: batches of 64, gradient descent with momentum, no augmentation. */
export function recipeOf(workload: Workload): Recipe {
  return {
    architecture: architectures[workload],
    cost: 'cross-entropy',
    optimizer: { kind: 'momentum', momentum: 0.9, weightDecay: 0 },
    schedule: 'constant',
    learningRate: 0.05,
    averageDecay: null,
    epochs: 1_000_000,
    batchSize: 64,
    seed: 1,
    augmentation: null,
    syntheticShare: 0,
    smoothing: 0,
    clearLead: 0,
    nonDigitShare: 0,
  }
}
