import { NO_MODULES, createBlock, createKernels } from '../../src-main/kernels/engine.ts'
import type { Architecture } from '../../src-main/network/architecture.ts'
import { Network, trainingBytes } from '../../src-main/network/network.ts'
import type { Model } from '../../src-main/recognizer/model.ts'

/** 784-6-10 with sigmoid outputs: small, and its outputs do not sum to 1. */
export const smallArchitecture: Architecture = {
  input: { height: 28, width: 28, channels: 1 },
  layers: [
    { kind: 'fully connected', outputs: 6 },
    { kind: 'relu' },
    { kind: 'fully connected', outputs: 10 },
    { kind: 'sigmoid' },
  ],
}

/** A model that was never trained: its weights are what the seed gives. */
export function someModel(seed: number, architecture = smallArchitecture): Model {
  const block = createBlock(NO_MODULES, trainingBytes(architecture, 1), 1)
  const network = new Network(architecture, createKernels(NO_MODULES, block, 0), { capacity: 1 })
  network.initialise(seed)
  return {
    architecture,
    parameters: network.parameters.map(({ values }) => values.slice()),
    metadata: {
      title: 'Perceptron',
      options: {
        data: 'synthetic',
        network: 'perceptron',
        layers: [{ kind: 'fully connected', units: 6, activation: 'relu' }],
        rotation: { from: 0, to: 90 },
        warp: null,
        epochs: 2,
        batchSize: 32,
        learningRate: 0.01,
        seed,
      },
      trainedOn: 'nothing at all',
      augmentation: 'rotated 0° to 90°',
      command: 'none',
      smoothing: 0,
      certainty: { temperature: 1, clearLead: 0, leastLead: 0.6, leastTogether: 0.7 },
      heldBackAccuracy: 0.1,
      mnistAccuracy: null,
      trainedAt: '2026-03-01T12:05:09.000Z',
    },
  }
}
