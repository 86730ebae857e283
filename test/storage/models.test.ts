import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { PlainError } from '../../src-main/plain-error.ts'
import { ModelFolder } from '../../src-main/storage/models.ts'

let base: string
let folder: ModelFolder
const bytes = new Uint8Array([1, 2, 3])
const noon = new Date(2026, 2, 1, 12, 5, 9)

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'models-'))
  folder = new ModelFolder(join(base, 'models'))
})
afterEach(() => {
  rmSync(base, { recursive: true })
})

test('models are named by their time, and two of the same second do not meet', async () => {
  expect(await folder.add(bytes, noon)).toBe('2026-03-01-120509')
  expect(await folder.add(new Uint8Array([4]), noon)).toBe('2026-03-01-120509-2')
  expect([...(await folder.read('2026-03-01-120509'))!]).toEqual([1, 2, 3])
  expect([...(await folder.read('2026-03-01-120509-2'))!]).toEqual([4])
  expect(readdirSync(folder.path)).toHaveLength(3)
})

test('a model that is not there is null', async () => {
  expect(await folder.read('2026-03-01-120509')).toBeNull()
})

test('the choice is kept; without one the model that ships is in use', async () => {
  expect(await folder.readChoice()).toEqual({ inUse: 'shipped', before: null })
  await folder.writeChoice({ inUse: 'a', before: 'shipped' })
  expect(await new ModelFolder(folder.path).readChoice()).toEqual({ inUse: 'a', before: 'shipped' })
})

test.each([
  ['no JSON', '{"inUse":'],
  ['no id', '{"inUse":5,"before":null}'],
  ['longer than any choice', `{"more":"${'x'.repeat(70_000)}","inUse":"a","before":null}`],
  ['a path instead of an id', '{"inUse":"../../secret","before":null}'],
])('a choice that is %s is set aside, and the model that ships is used', async (_, content) => {
  const told: string[] = []
  await folder.add(bytes, noon)
  await folder.add(bytes, new Date(2026, 2, 2, 12, 5, 9))
  writeFileSync(join(folder.path, 'models.json'), content)
  const choice = await folder.readChoice((message) => told.push(message))
  expect(choice).toEqual({ inUse: 'shipped', before: '2026-03-02-120509' })
  const [aside] = readdirSync(folder.path).filter((name) => name.startsWith('models.damaged-'))
  expect(readFileSync(join(folder.path, aside!), 'utf8')).toBe(content)
  expect(told).toEqual([expect.stringContaining(aside!)])
})

test('a choice that is gone is told; the newest model can be taken back', async () => {
  const told: string[] = []
  await folder.add(bytes, noon)
  rmSync(join(folder.path, 'models.json'))
  const choice = await folder.readChoice((message) => told.push(message))
  expect(choice).toEqual({ inUse: 'shipped', before: '2026-03-01-120509' })
  expect(told).toEqual([expect.stringContaining('is gone')])
})

test('what is set aside twice is kept twice', async () => {
  await folder.add(bytes, noon)
  const first = folder.setAside('2026-03-01-120509')
  await folder.add(bytes, noon)
  const second = folder.setAside('2026-03-01-120509')
  expect(first).not.toBe(second)
  expect(readdirSync(folder.path)).toHaveLength(3)
})

test('of a file that is longer than any model no more is read', async () => {
  await folder.add(bytes, noon)
  truncateSync(join(folder.path, '2026-03-01-120509.safetensors'), 2 ** 32)
  expect((await folder.read('2026-03-01-120509'))!.length).toBeLessThan(100 * 2 ** 20)
})

test('no id leads out of the folder', async () => {
  await expect(folder.read('../../etc/passwd')).rejects.toThrow()
  await expect(folder.read('a/b')).rejects.toThrow()
})

test('a folder that cannot be made is told in plain words', async () => {
  writeFileSync(join(base, 'file'), '')
  const blocked = new ModelFolder(join(base, 'file', 'models'))
  await expect(blocked.add(bytes, noon)).rejects.toThrow(PlainError)
})
