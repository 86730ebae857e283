/** A digit's shape, however thick its pen was, to the 28×28 image that the network reads. */
import { BOX, CENTRE, centreOfMass, SIDE } from './field.ts'
import { signedDistances } from './distance.ts'

export interface OutlineOptions {
  /** Lines thinner than this are made as thick, in pixels of the 28×28 image. */
  readonly thinnest: number
  /** Lines thicker than this are made as thin. */
  readonly thickest: number
  /** How many pixels the ink takes to fall from full to none across an edge. */
  readonly softness: number
}

/** Chosen by measurement: docs/drawing-to-image.md. */
export const MNIST_LIKE_OUTLINE: OutlineOptions = { thinnest: 2, thickest: 2.6, softness: 1.5 }

/** No line comes out wider than this: a blot stays a blot instead of filling the box. */
const WIDEST_LINE = 6

/** A shape by the distance of every pixel to its edge. */
export interface Outline {
  readonly width: number
  readonly height: number
  /** Negative inside. */
  readonly distances: Float32Array
  readonly middleX: number
  readonly middleY: number
  /** The larger of the shape's width and height. */
  readonly extent: number
  /** How wide its lines are. */
  readonly line: number
}

/** @param inside 1 within the shape, 0 outside, row by row; there is at least one of either */
export function outlineOf(inside: Uint8Array, width: number, height: number): Outline {
  const distances = signedDistances(inside, width, height)
  const bounds = boundsOf(inside, width)
  return { width, height, distances, ...bounds, line: Math.min(bounds.extent, lineWidth(distances)) }
}

/** How wide the shape's lines come out in the 28×28 image if it is only scaled. */
export function naturalWidth({ line, extent }: Outline): number {
  return (line * BOX) / extent
}

/**
 * Draws a shape as a 28×28 image: fitted to the 20×20 box, its centre of mass in the middle, its lines made thicker or thinner
 * by moving its edge.
 */
export function drawOutline(outline: Outline, options: OutlineOptions = MNIST_LIKE_OUTLINE): Uint8Array {
  const { middleX, middleY, extent, line } = outline
  const { thinnest, thickest, softness } = options
  const drawn = clamp(naturalWidth(outline), thinnest, thickest)
  // The middles of the lines are to fill the box less a pen's width, as in strokes.ts.
  const scale = Math.min((BOX - softness - drawn) / Math.max(1e-9, extent - line), WIDEST_LINE / line)
  // Of its half width a line keeps half at least: what is thinner than others is not to vanish.
  const moved = Math.max((drawn - line * scale) / 2, (-line * scale) / 4)
  const draw = (x: number, y: number): Uint8Array => {
    const image = new Uint8Array(SIDE * SIDE)
    for (let row = 0, i = 0; row < SIDE; row++) {
      const fromY = (row + 0.5 - y) / scale + middleY
      for (let column = 0; column < SIDE; column++, i++) {
        const fromX = (column + 0.5 - x) / scale + middleX
        const share = 0.5 + (moved - scale * distanceAt(outline, fromX, fromY)) / softness
        if (share > 0) image[i] = Math.round(255 * Math.min(1, share))
      }
    }
    return image
  }
  const [x, y] = centreOfMass(draw(SIDE / 2, SIDE / 2), SIDE)
  const margin = (SIDE - BOX) / 2
  return draw(SIDE / 2 + clamp(CENTRE - x, -margin, margin), SIDE / 2 + clamp(CENTRE - y, -margin, margin))
}

function boundsOf(shape: Uint8Array, width: number): { middleX: number; middleY: number; extent: number } {
  let left = Infinity
  let right = 0
  let top = Infinity
  let bottom = 0
  for (let i = 0; i < shape.length; i++) {
    if (shape[i] === 0) continue
    const x = i % width
    const y = Math.floor(i / width)
    left = Math.min(left, x)
    right = Math.max(right, x + 1)
    top = Math.min(top, y)
    bottom = Math.max(bottom, y + 1)
  }
  return {
    middleX: (left + right) / 2,
    middleY: (top + bottom) / 2,
    extent: Math.max(right - left, bottom - top),
  }
}

/** The width of the shape's lines: in a long line the distances to its edge are a quarter of its width in the mean. */
function lineWidth(distances: Float32Array): number {
  let sum = 0
  let count = 0
  for (const distance of distances) {
    if (distance >= 0) continue
    sum -= distance
    count++
  }
  return Math.max(1, (4 * sum) / count)
}

/** The distance at a point, between those of the pixels around it; beyond the picture, farther by as much. */
function distanceAt({ distances, width, height }: Outline, x: number, y: number): number {
  const px = clamp(x - 0.5, 0, width - 1)
  const py = clamp(y - 0.5, 0, height - 1)
  const beyond = Math.sqrt((x - 0.5 - px) ** 2 + (y - 0.5 - py) ** 2)
  const column = Math.min(width - 2, Math.floor(px))
  const row = Math.min(height - 2, Math.floor(py))
  const right = px - column
  const down = py - row
  const i = row * width + column
  const above = distances[i]! + right * (distances[i + 1]! - distances[i]!)
  const below = distances[i + width]! + right * (distances[i + width + 1]! - distances[i + width]!)
  return beyond + above + down * (below - above)
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value))
}
