/** Grey pictures of a digit to 28×28, as MNIST's makers did it with theirs (Y. LeCun et al. 1998, III.A). */
import { BOX, CENTRE, centreOfMass, PIXELS, SIDE } from './field.ts'
import type { GreyImage } from './grey-image.ts'
import { resample, type Area } from './resample.ts'

/**
 * Fits a digit, 0 paper to 255 ink, to the 20×20 box, both axes scaled alike, and moves it by whole pixels so that its centre
 * of mass comes to the middle of the 28×28 field. What is normalised already stays as it is. Without ink, all is paper.
 */
export function normaliseImage(image: GreyImage): Uint8Array {
  const area = inkArea(image, paperNoise(image.values))
  if (area === null) return new Uint8Array(PIXELS)
  const scale = BOX / Math.max(area.width, area.height)
  const width = Math.max(1, Math.round(area.width * scale))
  const height = Math.max(1, Math.round(area.height * scale))
  const digit = resample(image, area, width, height)
  const [x, y] = centreOfMass(digit.values, width)
  const left = within(Math.round(CENTRE - x), SIDE - width)
  const top = within(Math.round(CENTRE - y), SIDE - height)
  const field = new Uint8Array(PIXELS)
  for (let row = 0; row < height; row++) {
    field.set(digit.values.subarray(row * width, (row + 1) * width), (top + row) * SIDE + left)
  }
  return field
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
