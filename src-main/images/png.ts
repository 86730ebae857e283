/** A drawing as a picture to keep. */
import { encode } from 'fast-png'
import { BOX, SIDE } from './field.ts'
import type { Ink } from './ink.ts'
import { fitLines } from './lines.ts'
import { drawLines, reach, type Pen } from './pen.ts'
import { MNIST_LIKE } from './strokes.ts'

/**
 * The bytes of a PNG file, `size` × `size` pixels, dark ink on white: the drawing in the middle, with the margin and the
 * pen of the image that the network reads. Without ink it is white.
 */
export function pngOfInk(ink: Ink, size: number): Uint8Array {
  const pen: Pen = { width: (MNIST_LIKE.pen.width * size) / SIDE, softness: 1 }
  const lines = fitLines(ink, size, (BOX * size) / SIDE - 2 * reach(pen)) ?? []
  const data = drawLines(lines, pen, size, size).map((inkThere) => 255 - inkThere)
  return encode({ width: size, height: size, data, channels: 1, depth: 8 })
}
