import { mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { PlainError } from '../../src-main/plain-error.ts'
import { KeptModels, readModelFile } from '../../src-main/recognizer/kept-models.ts'
import { encodeModel } from '../../src-main/recognizer/model.ts'
import { ModelFolder } from '../../src-main/storage/models.ts'
import { someModel } from './some-model.ts'

let base: string
let folder: ModelFolder
let shipped: URL

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'kept-'))
  folder = new ModelFolder(join(base, 'models'))
  const file = join(base, 'shipped.safetensors')
  writeFileSync(file, encodeModel(someModel(1)))
  shipped = pathToFileURL(file)
})
afterEach(() => {
  rmSync(base, { recursive: true })
})

/** The models as the next start of the app finds them. */
const open = () => KeptModels.open(folder, shipped)
const seeds = ({ models }: { models: KeptModels }) => [
  models.state.inUse.seed,
  models.state.before?.seed ?? null,
]

test('at first the model that ships is in use', async () => {
  const { models, notices } = await open()
  expect(notices).toEqual([])
  expect(models.inUse).toEqual(someModel(1))
  expect(models.state.inUse.id).toBe('shipped')
  expect(models.state.before).toBeNull()
  await expect(models.restoreBefore()).rejects.toThrow(PlainError)
  await expect(models.restoreShipped()).rejects.toThrow(PlainError)
})

test('a new model is used from then on, and can be exchanged with the one before', async () => {
  const { models } = await open()
  await models.adopt(encodeModel(someModel(2)))
  expect(models.inUse).toEqual(someModel(2))
  expect(seeds(await open())).toEqual([2, 1])
  await models.adopt(encodeModel(someModel(3)))
  expect(seeds(await open())).toEqual([3, 2])
  await models.restoreBefore()
  expect(models.inUse).toEqual(someModel(2))
  expect(seeds(await open())).toEqual([2, 3])
  await models.restoreShipped()
  expect(seeds(await open())).toEqual([1, 2])
  await models.restoreBefore()
  expect(seeds(await open())).toEqual([2, 1])
})

test('the model for rotated digits is offered where its file is, with its recipe', async () => {
  const file = join(base, 'rotation.safetensors')
  const withRotation = () => KeptModels.open(folder, shipped, pathToFileURL(file))
  const without = await withRotation()
  expect(without.notices).toEqual([])
  expect(without.models.state.rotation).toBeNull()
  await expect(without.models.useRotation()).rejects.toThrow(PlainError)

  writeFileSync(file, encodeModel(someModel(9)))
  const { models } = await withRotation()
  expect(models.state.rotation).toMatchObject({ id: 'rotation', options: someModel(9).metadata.options })
  expect(models.state.inUse.id).toBe('shipped')
  await models.useRotation()
  expect(models.inUse).toEqual(someModel(9))
  await expect(models.useRotation()).rejects.toThrow('already in use')
  expect(seeds(await withRotation())).toEqual([9, 1])
  await models.restoreShipped()
  await models.restoreBefore()
  expect(models.state.inUse.id).toBe('rotation')

  rmSync(file)
  const gone = await withRotation()
  expect(seeds(gone)).toEqual([1, null])
  expect(gone.notices).toHaveLength(1)
})

test('a damaged rotation model is not offered, and stays where it is', async () => {
  const file = join(base, 'rotation.safetensors')
  writeFileSync(file, 'no model')
  const { models, notices } = await KeptModels.open(folder, shipped, pathToFileURL(file))
  expect(models.state.rotation).toBeNull()
  expect(notices).toEqual([expect.stringContaining('rotation model cannot be offered')])
  expect(readdirSync(base)).toContain('rotation.safetensors')
})

test('a damaged model is set aside, told, and the one that ships is used', async () => {
  const { models } = await open()
  const { inUse } = await models.adopt(encodeModel(someModel(2)))
  truncateSync(join(folder.path, `${inUse.id}.safetensors`), 1000)
  const opened = await open()
  expect(seeds(opened)).toEqual([1, null])
  expect(opened.notices).toHaveLength(1)
  expect(opened.notices[0]).toContain('damaged')
  expect(readdirSync(folder.path).filter((name) => name.startsWith(`${inUse.id}.damaged-`))).toHaveLength(1)
})

test('a model that was deleted is told', async () => {
  const { models } = await open()
  await models.adopt(encodeModel(someModel(2)))
  await models.adopt(encodeModel(someModel(3)))
  for (const name of readdirSync(folder.path)) {
    if (name.endsWith('.safetensors')) rmSync(join(folder.path, name))
  }
  const opened = await open()
  expect(seeds(opened)).toEqual([1, null])
  expect(opened.notices).toHaveLength(2)
})

test('a lesson starts from the model as it was before it learnt the person’s digits', async () => {
  const learnt = (seed: number, learntFrom: string) => {
    const model = someModel(seed)
    return encodeModel({ ...model, metadata: { ...model.metadata, ownDigits: 3, learntFrom } })
  }
  const { models } = await open()
  expect(await models.beforeLearning()).toEqual({ id: 'shipped', model: someModel(1) })
  await models.adopt(learnt(2, 'shipped'))
  expect(await models.beforeLearning()).toEqual({ id: 'shipped', model: someModel(1) })

  const { inUse } = await models.adopt(encodeModel(someModel(3)))
  expect(inUse.ownDigits).toBe(0)
  const taught = await models.adopt(learnt(4, inUse.id))
  expect(taught.inUse.ownDigits).toBe(3)
  expect(await models.beforeLearning()).toEqual({ id: inUse.id, model: someModel(3) })

  // Where that model is gone or damaged, what was learnt is learnt on.
  truncateSync(join(folder.path, `${inUse.id}.safetensors`), 1000)
  expect((await models.beforeLearning()).id).toBe(taught.inUse.id)
  rmSync(join(folder.path, `${inUse.id}.safetensors`))
  expect((await models.beforeLearning()).id).toBe(taught.inUse.id)
})

test('what is no model is not adopted, and changes nothing', async () => {
  const { models } = await open()
  await expect(models.adopt(new Uint8Array(100))).rejects.toThrow(PlainError)
  expect(models.inUse).toEqual(someModel(1))
  expect(seeds(await open())).toEqual([1, null])
})

test('reading a model by name says which file was wrong', async () => {
  await expect(readModelFile(join(base, 'none'))).rejects.toThrow('There is no file')
  writeFileSync(join(base, 'text'), 'hello, this is no model')
  await expect(readModelFile(join(base, 'text'))).rejects.toThrow(join(base, 'text'))
  await expect(readModelFile(base)).rejects.toThrow(PlainError)
})
