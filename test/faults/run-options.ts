/** The run that is killed again and again: about half a minute of training on digits that need no download. */
import type { TrainingOptions } from '../../src-main/contract.ts'

export const DIGITS = 3000

export const runOptions: TrainingOptions = {
  data: 'mnist',
  network: 'perceptron',
  layers: [{ kind: 'fully connected', units: 32, activation: 'relu' }],
  rotation: { from: -30, to: 30 },
  warp: null,
  epochs: 100,
  batchSize: 50,
  learningRate: 0.002,
  seed: 11,
}
