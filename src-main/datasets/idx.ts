/**
 * The IDX format, in which MNIST comes: a big-endian header (two zero bytes, the type of the values, the
 * number of dimensions, the size of each as 32 bits) and then the values, the last dimension innermost.
 * Only unsigned bytes (type 8) are read and written, which is what images and labels are made of. Files
 * may be gzipped; that is seen from their first bytes, not from their names.
 */
import { constants, gunzipSync } from 'node:zlib'
import { readBounded, type Bounds } from '../files/bounded.ts'
import { PlainError } from '../plain-error.ts'

const UNSIGNED_BYTE = 8
const MAX_DIMENSIONS = 3
/** The most values a file may hold: five times as many as MNIST's training images. */
const MAX_VALUES = 2 ** 28
const MAX_SIDE = 1024

export interface IdxArray {
  /** The size of each dimension: [count] for labels, [count, height, width] for images. */
  readonly shape: readonly number[]
  readonly values: Uint8Array
}

/** Grey images of one size; which of 0 and 255 is ink is not said by the format. */
export interface IdxImages {
  readonly count: number
  readonly height: number
  readonly width: number
  /** count × height × width. */
  readonly values: Uint8Array
}

/** Reads an IDX file's bytes, gzipped or plain. `name` stands in the PlainErrors about what is wrong. */
export function readIdx(bytes: Uint8Array, name: string): IdxArray {
  const { shape, headerBytes } = readIdxHeader(bytes, name)
  const length = headerBytes + shape.reduce((product, size) => product * size, 1)
  const plain = isGzip(bytes) ? unzip(bytes, length, name) : bytes
  if (plain.length < length) {
    throw new PlainError(
      `${name} is cut off: it should be ${length} bytes long and is ${plain.length}. Fetch it again.`,
    )
  }
  if (plain.length > length) {
    throw new PlainError(`${name} is longer than its header says. It is damaged, or no IDX file.`)
  }
  // Not a Buffer, whose slice() is no copy.
  return { shape, values: new Uint8Array(plain.buffer, plain.byteOffset + headerBytes, length - headerBytes) }
}

/** The bytes of a plain IDX file. `values` holds the product of `shape` bytes. */
export function writeIdx(shape: readonly number[], values: Uint8Array): Uint8Array {
  const count = shape.reduce((product, size) => product * size, 1)
  if (shape.length < 1 || shape.length > MAX_DIMENSIONS || count !== values.length || count > MAX_VALUES) {
    throw new RangeError(`${values.length} values are no array of ${shape.join(' × ')}.`)
  }
  const headerBytes = 4 + 4 * shape.length
  const bytes = new Uint8Array(headerBytes + values.length)
  const view = new DataView(bytes.buffer)
  bytes[2] = UNSIGNED_BYTE
  bytes[3] = shape.length
  shape.forEach((size, dimension) => {
    view.setUint32(4 + 4 * dimension, size)
  })
  bytes.set(values, headerBytes)
  return bytes
}

/** Reads images: three dimensions, at most 1024 × 1024 pixels each. */
export function readIdxImages(bytes: Uint8Array, name: string): IdxImages {
  checkImageShape(readIdxHeader(bytes, name).shape, name)
  const { shape, values } = readIdx(bytes, name)
  const [count, height, width] = shape as [number, number, number]
  return { count, height, width, values }
}

/** Reads labels: one dimension, each 0 to 9. */
export function readIdxLabels(bytes: Uint8Array, name: string): Uint8Array {
  checkLabelShape(readIdxHeader(bytes, name).shape, name)
  const { values } = readIdx(bytes, name)
  const wrong = values.findIndex((label) => label > 9)
  if (wrong >= 0) {
    throw new PlainError(
      `${name} holds the label ${values[wrong]} (number ${wrong + 1}); only the digits 0 to 9 can be read.`,
    )
  }
  return values
}

