/**
 * Training a whole network, as short as it can be: on one thread, with nothing but what stands in `network`.
 */
import { expect, it } from 'vitest'
import { loadMnist } from '../../src-main/datasets/mnist.ts'
import { Memory } from '../../src-main/kernels/memory.ts'
import { plainKernels } from '../../src-main/kernels/plain.ts'
import { Random } from '../../src-main/kernels/random.ts'
import { createCost } from '../../src-main/network/costs.ts'
import { architectureOf } from '../../src-main/network/layer-choices.ts'
import { Network, trainingBytes } from '../../src-main/network/network.ts'
import { largest, oneHot } from '../../src-main/network/one-hot.ts'
import { createOptimizer } from '../../src-main/network/optimizers.ts'
import { scalePixels } from '../../src-main/network/pixels.ts'
import { presets } from '../../src-main/network/presets.ts'
import { learningRateAt } from '../../src-main/network/schedule.ts'

const EPOCHS = 2

it('learns to read at least 97 % of the test digits of MNIST in two epochs', async (context) => {
  const folder = process.env['DIGIT_PAD_MNIST']
  if (!folder) return context.skip('DIGIT_PAD_MNIST names no folder with MNIST')
  const { train, test } = await loadMnist({ folder, cache: folder })

  const { layers, output, cost, optimizer: settings, schedule, ...preset } = presets.perceptron
  const { batchSize, learningRate } = preset
  const architecture = architectureOf(layers, output)
  const kernels = plainKernels(Memory.ofSize(trainingBytes(architecture, batchSize)))
  const network = new Network(architecture, kernels, { capacity: batchSize, cost: createCost(cost) })
  const optimizer = createOptimizer(settings, network.parameters, kernels)
  network.initialise(1)

  const order = Uint32Array.from({ length: train.count }, (_, place) => place)
  const batches = Math.floor(train.count / batchSize)
  for (let step = 0; step < EPOCHS * batches; step++) {
    if (step % batches === 0) Random.of(1, step).shuffle(order)
    for (let row = 0; row < batchSize; row++) {
      const digit = order[(step % batches) * batchSize + row]!
      scalePixels(train.images, digit * 784, network.input, row * 784, 784)
      oneHot(train.labels, digit, network.target, row, 1)
    }
    network.forwardTraining(0, batchSize, 1, step)
    network.backward(0, batchSize, batchSize)
    network.gradient(batchSize)
    optimizer.step(learningRateAt(schedule, learningRate, step, EPOCHS * batches))
  }

  let right = 0
  for (let digit = 0; digit < test.count; digit++) {
    scalePixels(test.images, digit * 784, network.input, 0, 784)
    network.forward(0, 1)
    if (largest(network.output, 0) === test.labels[digit]) right++
  }
  expect(right / test.count).toBeGreaterThanOrEqual(0.97)
}, 240_000)
