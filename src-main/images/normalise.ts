/** Grey pictures of a digit to 28×28, as MNIST's makers did it with theirs (Y. LeCun et al. 1998, III.A). */
import { BOX, CENTRE, centreOfMass, PIXELS, SIDE } from './field.ts'
import type { GreyImage } from './grey-image.ts'
import { drawOutline, naturalWidth, outlineOf } from './outline.ts'
import { resample, type Area } from './resample.ts'
import { inkedPixels, lineThreshold } from './threshold.ts'

/**
 * Fits a digit, 0 paper to 255 ink, to the 20×20 box, both axes scaled alike, and moves it by whole pixels so that its centre
 * of mass comes to the middle of the 28×28 field. What is normalised already stays as it is. Without ink, all is paper.
 */
export function normaliseImage(image: GreyImage): Uint8Array {
  const area = inkArea(image, paperNoise(image.values))
  if (area === null) return new Uint8Array(PIXELS)
  const extent = Math.max(area.width, area.height)
  const redrawn = extent >= LARGE ? redrawIfOdd(image) : null
  if (redrawn) return redrawn
  const scale = BOX / extent
  const width = Math.max(1, Math.round(area.width * scale))
  const height = Math.max(1, Math.round(area.height * scale))
  const digit = resample(image, area, width, height)
  const [x, y] = centreOfMass(digit.values, width)
  // To the nearest whole pixel, as in MNIST, whose centres of mass lie half a pixel before the middle to just under half behind.
  const left = within(Math.ceil(CENTRE - x - 0.5), SIDE - width)
  const top = within(Math.ceil(CENTRE - y - 0.5), SIDE - height)
  const field = new Uint8Array(PIXELS)
  for (let row = 0; row < height; row++) {
    field.set(digit.values.subarray(row * width, (row + 1) * width), (top + row) * SIDE + left)
  }
  return field
}

/** From this size on a digit was made some other way than MNIST's, and its lines are wide enough to be measured. */
const LARGE = 1.5 * BOX
/** The widths of pen, in pixels of the 28×28 image, that MNIST's writers had, but for one in a hundred. */
const USUAL_PEN = { thinnest: 1.3, thickest: 5 }

/** The digit with a pen like MNIST's, where its own would be much too thin or too thick at this size; else `null`. */
function redrawIfOdd(image: GreyImage): Uint8Array | null {
  const threshold = lineThreshold(image)
  if (threshold === null) return null
  const outline = outlineOf(inkedPixels(image, threshold), image.width, image.height)
  const pen = naturalWidth(outline)
  return pen < USUAL_PEN.thinnest || pen > USUAL_PEN.thickest ? drawOutline(outline) : null
}

/** The greys up to this are not ink but the paper's noise: three standard deviations above its median, robustly. */
function paperNoise(values: Uint8Array): number {
  const counts = new Uint32Array(256)
  for (const value of values) counts[value]!++
  const median = medianOf(counts, values.length)
  const deviations = new Uint32Array(256)
  for (let grey = 0; grey < 256; grey++) deviations[Math.abs(grey - median)]! += counts[grey]!
  // More ink than paper, as in a picture cut close: nothing is known of the noise.
  if (median > 127) return 0
  return median + 3 * 1.4826 * medianOf(deviations, values.length)
}

function medianOf(counts: Uint32Array, total: number): number {
  let below = 0
  let grey = 0
  while (below + counts[grey]! <= total / 2 && grey < 255) below += counts[grey++]!
  return grey
}

/** The smallest area that holds every pixel with more ink than `threshold`. */
function inkArea({ width, height, values }: GreyImage, threshold: number): Area | null {
  let left = width
  let right = -1
  let top = height
  let bottom = -1
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (values[i]! <= threshold) continue
      left = Math.min(left, x)
      right = Math.max(right, x)
      top = Math.min(top, y)
      bottom = y
    }
  }
  if (right < 0) return null
  return { left, top, width: right - left + 1, height: bottom - top + 1 }
}

function within(place: number, most: number): number {
  return Math.max(0, Math.min(most, place))
}
