/** IDX files: images and labels, plain and gzipped. */
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { readIdx, readIdxImages, readIdxLabels, writeIdx } from '../../../src-main/datasets/idx.ts'
import { damaged } from '../damage.ts'
import { insist, target, verdictOf } from '../target.ts'

const pixels = (count: number): Uint8Array => Uint8Array.from({ length: count }, (_, i) => (i * 37) & 255)
const images = writeIdx([3, 5, 4], pixels(60))
const labels = writeIdx(
  [12],
  Uint8Array.from({ length: 12 }, (_, i) => i % 10),
)
const table = writeIdx([6, 2], pixels(12))
/** A header that says so many values, and nothing behind it. */
const claim = (...shape: number[]): Buffer => {
  const header = Buffer.alloc(4 + 4 * shape.length)
  header.set([0, 0, 8, shape.length])
  shape.forEach((size, i) => header.writeUInt32BE(size, 4 + 4 * i))
  return header
}
/** 64 MB that are 64 kB in the file. */
const bomb = gzipSync(Buffer.concat([claim(4), Buffer.alloc(64 << 20)]))
const claims = [
  claim(2 ** 32 - 1),
  claim(2 ** 32 - 1, 2 ** 32 - 1, 2 ** 32 - 1),
  claim(65_536, 256, 256),
  claim(0, 0, 0),
  claim(0, 28, 28),
  claim(2 ** 31, 1, 1),
]
const plain = [images, labels, table, ...claims]
const damagedFiles = damaged(plain)

export const idx = target<Buffer>({
  title: 'IDX files, plain and gzipped',
  cases: fc.oneof(
    damagedFiles,
    damagedFiles.map((bytes) => gzipSync(bytes, { level: 1 })),
    damaged(plain.map((bytes) => gzipSync(bytes))),
  ),
  examples: [bomb, ...claims, ...claims.map((bytes) => gzipSync(bytes))],
  take: async (bytes) => {
    const verdicts = [
      await verdictOf(() => {
        const { shape, values } = readIdx(bytes, 'file')
        insist(shape.reduce((product, size) => product * size, 1) === values.length, 'The shape lies.')
      }),
      await verdictOf(() => {
        const { count, height, width, values } = readIdxImages(bytes, 'file')
        insist(count * height * width === values.length && height > 0 && width > 0, 'The size lies.')
      }),
      await verdictOf(() => {
        insist(
          readIdxLabels(bytes, 'file').every((label) => label <= 9),
          'A label is no digit.',
        )
      }),
    ]
    return verdicts.includes('accepted') ? 'accepted' : 'rejected'
  },
})
