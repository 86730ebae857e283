/** The little of a JPEG file's header that is needed: its size and kind (ITU-T T.81, B.2) and which way up it is (Exif 2.3, 4.6). */
import { PlainError } from '../plain-error.ts'
import type { GreyImage } from './grey-image.ts'

export interface JpegHeader {
  readonly width: number
  readonly height: number
  /** Whether it comes in several passes, each of which brings more of the whole picture. */
  readonly progressive: boolean
  /** How many blocks of 8 × 8 values its components have together. */
  readonly blocks: number
  /** Exif's orientation, 1 (upright) to 8. */
  readonly orientation: number
}

const PROGRESSIVE = 0xc2
/** Baseline and extended frames, and progressive ones; the others are lossless or coded arithmetically. */
const READ = [0xc0, 0xc1, PROGRESSIVE]
const START_OF_SCAN = 0xda
const APP1 = 0xe1
/** Markers C0 to CF start a frame, but for the tables C4 and CC and the reserved C8. */
const NO_FRAME = [0xc4, 0xc8, 0xcc]

/** Reads up to the first frame header. Throws an Error where there is none, and a PlainError where it is of a kind that is not read. */
export function readJpegHeader(bytes: Uint8Array): JpegHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let orientation = 1
  for (let at = 2; at + 4 <= bytes.length;) {
    if (view.getUint8(at) !== 0xff) throw new Error(`No marker at byte ${at}.`)
    const marker = view.getUint8(at + 1)
    if (marker === 0xff) {
      at++
      continue
    }
    const body = at + 4
    const end = at + 2 + view.getUint16(at + 2)
    if (marker === START_OF_SCAN) break
    if (marker === APP1) orientation = readOrientation(view, body, Math.min(end, bytes.length)) ?? orientation
    if (marker >= 0xc0 && marker <= 0xcf && !NO_FRAME.includes(marker)) {
      if (!READ.includes(marker)) {
        throw new PlainError(
          'The JPEG picture is stored in a way that is hardly ever used and cannot be read. Save it again as PNG or JPEG.',
        )
      }
      const progressive = marker === PROGRESSIVE
      return { ...readFrame(view, body), progressive, orientation }
    }
    at = end
  }
  throw new Error('No frame header.')
}

function readFrame(view: DataView, body: number): Pick<JpegHeader, 'width' | 'height' | 'blocks'> {
  const height = view.getUint16(body + 1)
  const width = view.getUint16(body + 3)
  const components = Array.from({ length: view.getUint8(body + 5) }, (_, i) => {
    const factors = view.getUint8(body + 7 + 3 * i)
    return { across: factors >> 4, down: factors & 15 }
  })
  const unitWidth = 8 * Math.max(1, ...components.map(({ across }) => across))
  const unitHeight = 8 * Math.max(1, ...components.map(({ down }) => down))
  const inUnit = components.reduce((sum, { across, down }) => sum + across * down, 0)
  return { width, height, blocks: inUnit * Math.ceil(width / unitWidth) * Math.ceil(height / unitHeight) }
}

const EXIF = 0x45786966
const TIFF_HEADER = 6
const ORIENTATION_TAG = 0x0112

/** The orientation in an APP1 segment that lies from `start` to `end`; `null` where it has none, or none that makes sense. */
function readOrientation(view: DataView, start: number, end: number): number | null {
  const tiff = start + TIFF_HEADER
  if (tiff + 8 > end || view.getUint32(start) !== EXIF) return null
  const little = view.getUint16(tiff) === 0x4949
  const directory = tiff + view.getUint32(tiff + 4, little)
  if (directory + 2 > end) return null
  const entries = view.getUint16(directory, little)
  for (let i = 0; i < entries; i++) {
    const entry = directory + 2 + 12 * i
    if (entry + 12 > end) return null
    if (view.getUint16(entry, little) !== ORIENTATION_TAG) continue
    const orientation = view.getUint16(entry + 8, little)
    return orientation >= 1 && orientation <= 8 ? orientation : null
  }
  return null
}

/** Turns (and mirrors) a picture so that it is seen as its camera saw it. */
export function turnUpright(image: GreyImage, orientation: number): GreyImage {
  if (orientation === 1) return image
  const swapped = orientation >= 5
  const width = swapped ? image.height : image.width
  const height = swapped ? image.width : image.height
  // Exif says on which side of the upright picture the stored first row and first column lie.
  const fromRight = [2, 3, 7, 8].includes(orientation)
  const fromBottom = [3, 4, 6, 7].includes(orientation)
  const values = new Uint8Array(width * height)
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const across = swapped ? y : x
      const down = swapped ? x : y
      const column = fromRight ? image.width - 1 - across : across
      const row = fromBottom ? image.height - 1 - down : down
      values[i] = image.values[row * image.width + column]!
    }
  }
  return { width, height, values }
}
