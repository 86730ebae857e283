/**
 * From strokes to the 28×28 image that the network reads, made as MNIST's were (Y. LeCun et al. 1998, "Gradient-based
 * learning applied to document recognition", III.A): fitted to a 20×20 box with both axes scaled alike, the centre of mass
 * in the middle of the 28×28 field. The pen has one width, whatever the drawing's size.
 */
import { BOX, CENTRE, centreOfMass, SIDE } from './field.ts'
import type { Ink } from './ink.ts'
import { fitLines } from './lines.ts'
import { drawLines, reach, type Pen } from './pen.ts'

export interface StrokeOptions {
  readonly pen: Pen
  /** The side of the box that the ink fills, the pen's width included, in pixels. */
  readonly box: number
  /** What is put in the middle: the centre of mass of the ink, or the middle of its box. */
  readonly centre: 'mass' | 'box'
}

/** Chosen by measurement: docs/drawing-to-image.md. */
export const MNIST_LIKE: StrokeOptions = { pen: { width: 2.2, softness: 1.5 }, box: BOX, centre: 'mass' }

/**
 * Draws ink as a 28×28 image, 784 greys row by row, 0 paper to 255 ink; `null` where there is no ink. The result does not
 * depend on the drawing's size or place.
 */
export function imageOfInk(ink: Ink, options: StrokeOptions = MNIST_LIKE): Uint8Array | null {
  const { pen, box, centre } = options
  const lines = fitLines(ink, SIDE, box - 2 * reach(pen))
  if (lines === null) return null
  const image = drawLines(lines, pen, SIDE, SIDE)
  if (centre === 'box') return image
  const [x, y] = centreOfMass(image, SIDE)
  // No farther than the ink stays within the field.
  const margin = (SIDE - box) / 2
  const dx = clamp(CENTRE - x, margin)
  const dy = clamp(CENTRE - y, margin)
  for (const line of lines) {
    for (let i = 0; i < line.length; i += 2) {
      line[i]! += dx
      line[i + 1]! += dy
    }
  }
  return drawLines(lines, pen, SIDE, SIDE)
}

function clamp(shift: number, most: number): number {
  return Math.max(-most, Math.min(most, shift))
}
