/** A picture file's bytes to greys. What the file says of its size is checked before anything is unpacked. */
import { PlainError } from '../plain-error.ts'
import type { GreyImage } from './grey-image.ts'
import { decodeJpeg, type JpegDecoder } from './jpeg-file.ts'
import { decodePng } from './png-file.ts'

/** PNG files are unpacked whole, so larger ones are refused. */
const MOST_PNG_PIXELS = 16e6

/**
 * The greys of a PNG or JPEG file, 0 black to 255 white, upright as its camera said. A large photo comes smaller
 * than it is. What is transparent shows white paper, or black where the ink itself is light. Throws a PlainError where the bytes are no such picture.
 */
export function decodePicture(bytes: Uint8Array, decoder: JpegDecoder): GreyImage {
  try {
    if (startsWith(bytes, PNG_SIGNATURE)) {
      return decodePng(bytes, (width, height) => {
        checkSize(width, height, MOST_PNG_PIXELS)
      })
    }
    if (startsWith(bytes, JPEG_SIGNATURE)) return decodeJpeg(bytes, decoder, checkSize)
  } catch (error) {
    if (error instanceof PlainError) throw error
    throw new PlainError('The picture is damaged and cannot be read. Save it again, or choose another one.', {
      cause: error,
    })
  }
  throw noPicture()
}

/** What is told of bytes that are no picture. */
export function noPicture(): PlainError {
  return new PlainError('This is not a PNG or JPEG picture. Save it as one of these and open it again.')
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

function checkSize(width: number, height: number, most: number): void {
  if (width === 0 || height === 0) throw new PlainError('The picture has no pixels.')
  if (width * height <= most) return
  throw new PlainError(
    `The picture has ${width} × ${height} pixels; at most ${most / 1e6} megapixels can be read. Make it smaller and open it again.`,
  )
}
