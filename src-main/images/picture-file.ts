/** A picture file's bytes to greys. What the file says of its size is checked before anything is unpacked. */
import { decode as decodeJpegFile } from 'jpeg-js'
import { PlainError } from '../plain-error.ts'
import type { GreyImage } from './grey-image.ts'
import { readJpegHeader, turnUpright } from './jpeg-header.ts'
import { decodePng } from './png-file.ts'

/** Larger pictures are refused: more than a phone's camera usually takes, and what is read in little time and memory. */
const MOST_PIXELS = 16e6
/**
 * What the library may count up for a JPEG file; with its own objects it takes up to twice as much. Enough for 12 megapixels in
 * full colour, or 16 with colours at half the size.
 */
const JPEG_MEMORY_MB = 210
/** A JPEG file is refused where it passes over the picture more often than this: progressive ones do so some ten times. */
const MOST_SCANS = 100

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

/** Whether bytes begin as a PNG or JPEG file does. */
export function isPicture(bytes: Uint8Array): boolean {
  return startsWith(bytes, PNG_SIGNATURE) || startsWith(bytes, JPEG_SIGNATURE)
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
    `The picture has ${width} × ${height} pixels; at most ${MOST_PIXELS / 1e6} megapixels can be read. Make it smaller and open it again.`,
  )
}

function decodeJpeg(bytes: Uint8Array): GreyImage {
  const header = readJpegHeader(bytes)
  checkSize(header.width, header.height)
  // Each block of 8 × 8 pixels takes a bit at least, so a small file cannot ask for the work of a large one.
  if (bytes.length < (header.width * header.height) / 64 / 8) throw new Error('Data are missing.')
  if (countScans(bytes) > MOST_SCANS) {
    throw new PlainError(
      `The JPEG picture is stored in more than ${MOST_SCANS} passes, which takes too long to read. Save it again, or choose another one.`,
    )
  }
  const { width, height, data } = decodeBlocks(bytes)
  const values = new Uint8Array(width * height)
  for (let i = 0, from = 0; i < values.length; i++, from += 3) {
    values[i] = luma(data[from]!, data[from + 1]!, data[from + 2]!)
  }
  return turnUpright({ width, height, values }, header.orientation)
}

function decodeBlocks(bytes: Uint8Array): { width: number; height: number; data: Uint8Array } {
  try {
    return decodeJpegFile(bytes, {
      useTArray: true,
      formatAsRGBA: false,
      maxResolutionInMP: MOST_PIXELS / 1e6,
      maxMemoryUsageInMB: JPEG_MEMORY_MB,
    })
  } catch (error) {
    if (!(error instanceof Error && error.message.startsWith('maxMemoryUsageInMB'))) throw error
    throw new PlainError(
      'The JPEG picture needs more memory than there is for it. Make it smaller and open it again.',
      { cause: error },
    )
  }
}

const START_OF_SCAN = Buffer.of(0xff, 0xda)

/** How many scans there are at most: their marker may stand in other data by chance. */
function countScans(bytes: Uint8Array): number {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let scans = 0
  for (let at = file.indexOf(START_OF_SCAN); at >= 0; at = file.indexOf(START_OF_SCAN, at + 2)) scans++
  return scans
}

/** How light a colour looks (ITU-R BT.601). */
function luma(red: number, green: number, blue: number): number {
  return Math.round(0.299 * red + 0.587 * green + 0.114 * blue)
}
