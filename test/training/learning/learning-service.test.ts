import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { LearningState } from '../../../src-main/contract.ts'
import { syntheticInk } from '../../../src-main/datasets/synthetic/synthetic-digits.ts'
import { Random } from '../../../src-main/kernels/random.ts'
import { KeptModels } from '../../../src-main/recognizer/kept-models.ts'
import { encodeModel } from '../../../src-main/recognizer/model.ts'
import { ModelFolder } from '../../../src-main/storage/models.ts'
import { LearningService } from '../../../src-main/training/learning/learning-service.ts'
import { someModel } from '../../recognizer/some-model.ts'
import { folderOf, plain, squares } from '../small-run.ts'

const digits = [3, 7].map((label) => ({ label, strokes: syntheticInk(label, Random.of(1, label)) }))

let base: string
let data: string
let models: KeptModels
let states: LearningState[]
let told: string[]
let service: LearningService

beforeEach(async () => {
  base = mkdtempSync(join(tmpdir(), 'learning-'))
  data = folderOf(squares(300, 1), squares(50, 2))
  const shipped = join(base, 'shipped.safetensors')
  writeFileSync(shipped, encodeModel(someModel(1)))
  models = (await KeptModels.open(new ModelFolder(join(base, 'models')), pathToFileURL(shipped))).models
  states = []
  told = []
  service = new LearningService({
    runtime: plain,
    models,
    cacheFolder: join(base, 'cache'),
    threads: 2,
    onState: (state) => states.push(state),
    onModel: () => told.push(models.state.inUse.id),
  })
})
afterEach(async () => {
  await service.stop()
  rmSync(base, { recursive: true })
  rmSync(data, { recursive: true })
})

async function ended(): Promise<LearningState> {
  while (service.running) await new Promise((resolve) => setTimeout(resolve, 10))
  return service.state
}

test('what was learnt is used when it is done, and can be taken back', async () => {
  expect(service.start(digits, data)).toEqual({ ok: true, value: undefined })
  expect(service.start(digits, data).ok).toBe(false)
  expect(models.state.inUse.id).toBe('shipped')
  expect(await ended()).toMatchObject({
    phase: 'done',
    digits: 2,
    model: { ownDigits: 2 },
    before: { id: 'shipped', ownDigits: 0 },
  })
  expect(told).toEqual([models.state.inUse.id])
  expect(states.map(({ phase }) => phase)).toContain('learning')
  expect(models.inUse.metadata.learntFrom).toBe('shipped')

  // The same digits again give the same model: lessons do not pile up.
  const { parameters } = models.inUse
  service.start(digits, data)
  await ended()
  expect(models.inUse.parameters).toEqual(parameters)
  await models.restoreShipped()
  expect(models.inUse).toEqual(someModel(1))
})

test('without digits there is nothing to learn', () => {
  expect(service.start([], data).ok).toBe(false)
  expect(service.state).toEqual({ phase: 'idle' })
})

test('a lesson that is stopped, at once or later, leaves the model in use', async () => {
  service.start(digits, data)
  await service.stop()
  expect(service.state).toEqual({ phase: 'stopped' })
  service.start(digits, data)
  while (!states.some((state) => state.phase === 'learning' && state.doing === 'Drawing synthetic digits'))
    await new Promise((resolve) => setTimeout(resolve, 5))
  await service.stop()
  expect(service.state).toEqual({ phase: 'stopped' })
  expect(models.state.inUse.id).toBe('shipped')
  expect(told).toEqual([])
})
