/** PNG and JPEG files, all the way to the 28×28 images that the network reads. */
import { crc32, deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { encode as encodePng } from 'fast-png'
import { encode as encodeJpeg } from 'jpeg-js'
import { imageOfGreys } from '../../../src-main/images/picture.ts'
import { rowOfGreys } from '../../../src-main/images/picture-row.ts'
import { decodePicture } from '../../images/decode.ts'
import { writeJpeg, type JpegComponent } from '../../images/jpeg-writer.ts'
import { chunk, writePng } from '../../images/png-writer.ts'
import { damaged } from '../damage.ts'
import { insist, target, verdictOf, type Verdict } from '../target.ts'

/** A ring and a bar on paper: what a reader goes all the way for. */
const ink = (x: number, y: number): boolean =>
  Math.abs(Math.hypot(x - 9, y - 12) - 6) < 1.5 || (x > 20 && x < 23 && y > 4 && y < 20)
const SIDE = 28
const greys = Array.from({ length: SIDE * SIDE }, (_, i) => (ink(i % SIDE, Math.floor(i / SIDE)) ? 20 : 240))
const rowsOf = (toBytes: (grey: number) => number[]): number[][] =>
  Array.from({ length: SIDE }, (_, y) => greys.slice(y * SIDE, (y + 1) * SIDE).flatMap(toBytes))

const size = { width: SIDE, height: SIDE }
const pngs = [
  writePng({ ...size, depth: 8, colourType: 0, rows: rowsOf((grey) => [grey]) }),
  writePng({ ...size, depth: 16, colourType: 0, rows: rowsOf((grey) => [grey, grey]) }),
  writePng({ ...size, depth: 8, colourType: 2, rows: rowsOf((grey) => [grey, grey, grey]) }),
  writePng({ ...size, depth: 8, colourType: 6, rows: rowsOf((grey) => [grey, 0, 0, 255 - grey]) }),
  writePng({
    ...size,
    depth: 8,
    colourType: 3,
    palette: [255, 255, 255, 0, 0, 90],
    transparency: [0],
    rows: rowsOf((grey) => [grey < 100 ? 1 : 0]),
  }),
  writePng({
    width: 16,
    height: 3,
    depth: 1,
    colourType: 0,
    rows: [
      [0xff, 0x0f],
      [0xf0, 0xff],
      [0xff, 0xff],
    ],
  }),
  Buffer.from(
    encodePng({ ...size, data: Uint8Array.from(greys), channels: 1, depth: 8 }, { interlace: 'Adam7' }),
  ),
]

/** The file with the checksums of its chunks made right, as long as its lengths make sense. */
function withChecksums(file: Buffer): Buffer {
  for (let at = 8; at + 12 <= file.length;) {
    const length = file.readUInt32BE(at)
    if (at + 12 + length > file.length) break
    file.writeUInt32BE(crc32(file.subarray(at + 4, at + 8 + length)), at + 8 + length)
    at += 12 + length
  }
  return file
}

/** A header that may say anything, before data of any length. */
const builtPng = fc
  .record({
    width: fc.oneof(fc.nat({ max: 70 }), fc.constantFrom(0, 4000, 30_000, 2 ** 31, 2 ** 32 - 1)),
    height: fc.oneof(fc.nat({ max: 70 }), fc.constantFrom(0, 4000, 30_000, 2 ** 31, 2 ** 32 - 1)),
    depth: fc.oneof(fc.constantFrom(1, 2, 4, 8, 16), fc.nat({ max: 255 })),
    colour: fc.oneof(fc.constantFrom(0, 2, 3, 4, 6), fc.nat({ max: 255 })),
    interlace: fc.constantFrom(0, 0, 1, 2),
    palette: fc.uint8Array({ maxLength: 12 }),
    transparency: fc.option(fc.uint8Array({ maxLength: 6 })),
    exact: fc.boolean(),
    bytes: fc.nat({ max: 4000 }),
    fill: fc.nat({ max: 255 }),
  })
  .map(({ width, height, depth, colour, interlace, palette, transparency, exact, bytes, fill }) => {
    const header = Buffer.alloc(13)
    header.writeUInt32BE(width, 0)
    header.writeUInt32BE(height, 4)
    header.set([depth, colour, 0, 0, interlace], 8)
    const channels = [1, 0, 3, 1, 2, 0, 4][colour] ?? 1
    const fitting = (Math.ceil((width * depth * channels) / 8) + 1) * height
    const data = Buffer.alloc(exact && fitting < 100_000 ? fitting : bytes, fill)
    if (exact)
      for (let at = 0; at < data.length; at += Math.ceil((width * depth * channels) / 8) + 1)
        data[at] = fill % 5
    return Buffer.concat([
      pngs[0]!.subarray(0, 8),
      chunk('IHDR', header),
      chunk('PLTE', Buffer.from(palette)),
      ...(transparency === null ? [] : [chunk('tRNS', Buffer.from(transparency))]),
      chunk('IDAT', deflateSync(data, { level: 1 })),
      chunk('IEND', Buffer.alloc(0)),
    ])
  })

/** 30,000 × 30,000 pixels, 64 times as many bytes as it says, and the same of nothing. */
const bombs = [
  writePng({ width: 30_000, height: 30_000, depth: 8, colourType: 6, rows: [[0]] }),
  writePng({ width: 4000, height: 4000, depth: 8, colourType: 0, rows: [[0]] }),
  Buffer.concat([
    pngs[0]!.subarray(0, 33),
    chunk('IDAT', deflateSync(Buffer.alloc(64 << 20))),
    chunk('IEND', Buffer.alloc(0)),
  ]),
]

async function takePicture(bytes: Buffer): Promise<Verdict> {
  return verdictOf(() => {
    const picture = decodePicture(bytes)
    insist(
      picture.values.length === picture.width * picture.height && picture.values.length > 0,
      'The size lies.',
    )
    const image = imageOfGreys(picture)
    insist(image === null || image.length === 784, 'No image of 784 greys.')
    const row = rowOfGreys(picture)
    if (row !== null) insist(row.imageOf([0]).length === 784, 'No image of 784 greys.')
  })
}

const damagedPng = damaged(pngs)
export const png = target<Buffer>({
  title: 'PNG files',
  cases: fc.oneof(damagedPng, damagedPng.map(withChecksums), builtPng),
  examples: bombs,
  take: takePicture,
})

function jpegOf(width: number, height: number, quality: number): Buffer {
  const data = Uint8Array.from({ length: 4 * width * height }, (_, i) =>
    i % 4 === 3 ? 255 : ink((i >> 2) % width, Math.floor((i >> 2) / width)) ? 20 : 240,
  )
  return Buffer.from(encodeJpeg({ width, height, data }, quality).data)
}

/** As other programs wrote them: grey; grey and progressive; four inks. */
const FOREIGN = [
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgMCAgMDAwMEAwMEBQgFBQQEBQoHBwYIDAoMDAsKCwsNDhIQDQ4RDgsLEBYQERMUFRUVDA8XGBYUGBIUFRT/wAALCAAQABABAREA/8QAFQABAQAAAAAAAAAAAAAAAAAACgj/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/9oACAEBAAA/AIUI+HBI+f/Z',
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgMCAgMDAwMEAwMEBQgFBQQEBQoHBwYIDAoMDAsKCwsNDhIQDQ4RDgsLEBYQERMUFRUVDA8XGBYUGBIUFRT/wgALCAAQABABAREA/8QAFQABAQAAAAAAAAAAAAAAAAAACQf/2gAIAQEAAAABhKPnAj//xAAUEAEAAAAAAAAAAAAAAAAAAAAg/9oACAEBAAEFAh//xAAUEAEAAAAAAAAAAAAAAAAAAAAg/9oACAEBAAY/Ah//xAAUEAEAAAAAAAAAAAAAAAAAAAAg/9oACAEBAAE/IR//2gAIAQEAAAAQ/wD/xAAUEAEAAAAAAAAAAAAAAAAAAAAg/9oACAEBAAE/EB//2Q==',
  '/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwADAgIDAgIDAwMDBAMDBAUIBQUEBAUKBwcGCAwKDAwLCgsLDQ4SEA0OEQ4LCxAWEBETFBUVFQwPFxgWFBgSFBUU/8AAFAgAEAAQBEMRAE0RAFkRAEsRAP/EABcAAQEBAQAAAAAAAAAAAAAAAAAJCgj/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/9oADgRDAE0AWQBLAAA/AKpqqpqpuPAGhYBnpAaFn/9k=',
].map((base64) => Buffer.from(base64, 'base64'))
const jpegs = [jpegOf(28, 28, 80), jpegOf(40, 24, 10), ...FOREIGN]

/** The file with another size in its frame header. */
function claiming(file: Buffer, width: number, height: number): Buffer {
  const claim = Buffer.from(file)
  for (const marker of [0xc0, 0xc2]) {
    const frame = claim.indexOf(Buffer.of(0xff, marker, 0x00))
    if (frame < 0) continue
    claim.writeUInt16BE(height, frame + 5)
    claim.writeUInt16BE(width, frame + 7)
  }
  return claim
}

const grey = (value: number): JpegComponent => ({ across: 1, down: 1, value: () => value })
const noisy = (across: number, down: number): JpegComponent => ({
  across,
  down,
  value: (column, row) => (column * 7919 + row * 104_729) % 256,
})
/** Units of every kind, with restarts, in colours of every kind; and a photo of fifty megapixels. */
const built = [
  writeJpeg({ width: 40, height: 20, components: [noisy(2, 2), grey(9), grey(90)], restartEvery: 1 }),
  writeJpeg({ width: 40, height: 20, components: [noisy(1, 1), noisy(4, 1), grey(90)], adobe: 0 }),
  writeJpeg({ width: 40, height: 20, components: [grey(1), grey(2), noisy(1, 2), grey(90)], adobe: 2 }),
]
const photo = writeJpeg({ width: 8160, height: 6120, components: [noisy(2, 2), grey(9), grey(90)] })

/** As many passes as may be over as many pixels as may be, each with nothing in it that is new. */
function manyPasses(width: number, height: number): Buffer {
  const file = claiming(FOREIGN[1]!, width, height)
  const scan = file.subarray(file.lastIndexOf(Buffer.of(0xff, 0xda)), file.length - 2)
  const filled = Buffer.concat([scan, Buffer.alloc(Math.ceil((width * height) / 64))])
  const passes = Math.min(90, Math.floor((20 << 20) / filled.length))
  return Buffer.concat([
    file.subarray(0, -2),
    ...Array.from({ length: passes }, () => filled),
    file.subarray(-2),
  ])
}

/** A file of nothing but tables. */
function manyTables(): Buffer {
  const file = built[0]!
  const at = file.indexOf(Buffer.of(0xff, 0xc4))
  const table = file.subarray(at, at + 2 + file.readUInt16BE(at + 2))
  const tables = Array.from({ length: Math.floor((20 << 20) / table.length) }, () => table)
  return Buffer.concat([file.subarray(0, at), ...tables, file.subarray(at)])
}

export const jpeg = target<Buffer>({
  title: 'JPEG files',
  // The app unpacks pictures in threads of their own: nobody else waits.
  mostMilliseconds: 3000,
  cases: damaged([...jpegs, ...built]),
  examples: [
    photo,
    photo.subarray(0, -1000),
    manyPasses(8000, 8000),
    manyPasses(2000, 2000),
    manyPasses(1000, 1000),
    manyTables(),
    Buffer.concat([jpegs[0]!.subarray(0, -2), Buffer.alloc(20 << 20, 0xff)]),
    ...[...jpegs, ...built].flatMap((file) => [
      claiming(file, 30_000, 30_000),
      claiming(file, 4000, 4000),
      claiming(file, 0, 0),
      claiming(file, 65_535, 1),
      claiming(Buffer.concat([file, Buffer.alloc(1 << 20)]), 8000, 8000),
    ]),
  ],
  take: takePicture,
})
