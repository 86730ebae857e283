import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TrainingOptions } from '../../src-main/contract.ts'
import { PlainError } from '../../src-main/plain-error.ts'
import { decodeModel, type Model } from '../../src-main/recognizer/model.ts'
import { decodeCheckpoint, encodeCheckpoint, misfit, shareDone } from '../../src-main/training/checkpoint.ts'
import { startRun } from '../../src-main/training/run.ts'
import type { Finished, RunRequest, Runtime } from '../../src-main/training/threads.ts'
import { fastest, folderOf, plain, request, squares } from './small-run.ts'

let folder: string
let otherFolder: string
beforeAll(() => {
  // 226 digits to train on in batches of 30: eight an epoch, the last smaller than the others.
  folder = folderOf(squares(251, 1), squares(100, 2))
  otherFolder = folderOf(squares(251, 3), squares(100, 2))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
  rmSync(otherFolder, { recursive: true })
})

type Done = Extract<Finished, { kind: 'done' }>

async function carryOut(
  asked: RunRequest,
  runtime: Runtime,
): Promise<{ done: Done; checkpoints: Uint8Array[] }> {
  const checkpoints: Uint8Array[] = []
  const run = startRun(
    asked,
    runtime,
    () => undefined,
    (bytes) => checkpoints.push(bytes),
  )
  const done = await run.finished
  if (done.kind !== 'done') throw new Error('The run was stopped.')
  return { done, checkpoints }
}

/** All of a model but the time at which it was done. */
function lasting({ parameters, metadata }: Model) {
  return { parameters, metadata: { ...metadata, trainedAt: null } }
}

describe('a run that goes on from a checkpoint ends as one that was not interrupted', () => {
  test.each<[string, Runtime, Partial<TrainingOptions>, (steps: number, perEpoch: number) => number[]]>([
    [
      'with Adam and an average of the weights, from the first batch and from the last',
      plain,
      {},
      (all) => [1, all],
    ],
    [
      'with momentum, from the end of an epoch and from the middle of the last',
      fastest,
      { network: 'paper', layers: null, learningRate: 0.5, rotation: { from: -40, to: 40 } },
      (all, perEpoch) => [perEpoch, all - 2],
    ],
    [
      'with dropout',
      fastest,
      {
        network: 'deep',
        epochs: 2,
        layers: [
          { kind: 'fully connected', units: 9, activation: 'relu' },
          { kind: 'dropout', rate: 0.1 },
        ],
        batchSize: 80,
      },
      () => [2],
    ],
  ])('%s', async (_, runtime, options, from) => {
    const asked = { ...request(folder, options, 2), checkpointEvery: 0 }
    const { done, checkpoints } = await carryOut(asked, runtime)
    const steps = checkpoints.map((bytes) => decodeCheckpoint(bytes).standing.steps)
    const { allSteps } = decodeCheckpoint(checkpoints.at(-1)!).standing
    expect(steps).toEqual(Array.from({ length: allSteps }, (_, step) => step + 1))

    for (const [index, step] of from(allSteps, allSteps / asked.options.epochs).entries()) {
      // On another number of threads.
      const again = { ...asked, threads: 1 + 2 * index, checkpoint: checkpoints[step - 1]! }
      const resumed = await carryOut(again, runtime)
      expect(resumed.checkpoints).toHaveLength(allSteps - step)
      expect(resumed.done.epochs).toEqual(done.epochs)
      expect(lasting(decodeModel(resumed.done.model))).toEqual(lasting(decodeModel(done.model)))
    }
  })
})

describe('a checkpoint', () => {
  let checkpoint: Uint8Array
  beforeAll(async () => {
    const { checkpoints } = await carryOut({ ...request(folder), checkpointEvery: 0 }, plain)
    checkpoint = checkpoints[5]!
  })

  test('says how far the run is', () => {
    const { standing } = decodeCheckpoint(checkpoint)
    expect(shareDone(standing)).toBe(6 / 24)
    expect(standing.options).toEqual(request(folder).options)
  })

  test('is refused where a bit of it is another', () => {
    for (let at = 0; at < checkpoint.length; at += 997) {
      const damaged = checkpoint.slice()
      damaged[at]! ^= 1 << (at % 8)
      expect(() => decodeCheckpoint(damaged), `byte ${at}`).toThrow(PlainError)
    }
    expect(() => decodeCheckpoint(checkpoint.subarray(0, -5))).toThrow(PlainError)
  })

  test('is refused where the run cannot stand where it says', () => {
    const { standing, state } = decodeCheckpoint(checkpoint)
    for (const lie of [{ steps: 25 }, { steps: 8 }, { steps: 2 ** 40, allSteps: 2 ** 41 }, { allSteps: 5 }]) {
      const lying = encodeCheckpoint({ standing: { ...standing, ...lie }, state })
      expect(() => decodeCheckpoint(lying), JSON.stringify(lie)).toThrow(PlainError)
    }
  })

  test('is not gone on from with other digits', async () => {
    const { finished } = startRun({ ...request(otherFolder), checkpoint }, plain, () => undefined)
    await expect(finished).rejects.toThrow('other digits')
    await expect(finished).rejects.toBeInstanceOf(PlainError)
  })

  test('is not gone on from with other options', () => {
    const before = decodeCheckpoint(checkpoint)
    const { options, digits, allSteps } = before.standing
    expect(misfit(before, options, digits, allSteps)).toBeNull()
    expect(misfit(before, options, digits, allSteps + 1)).toMatch('other digits')
    expect(misfit(before, { ...options, seed: 8 }, digits, allSteps)).toMatch('other options')
    expect(misfit(before, { ...options, layers: [{ kind: 'max pool', size: 2 }] }, digits, allSteps)).toMatch(
      'other options',
    )
  })
})
