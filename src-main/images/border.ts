import type { GreyImage } from './grey-image.ts'

/** How wide the border is, as a share of the picture's shorter side. */
const BORDER = 0.03

/** The pixels along the picture's edges, which are paper as a rule. */
export function borderOf({ width, height, values }: GreyImage): Uint8Array {
  const depth = Math.max(1, Math.round(BORDER * Math.min(width, height)))
  return values.filter((_, i) => {
    const x = i % width
    const y = (i - x) / width
    return x < depth || x >= width - depth || y < depth || y >= height - depth
  })
}
