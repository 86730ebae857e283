/** The first digits of an IDX pair, without reading the rest: a few to be shown. */
import { open } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import { PlainError } from '../plain-error.ts'
import { DIGIT_PIXELS, DIGIT_SIDE, type Digits } from './digits.ts'
import { checkImageShape, checkLabelShape, isGzip, readIdxHeader } from './idx.ts'

/** More than any IDX header has. */
const MOST_HEADER_BYTES = 64

/**
 * Reads at most `count` digits of 28×28 from the beginning of two IDX files, plain or gzipped. Rejects with a
 * PlainError where they are damaged or of another kind.
 */
export async function readFirstDigits(
  { images, labels }: { readonly images: string; readonly labels: string },
  count: number,
): Promise<Digits> {
  const [imageBytes, labelBytes] = await Promise.all([
    readStart(images, MOST_HEADER_BYTES + count * DIGIT_PIXELS),
    readStart(labels, MOST_HEADER_BYTES + count),
  ])
  const imageHeader = readIdxHeader(imageBytes, images)
  const labelHeader = readIdxHeader(labelBytes, labels)
  checkImageShape(imageHeader.shape, images)
  checkLabelShape(labelHeader.shape, labels)
  const [, height, width] = imageHeader.shape
  if (height !== DIGIT_SIDE || width !== DIGIT_SIDE) {
    throw new PlainError(`${images} holds images of another size than 28 × 28.`)
  }
  const imageValues = imageBytes.subarray(imageHeader.headerBytes)
  const labelValues = labelBytes.subarray(labelHeader.headerBytes)
  const found = Math.min(count, Math.floor(imageValues.length / DIGIT_PIXELS), labelValues.length)
  return {
    count: found,
    images: imageValues.subarray(0, found * DIGIT_PIXELS),
    labels: labelValues.subarray(0, found),
  }
}

/** The first bytes of a file, or of what is zipped in it; fewer where it is shorter. */
async function readStart(path: string, bytes: number): Promise<Uint8Array> {
  try {
    const handle = await open(path)
    const start = new Uint8Array(2)
    await handle.read(start, 0, start.length, 0)
    // Closes the handle when it is destroyed.
    const file = handle.createReadStream({ start: 0 })
    const stream = isGzip(start) ? file.pipe(createGunzip()) : file
    // A pipe does not hand errors on.
    if (stream !== file) file.on('error', (error) => stream.destroy(error))
    const parts: Buffer[] = []
    let length = 0
    for await (const part of stream as AsyncIterable<Buffer>) {
      parts.push(part)
      length += part.length
      if (length >= bytes) break
    }
    file.destroy()
    return Buffer.concat(parts).subarray(0, bytes)
  } catch (error) {
    throw new PlainError(
      `${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? String(error)}).`,
    )
  }
}
