import { rmSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Layers, TrainingGlimpse, TrainingOptions } from '../../src-main/contract.ts'
import { PlainError } from '../../src-main/plain-error.ts'
import { decodeModel, type Model } from '../../src-main/recognizer/model.ts'
import { memoryAsPlain } from '../../src-main/training/memory-problem.ts'
import { startRun } from '../../src-main/training/run.ts'
import type { RunState, Runtime } from '../../src-main/training/threads.ts'
import { fastest, folderOf, plain, request, squares } from './small-run.ts'

let folder: string
beforeAll(() => {
  // 251 digits of which 25 are held back, in batches of 30: the last batch is smaller than the others.
  folder = folderOf(squares(251, 1), squares(100, 2))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

async function modelOf(options: Partial<TrainingOptions>, threads: number, runtime: Runtime): Promise<Model> {
  const finished = await startRun(request(folder, options, threads), runtime, () => undefined).finished
  if (finished.kind !== 'done') throw new Error('The run was stopped.')
  return decodeModel(finished.model)
}

/** Filters of every kind of size, and a small layer behind them. */
const small: Layers = [
  { kind: 'convolution', filters: 16, kernel: 5, padding: 0, activation: 'relu' },
  { kind: 'max pool', size: 2 },
  { kind: 'convolution', filters: 5, kernel: 3, padding: 1, activation: 'sigmoid' },
  { kind: 'max pool', size: 3 },
  { kind: 'fully connected', units: 9, activation: 'linear' },
  { kind: 'dropout', rate: 0.1 },
]

describe.each([
  ['TypeScript', plain],
  ['the fastest kernels', fastest],
])('with %s', (_, runtime) => {
  test.each<[string, Partial<TrainingOptions>]>([
    ['the perceptron', {}],
    ['the perceptron, rotated', { rotation: { from: -40, to: 40 } }],
    ['the paper’s network', { network: 'paper', layers: null, learningRate: 0.5 }],
    ['the convolutional network', { network: 'convolutional', epochs: 1, layers: small, batchSize: 40 }],
    [
      'the convolutional network, with synthetic digits and what is no digit',
      { network: 'convolutional', data: 'both', epochs: 1, layers: small, batchSize: 40 },
    ],
    ['batches smaller than the threads', { batchSize: 2, epochs: 1 }],
  ])('%s: the same seed gives the same weights on 1, 2 and 3 threads', async (_, options) => {
    const [one, two, three] = await Promise.all(
      [1, 2, 3].map((threads) => modelOf(options, threads, runtime)),
    )
    expect(two!.parameters).toEqual(one!.parameters)
    expect(three!.parameters).toEqual(one!.parameters)
    expect(two!.metadata.heldBackAccuracy).toBe(one!.metadata.heldBackAccuracy)
    expect(two!.metadata.certainty).toEqual(one!.metadata.certainty)
  })
})

describe('a run that is watched', () => {
  const watchedModel = async (options: Partial<TrainingOptions>, threads: number, runtime: Runtime) => {
    const glimpses: TrainingGlimpse[] = []
    const run = startRun(
      request(folder, options, threads),
      runtime,
      () => undefined,
      undefined,
      (glimpse) => {
        glimpses.push(glimpse)
      },
    )
    run.watch(true)
    const finished = await run.finished
    if (finished.kind !== 'done') throw new Error('The run was stopped.')
    return { glimpses, model: decodeModel(finished.model) }
  }

  test.each<[string, Partial<TrainingOptions>, number, Runtime]>([
    ['on one thread', { epochs: 20 }, 1, plain],
    ['on two', { epochs: 20 }, 2, fastest],
    ['of filters, on three', { network: 'convolutional', epochs: 2, layers: small }, 3, fastest],
  ])('%s gives the same weights', async (_, options, threads, runtime) => {
    const [{ glimpses, model }, unwatched] = [
      await watchedModel(options, threads, runtime),
      await modelOf(options, threads, runtime),
    ]
    expect(glimpses.length).toBeGreaterThan(0)
    expect(model.parameters).toEqual(unwatched.parameters)
    expect(model.metadata.heldBackAccuracy).toBe(unwatched.metadata.heldBackAccuracy)
    expect(model.metadata.certainty).toEqual(unwatched.metadata.certainty)
  })

  test('shows its weights, its errors by digit and what it learns', async () => {
    const { glimpses } = await watchedModel({ epochs: 60 }, 1, plain)
    const last = glimpses.at(-1)!
    expect(last.weights).toMatchObject({ height: 28, width: 28, count: 17, of: 17 })
    expect(Math.max(...last.weights.values.map(Math.abs))).toBe(1)
    const read = last.errors.reduce((sum, error) => sum + error.read, 0)
    expect(read).toBeGreaterThan(0)
    expect(read).toBeLessThanOrEqual(25)
    for (const { turned } of glimpses) for (const { was, is } of turned) expect(was).not.toBe(is)
  })

  test('shows nothing where nobody looks', async () => {
    const glimpses: TrainingGlimpse[] = []
    const run = startRun(
      request(folder, {}, 2),
      fastest,
      () => undefined,
      undefined,
      (glimpse) => {
        glimpses.push(glimpse)
      },
    )
    await run.finished
    expect(glimpses).toEqual([])
  })
})

test('another seed gives other weights', async () => {
  const [one, other] = await Promise.all([
    modelOf({ epochs: 1 }, 1, plain),
    modelOf({ epochs: 1, seed: 8 }, 1, plain),
  ])
  expect(other.parameters).not.toEqual(one.parameters)
})

test('a run learns, and tells how it goes', async () => {
  const states: RunState[] = []
  const run = startRun(request(folder, { epochs: 12 }, 2), fastest, (state) => states.push(state))
  const finished = await run.finished
  if (finished.kind !== 'done') throw new Error('The run was stopped.')
  const { metadata } = decodeModel(finished.model)
  expect(finished.epochs.map(({ epoch }) => epoch)).toEqual(
    Array.from({ length: 12 }, (_, index) => index + 1),
  )
  expect(finished.epochs.at(-1)!.loss).toBeLessThan(finished.epochs[0]!.loss / 2)
  expect(finished.epochs.at(-1)!.heldBackAccuracy).toBe(metadata.heldBackAccuracy)
  expect(metadata.heldBackAccuracy).toBeGreaterThan(0.95)
  // These are not MNIST's digits, so its test digits were not read.
  expect(metadata).toMatchObject({
    trainedOn: 'a folder of digits, 226 digits',
    mnistAccuracy: null,
    augmentation: 'upright',
  })

  const progress = states.filter((state) => state.phase === 'training')
  expect(states[0]?.phase).toBe('preparing')
  expect(progress.at(-1)).toMatchObject({
    epoch: 12,
    batch: 8,
    batches: 8,
    epochs: finished.epochs,
    secondsLeft: 0,
  })
  expect(progress.at(-1)!.samplesPerSecond).toBeGreaterThan(0)
  expect(progress.at(-1)!.engine).toMatch(/, 2 threads$/)
})

test('a model says what it was trained on, what is no digit too', async () => {
  const options: Partial<TrainingOptions> = {
    network: 'convolutional',
    data: 'both',
    epochs: 1,
    layers: small,
  }
  const { metadata } = await modelOf(options, 2, fastest)
  expect(metadata.trainedOn).toBe(
    'a folder of digits, 226 digits, and 226 synthetic ones, and 45 drawings that are no digit',
  )
})

test('a learning rate that is far too large is told as such', async () => {
  const failed = startRun(request(folder, { learningRate: 1e30 }, 2), plain, () => undefined).finished
  await expect(failed).rejects.toThrow('The learning rate 1e+30 is too high for this network')
  await expect(failed).rejects.toBeInstanceOf(PlainError)
})

test('data that cannot be had are told as such', async () => {
  const failed = startRun(request('/no/such/folder', {}, 2), plain, () => undefined).finished
  await expect(failed).rejects.toBeInstanceOf(PlainError)
})

test('too few digits are told as such', async () => {
  const few = folderOf(squares(12, 1), squares(5, 1))
  const failed = startRun(request(few), plain, () => undefined).finished
  await expect(failed).rejects.toThrow('only 12 digits')
  rmSync(few, { recursive: true })
})

describe('stopping', () => {
  /** ms. It takes less than 100 where nothing else is going on; a batch that is waited for takes seconds. */
  const TOO_LONG = 1000

  /** Milliseconds from `stop` to the end of the run. */
  async function timeToStop(
    options: Partial<TrainingOptions>,
    when: RunState['phase'] | 'at once',
  ): Promise<number> {
    const { promise, resolve } = Promise.withResolvers<undefined>()
    const run = startRun(request(folder, options, 2), plain, ({ phase }) => {
      if (phase === when) resolve(undefined)
    })
    if (when !== 'at once') await promise
    const start = performance.now()
    run.stop()
    run.stop()
    expect(await run.finished).toEqual({ kind: 'stopped' })
    return performance.now() - start
  }

  test('between two batches', async () => {
    expect(await timeToStop({ epochs: 200 }, 'training')).toBeLessThan(TOO_LONG)
  })

  test('in the middle of a slow batch', async () => {
    const slow = { network: 'convolutional', batchSize: 226, epochs: 200 } as const
    expect(await timeToStop(slow, 'training')).toBeLessThan(TOO_LONG)
  })

  test('while the data are loaded, and before', async () => {
    expect(await timeToStop({ epochs: 200 }, 'preparing')).toBeLessThan(TOO_LONG)
    expect(await timeToStop({ epochs: 200 }, 'at once')).toBeLessThan(TOO_LONG)
  })
})

describe('a thread that dies or does no more', () => {
  const thread = new URL('dying-thread.ts', import.meta.url)
  afterEach(() => {
    delete process.env['DYING_THREAD']
  })

  test.each([
    ['throws', /A training thread failed: on purpose/],
    ['exits', /A training thread ended with code 3/],
    ['hangs', /nothing was heard/],
    ['fills its memory', /not enough memory/],
  ])('ends the run when it %s', async (how, sentence) => {
    process.env['DYING_THREAD'] = how
    const runtime = { ...plain, thread, watch: { every: 500, patience: 8 } }
    const run = startRun(request(folder, { epochs: 200 }, 2), runtime, () => undefined)
    await expect(run.finished).rejects.toThrow(sentence)
  })

  test('is told for what it is where it lacks memory', () => {
    expect(memoryAsPlain(new RangeError('WebAssembly.Memory(): could not allocate memory'))).toBeInstanceOf(
      PlainError,
    )
    expect(memoryAsPlain(new RangeError('Array buffer allocation failed'))).toBeInstanceOf(PlainError)
    const other = new RangeError('Invalid array length')
    expect(memoryAsPlain(other)).toBe(other)
  })
})
