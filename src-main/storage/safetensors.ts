/**
 * The safetensors file format (https://github.com/huggingface/safetensors): eight bytes with the length of
 * a JSON header, the header, and the numbers themselves. PyTorch, JAX and others read it. It holds nothing
 * that could be executed, which is why models may be opened from anywhere.
 *
 * Only 32-bit floats are read and written. A file is checked before a number of it is used: lengths,
 * offsets, gaps and overlaps, and that every value is finite.
 *
 * Files that are written here carry a checksum, as `sha256` in their metadata: the SHA-256 of the whole file with 64
 * zeros in the checksum's own place. A file that has none, from another program, is read without it.
 */
import { createHash } from 'node:crypto'
import { endianness } from 'node:os'
import * as v from 'valibot'
import { PlainError } from '../plain-error.ts'

/** An array of numbers with its shape, row-major. */
export interface Tensor {
  readonly shape: readonly number[]
  readonly values: Float32Array
}

export interface TensorFile {
  /** By name, in the file's order. */
  readonly tensors: ReadonlyMap<string, Tensor>
  readonly metadata: Readonly<Record<string, string>>
}

const LENGTH_BYTES = 8
/** The most that the header may take; a file of ours needs a few kilobytes. */
const MAX_HEADER_BYTES = 1024 * 1024
const METADATA = '__metadata__'
const CHECKSUM = 'sha256'
const NO_CHECKSUM = '0'.repeat(64)

const size = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const Entry = v.object({ dtype: v.string(), shape: v.array(size), data_offsets: v.tuple([size, size]) })
const Header = v.record(v.string(), v.unknown())
const Metadata = v.record(v.string(), v.string())

/** The bytes of a safetensors file. Names must differ, and none may be `__metadata__`, none of the metadata `sha256`. */
export function writeSafetensors({ tensors, metadata }: TensorFile): Uint8Array {
  const header: Record<string, unknown> = { [METADATA]: { [CHECKSUM]: NO_CHECKSUM, ...metadata } }
  let offset = 0
  for (const [name, { shape, values }] of tensors) {
    if (name === METADATA) throw new Error(`A tensor cannot be named ${METADATA}.`)
    if (elements(shape) !== values.length) {
      throw new Error(
        `${name} holds ${values.length} values, its shape [${shape.join(', ')}] asks for another number.`,
      )
    }
    const end = offset + values.byteLength
    header[name] = { dtype: 'F32', shape, data_offsets: [offset, end] }
    offset = end
  }
  const json = Buffer.from(JSON.stringify(header))
  const headerLength = Math.ceil(json.length / LENGTH_BYTES) * LENGTH_BYTES
  const file = Buffer.alloc(LENGTH_BYTES + headerLength + offset)
  file.writeBigUInt64LE(BigInt(headerLength))
  json.copy(file, LENGTH_BYTES)
  file.fill(' ', LENGTH_BYTES + json.length, LENGTH_BYTES + headerLength)
  let position = LENGTH_BYTES + headerLength
  for (const { values } of tensors.values()) {
    file.set(littleEndian(new Uint8Array(values.buffer, values.byteOffset, values.byteLength)), position)
    position += values.byteLength
  }
  const place = placeOfChecksum(file.subarray(0, LENGTH_BYTES + headerLength), NO_CHECKSUM)
  file.write(checksumOf(file, place), place, 'latin1')
  return file
}

/** Whether bytes begin as a safetensors file does: with a length of less than 4 GB, and the header's brace. */
export function isSafetensors(bytes: Uint8Array): boolean {
  // Byte by byte: there is no part to be had of memory that was given away.
  return [4, 5, 6, 7].every((at) => bytes[at] === 0) && bytes[LENGTH_BYTES] === 0x7b
}

