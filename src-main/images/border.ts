import type { GreyImage } from './grey-image.ts'

/** How wide the border is, as a share of the picture's shorter side. */
const BORDER = 0.03

/** The pixels along the picture's edges, which are paper as a rule. */
export function borderOf({ width, height, values }: GreyImage): Uint8Array {
  const depth = Math.max(1, Math.round(BORDER * Math.min(width, height)))
  const inner = Math.max(0, width - 2 * depth) * Math.max(0, height - 2 * depth)
  const border = new Uint8Array(width * height - inner)
  let count = 0
  for (let y = 0; y < height; y++) {
    const isWhole = y < depth || y >= height - depth || inner === 0
    for (let x = 0; x < width; x++) {
      if (!isWhole && x === depth) x = width - depth
      border[count++] = values[y * width + x]!
    }
  }
  return border
}
