import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  readIdx,
  readIdxHeader,
  readIdxImages,
  readIdxLabels,
  readNamedFile,
  writeIdx,
} from '../../src-main/datasets/idx.ts'
import { PlainError } from '../../src-main/plain-error.ts'
import { gzipBomb, growth } from './gzip-bomb.ts'
import { temporaryFolder } from './temporary-folder.ts'

const bytes = (...values: number[]) => Uint8Array.from(values)
/** What `action` throws: it must be a PlainError. */
function complaint(action: () => unknown): string {
  try {
    action()
  } catch (error) {
    expect(error).toBeInstanceOf(PlainError)
    return (error as Error).message
  }
  throw new Error('nothing was thrown')
}

describe('the form', () => {
  // Two images of 1 × 3 pixels, written out by hand after the description of the format.
  const images = bytes(0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 10, 20, 30, 40, 50, 60)
  const values = bytes(10, 20, 30, 40, 50, 60)

  it('is read as it is described', () => {
    expect(readIdx(images, 'a')).toEqual({ shape: [2, 1, 3], values })
    expect(readIdxImages(images, 'a')).toEqual({ count: 2, height: 1, width: 3, values })
    expect(readIdxLabels(bytes(0, 0, 8, 1, 0, 0, 0, 2, 9, 0), 'a')).toEqual(bytes(9, 0))
    expect(readIdxHeader(images.subarray(0, 16), 'a')).toEqual({ shape: [2, 1, 3], headerBytes: 16 })
  })

  it('is written as it is described', () => {
    expect(writeIdx([2, 1, 3], values)).toEqual(images)
    expect(writeIdx([258], new Uint8Array(258)).subarray(0, 8)).toEqual(bytes(0, 0, 8, 1, 0, 0, 1, 2))
    expect(() => writeIdx([7], values)).toThrow(RangeError)
    expect(() => writeIdx([], bytes(1))).toThrow(RangeError)
    expect(() => writeIdx([1, 1, 2, 3], values)).toThrow(RangeError)
  })

  it('comes back as it was written, gzipped or not, wherever it lies in memory', () => {
    const array = fc.array(fc.nat(12), { minLength: 1, maxLength: 3 }).chain((shape) =>
      fc.record({
        shape: fc.constant(shape),
        values: fc.uint8Array({
          minLength: shape.reduce((a, b) => a * b, 1),
          maxLength: shape.reduce((a, b) => a * b, 1),
        }),
      }),
    )
    fc.assert(
      fc.property(array, fc.nat(9), (array, offset) => {
        const written = writeIdx(array.shape, array.values)
        const within = new Uint8Array(offset + written.length + 5)
        within.set(written, offset)
        for (const file of [written, gzipSync(written), within.subarray(offset, offset + written.length)]) {
          const read = readIdx(file, 'a')
          expect(read.shape).toEqual(array.shape)
          expect(read.values).toEqual(array.values)
        }
      }),
    )
  })

  it('throws nothing but PlainErrors, whatever the bytes', () => {
    const likely = fc
      .tuple(fc.uint8Array({ maxLength: 40 }), fc.boolean(), fc.boolean())
      .map(([rest, magic, zipped]) => {
        const file = magic ? Uint8Array.from([0, 0, 8, ...rest]) : rest
        return zipped ? Uint8Array.from(gzipSync(file)) : file
      })
    const broken = fc.tuple(likely, fc.nat(60), fc.nat(255)).map(([file, place, value]) => {
      if (place < file.length) file[place] = value
      return file
    })
    fc.assert(
      fc.property(fc.oneof(likely, broken), (file) => {
        for (const read of [readIdx, readIdxImages, readIdxLabels]) {
          try {
            read(file, 'a')
          } catch (error) {
            expect(error).toBeInstanceOf(PlainError)
          }
        }
      }),
      { numRuns: 500 },
    )
  })
})