/** Reads a whole file. Throws a PlainError that says what is wrong with it. */
export function readSafetensors(bytes: Uint8Array): TensorFile {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const headerLength = lengthOfHeader(file)
  const header = parseHeader(file.subarray(LENGTH_BYTES, LENGTH_BYTES + headerLength))
  const data = file.subarray(LENGTH_BYTES + headerLength)

  const metadata = v.safeParse(Metadata, header[METADATA] ?? {})
  if (!metadata.success) throw damaged('its metadata are not text')
  const { [CHECKSUM]: checksum, ...told } = metadata.output
  if (checksum !== undefined) {
    const place = placeOfChecksum(file.subarray(0, LENGTH_BYTES + headerLength), checksum)
    if (place < 0 || checksumOf(file, place) !== checksum) throw damaged('its checksum is wrong')
  }

  const tensors = new Map<string, Tensor>()
  const spans: [begin: number, end: number][] = []
  for (const [key, described] of Object.entries(header)) {
    if (key === METADATA) continue
    const name = legible(key)
    const entry = v.safeParse(Entry, described)
    if (!entry.success) throw damaged(`the description of “${name}” is not complete`)
    const { dtype, shape, data_offsets } = entry.output
    const [begin, end] = data_offsets
    if (dtype !== 'F32') throw damaged(`“${name}” is of type ${legible(dtype)}, and only F32 is read`)
    if (end > data.length) throw damaged(`it ends before the last value of “${name}”`)
    if (end - begin !== elements(shape) * 4) throw damaged(`the size of “${name}” does not fit its shape`)
    tensors.set(key, { shape, values: readFloats(data.subarray(begin, end), name) })
    spans.push([begin, end])
  }
  checkSpans(spans, data.length)
  return { tensors, metadata: told }
}

/** Where the 64 digits of the checksum stand; before 0 where they do not. */
function placeOfChecksum(start: Buffer, checksum: string): number {
  const before = `"${CHECKSUM}":"`
  const found = start.indexOf(`${before}${checksum}"`, 0, 'latin1')
  return found < 0 || checksum.length !== NO_CHECKSUM.length ? -1 : found + before.length
}

function checksumOf(file: Buffer, place: number): string {
  const rest = file.subarray(place + NO_CHECKSUM.length)
  return createHash('sha256').update(file.subarray(0, place)).update(NO_CHECKSUM).update(rest).digest('hex')
}

function lengthOfHeader(file: Buffer): number {
  if (file.length < LENGTH_BYTES) throw damaged('it is too short')
  const length = file.readBigUInt64LE()
  if (length > BigInt(MAX_HEADER_BYTES)) throw damaged('it does not begin as a safetensors file does')
  if (LENGTH_BYTES + Number(length) > file.length) throw damaged('it ends within its header')
  return Number(length)
}

function parseHeader(bytes: Buffer): Record<string, unknown> {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    if (text.startsWith('{')) return v.parse(Header, JSON.parse(text))
  } catch {
    // Told below, in the same words as a header that is no object.
  }
  throw damaged('its header cannot be read')
}

function readFloats(bytes: Uint8Array, name: string): Float32Array {
  const values = new Float32Array(littleEndian(bytes).buffer)
  if (!values.every(Number.isFinite)) throw damaged(`“${name}” holds a value that is no number`)
  return values
}

/** A copy of the bytes of 32-bit numbers, turned round where the machine's order is not the file's. */
function littleEndian(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const copy = new Uint8Array(bytes)
  if (endianness() === 'BE') Buffer.from(copy.buffer).swap32()
  return copy
}

/** The format allows no gap and no overlap: every byte belongs to one tensor. */
function checkSpans(spans: [begin: number, end: number][], length: number): void {
  let covered = 0
  for (const [begin, end] of spans.sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    if (begin < covered) throw damaged('two of its tensors overlap')
    if (begin > covered) throw damaged('it holds bytes that belong to no tensor')
    covered = end
  }
  if (covered !== length) throw damaged('it holds bytes that belong to no tensor')
}

/** What stands in a file, fit to be shown: in one short line. */
function legible(text: string): string {
  return text.replace(/\p{C}/gu, '?').slice(0, 60)
}

function elements(shape: readonly number[]): number {
  return shape.reduce((product, extent) => product * extent, 1)
}

function damaged(what: string): PlainError {
  return new PlainError(`This is not a safetensors file that can be used: ${what}.`)
}
