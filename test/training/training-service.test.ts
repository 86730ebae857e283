import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { TrainingState } from '../../src-main/contract.ts'
import { KeptModels } from '../../src-main/recognizer/kept-models.ts'
import { encodeModel } from '../../src-main/recognizer/model.ts'
import { CheckpointFile } from '../../src-main/storage/checkpoint-file.ts'
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
let problems: string[]

beforeEach(async () => {
  base = mkdtempSync(join(tmpdir(), 'service-'))
  data = folderOf(squares(300, 1), squares(50, 2))
  const shipped = join(base, 'shipped.safetensors')
  writeFileSync(shipped, encodeModel(someModel(1)))
  models = (await KeptModels.open(new ModelFolder(join(base, 'models')), pathToFileURL(shipped))).models
  states = []
  modelsTold = []
  problems = []
  service = new TrainingService({
    runtime: plain,
    models,
    cacheFolder: join(base, 'cache'),
    checkpoint: new CheckpointFile(join(base, 'training.checkpoint'), (message) => problems.push(message)),
    checkpointEvery: 0,
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
    model: { seed: 7, network: 'Your own: 784-17-10' },
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

describe('a run that the end of the program interrupts', () => {
  const long = { ...smallOptions, epochs: 60 }
  const file = () => join(base, 'training.checkpoint')

  /** Waits until the file holds weights. */
  async function keptOnTheWay(): Promise<void> {
    const size = () => statSync(file(), { throwIfNoEntry: false })?.size ?? 0
    while (size() < 10_000 && service.running) await new Promise((resolve) => setTimeout(resolve, 5))
  }

  /** Starts a run and interrupts it when it has been kept. */
  async function interrupted(): Promise<void> {
    service.start(long, data)
    await keptOnTheWay()
    await service.interrupt()
  }

  test('goes on at the next start, tells where it was, and leaves nothing behind', async () => {
    await interrupted()
    expect(service.state.phase).toBe('stopped')
    states.length = 0
    expect(service.resume(data)).toBeNull()
    expect(await ended()).toMatchObject({ phase: 'done', options: long, model: { seed: 7 } })
    const from = states.flatMap((state) => ('resumedFrom' in state ? [state.resumedFrom] : []))
    expect(from.length).toBeGreaterThan(1)
    expect(from[0]).toBeGreaterThan(0)
    expect(from[0]).toBeLessThan(1)
    expect(existsSync(file())).toBe(false)
    expect(service.resume(data)).toBeNull()
    expect(service.running).toBe(false)
  })

  test('begins anew where it had only just begun', async () => {
    service.start({ ...long, epochs: 1 }, data)
    await service.interrupt()
    states.length = 0
    expect(service.resume(data)).toBeNull()
    expect(states[0]).toMatchObject({ phase: 'preparing', resumedFrom: 0, options: { epochs: 1 } })
    expect((await ended()).phase).toBe('done')
  })

  test('does not go on where the person stopped it', async () => {
    service.start(long, data)
    await keptOnTheWay()
    await service.stop()
    expect(existsSync(file())).toBe(false)
  })

  test('does not go on where its checkpoint is damaged, which is set aside and told', async () => {
    await interrupted()
    const bytes = readFileSync(file())
    bytes[bytes.length >> 1]! ^= 4
    writeFileSync(file(), bytes)
    expect(service.resume(data)).toMatch(/its checkpoint is damaged. It was set aside as .*damaged-/)
    expect(service.running).toBe(false)
    expect(existsSync(file())).toBe(false)
    const aside = readdirSync(base).find((name) => name.includes('damaged'))!
    expect(readFileSync(join(base, aside))).toEqual(bytes)
  })

  test('does not go on with other digits; its checkpoint is set aside', async () => {
    await interrupted()
    const other = folderOf(squares(300, 5), squares(50, 2))
    expect(service.resume(other)).toBeNull()
    expect(await ended()).toMatchObject({
      phase: 'failed',
      message: expect.stringMatching(/other digits.*set aside/) as string,
    })
    expect(existsSync(file())).toBe(false)
    rmSync(other, { recursive: true })
  })

  test('is not tried for ever from the same place', async () => {
    await interrupted()
    const bytes = readFileSync(file())
    for (let start = 0; start < 5; start++) {
      writeFileSync(file(), bytes)
      expect(service.resume(join(base, 'nowhere'))).toBeNull()
      await service.interrupt()
      // Who ends the program in the usual way may do so as often as they like.
      expect(existsSync(`${file()}.tries`)).toBe(false)
      // As if the program had died before the run came any further.
      writeFileSync(`${file()}.tries`, String(start + 1))
      writeFileSync(file(), bytes)
    }
    expect(service.resume(data)).toMatch('again and again')
    expect(service.running).toBe(false)
    expect(existsSync(file())).toBe(false)
  })
})
