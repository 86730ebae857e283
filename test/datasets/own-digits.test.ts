import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAX_OWN_DIGITS, type Drawing } from '../../src-main/contract.ts'
import { readDrawings } from '../../src-main/datasets/drawings.ts'
import { OWN_DIGITS_FILE, OwnDigits, SET_ASIDE_FILE } from '../../src-main/datasets/own-digits.ts'
import { PlainError } from '../../src-main/plain-error.ts'
import { temporaryFolder } from './temporary-folder.ts'

const stroke = (x: number): Drawing => [
  [
    [x, 20.5, 0, 0.5],
    [x + 1, 22.25, 8, 0.75],
  ],
]
const opened = (folder: string): OwnDigits => OwnDigits.open(folder).ownDigits
const labels = (digits: OwnDigits): number[] => digits.list.map(({ label }) => label)
const fileIn = (folder: string): string => join(folder, OWN_DIGITS_FILE)

describe('A person’s own digits', () => {
  it('are kept with time and pressure, in the order they came, from one start to the next', () => {
    const folder = join(temporaryFolder(), 'not there yet')
    const digits = opened(folder)
    expect(digits.list).toEqual([])
    const seven = digits.keep(7, stroke(1), new Date('2026-03-01T12:05:09.000Z'))
    const two = digits.keep(2, stroke(2))
    expect(seven).toMatchObject({ label: 7, strokes: stroke(1), at: '2026-03-01T12:05:09.000Z' })
    expect(opened(folder).list).toEqual([seven, two])
    expect(OwnDigits.open(folder).notices).toEqual([])
  })

  it('lie in a file that can be read wherever drawings can', () => {
    const folder = temporaryFolder()
    opened(folder).keep(7, stroke(1))
    expect(readDrawings(fileIn(folder))).toMatchObject([{ label: 7, strokes: stroke(1) }])
  })

  it('are deleted, and brought back to the places they had', () => {
    const folder = temporaryFolder()
    const digits = opened(folder)
    const ids = [0, 1, 2, 3, 4].map((label) => digits.keep(label, stroke(label)).id)
    digits.delete([ids[1]!, ids[3]!, 'unknown'])
    expect(labels(opened(folder))).toEqual([0, 2, 4])
    digits.restore([ids[3]!, ids[1]!, 'unknown'])
    expect(labels(digits)).toEqual([0, 1, 2, 3, 4])
    expect(labels(opened(folder))).toEqual([0, 1, 2, 3, 4])
    digits.delete(ids)
    expect(readFileSync(fileIn(folder), 'utf8')).toBe('')
    digits.restore(ids)
    expect(labels(opened(folder))).toEqual([0, 1, 2, 3, 4])
  })

  it('are imported once, however often they are given', () => {
    const digits = opened(temporaryFolder())
    digits.keep(1, stroke(1))
    const given = [
      { label: 1, strokes: stroke(1) },
      { label: 7, strokes: stroke(1) },
      { label: 2, strokes: stroke(2) },
      { label: 2, strokes: stroke(2) },
    ]
    expect(digits.import(given).map(({ label }) => label)).toEqual([7, 2])
    expect(digits.import(given)).toEqual([])
    expect(labels(digits)).toEqual([1, 7, 2])
  })

  it.each<[string, number, Drawing]>([
    ['without ink', 3, []],
    [
      'with far too many points',
      3,
      [Array.from({ length: 5001 }, (_, i) => [i, 0, i, 0.5] as const) as never],
    ],
    ['that are no digit', 10, stroke(1)],
  ])('are refused %s, in a sentence, and nothing is written', (_, label, strokes) => {
    const folder = temporaryFolder()
    expect(() => opened(folder).keep(label, strokes)).toThrow(PlainError)
    expect(existsSync(fileIn(folder))).toBe(false)
  })

  it('are refused where there are too many, all or none', () => {
    const folder = temporaryFolder()
    const many = Array.from({ length: MAX_OWN_DIGITS - 1 }, (_, i) => ({ label: i % 10, strokes: stroke(i) }))
    const digits = opened(folder)
    digits.import(many)
    const two = [1, 2].map((label) => ({ label, strokes: stroke(-label) }))
    expect(() => digits.import(two)).toThrow(/Delete some/)
    expect(digits.list).toHaveLength(MAX_OWN_DIGITS - 1)
    expect(opened(folder).list).toHaveLength(MAX_OWN_DIGITS - 1)
    digits.keep(1, stroke(-1))
  })

  it('are refused where they would take too much room together', () => {
    const folder = temporaryFolder()
    const digits = opened(folder)
    const long = (at: number): Drawing => [
      Array.from({ length: 5000 }, (_, i) => [100 + Math.sin(i + at), 100 + Math.cos(i), i * 1.1, 1 / 3]),
    ]
    const many = (from: number) =>
      Array.from({ length: 150 }, (_, i) => ({ label: 3, strokes: long(from + i) }))
    digits.import(many(0))
    expect(() => digits.import(many(1000))).toThrow(
      /together may take 60 MB, and those that are kept take \d+ MB of them\. Delete some/,
    )
    expect(digits.list).toHaveLength(150)
  })

  it('survive a line that a crash cut off, and it spoils none that come after', () => {
    const folder = temporaryFolder()
    const digits = opened(folder)
    digits.keep(1, stroke(1))
    appendFileSync(fileIn(folder), '{"id":"torn","label":2,"stro')
    digits.keep(3, stroke(3))
    const again = OwnDigits.open(folder)
    expect(labels(again.ownDigits)).toEqual([1, 3])
    expect(again.notices).toHaveLength(1)
    expect(readFileSync(join(folder, SET_ASIDE_FILE), 'utf8')).toBe('{"id":"torn","label":2,"stro\n')
    expect(OwnDigits.open(folder).notices).toEqual([])
  })

  it('whatever else a line says stays in it', () => {
    const folder = temporaryFolder()
    const digits = opened(folder)
    const { id } = digits.keep(1, stroke(1))
    const kept = readFileSync(fileIn(folder), 'utf8').replace(/,"crc":"\w+"/, '')
    const line = kept.replace('{', '{"tool":"pen",')
    writeFileSync(fileIn(folder), line)
    const again = opened(folder)
    const other = again.keep(2, stroke(2))
    again.delete([other.id])
    again.delete([id])
    again.restore([id])
    expect(readFileSync(fileIn(folder), 'utf8')).toBe(line)
  })

  it('are not written over where their file cannot be read', () => {
    const folder = temporaryFolder()
    mkdirSync(fileIn(folder))
    const { ownDigits, notices } = OwnDigits.open(folder)
    expect(notices).toHaveLength(1)
    expect(() => ownDigits.keep(1, stroke(1))).toThrow(PlainError)
  })

  it('a folder that may not be written to is told of, and nothing is kept in memory alone', () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'file'), '')
    const digits = opened(join(folder, 'file', 'within'))
    expect(() => digits.keep(1, stroke(1))).toThrow(PlainError)
    expect(digits.list).toEqual([])
    chmodSync(folder, 0o700)
  })
})

