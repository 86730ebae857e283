/** Files of drawings, one a line in JSON: those that a person opens, and the one that keeps their own digits. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import * as v from 'valibot'
import { OwnDigit } from '../../../src-main/contract.ts'
import { parseDrawings } from '../../../src-main/datasets/drawings.ts'
import { OWN_DIGITS_FILE, OwnDigits, SET_ASIDE_FILE } from '../../../src-main/datasets/own-digits.ts'
import { imageOfInk } from '../../../src-main/images/strokes.ts'
import { damaged } from '../damage.ts'
import { hostileJson } from '../hostile.ts'
import { scratchFolder } from '../scratch-folder.ts'
import { insist, target, verdictOf } from '../target.ts'

const lines = [
  '{"strokes":[[[1,2],[30,40.5],[-7,1e2]],[[5,5]]],"label":3,"writer":"anna"}',
  '{"label":0,"suspect":true,"strokes":[[[0,0,0,0.5],[10,10,16,0.75]]]}',
  '{"strokes":[],"label":null}',
]
const ownLines = [7, 1].map((label) =>
  JSON.stringify({
    id: `digit-${label}`,
    label,
    at: '2026-03-01T12:05:09.000Z',
    strokes: [
      [
        [1, 2, 0, 0.5],
        [30, 40.5, 16, 1],
      ],
      [[5, 5, 0, 0]],
    ],
  }),
)

function fileOf(lines: readonly string[]): Buffer {
  return Buffer.from(lines.map((line) => `${line}\n`).join(''))
}

/** Lines that are damaged, and lines that are lawful JSON and something else. */
function filesLike(lines: readonly string[]): fc.Arbitrary<Buffer> {
  const texts = fc.array(fc.oneof(fc.constantFrom(...lines), hostileJson), { maxLength: 4 }).map(fileOf)
  return fc.oneof(damaged([fileOf(lines), ...lines.map((line) => fileOf([line]))]), texts)
}

/** 1 GB of one byte, in parts that follow one another. */
function bombOf(byte: number): Buffer {
  const part = gzipSync(Buffer.alloc(1 << 20, byte))
  return Buffer.concat(Array.from({ length: 1024 }, () => part))
}

/** As many points as a file may have: 15 MB of drawings with a thousand each. */
const stroke = JSON.stringify(Array.from({ length: 1000 }, (_, i) => [i % 100, (i * 7) % 100]))
const manyLines = `{"label":3,"strokes":[${stroke}]}\n`
const manyPoints = gzipSync(Buffer.from(manyLines.repeat(Math.floor((15 << 20) / manyLines.length))))

const damagedDrawings = filesLike(lines)
export const drawings = target<Buffer>({
  title: 'Drawings as JSON lines, plain and gzipped',
  cases: fc.oneof(
    { weight: 4, arbitrary: damagedDrawings },
    { weight: 1, arbitrary: damagedDrawings.map((bytes) => gzipSync(bytes, { level: 1 })) },
  ),
  examples: [
    bombOf(0x20),
    bombOf(0x0a),
    Buffer.alloc(2 ** 22, '['),
    Buffer.alloc(2 ** 22, '{"strokes":'),
    Buffer.alloc(20 << 20, '1'),
    manyPoints,
    Buffer.of(0xff, 0xfe, 0x7b, 0x00),
  ],
  take: (bytes) =>
    verdictOf(() => {
      const drawings = parseDrawings(bytes, 'file')
      insist(
        drawings.every(
          ({ label }) => label === null || (Number.isInteger(label) && label >= 0 && label <= 9),
        ),
        'A label is no digit.',
      )
      for (const { strokes } of drawings.slice(0, 10)) {
        const image = imageOfInk(strokes)
        insist(image === null || image.length === 784, 'No image of 784 greys.')
      }
    }),
})

const folder = scratchFolder()

/** The lines of a file that hold anything. */
function contentOf(file: string): string[] {
  try {
    return readFileSync(file, 'latin1')
      .split('\n')
      .filter((line) => /[^\0-\x20]/.test(line))
      .map((line) => line.trim())
  } catch {
    return []
  }
}

export const ownDigits = target<Buffer>({
  title: 'The file of a person’s own digits',
  cases: filesLike(ownLines),
  take: (bytes) => {
    // A start of its own each: what is kept beside the file tells how many digits there were.
    for (const old of readdirSync(folder)) rmSync(join(folder, old))
    const file = join(folder, OWN_DIGITS_FILE)
    const aside = join(folder, SET_ASIDE_FILE)
    writeFileSync(file, bytes)
    const before = contentOf(file)
    const { ownDigits, notices } = OwnDigits.open(folder)
    insist(
      ownDigits.list.every((digit) => v.is(OwnDigit, digit)),
      'A digit is none.',
    )
    const after = [...contentOf(file), ...contentOf(aside)]
    insist(before.toSorted().join('\n') === after.toSorted().join('\n'), 'A line is lost.')
    insist(notices.length === (contentOf(aside).length > 0 ? 1 : 0), 'Nothing was said, or too much.')
    return notices.length === 0 ? 'accepted' : 'rejected'
  },
})
