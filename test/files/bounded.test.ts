import { execFileSync } from 'node:child_process'
import { truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readNamedFile } from '../../src-main/datasets/idx.ts'
import { OWN_DIGITS_FILE, OwnDigits } from '../../src-main/datasets/own-digits.ts'
import { readBounded, readBoundedSoon, sizeWords } from '../../src-main/files/bounded.ts'
import { PlainError } from '../../src-main/plain-error.ts'
import { readModelFile } from '../../src-main/recognizer/kept-models.ts'
import { CheckpointFile } from '../../src-main/storage/checkpoint-file.ts'
import { temporaryFolder } from '../datasets/temporary-folder.ts'

/** A file that says it is so long and takes no room: reading it would fill the memory. */
function hugeFile(name: string, gigabytes = 100): string {
  const file = join(temporaryFolder(), name)
  writeFileSync(file, '{')
  truncateSync(file, gigabytes * 2 ** 30)
  return file
}

const BOUNDS = { most: 1000 }

describe('A file is read', () => {
  test('up to the length that it may have', async () => {
    const file = join(temporaryFolder(), 'letter')
    writeFileSync(file, Buffer.alloc(1000, 7))
    expect(readBounded(file, BOUNDS)).toHaveLength(1000)
    await expect(readBoundedSoon(file, BOUNDS)).resolves.toHaveLength(1000)
    writeFileSync(file, Buffer.alloc(1001))
    expect(() => readBounded(file, BOUNDS, 'It')).toThrow('It is larger than 1 kB and cannot be opened.')
    await expect(readBoundedSoon(file, BOUNDS)).rejects.toBeInstanceOf(PlainError)
  })

  test('only where it is one, and nobody waits for a pipe', async () => {
    const folder = temporaryFolder()
    expect(() => readBounded(folder, BOUNDS)).toThrow(/is not a file/)
    if (process.platform === 'win32') return
    const pipe = join(folder, 'pipe')
    execFileSync('mkfifo', [pipe])
    for (const endless of [pipe, '/dev/zero']) {
      expect(() => readBounded(endless, BOUNDS)).toThrow(/is not a file/)
      await expect(readBoundedSoon(endless, BOUNDS)).rejects.toThrow(/is not a file/)
    }
  })
})

describe('A file of a hundred gigabytes is refused before it is read', () => {
  test('as a model', async () => {
    await expect(readModelFile(hugeFile('m.safetensors'))).rejects.toThrow(
      /larger than 128 MB and cannot be opened/,
    )
  })

  test('as an IDX file', () => {
    expect(() => readNamedFile(hugeFile('images'))).toThrow(/larger than 257 MB/)
  })

  test('as the file of own digits, which is left as it is', () => {
    const folder = join(hugeFile(OWN_DIGITS_FILE), '..')
    const { ownDigits, notices } = OwnDigits.open(folder)
    expect(notices).toEqual([expect.stringMatching(/cannot be read .*larger than 120 MB/)])
    expect(() => ownDigits.keep(3, [[[1, 1, 0, 0.5]]])).toThrow(/Nothing is changed/)
  })

  test('as a checkpoint, which is then a damaged one', () => {
    const file = new CheckpointFile(hugeFile('training.checkpoint'), () => undefined)
    expect(file.read()).toHaveLength(0)
  })
})

test('sizes in words', () => {
  expect([64, 1024, 512 * 1024, 2 ** 20, 2 ** 28 + 1].map(sizeWords)).toEqual([
    '1 kB',
    '1 kB',
    '512 kB',
    '1 MB',
    '257 MB',
  ])
})
