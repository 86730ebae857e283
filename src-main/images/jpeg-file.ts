/**
 * JPEG files to greys, by the decoder in ImageScript: Rust's jpeg-decoder as WebAssembly, which makes a large photo smaller while it
 * unpacks it. Each file is given to an instance of its own, so that none leaves anything behind.
 */
import { readFileSync } from 'node:fs'
import { PlainError } from '../plain-error.ts'
import type { GreyImage } from './grey-image.ts'
import { readJpegHeader, turnUpright, type JpegHeader } from './jpeg-header.ts'

/** More than the cameras of phones take, which is some fifty megapixels. */
const MOST_PIXELS = 64e6
/** Larger pictures are made smaller, to a half, a quarter or an eighth in each direction. */
const MOST_UNPACKED = 5e6
/** So many blocks of 8 × 8 values there may be: those of 50 megapixels in full colour. */
const MOST_BLOCKS = 2.4e6
/** In a progressive picture each of them takes 128 bytes until the last pass has been read: with colours at half the size, 64 megapixels. */
const MOST_PROGRESSIVE_BLOCKS = 1.6e6
/** A file is refused where it passes over the picture more often than this: progressive ones do so some ten times. */
const MOST_SCANS = 100
/** A file of nothing but tables would take long. */
const MOST_TABLES = 1000
/** So many blocks are gone over at most in all passes together. */
const MOST_READINGS = 30e6

/** The longest side that the format has. */
const LONGEST = 65_535

/** The compiled decoder. It may be posted to a worker. */
export type JpegDecoder = WebAssembly.Module

/** @param file where `jpeg.wasm` lies */
export function loadJpegDecoder(file: URL): JpegDecoder {
  return new WebAssembly.Module(new Uint8Array(readFileSync(file)))
}

/**
 * The greys of a JPEG file, upright. `checkSize` is told what its header says, and may throw. Throws an Error where the file is
 * damaged, and a PlainError where it is not, but cannot be read.
 */
export function decodeJpeg(
  bytes: Uint8Array,
  decoder: JpegDecoder,
  checkSize: (width: number, height: number, most: number) => void,
): GreyImage {
  const header = readJpegHeader(bytes)
  const { width, height } = header
  checkSize(width, height, MOST_PIXELS)
  checkWork(bytes, header)
  const share = [1, 2, 4].find((share) => width * height <= MOST_UNPACKED * share ** 2) ?? 8
  // It makes a picture smaller where one side is then still as long as asked for, which for one of few pixels is too soon.
  const least = share === 1 ? [LONGEST, LONGEST] : [Math.ceil(width / share), Math.ceil(height / share)]
  const picture = unpack(bytes, decoder, least[0]!, least[1]!)
  return turnUpright(picture, header.orientation)
}

function checkWork(bytes: Uint8Array, { width, height, blocks, progressive }: JpegHeader): void {
  // Each block of 8 × 8 pixels takes a bit at least, so a small file cannot ask for the work of a large one.
  if (bytes.length < (width * height) / 64 / 8) throw new Error('Data are missing.')
  if (count(TABLES, bytes) > MOST_TABLES) throw new Error('There are too many tables.')
  if (blocks > (progressive ? MOST_PROGRESSIVE_BLOCKS : MOST_BLOCKS)) {
    throw new PlainError('The JPEG picture holds more than can be read. Make it smaller and open it again.')
  }
  const most = progressive ? Math.min(MOST_SCANS, Math.floor(MOST_READINGS / blocks)) : MOST_SCANS
  if (count(START_OF_SCAN, bytes) > most) {
    throw new PlainError(
      `The JPEG picture is stored in more than ${most} passes, which takes too long to read. Save it again, or choose another one.`,
    )
  }
}

const START_OF_SCAN = Buffer.of(0xff, 0xda)
const TABLES = Buffer.of(0xff, 0xc4)

/** How often a marker stands in the file, at most: it may stand in other data by chance. */
function count(marker: Buffer, bytes: Uint8Array): number {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let found = 0
  for (let at = file.indexOf(marker); at >= 0; at = file.indexOf(marker, at + 2)) found++
  return found
}

/** What the decoder can be asked. Addresses are places in its memory. */
interface Exports {
  readonly memory: WebAssembly.Memory
  readonly walloc: (bytes: number) => number
  /** How long what was asked for last is, in bytes. */
  readonly wlen: () => number
  /** The address of a picture of at least this size; 0 or 1 where there is none. */
  readonly decode: (bytes: number, length: number, width: number, height: number) => number
  readonly decode_width: (picture: number) => number
  readonly decode_height: (picture: number) => number
  readonly decode_format: (picture: number) => number
  readonly decode_buffer: (picture: number) => number
}

/** A pixel's bytes, by what the decoder calls its format, and how they become a grey. */
const FORMATS = [
  { channels: 1, grey: ([grey]: Uint8Array) => grey! },
  { channels: 3, grey: ([red, green, blue]: Uint8Array) => luma(red!, green!, blue!) },
  {
    channels: 4,
    // Four inks, 0 none to 255 all.
    grey: ([cyan, magenta, yellow, black]: Uint8Array) =>
      Math.round((luma(255 - cyan!, 255 - magenta!, 255 - yellow!) * (255 - black!)) / 255),
  },
]

function unpack(bytes: Uint8Array, decoder: JpegDecoder, width: number, height: number): GreyImage {
  const wasm = new WebAssembly.Instance(decoder).exports as unknown as Exports
  const at = wasm.walloc(bytes.length) >>> 0
  new Uint8Array(wasm.memory.buffer, at, bytes.length).set(bytes)
  const picture = wasm.decode(at, bytes.length, width, height) >>> 0
  if (picture < 2) throw new Error('The decoder refuses it.')
  const size = { width: wasm.decode_width(picture), height: wasm.decode_height(picture) }
  const format = FORMATS[wasm.decode_format(picture)]
  if (format === undefined) throw new Error('There are more than 8 bits to a value.')
  const start = wasm.decode_buffer(picture) >>> 0
  const data = new Uint8Array(wasm.memory.buffer, start, wasm.wlen() >>> 0)
  const { channels, grey } = format
  const values = new Uint8Array(size.width * size.height)
  if (data.length !== values.length * channels) throw new Error('The size is not that of the data.')
  for (let i = 0; i < values.length; i++) values[i] = grey(data.subarray(i * channels, (i + 1) * channels))
  return { ...size, values }
}

/** How light a colour looks (ITU-R BT.601). */
function luma(red: number, green: number, blue: number): number {
  return Math.round(0.299 * red + 0.587 * green + 0.114 * blue)
}
