import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TrainingOptions } from '../../src-main/contract.ts'
import type { Digits } from '../../src-main/datasets/digits.ts'
import { emptyDigits } from '../../src-main/datasets/digits.ts'
import { writeIdx } from '../../src-main/datasets/idx.ts'
import { loadKernelModules, NO_MODULES } from '../../src-main/kernels/engine.ts'
import { Random } from '../../src-main/kernels/random.ts'
import type { RunRequest, Runtime } from '../../src-main/training/threads.ts'
import { places } from '../built.ts'

/** The threads' program as it stands in the sources: Node runs it as it is. */
const thread = new URL('../../src-main/training/thread.ts', import.meta.url)

export const plain: Runtime = { thread, modules: NO_MODULES }
export const fastest: Runtime = { thread, modules: loadKernelModules(places.kernels) }

/**
 * "Digits" that are learnt at once: a bright square, whose place says which digit it is, on a noisy ground.
 * They are not easy to take for MNIST, and there are few of them, so that a run takes no time.
 */
export function squares(count: number, seed: number): Digits {
  const digits = emptyDigits(count)
  const random = Random.of(seed)
  for (let index = 0; index < count; index++) {
    const label = random.integer(10)
    digits.labels[index] = label
    const image = digits.images.subarray(index * 784, (index + 1) * 784)
    for (let i = 0; i < 784; i++) image[i] = random.next() < 0.7 ? 0 : random.integer(60)
    const top = 4 + 10 * Math.floor(label / 5)
    const left = 2 + 5 * (label % 5)
    for (let y = top; y < top + 6; y++) image.fill(255, y * 28 + left, y * 28 + left + 5)
  }
  return digits
}

/** Writes digits as MNIST's four files into a new folder. */
export function folderOf(train: Digits, test: Digits): string {
  const folder = mkdtempSync(join(tmpdir(), 'digits-'))
  mkdirSync(folder, { recursive: true })
  const parts = { train, t10k: test }
  for (const [name, { count, images, labels }] of Object.entries(parts)) {
    writeFileSync(join(folder, `${name}-images-idx3-ubyte`), writeIdx([count, 28, 28], images))
    writeFileSync(join(folder, `${name}-labels-idx1-ubyte`), writeIdx([count], labels))
  }
  return folder
}

export const smallOptions: TrainingOptions = {
  data: 'mnist',
  network: 'perceptron',
  layers: [{ kind: 'fully connected', units: 17, activation: 'relu' }],
  rotation: null,
  warp: null,
  epochs: 3,
  batchSize: 30,
  learningRate: 0.01,
  seed: 7,
}

export function request(
  mnistFolder: string,
  options: Partial<TrainingOptions> = {},
  threads = 1,
): RunRequest {
  return {
    options: { ...smallOptions, ...options },
    mnistFolder,
    cacheFolder: join(tmpdir(), 'digit-pad-test-cache'),
    threads,
  }
}
