import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { loadMnistTest } from '../../src-main/datasets/mnist.ts'
import { loadKernelModules } from '../../src-main/kernels/engine.ts'
import { readModelFile } from '../../src-main/recognizer/kept-models.ts'
import { evaluate } from '../../src-main/training/evaluate.ts'
import { places } from '../built.ts'

const file = new URL('../../resources/model.safetensors', import.meta.url)
const rotation = new URL('../../resources/rotation.safetensors', import.meta.url)
const thread = new URL('../../src-main/training/thread.ts', import.meta.url)

it.each([
  ['The model that ships', file],
  ['The rotation model', rotation],
])('%s says how it was made.', async (_, file) => {
  const { metadata } = await readModelFile(fileURLToPath(file))
  expect(metadata.command).toContain('digit-pad -- train --network deep')
  expect(metadata.command).toContain(`--seed ${metadata.options.seed}`)
  expect(metadata.trainedOn).toContain('MNIST')
})

it('The model that ships reads MNIST’s test digits as well as it claims.', async (test) => {
  const folder = process.env['DIGIT_PAD_MNIST']
  if (folder === undefined) return test.skip('DIGIT_PAD_MNIST names no folder with MNIST')
  const digits = await loadMnistTest({ folder, cache: folder })
  const model = await readModelFile(fileURLToPath(file))
  const measured = await evaluate(model, digits, { thread, modules: loadKernelModules(places.kernels) })
  expect(measured.count).toBe(10_000)
  // Kernels differ in rounding; a digit on the edge may fall to either side.
  expect(Math.abs(measured.accuracy - model.metadata.mnistAccuracy!)).toBeLessThanOrEqual(0.0003)
  expect(measured.accuracy).toBeGreaterThanOrEqual(0.98)
})
