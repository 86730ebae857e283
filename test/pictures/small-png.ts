/** PNG files made as small as they get without losing anything, for pictures that are kept with the sources. */
import { constants, crc32, deflateSync } from 'node:zlib'
import { decode } from 'fast-png'

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
const COLOURS = 2
const PALETTE = 3

/** @param file an opaque PNG of 8 bits a channel, as a browser takes it of a page */
export function smallPng(file: Uint8Array): Buffer {
  const { width, height, data, channels } = decode(file)
  const colours = new Map<number, number>()
  const pixels = new Uint32Array(width * height)
  for (let pixel = 0; pixel < pixels.length; pixel++) {
    const at = pixel * channels
    const colour = (data[at]! << 16) | (data[at + 1]! << 8) | data[at + 2]!
    if (!colours.has(colour)) colours.set(colour, colours.size)
    pixels[pixel] = colour
  }
  const attempts = [0, 1, 2, 4].map((filter) => ({
    type: COLOURS,
    rows: filtered(rowsOfColours(pixels, width), filter),
  }))
  if (colours.size <= 256) {
    attempts.push({
      type: PALETTE,
      rows: filtered(
        rowsOf(
          Uint8Array.from(pixels, (c) => colours.get(c)!),
          width,
          1,
        ),
        0,
      ),
    })
  }
  const packed = attempts.map(({ type, rows }) => ({ type, data: pack(rows) }))
  const { type, data: smallest } = packed.reduce((a, b) => (b.data.length < a.data.length ? b : a))
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, type, 0, 0, 0], 8)
  const palette = Buffer.from([...colours.keys()].flatMap((c) => [c >> 16, (c >> 8) & 255, c & 255]))
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    ...(type === PALETTE ? [chunk('PLTE', palette)] : []),
    chunk('IDAT', smallest),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

interface Rows {
  readonly bytes: Uint8Array
  /** Bytes of a row, and of a pixel. */
  readonly length: number
  readonly pixel: number
}

const rowsOf = (bytes: Uint8Array, width: number, pixel: number): Rows => ({
  bytes,
  length: width * pixel,
  pixel,
})

function rowsOfColours(pixels: Uint32Array, width: number): Rows {
  const bytes = new Uint8Array(pixels.length * 3)
  for (const [pixel, colour] of pixels.entries()) bytes.set([colour >> 16, colour >> 8, colour], pixel * 3)
  return rowsOf(bytes, width, 3)
}

/** Every row with a byte for its filter before it: 0 as it is, 1 less its left neighbour, 2 the one above, 4 Paeth's guess. */
function filtered({ bytes, length, pixel }: Rows, filter: number): Uint8Array {
  const count = bytes.length / length
  const all = new Uint8Array(bytes.length + count)
  for (let row = 0; row < count; row++) {
    all[row * (length + 1)] = filter
    for (let column = 0; column < length; column++) {
      const at = row * length + column
      const left = column < pixel ? 0 : bytes[at - pixel]!
      const above = row === 0 ? 0 : bytes[at - length]!
      const corner = column < pixel || row === 0 ? 0 : bytes[at - length - pixel]!
      const guess = [0, left, above, 0, paeth(left, above, corner)][filter]!
      all[row * (length + 1) + 1 + column] = bytes[at]! - guess
    }
  }
  return all
}

/** The neighbour nearest to left + above − corner (PNG, third edition, section 9.4). */
function paeth(left: number, above: number, corner: number): number {
  const [fromLeft, fromAbove, fromCorner] = [
    Math.abs(above - corner),
    Math.abs(left - corner),
    Math.abs(left + above - 2 * corner),
  ]
  if (fromLeft <= fromAbove && fromLeft <= fromCorner) return left
  return fromAbove <= fromCorner ? above : corner
}

/** Which strategy packs best depends on the picture. */
function pack(rows: Uint8Array): Buffer {
  const packed = [constants.Z_DEFAULT_STRATEGY, constants.Z_FILTERED].map((strategy) =>
    deflateSync(rows, { level: 9, memLevel: 9, strategy }),
  )
  return packed.reduce((a, b) => (b.length < a.length ? b : a))
}

function chunk(type: string, data: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(named), 4)
  return Buffer.concat([frame.subarray(0, 4), named, frame.subarray(4)])
}