/** Throws a PlainError unless `shape` is that of images. */
export function checkImageShape(shape: readonly number[], name: string): void {
  const [, height = 0, width = 0] = shape
  if (shape.length !== 3) {
    throw new PlainError(`${name} holds no images: they have 3 dimensions, it has ${shape.length}.`)
  }
  if (height < 1 || width < 1 || height > MAX_SIDE || width > MAX_SIDE) {
    throw new PlainError(
      `${name} holds images of ${height} × ${width} pixels; 1 × 1 to ${MAX_SIDE} × ${MAX_SIDE} can be read.`,
    )
  }
}

/** Throws a PlainError unless `shape` is that of labels. */
export function checkLabelShape(shape: readonly number[], name: string): void {
  if (shape.length !== 1) {
    throw new PlainError(`${name} holds no labels: they have 1 dimension, it has ${shape.length}.`)
  }
}

/** Reads the header alone, from the front of a file's bytes, gzipped or plain. */
export function readIdxHeader(bytes: Uint8Array, name: string): { shape: number[]; headerBytes: number } {
  const header = isGzip(bytes) ? unzipStart(bytes, name) : bytes
  const dimensions = header[3] ?? 0
  if (header.length >= 4 && header[0] === 0 && header[1] === 0 && header[2] !== UNSIGNED_BYTE) {
    throw new PlainError(`${name} holds no unsigned bytes (type 8) but values of type ${header[2]}.`)
  }
  if (header.length < 4 || header[0] !== 0 || header[1] !== 0 || dimensions < 1) {
    throw new PlainError(`${name} is no IDX file: it does not begin with 0, 0, 8 and its dimensions.`)
  }
  if (dimensions > MAX_DIMENSIONS) {
    throw new PlainError(`${name} has ${dimensions} dimensions; at most ${MAX_DIMENSIONS} can be read.`)
  }
  const headerBytes = 4 + 4 * dimensions
  if (header.length < headerBytes) {
    throw new PlainError(`${name} is cut off within its header. Fetch it again.`)
  }
  const view = new DataView(header.buffer, header.byteOffset)
  const shape = Array.from({ length: dimensions }, (_, dimension) => view.getUint32(4 + 4 * dimension))
  if (shape.reduce((product, size) => product * size, 1) > MAX_VALUES) {
    throw new PlainError(`${name} is too large: ${shape.join(' × ')} values, and ${MAX_VALUES} can be read.`)
  }
  return { shape, headerBytes }
}

const IDX_FILE: Bounds = { most: MAX_VALUES + 1024 }

/** The bytes of a file that a person named, with a PlainError where it cannot be read, or is too long to be what it should. */
export function readNamedFile(path: string, bounds = IDX_FILE): Uint8Array {
  try {
    return readBounded(path, bounds)
  } catch (error) {
    if (error instanceof PlainError) throw error
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new PlainError(`There is no file ${path}.`)
    throw new PlainError(`${path} cannot be read (${code ?? String(error)}).`)
  }
}

/** Whether the bytes begin as a gzip file does (RFC 1952). */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b
}

/** Unzips to at most `length` bytes, so that a small file cannot fill the memory. */
function unzip(bytes: Uint8Array, length: number, name: string): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: Math.max(length, 1) })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ERR_BUFFER_TOO_LARGE') {
      throw new PlainError(`${name} is longer than its header says. It is damaged, or no IDX file.`)
    }
    throw new PlainError(`${name} is damaged: it cannot be unzipped. Fetch it again.`)
  }
}

/** The first bytes of a gzip file's content; the rest may be missing. */
function unzipStart(bytes: Uint8Array, name: string): Uint8Array {
  try {
    const start = bytes.subarray(0, 512)
    return gunzipSync(start, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 2 ** 20 })
  } catch {
    throw new PlainError(`${name} is damaged: it cannot be unzipped. Fetch it again.`)
  }
}
