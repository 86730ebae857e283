/** PNG files to greys (W3C, Portable Network Graphics, third edition). */
import { inflateSync } from 'node:zlib'
import { decode, type DecodedPng } from 'fast-png'
import { PlainError } from '../plain-error.ts'
import type { GreyImage } from './grey-image.ts'

/** The chunks that make the picture; the others (colour profiles, texts, times) are not read. */
const KEPT = ['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']
const SIGNATURE_BYTES = 8
/** Length, type and checksum. */
const CHUNK_FRAME = 12
/** The most that is unpacked, in bytes: 16 megapixels in three colours and alpha. */
const MOST_BYTES = 65e6
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }

/**
 * The greys of a PNG file. `checkSize` is told what its header says and may throw; no more is unpacked than that size needs,
 * whatever the file holds. Throws an Error where the file is damaged.
 */
export function decodePng(bytes: Uint8Array, checkSize: (width: number, height: number) => void): GreyImage {
  const chunks = readChunks(bytes)
  // The library goes by the last header there is, and it must be this one.
  const [header, ...others] = chunks
  if (header?.type !== 'IHDR' || header.data.length !== 13) throw new Error('No header.')
  if (others.some(({ type }) => type === 'IHDR')) throw new Error('More than one header.')
  const view = new DataView(header.data.buffer, header.data.byteOffset)
  const width = view.getUint32(0)
  const height = view.getUint32(4)
  checkSize(width, height)
  const depth = view.getUint8(8)
  const interlaced = view.getUint8(12) !== 0
  if (interlaced && depth < 8) {
    throw new PlainError(
      'The PNG picture is interlaced with less than a byte a pixel, which cannot be read. Save it again without interlacing.',
    )
  }
  const pixelBits = depth * (CHANNELS[view.getUint8(9)] ?? 0)
  const length = dataLength(width, height, pixelBits, interlaced)
  if (length > MOST_BYTES) {
    throw new PlainError(
      `The PNG picture has ${width} × ${height} pixels of ${pixelBits} bits, more than can be read. Make it smaller and open it again.`,
    )
  }
  const data = chunks.filter(({ type }) => type === 'IDAT').map((chunk) => chunk.data)
  const unpacked = inflateSync(Buffer.concat(data), { maxOutputLength: Math.max(1, length) }).length
  // What is missing would be taken for black, and a few bytes would ask for as much work as the largest picture.
  if (unpacked !== length) throw new Error(`There are ${unpacked} bytes of ${length}.`)
  return toGreys(decode(joinChunks(bytes, chunks), { checkCrc: true }))
}

/** The seven passes of an interlaced picture: the first column and row of each, and its steps (section 8.2). */
const PASSES = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const

/** How long the unpacked data are: each row has a filter byte, and its last byte is filled up. */
function dataLength(width: number, height: number, pixelBits: number, interlaced: boolean): number {
  const bytesOf = (columns: number, rows: number): number =>
    columns > 0 && rows > 0 ? (Math.ceil((columns * pixelBits) / 8) + 1) * rows : 0
  if (!interlaced) return bytesOf(width, height)
  return PASSES.reduce(
    (sum, [column, row, across, down]) =>
      sum + bytesOf(Math.ceil((width - column) / across), Math.ceil((height - row) / down)),
    0,
  )
}

interface Chunk {
  readonly type: string
  readonly data: Uint8Array
  /** With its frame, as it stands in the file. */
  readonly whole: Uint8Array
}

function readChunks(bytes: Uint8Array): Chunk[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const chunks: Chunk[] = []
  for (let at = SIGNATURE_BYTES; at + CHUNK_FRAME <= bytes.length;) {
    const length = view.getUint32(at)
    const end = at + CHUNK_FRAME + length
    if (end > bytes.length) break
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8))
    const whole = bytes.subarray(at, end)
    if (KEPT.includes(type)) chunks.push({ type, data: whole.subarray(8, 8 + length), whole })
    if (type === 'IEND') return chunks
    at = end
  }
  throw new Error('The file ends before its last chunk.')
}

function joinChunks(bytes: Uint8Array, chunks: readonly Chunk[]): Uint8Array {
  return Buffer.concat([bytes.subarray(0, SIGNATURE_BYTES), ...chunks.map(({ whole }) => whole)])
}

/** Above this share of transparent pixels the picture is ink on nothing, and what it lies on may be chosen. */
const MOSTLY_CLEAR = 0.25
/** Ink lighter than this would not be seen on white. */
const LIGHT = 160

function toGreys(png: DecodedPng): GreyImage {
  const { width, height } = png
  const pixels = width * height
  const greys = new Uint8Array(pixels)
  const alphas = new Uint8Array(pixels)
  const pixelAt = readerOf(png)
  let clear = 0
  let lightness = 0
  for (let i = 0; i < pixels; i++) {
    const [red, green, blue, alpha] = pixelAt(i)
    const grey = 0.299 * red + 0.587 * green + 0.114 * blue
    greys[i] = Math.round(grey)
    alphas[i] = Math.round(alpha)
    clear += 255 - alpha
    lightness += grey * alpha
  }
  const covered = 255 * pixels - clear
  const paper = clear > MOSTLY_CLEAR * 255 * pixels && lightness > LIGHT * covered ? 0 : 255
  if (clear > 0) {
    for (let i = 0; i < pixels; i++) {
      const alpha = alphas[i]! / 255
      greys[i] = Math.round(alpha * greys[i]! + (1 - alpha) * paper)
    }
  }
  return { width, height, values: greys }
}

type Pixel = [red: number, green: number, blue: number, alpha: number]

/** Reads pixel `i` as red, green, blue and alpha, 0 to 255 each. The array it returns is the same each time. */
function readerOf(png: DecodedPng): (i: number) => Pixel {
  const { channels, depth, palette, transparency } = png
  const samples = depth < 8 ? unpack(png) : png.data
  const pixel: Pixel = [0, 0, 0, 255]
  if (palette) {
    return (i) => {
      const colour = palette[samples[i]!]
      if (!colour) throw new Error('A pixel has no colour in the palette.')
      pixel[0] = colour[0]!
      pixel[1] = colour[1]!
      pixel[2] = colour[2]!
      pixel[3] = colour[3] ?? 255
      return pixel
    }
  }
  const scale = 255 / (2 ** depth - 1)
  const colours = channels < 3 ? 1 : 3
  const [clearRed, clearGreen, clearBlue] = transparency ?? []
  return (i) => {
    const at = i * channels
    const red = samples[at]!
    const green = colours === 3 ? samples[at + 1]! : red
    const blue = colours === 3 ? samples[at + 2]! : red
    pixel[0] = red * scale
    pixel[1] = green * scale
    pixel[2] = blue * scale
    const isClear = red === clearRed && (colours === 1 || (green === clearGreen && blue === clearBlue))
    pixel[3] = isClear ? 0 : channels > colours ? samples[at + colours]! * scale : 255
    return pixel
  }
}

/** One sample of 1, 2 or 4 bits a pixel, packed from the left, each row filled up to a whole byte. */
function unpack({ width, height, depth, data }: DecodedPng): Uint8Array {
  const samples = new Uint8Array(width * height)
  const rowBytes = Math.ceil((width * depth) / 8)
  const mask = 2 ** depth - 1
  for (let row = 0, i = 0; row < height; row++) {
    for (let column = 0; column < width; column++, i++) {
      const bit = column * depth
      const byte = data[row * rowBytes + (bit >> 3)]!
      samples[i] = (byte >> (8 - depth - (bit & 7))) & mask
    }
  }
  return samples
}
