/** PNG files of every kind, and broken ones: a writer that does as it is told. */
import { crc32, deflateSync } from 'node:zlib'

export interface PngParts {
  readonly width: number
  readonly height: number
  readonly depth: number
  /** 0 grey, 2 colour, 3 palette, 4 grey with alpha, 6 colour with alpha. */
  readonly colourType: number
  /** The packed samples of each row, without its filter byte. */
  readonly rows: readonly (readonly number[])[]
  readonly palette?: readonly number[]
  readonly transparency?: readonly number[]
  readonly interlaced?: boolean
  /** Chunks to put before the data. */
  readonly others?: readonly Buffer[]
}

export function writePng(parts: PngParts): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(parts.width, 0)
  header.writeUInt32BE(parts.height, 4)
  header.set([parts.depth, parts.colourType, 0, 0, parts.interlaced ? 1 : 0], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    ...(parts.palette ? [chunk('PLTE', Buffer.from(parts.palette))] : []),
    ...(parts.transparency ? [chunk('tRNS', Buffer.from(parts.transparency))] : []),
    ...(parts.others ?? []),
    chunk('IDAT', deflateSync(Buffer.from(parts.rows.flatMap((row) => [0, ...row])))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

export function chunk(type: string, data: Buffer): Buffer {
  const frame = Buffer.alloc(data.length + 12)
  frame.writeUInt32BE(data.length, 0)
  frame.write(type, 4, 'latin1')
  frame.set(data, 8)
  frame.writeUInt32BE(crc32(frame.subarray(4, 8 + data.length)), 8 + data.length)
  return frame
}
