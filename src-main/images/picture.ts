/** From a picture of a digit (a photo, a scan, a screenshot, another program's drawing) to the 28×28 image. */
import { inkOf } from './background.ts'
import { findDigit, findSheet } from './digit-ink.ts'
import type { GreyImage } from './grey-image.ts'
import { normaliseImage } from './normalise.ts'
import { drawOutline, outlineOf } from './outline.ts'
import { resample, shrink, type Area } from './resample.ts'
import { inkedPixels, lineThreshold } from './threshold.ts'

/** Larger pictures are made smaller first: no digit needs more pixels. */
const LARGEST = 640
/** Smaller digits are made larger, so that their edges are smooth. */
const SMALLEST_DIGIT = 120

/**
 * A picture of greys, 0 black to 255 white, whichever of them is the ink, as 784 greys, 0 paper to 255 ink; `null` where nothing in it
 * could be a digit.
 */
export function imageOfGreys(picture: GreyImage): Uint8Array | null {
  return readInk(picture, {
    normalised: (image) => image,
    found: (found) => {
      const digit = findDigit(found.lines, found.ink.width, found.ink.height)
      return digit && drawPieces(found, digit)
    },
  })
}

/** What is ink in a picture, as far as it could be told. */
export interface FoundInk {
  /** The picture, made smaller where it was large, 0 paper to 255 ink. */
  readonly ink: GreyImage
  /** From how much ink on a pixel is part of a line. */
  readonly threshold: number
  /** 1 for each such pixel, row by row. */
  readonly lines: Uint8Array
}

/** What is to be made of a picture; `null` where there is nothing of the kind. */
export interface InkReader<T> {
  /** Of one that is made as MNIST's images are already: nothing is to be improved. */
  readonly normalised: (image: Uint8Array) => T
  readonly found: (found: FoundInk) => T | null
}

/** @param maySurround whether what surrounds a sheet of paper may be in the picture */
export function readInk<T>(picture: GreyImage, reader: InkReader<T>, maySurround = true): T | null {
  const ink = inkOf(shrink(picture, LARGEST))
  const threshold = lineThreshold(ink)
  if (threshold === null) return null
  const normalised = normaliseImage(ink)
  if (isSame(normalised, ink.values)) return reader.normalised(normalised)
  const lines = inkedPixels(ink, threshold)
  const sheet = maySurround ? findSheet(lines, ink.width, ink.height) : null
  if (sheet !== null) {
    const scale = picture.width / ink.width
    const onSheet = readInk(crop(picture, sheet, scale), reader, false)
    if (onSheet !== null) return onSheet
  }
  return reader.found({ ink, threshold, lines })
}

/** The 28×28 image of what is 1 among the lines; there is at least one such pixel. */
export function drawPieces({ ink, threshold }: FoundInk, digit: Uint8Array): Uint8Array {
  const cut = enlarge(cutOut(ink, digit))
  return drawOutline(outlineOf(inkedPixels(cut, threshold), cut.width, cut.height))
}

/** An area of the picture, given in pixels of the picture made smaller by `scale`. */
function crop(picture: GreyImage, area: Area, scale: number): GreyImage {
  const width = Math.max(1, Math.floor(area.width * scale))
  const height = Math.max(1, Math.floor(area.height * scale))
  return resample(
    picture,
    { left: Math.floor(area.left * scale), top: Math.floor(area.top * scale), width, height },
    width,
    height,
  )
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i])
}

/** The digit's own ink with its edges, in a frame of paper. */
function cutOut(ink: GreyImage, digit: Uint8Array): GreyImage {
  const { width, height } = ink
  let left = width
  let right = 0
  let top = height
  let bottom = 0
  for (let i = 0; i < digit.length; i++) {
    if (digit[i] === 0) continue
    const x = i % width
    const y = (i - x) / width
    left = Math.min(left, x)
    right = Math.max(right, x)
    top = Math.min(top, y)
    bottom = Math.max(bottom, y)
  }
  const cut = { width: right - left + 1 + 2 * FRAME, height: bottom - top + 1 + 2 * FRAME }
  const values = new Uint8Array(cut.width * cut.height)
  for (let y = 0, i = 0; y < cut.height; y++) {
    for (let x = 0; x < cut.width; x++, i++) {
      const fromX = left + x - FRAME
      const fromY = top + y - FRAME
      if (isBeside(digit, width, height, fromX, fromY)) values[i] = ink.values[fromY * width + fromX]!
    }
  }
  return { ...cut, values }
}

const FRAME = 2

/** Whether a pixel of the picture, or one of its eight neighbours, is the digit's. */
function isBeside(digit: Uint8Array, width: number, height: number, x: number, y: number): boolean {
  if (x < 0 || x >= width || y < 0 || y >= height) return false
  for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
    for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
      if (digit[row * width + column] === 1) return true
    }
  }
  return false
}

function enlarge(image: GreyImage): GreyImage {
  const { width, height } = image
  const factor = Math.ceil(SMALLEST_DIGIT / Math.max(width, height))
  if (factor <= 1) return image
  return resample(image, { left: 0, top: 0, width, height }, factor * width, factor * height)
}
