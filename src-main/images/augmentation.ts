/**
 * Digits made from digits: rotated, shifted, scaled, sheared and warped a little, so that a network sees each one in
 * many hands. All of it in one pass that reads every pixel once.
 */
import type { Random } from '../kernels/random.ts'
import { fillDisplacements } from './elastic.ts'
import type { Elastic } from './elastic.ts'
import { CENTRE, PIXELS, SIDE } from './field.ts'
import { moveEdges } from './edges.ts'
import { turn } from './turn.ts'

/** What may happen to a digit; every amount is drawn evenly from its range, anew for each digit. */
export interface Augmentation {
  /** Degrees, counter-clockwise; `null` leaves it upright. */
  readonly rotation: { readonly from: number; readonly to: number } | null
  /** Moved by up to so many pixels along each axis. */
  readonly shift: number
  /** Width and height, each on its own, larger or smaller by up to this share. */
  readonly scale: number
  /** Slanted to either side by up to so many pixels for each pixel of height. */
  readonly shear: number
  readonly elastic: Elastic | null
  /** The ink's edges moved out or in by up to so many pixels, at most 1: a thicker or a thinner pen. */
  readonly strokeWidth?: number
}

/**
 * Puts a changed copy of the image at `source[sourceOffset…]` (784 greys) to `target[targetOffset…]`, as 0 paper to 1
 * ink. What comes of it follows from the image, the settings and `random` alone.
 */
export function augment(
  source: Uint8Array,
  sourceOffset: number,
  target: Float32Array,
  targetOffset: number,
  settings: Augmentation,
  random: Random,
): void {
  const { rotation, shift, scale, shear, elastic, strokeWidth } = settings
  const { cosine, sine } = turn(rotation ? random.between(rotation.from, rotation.to) : 0)
  const x = CENTRE + random.between(-shift, shift)
  const y = CENTRE + random.between(-shift, shift)
  const width = 1 / (1 + random.between(-scale, scale))
  const height = 1 / (1 + random.between(-scale, scale))
  const slant = random.between(-shear, shear)
  // From the target's pixel back to the source's: turned back, then the slant taken out, then the size.
  const xx = width * (cosine + slant * sine)
  const xy = width * (slant * cosine - sine)
  const yx = height * sine
  const yy = height * cosine

  lift(source, sourceOffset)
  if (elastic) {
    fillDisplacements(acrossField, elastic, random)
    fillDisplacements(downField, elastic, random)
  }
  for (let row = 0, i = 0; row < SIDE; row++) {
    const dy = row + 0.5 - y
    for (let column = 0; column < SIDE; column++, i++) {
      const dx = column + 0.5 - x
      let fromX = CENTRE + xx * dx + xy * dy
      let fromY = CENTRE + yx * dx + yy * dy
      if (elastic) {
        fromX += acrossField[i]!
        fromY += downField[i]!
      }
      target[targetOffset + i] = inkAt(fromX, fromY) * SCALE
    }
  }
  if (strokeWidth) moveEdges(target, targetOffset, random.between(-strokeWidth, strokeWidth))
}

/**
 * The image (784 greys) turned counter-clockwise about the point where centres of mass lie, so that it stays as centred as
 * it was. What leaves the field is lost.
 */
export function rotateImage(image: Uint8Array, degrees: number): Uint8Array {
  const { cosine, sine } = turn(degrees)
  lift(image, 0)
  const rotated = new Uint8Array(PIXELS)
  for (let row = 0, i = 0; row < SIDE; row++) {
    const dy = row + 0.5 - CENTRE
    for (let column = 0; column < SIDE; column++, i++) {
      const dx = column + 0.5 - CENTRE
      const ink = inkAt(CENTRE + cosine * dx - sine * dy, CENTRE + sine * dx + cosine * dy)
      rotated[i] = Math.round(ink)
    }
  }
  return rotated
}

const SCALE = 1 / 255

/** The image that is being read, in a frame of paper, so that reading at its edge needs no special case. */
const FRAME = 1
const FRAMED = SIDE + 2 * FRAME
const framed = new Float32Array(FRAMED * FRAMED)
/** Outside these there is no ink to be read, in pixels of the framed image, counted from its first pixel's centre. */
let left = 0
let right = 0
let top = 0
let bottom = 0
const acrossField = new Float32Array(PIXELS)
const downField = new Float32Array(PIXELS)

/** Takes up the image at `source[offset…]`. */
function lift(source: Uint8Array, offset: number): void {
  let firstColumn = SIDE
  let lastColumn = -1
  let firstRow = SIDE
  let lastRow = -1
  for (let row = 0, i = offset; row < SIDE; row++) {
    const to = (row + FRAME) * FRAMED + FRAME
    for (let column = 0; column < SIDE; column++, i++) {
      const ink = source[i]!
      framed[to + column] = ink
      if (ink === 0) continue
      if (column < firstColumn) firstColumn = column
      if (column > lastColumn) lastColumn = column
      if (firstRow === SIDE) firstRow = row
      lastRow = row
    }
  }
  left = firstColumn + FRAME - 1
  right = lastColumn + FRAME + 1
  top = firstRow + FRAME - 1
  bottom = lastRow + FRAME + 1
}

/** The ink at a point of the image, 0 to 255, between the four pixels whose centres lie around it (bilinear). */
function inkAt(x: number, y: number): number {
  const px = x + (FRAME - 0.5)
  const py = y + (FRAME - 0.5)
  if (!(px > left && px < right && py > top && py < bottom)) return 0
  const column = px | 0
  const row = py | 0
  const share = px - column
  const i = row * FRAMED + column
  const above = framed[i]! + share * (framed[i + 1]! - framed[i]!)
  const below = framed[i + FRAMED]! + share * (framed[i + FRAMED + 1]! - framed[i + FRAMED]!)
  return above + (py - row) * (below - above)
}
