import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { TrainingState } from '../../src-main/contract.ts'
import { KeptModels } from '../../src-main/recognizer/kept-models.ts'
import { encodeModel } from '../../src-main/recognizer/model.ts'
import { ModelFolder } from '../../src-main/storage/models.ts'
import { TrainingService } from '../../src-main/training/training-service.ts'
import { someModel } from '../recognizer/some-model.ts'
import { folderOf, plain, smallOptions, squares } from './small-run.ts'

let base: string
let data: string
let models: KeptModels
let states: TrainingState[]
let service: TrainingService
let modelsTold: string[]

beforeEach(async () => {
  base = mkdtempSync(join(tmpdir(), 'service-'))
  data = folderOf(squares(300, 1), squares(50, 2))
  const shipped = join(base, 'shipped.safetensors')
  writeFileSync(shipped, encodeModel(someModel(1)))
  models = (await KeptModels.open(new ModelFolder(join(base, 'models')), pathToFileURL(shipped))).models
  states = []
  modelsTold = []
  service = new TrainingService({
    runtime: plain,
    models,
    cacheFolder: join(base, 'cache'),
    threads: 2,
    onState: (state) => states.push(state),
    onModel: () => modelsTold.push(models.state.inUse.id),
  })
})
afterEach(async () => {
  await service.stop()
  rmSync(base, { recursive: true })
  rmSync(data, { recursive: true })
})

async function ended(): Promise<TrainingState> {
  while (service.running) await new Promise((resolve) => setTimeout(resolve, 10))
  return service.state
}

test('a run’s model is used when it is done, and not before', async () => {
  expect(service.state).toEqual({ phase: 'idle' })
  expect(service.start(smallOptions, data)).toEqual({ ok: true, value: undefined })
  expect(service.state.phase).toBe('preparing')
  expect(models.state.inUse.id).toBe('shipped')
  const state = await ended()
  expect(state).toMatchObject({
    phase: 'done',
    options: smallOptions,
    model: { seed: 7, network: 'Perceptron 784-17-10' },
    before: { id: 'shipped' },
  })
  expect(models.state.inUse.seed).toBe(7)
  expect(modelsTold).toEqual([models.state.inUse.id])
  expect(states.map(({ phase }) => phase)).toContain('training')
  expect(states.at(-1)).toBe(service.state)
})

test('one run at a time', async () => {
  service.start({ ...smallOptions, epochs: 200 }, data)
  expect(service.start(smallOptions, data)).toMatchObject({ ok: false })
  await service.stop()
  expect(service.start({ ...smallOptions, epochs: 1 }, data).ok).toBe(true)
  expect((await ended()).phase).toBe('done')
})

test('a run that is stopped leaves the model in use', async () => {
  const options = { ...smallOptions, epochs: 200 }
  service.start(options, data)
  while (service.state.phase !== 'training') await new Promise((resolve) => setTimeout(resolve, 5))
  await service.stop()
  expect(service.state).toEqual({ phase: 'stopped', options })
  expect(models.state.inUse.id).toBe('shipped')
  expect(modelsTold).toEqual([])
  await service.stop()
})

test('a run that fails leaves the model in use, and says why', async () => {
  service.start(smallOptions, join(base, 'nowhere'))
  expect(await ended()).toMatchObject({
    phase: 'failed',
    message: expect.stringContaining('nowhere') as string,
  })
  expect(models.state.inUse.id).toBe('shipped')
  expect(service.start({ ...smallOptions, epochs: 1 }, data).ok).toBe(true)
  expect((await ended()).phase).toBe('done')
})
