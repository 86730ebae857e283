import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { splitDigits } from '../../src-main/datasets/digits.ts'
import { readFirstDigits } from '../../src-main/datasets/first-digits.ts'
import { writeIdx } from '../../src-main/datasets/idx.ts'
import { PlainError } from '../../src-main/plain-error.ts'
import { squares } from '../training/small-run.ts'

const folder = mkdtempSync(join(tmpdir(), 'first-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})
const digits = squares(300, 1)
const write = (name: string, bytes: Uint8Array) => {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}
const images = writeIdx([300, 28, 28], digits.images)
const labels = writeIdx([300], digits.labels)
const plain = { images: write('images', images), labels: write('labels', labels) }
const zipped = { images: write('images.gz', gzipSync(images)), labels: write('labels.gz', gzipSync(labels)) }

test.each([1, 7, 300])('the first %i, plain and zipped', async (count) => {
  const [expected] = splitDigits(digits, count)
  for (const files of [plain, zipped]) {
    const first = await readFirstDigits(files, count)
    expect(first.count).toBe(count)
    expect([...first.labels]).toEqual([...expected.labels])
    expect(Buffer.compare(first.images, expected.images)).toBe(0)
  }
})

test('no more than there are', async () => {
  expect((await readFirstDigits(zipped, 1000)).count).toBe(300)
})

test('a file that is cut off gives what is whole in it, or a reason', async () => {
  const cut = write('cut', images.subarray(0, 16 + 3 * 784 + 100))
  expect((await readFirstDigits({ ...plain, images: cut }, 100)).count).toBe(3)
  const cutZip = write('cut.gz', gzipSync(images).subarray(0, 60))
  await expect(readFirstDigits({ ...plain, images: cutZip }, 100)).rejects.toThrow(PlainError)
})

test('what is missing or of another kind is refused', async () => {
  const wide = write('wide', writeIdx([300, 14, 56], digits.images))
  await expect(readFirstDigits({ ...plain, images: join(folder, 'none') }, 5)).rejects.toThrow(PlainError)
  await expect(readFirstDigits({ ...plain, images: wide }, 5)).rejects.toThrow('28 × 28')
  await expect(readFirstDigits({ images: plain.labels, labels: plain.labels }, 5)).rejects.toThrow(PlainError)
  await expect(readFirstDigits({ ...plain, images: write('text', Buffer.from('hello')) }, 5)).rejects.toThrow(
    PlainError,
  )
})
