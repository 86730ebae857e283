import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { decodePicture } from './decode.ts'
import { PictureReader } from '../../src-main/images/picture-reader.ts'
import { PlainError } from '../../src-main/plain-error.ts'
import { places } from '../built.ts'
import { writePng } from './png-writer.ts'

const png = writePng({ width: 3, height: 1, depth: 8, colourType: 0, rows: [[1, 2, 3]] })

const readerOf = (thread: URL, options = {}): PictureReader =>
  new PictureReader(thread, places.jpegDecoder, options)

/** A thread that does something else than it should. */
function threadThat(program: string): URL {
  const folder = mkdtempSync(join(tmpdir(), 'digit-pad-'))
  onTestFinished(() => {
    rmSync(folder, { recursive: true })
  })
  const file = join(folder, 'thread.mjs')
  writeFileSync(file, program)
  return pathToFileURL(file)
}

describe('A picture is unpacked in a thread', () => {
  test('to the greys that it has', async () => {
    const read = await readerOf(places.picturesThread).read(png)
    expect(read).toEqual(decodePicture(png))
  })

  test('or refused in the same words', async () => {
    const reader = readerOf(places.picturesThread)
    await expect(reader.read(new Uint8Array(9))).rejects.toThrow(/not a PNG or JPEG/)
    await expect(reader.read(png.subarray(0, 40))).rejects.toThrow(/damaged/)
    await expect(reader.read(png.subarray(0, 40))).rejects.toBeInstanceOf(PlainError)
    await expect(reader.read(png)).resolves.toMatchObject({ width: 3 })
  })

  test('which is ended where it takes too long', async () => {
    const reader = readerOf(threadThat('for (;;) {}'), { mostSeconds: 0.2 })
    await expect(reader.read(png)).rejects.toThrow(/takes too long/)
  })

  test('which says where it lacks memory', async () => {
    const reader = readerOf(threadThat('new Uint8Array(2 ** 50)'))
    await expect(reader.read(png)).rejects.toThrow(/more memory/)
  })

  test('while a few others wait, and no more', async () => {
    const reader = readerOf(places.picturesThread)
    const answers = await Promise.allSettled(Array.from({ length: 6 }, () => reader.read(png)))
    expect(answers.map(({ status }) => status)).toEqual([
      ...Array.from({ length: 4 }, () => 'fulfilled'),
      'rejected',
      'rejected',
    ])
    await expect(reader.read(png)).resolves.toMatchObject({ width: 3 })
  })
})
