/** Real files, damaged: bits flipped, bytes cut, moved and doubled, numbers made as large as can be. */
import fc from 'fast-check'

/** Changes some bytes of a file, which is not changed itself. */
type Edit = (bytes: Buffer) => Buffer

/** Numbers that lie: nothing, one, the borders of the signed and the unsigned. */
const EXTREMES = [
  0n,
  1n,
  0x7fn,
  0x80n,
  0xffn,
  0x7fffn,
  0xffffn,
  0x7fffffffn,
  0x80000000n,
  0xffffffffn,
  2n ** 63n - 1n,
  2n ** 64n - 1n,
]

const place = fc.nat({ max: 0xffffff })
const length = fc.oneof(fc.nat({ max: 16 }), fc.nat({ max: 4096 }))
const within = (at: number, bytes: Buffer): number => (bytes.length === 0 ? 0 : at % (bytes.length + 1))

function replaced(bytes: Buffer, at: number, gone: number, by: Uint8Array): Buffer {
  return Buffer.concat([bytes.subarray(0, at), by, bytes.subarray(at + gone)])
}

const flip = fc.tuple(place, fc.nat({ max: 7 })).map(([at, bit]): Edit => (bytes) => {
  const changed = Buffer.from(bytes)
  if (changed.length > 0) changed[at % changed.length]! ^= 1 << bit
  return changed
})

const number = fc
  .record({
    at: place,
    width: fc.constantFrom(1, 2, 4, 8),
    value: fc.constantFrom(...EXTREMES),
    little: fc.boolean(),
  })
  .map(({ at, width, value, little }): Edit => (bytes) => {
    const written = Buffer.alloc(8)
    written.writeBigUInt64BE(value)
    const kept = written.subarray(8 - width)
    if (little) kept.reverse()
    return replaced(bytes, within(at, bytes), width, kept)
  })

const cut = place.map(
  (at): Edit =>
    (bytes) =>
      bytes.subarray(0, within(at, bytes)),
)

const removed = fc.tuple(place, length).map(
  ([at, gone]): Edit =>
    (bytes) =>
      replaced(bytes, within(at, bytes), gone, Buffer.alloc(0)),
)

const inserted = fc.tuple(place, fc.uint8Array({ maxLength: 24 })).map(
  ([at, added]): Edit =>
    (bytes) =>
      replaced(bytes, within(at, bytes), 0, added),
)

const doubled = fc
  .tuple(place, length, fc.integer({ min: 1, max: 8 }))
  .map(([at, taken, times]): Edit => (bytes) => {
    const start = within(at, bytes)
    const part = bytes.subarray(start, start + taken)
    return replaced(bytes, start, 0, Buffer.concat(Array.from({ length: times }, () => part)))
  })

function splicedFrom(files: readonly Uint8Array[]): fc.Arbitrary<Edit> {
  return fc
    .tuple(place, fc.nat({ max: files.length - 1 }), place, length)
    .map(([at, which, from, taken]) => (bytes) => {
      const other = Buffer.from(files[which]!)
      const start = within(from, other)
      return replaced(bytes, within(at, bytes), taken, other.subarray(start, start + taken))
    })
}

/** One of the files with up to eight such changes, one after another; now and then as it is, or bytes that never were a file. */
export function damaged(files: readonly Uint8Array[]): fc.Arbitrary<Buffer> {
  const edit = fc.oneof(flip, number, cut, removed, inserted, doubled, splicedFrom(files))
  const changed = fc
    .tuple(fc.nat({ max: files.length - 1 }), fc.array(edit, { maxLength: 8 }))
    .map(([which, edits]) =>
      edits.reduce<Buffer>((bytes, change) => change(bytes), Buffer.from(files[which]!)),
    )
  const noise = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes))
  return fc.oneof({ weight: 30, arbitrary: changed }, { weight: 1, arbitrary: noise })
}