describe('Whatever is damaged', () => {
  const damage = fc.record({
    /** Before which line, counted over the lines that are there. */
    place: fc.nat(20),
    bytes: fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 60 }),
      fc.string().map((text) => new TextEncoder().encode(text)),
      fc
        .constantFrom('{}', '[]', 'null', '{"id":"x"}', '{"id":"x","label":12,"at":"","strokes":[]}')
        .map((text) => Buffer.from(text)),
    ),
  })

  it('what was kept is still read, and no byte is lost', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 8 }),
        fc.array(damage, { maxLength: 5 }),
        (given, damages) => {
          const folder = temporaryFolder()
          const kept = given.map((label, index) => opened(folder).keep(label, stroke(index)))
          const lines = kept.map((digit) => Buffer.from(JSON.stringify(digit)))
          for (const { place, bytes } of damages)
            lines.splice(place % (lines.length + 1), 0, Buffer.from(bytes))
          writeFileSync(fileIn(folder), Buffer.concat(lines.flatMap((line) => [line, Buffer.from('\n')])))

          expect(opened(folder).list).toEqual(kept)
          // A second look finds nothing to mend, and what was no digit lies beside.
          expect(OwnDigits.open(folder)).toMatchObject({ notices: [] })
          const aside = join(folder, SET_ASIDE_FILE)
          const saved = existsSync(aside) ? readFileSync(aside) : Buffer.alloc(0)
          for (const { bytes } of damages) {
            for (const piece of Buffer.from(bytes).toString('latin1').split('\n')) {
              if (/[^\0- ]/.test(piece)) expect(saved.toString('latin1')).toContain(piece)
            }
          }
        },
      ),
      { numRuns: 60 },
    )
  })

  it('a file that is cut anywhere still gives every digit that is whole', () => {
    const folder = temporaryFolder()
    const digits = opened(folder)
    const kept = [3, 1, 4].map((label) => digits.keep(label, stroke(label)))
    const whole = readFileSync(fileIn(folder))
    fc.assert(
      fc.property(fc.nat(whole.length), (end) => {
        writeFileSync(fileIn(folder), whole.subarray(0, end))
        const ends = kept.map((_, index) => nthNewline(whole, index))
        expect(opened(folder).list).toEqual(kept.filter((_, index) => ends[index]! <= end))
      }),
      { numRuns: 60 },
    )
  })
  it('are set aside where a bit of their line has changed, and read where it has no checksum', () => {
    const folder = temporaryFolder()
    const { ownDigits } = OwnDigits.open(folder)
    const strokes: Drawing = [[[100, 100, 0, 0.5]]]
    for (const label of [1, 2, 3]) ownDigits.keep(label, strokes)
    const file = join(folder, OWN_DIGITS_FILE)
    const [first, second, third] = readFileSync(file, 'utf8').split('\n')
    // Another label would be as good a digit as the right one.
    const changed = second!.replace('"label":2', '"label":6')
    const old = third!.replace(/,"crc":"[0-9a-f]{8}"/, '')
    writeFileSync(file, [first, changed, old, ''].join('\n'))
    const again = OwnDigits.open(folder)
    expect(again.ownDigits.list.map(({ label }) => label)).toEqual([1, 3])
    expect(again.notices).toEqual([expect.stringContaining('could not be read')])
    expect(readFileSync(join(folder, SET_ASIDE_FILE), 'utf8')).toBe(`${changed}\n`)
  })

  it('are told of, once, where they are gone from the file', () => {
    const folder = temporaryFolder()
    const { ownDigits } = OwnDigits.open(folder)
    for (const label of [1, 2, 3]) ownDigits.keep(label, [[[100, 100, label, 0.5]]])
    ownDigits.delete([ownDigits.list[0]!.id])
    expect(OwnDigits.open(folder).notices).toEqual([])
    const file = join(folder, OWN_DIGITS_FILE)
    const [first] = readFileSync(file, 'utf8').split('\n')
    writeFileSync(file, `${first!}\n`)
    expect(OwnDigits.open(folder).notices).toEqual([expect.stringContaining('it held 2, and now 1')])
    expect(OwnDigits.open(folder).notices).toEqual([])
    rmSync(file)
    expect(OwnDigits.open(folder).notices).toEqual([expect.stringContaining('it held 1, and now 0')])
  })
})

/** Where the line number `index` ends: before its newline. */
function nthNewline(bytes: Buffer, index: number): number {
  let place = -1
  for (let i = 0; i <= index; i++) place = bytes.indexOf(10, place + 1)
  return place
}
