import { mkdtempSync, readdirSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { PlainError } from '../../src-main/plain-error.ts'
import { KeptModels } from '../../src-main/recognizer/kept-models.ts'
import { ModelHistory } from '../../src-main/recognizer/model-history.ts'
import { decodeModel, encodeModel, withName, type Model } from '../../src-main/recognizer/model.ts'
import { ModelFolder } from '../../src-main/storage/models.ts'
import { readSafetensors, writeSafetensors } from '../../src-main/storage/safetensors.ts'
import { someModel } from './some-model.ts'

let base: string
let folder: ModelFolder
let models: KeptModels
let history: ModelHistory

/** As the next start of the app finds all that is kept. */
async function start(): Promise<void> {
  models = (await KeptModels.open(folder, pathToFileURL(join(base, 'shipped.safetensors')))).models
  history = new ModelHistory(folder, models)
}

beforeEach(async () => {
  base = mkdtempSync(join(tmpdir(), 'history-'))
  folder = new ModelFolder(join(base, 'models'))
  writeFileSync(join(base, 'shipped.safetensors'), encodeModel(someModel(1)))
  await start()
})
afterEach(() => {
  rmSync(base, { recursive: true })
})

/** A model that was trained on a day of March, with its seed after the day. */
function modelOf(day: number, more: Partial<Model['metadata']> = {}): Model {
  const model = someModel(day)
  const trainedAt = `2026-03-${String(day).padStart(2, '0')}T12:05:09.000Z`
  return { ...model, metadata: { ...model.metadata, trainedAt, ...more } }
}

/** Keeps a model of each day, the last of which is in use. @returns their ids */
async function keep(...days: number[]): Promise<string[]> {
  const ids: string[] = []
  for (const day of days) ids.push((await models.adopt(encodeModel(modelOf(day)))).inUse.id)
  return ids
}

const seeds = async () => (await history.list()).models.map(({ seed }) => seed)
const named = async (id: string) => (await history.list()).models.find((model) => model.id === id)?.name
const file = (id: string, ...of: string[]) => join(folder.path, ...of, `${id}.safetensors`)

test('all models are listed, the newest first and those that ship last', async () => {
  expect(await seeds()).toEqual([1])
  await keep(4, 2, 9)
  const listed = (await history.list()).models
  expect(listed.map(({ seed }) => seed)).toEqual([9, 4, 2, 1])
  expect(listed.map(({ held }) => held)).toEqual(['in use', null, null, 'ships'])
  for (const model of listed) expect(model.bytes).toBe((await history.export(model.id)).length)
})

test('any model can be taken into use, and the way back is kept', async () => {
  const [first, second, third] = (await keep(2, 3, 4)) as [string, string, string]
  await models.use(first)
  expect(models.inUse).toEqual(modelOf(2))
  expect(models.state.before?.id).toBe(third)
  await models.use('shipped')
  expect(models.state.before?.id).toBe(first)
  await start()
  expect(models.state).toMatchObject({ inUse: { id: 'shipped' }, before: { id: first } })
  await expect(models.use('shipped')).rejects.toThrow('already in use')
  await history.delete(second)
  await expect(models.use(second)).rejects.toThrow('not kept any more')
  truncateSync(file(third), 500)
  await expect(models.use(third)).rejects.toThrow(PlainError)
  expect(models.state.inUse.id).toBe('shipped')
})

test('a name is kept in the file, and everything else in it stays as it was', async () => {
  const [id, inUse] = (await keep(2, 3)) as [string, string]
  const strange = readSafetensors(await history.export(id))
  writeFileSync(
    file(id),
    writeSafetensors({ ...strange, metadata: { ...strange.metadata, later: 'version' } }),
  )
  const before = readSafetensors(await history.export(id))
  await history.rename(id, 'Room 12')
  const after = readSafetensors(await history.export(id))
  expect(after.metadata).toEqual({ ...before.metadata, name: 'Room 12' })
  expect(after.tensors).toEqual(before.tensors)
  expect(decodeModel(await history.export(id))).toEqual({ ...modelOf(2), name: 'Room 12' })

  await history.rename(inUse, 'Mine')
  expect(models.state).toMatchObject({ inUse: { name: 'Mine' }, before: { name: 'Room 12' } })
  await start()
  expect(models.state).toMatchObject({ inUse: { name: 'Mine' }, before: { name: 'Room 12' } })
  expect([await named(id), await named(inUse)]).toEqual(['Room 12', 'Mine'])
})

test('no two models have one name, but a model may be given its own again', async () => {
  const [first, second] = (await keep(2, 3)) as [string, string]
  await history.rename(first, 'Room 12')
  await expect(history.rename(second, 'room 12')).rejects.toThrow('Choose another name')
  await history.rename(first, 'ROOM 12')
  expect([await named(first), await named(second)]).toEqual(['ROOM 12', null])
  await expect(history.rename('shipped', 'Mine')).rejects.toThrow(PlainError)
  // Asked for at once, one of the two is refused.
  const both = await Promise.allSettled([history.rename(first, 'A'), history.rename(second, 'A')])
  expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
})

test('a model is deleted and taken back, in this start of the app or in another', async () => {
  const [id] = (await keep(2, 3, 4)) as [string]
  const bytes = await history.export(id)
  await history.delete(id)
  expect(await seeds()).toEqual([4, 3, 1])
  expect(await history.find(id)).toBeNull()
  await start()
  expect((await history.list()).deleted.map(({ seed }) => seed)).toEqual([2])
  await history.restore(id)
  expect(await seeds()).toEqual([4, 3, 2, 1])
  expect((await history.list()).deleted).toEqual([])
  expect([...(await history.export(id))]).toEqual([...bytes])
  await expect(history.restore(id)).rejects.toThrow(PlainError)
})

test('the model before can be deleted, and is then not offered any more', async () => {
  const [before] = (await keep(2, 3)) as [string]
  await history.delete(before)
  expect(models.state.before).toBeNull()
  await start()
  expect(models.state).toMatchObject({ inUse: { seed: 3 }, before: null })
})

test('what is in use, ships, or is needed for the next lesson cannot be deleted', async () => {
  const [origin, other] = (await keep(2, 3)) as [string, string]
  const taught = encodeModel(modelOf(5, { ownDigits: 3, learntFrom: origin }))
  const { inUse } = await models.adopt(taught)
  await expect(history.delete(inUse.id)).rejects.toThrow('in use')
  await expect(history.delete('shipped')).rejects.toThrow('comes with')
  await expect(history.delete(origin)).rejects.toThrow('learnt your digits')
  expect((await history.list()).models.map(({ held }) => held)).toEqual([
    'in use',
    null,
    'learnt from',
    'ships',
  ])
  await models.use(other)
  await history.delete(origin)
  await expect(history.delete(origin)).rejects.toThrow('not kept any more')
})

test('what was deleted goes for good after thirty days, and no sooner', async () => {
  const [old, young] = (await keep(2, 3, 4)) as [string, string]
  await history.delete(old)
  await history.delete(young)
  const [now, day] = [Date.now(), 24 * 60 * 60 * 1000]
  utimesSync(file(old, 'deleted'), new Date(now - 31 * day), new Date(now - 31 * day))
  utimesSync(file(young, 'deleted'), new Date(now - 29 * day), new Date(now - 29 * day))
  expect((await history.list()).deleted.map(({ id }) => id)).toEqual([young])
  expect(readdirSync(join(folder.path, 'deleted'))).toEqual([`${young}.safetensors`])
})

test('a new model never takes the id of one that was deleted', async () => {
  const [first, second] = (await keep(2, 3)) as [string, string]
  await history.delete(first)
  const again = await history.import(encodeModel(modelOf(2)), 'again')
  expect(new Set([first, second, again]).size).toBe(3)
  await history.restore(first)
  expect(await seeds()).toEqual([3, 2, 2, 1])
})

test('a damaged file is told apart, stays where it is, and can be deleted', async () => {
  const [id] = (await keep(2, 3)) as [string]
  truncateSync(file(id), 500)
  const { models: listed, unreadable } = await history.list()
  expect(listed.map(({ seed }) => seed)).toEqual([3, 1])
  expect(unreadable).toEqual([{ id, bytes: 500, message: expect.stringContaining('safetensors') as string }])
  expect(readdirSync(folder.path)).toContain(`${id}.safetensors`)
  await expect(history.rename(id, 'Mine')).rejects.toThrow(PlainError)
  await history.delete(id)
  expect((await history.list()).unreadable).toEqual([])
})

test('a file is read again once it is another', async () => {
  const [id] = (await keep(2, 3)) as [string]
  await history.list()
  writeFileSync(file(id), withName(encodeModel(modelOf(7)), 'Exchanged'))
  expect(await named(id)).toBe('Exchanged')
})

test('a model goes out to a file and comes in again, under a name of its own, without being used', async () => {
  const [id] = (await keep(2, 3)) as [string]
  await history.rename(id, 'Room 12')
  const again = await history.import(await history.export(id), 'download')
  expect(again).not.toBe(id)
  expect(await named(again)).toBe('Room 12 (2)')
  const nameless = await history.import(encodeModel(modelOf(5)), 'download')
  expect(await named(nameless)).toBe('download')
  expect(models.state.inUse.seed).toBe(3)
  expect(await history.find(nameless)).toEqual({ ...modelOf(5), name: 'download' })
})

test.each([
  ['nothing', new Uint8Array(0)],
  ['text', Buffer.from('hello, this is no model at all')],
  ['half a model', encodeModel(someModel(2)).subarray(0, 900)],
  ['tensors of another program', writeSafetensors({ tensors: new Map(), metadata: {} })],
])('%s is not imported, and changes nothing', async (_, bytes) => {
  await keep(2)
  await expect(history.import(bytes, 'rubbish')).rejects.toThrow(PlainError)
  expect(await seeds()).toEqual([2, 1])
})

test('a name in a file that no person could have given is none', () => {
  const wrong = withName(encodeModel(modelOf(2)), 'two\nlines')
  expect(decodeModel(wrong)).toEqual(modelOf(2))
})