describe('what is wrong is said', () => {
  const labels = writeIdx([4], bytes(1, 2, 3, 4))

  it('of other files', () => {
    expect(complaint(() => readIdx(bytes(), 'f'))).toMatch(/^f is no IDX file/)
    expect(complaint(() => readIdx(bytes(0, 0, 8), 'f'))).toMatch(/is no IDX file/)
    expect(complaint(() => readIdx(bytes(0x89, 0x50, 0x4e, 0x47), 'f'))).toMatch(/is no IDX file/)
    expect(complaint(() => readIdx(bytes(0, 0, 8, 0, 1, 2), 'f'))).toMatch(/is no IDX file/)
    expect(complaint(() => readIdx(gzipSync('hello'), 'f'))).toMatch(/is no IDX file/)
    expect(complaint(() => readIdx(bytes(0, 0, 13, 1, 0, 0, 0, 1, 0, 0, 0, 0), 'f'))).toMatch(/type 13/)
    expect(complaint(() => readIdx(bytes(0, 0, 8, 4, 0, 0, 0, 1), 'f'))).toMatch(/4 dimensions/)
  })

  it('of files that are cut off, at every length', () => {
    for (let length = 4; length < labels.length; length++) {
      expect(complaint(() => readIdx(labels.subarray(0, length), 'f'))).toMatch(/cut off/)
    }
    const zipped = gzipSync(labels)
    for (let length = 2; length < zipped.length; length++) {
      expect(complaint(() => readIdx(zipped.subarray(0, length), 'f'))).toMatch(/damaged|cut off|no IDX file/)
    }
    expect(complaint(() => readIdx(gzipSync(labels.subarray(0, 10)), 'f'))).toMatch(/12 bytes long and is 10/)
  })

  it('of bytes after the end', () => {
    const longer = Buffer.concat([labels, bytes(0)])
    expect(complaint(() => readIdx(longer, 'f'))).toMatch(/longer than its header says/)
    expect(complaint(() => readIdx(gzipSync(longer), 'f'))).toMatch(/longer than its header says/)
  })

  it('of gzip files with a flipped bit in what is packed or in its checksum', () => {
    const values = Uint8Array.from({ length: 300 }, (_, index) => ((index * 7919) >> 3) % 10)
    const zipped = gzipSync(writeIdx([300], values))
    expect(readIdxLabels(zipped, 'f')).toEqual(values)
    for (let place = 30; place < zipped.length; place++) {
      const broken = Uint8Array.from(zipped)
      broken[place]! ^= 4
      expect(complaint(() => readIdxLabels(broken, 'f'))).toMatch(/damaged|longer|cut off/)
    }
  })

  it('of sizes beyond all measure, without taking memory for them', () => {
    const four = [255, 255, 255, 255]
    const most = [16, 0, 0, 0]
    for (const file of [
      bytes(0, 0, 8, 1, 16, 0, 0, 1),
      bytes(0, 0, 8, 1, ...four),
      bytes(0, 0, 8, 3, ...four, ...four, ...four),
    ]) {
      expect(complaint(() => readIdx(file, 'f'))).toMatch(/too large/)
      expect(complaint(() => readIdx(gzipSync(file), 'f'))).toMatch(/too large/)
    }
    const lying = bytes(0, 0, 8, 1, ...most, 1, 2, 3)
    const taken = growth(() => {
      expect(complaint(() => readIdx(lying, 'f'))).toMatch(/cut off/)
      expect(complaint(() => readIdx(gzipSync(lying), 'f'))).toMatch(/cut off/)
    })
    expect(taken).toBeLessThan(64 * 2 ** 20)
    expect(complaint(() => readIdxImages(bytes(0, 0, 8, 3, ...four, 0, 0, 0, 0, ...four), 'f'))).toMatch(
      /0 × 4294967295 pixels/,
    )
    expect(complaint(() => readIdxImages(writeIdx([1, 1, 1025], new Uint8Array(1025)), 'f'))).toMatch(/1025/)
  })

  it('of a gzip bomb, without unzipping it', () => {
    const bomb = gzipBomb(labels)
    expect(bomb.length).toBeLessThan(2 * 2 ** 20)
    const taken = growth(() => {
      expect(complaint(() => readIdxLabels(bomb, 'f'))).toMatch(/longer than its header says/)
    })
    expect(taken).toBeLessThan(64 * 2 ** 20)
  })

  it('of labels that are no digits, and of images in place of labels', () => {
    expect(complaint(() => readIdxLabels(writeIdx([3], bytes(9, 0, 10)), 'f'))).toMatch(
      /^f holds the label 10 \(number 3\)/,
    )
    expect(complaint(() => readIdxLabels(writeIdx([1, 1, 1], bytes(1)), 'f'))).toMatch(/holds no labels/)
    expect(complaint(() => readIdxImages(labels, 'f'))).toMatch(/holds no images/)
  })

  it('of files that are not there, or are none', () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'sub'))
    writeFileSync(join(folder, 'file'), labels)
    expect(Uint8Array.from(readNamedFile(join(folder, 'file')))).toEqual(labels)
    expect(complaint(() => readNamedFile(join(folder, 'none')))).toMatch(/^There is no file .*none\.$/)
    expect(complaint(() => readNamedFile(join(folder, 'file', 'none')))).toMatch(/^There is no file/)
    expect(complaint(() => readNamedFile(join(folder, 'sub')))).toMatch(/is not a file/)
  })
})
