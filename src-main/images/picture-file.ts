/** A picture file's bytes to greys. What the file says of its size is checked before anything is unpacked. */
import { decode as decodeJpegFile } from 'jpeg-js'
import { PlainError } from '../plain-error.ts'
import type { GreyImage } from './grey-image.ts'
import { readJpegHeader, turnUpright } from './jpeg-header.ts'
import { decodePng } from './png-file.ts'

/** Larger pictures are refused: more than any phone's camera takes by itself, and what a machine can well hold. */
const MOST_PIXELS = 40e6
const JPEG_MEMORY_MB = 1024

/**
 * The greys of a PNG or JPEG file, 0 black to 255 white, upright as its camera said. What is transparent shows white paper,
 * or black where the ink itself is light. Throws a PlainError where the bytes are no such picture.
 */
export function decodePicture(bytes: Uint8Array): GreyImage {
  try {
    if (startsWith(bytes, PNG_SIGNATURE)) return decodePng(bytes, checkSize)
    if (startsWith(bytes, JPEG_SIGNATURE)) return decodeJpeg(bytes)
  } catch (error) {
    if (error instanceof PlainError) throw error
    throw new PlainError('The picture is damaged and cannot be read. Save it again, or choose another one.', {
      cause: error,
    })
  }
  throw new PlainError('This is not a PNG or JPEG picture. Save it as one of these and open it again.')
}

const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const JPEG_SIGNATURE = [0xff, 0xd8, 0xff]

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, i) => bytes[i] === byte)
}

function checkSize(width: number, height: number): void {
  if (width === 0 || height === 0) throw new PlainError('The picture has no pixels.')
  if (width * height <= MOST_PIXELS) return
  throw new PlainError(
    `The picture has ${width} × ${height} pixels; at most 40 megapixels can be read. Make it smaller and open it again.`,
  )
}

function decodeJpeg(bytes: Uint8Array): GreyImage {
  const header = readJpegHeader(bytes)
  checkSize(header.width, header.height)
  const { width, height, data } = decodeJpegFile(bytes, {
    useTArray: true,
    formatAsRGBA: false,
    maxResolutionInMP: MOST_PIXELS / 1e6,
    maxMemoryUsageInMB: JPEG_MEMORY_MB,
  })
  const values = new Uint8Array(width * height)
  for (let i = 0, from = 0; i < values.length; i++, from += 3) {
    values[i] = luma(data[from]!, data[from + 1]!, data[from + 2]!)
  }
  return turnUpright({ width, height, values }, header.orientation)
}

/** How light a colour looks (ITU-R BT.601). */
function luma(red: number, green: number, blue: number): number {
  return Math.round(0.299 * red + 0.587 * green + 0.114 * blue)
}
