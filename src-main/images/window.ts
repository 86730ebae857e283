/** Square windows that slide over a picture. */
import type { GreyImage } from './grey-image.ts'

/** What becomes of a pixel, from the `count` pixels around it that lie `stride` apart from `first` on. */
export type Joining = (values: Uint8Array, first: number, count: number, stride: number) => number

export const largest: Joining = (values, first, count, stride) => {
  let most = 0
  for (let i = 0, at = first; i < count; i++, at += stride) most = Math.max(most, values[at]!)
  return most
}

export const least: Joining = (values, first, count, stride) => {
  let fewest = 255
  for (let i = 0, at = first; i < count; i++, at += stride) fewest = Math.min(fewest, values[at]!)
  return fewest
}

export const mean: Joining = (values, first, count, stride) => {
  let sum = 0
  for (let i = 0, at = first; i < count; i++, at += stride) sum += values[at]!
  return Math.round(sum / count)
}

/** Joins each pixel with all up to `reach` pixels away, across and then down; beyond the edge there is nothing. */
export function slide({ width, height, values }: GreyImage, reach: number, join: Joining): GreyImage {
  const across = new Uint8Array(values.length)
  const both = new Uint8Array(values.length)
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const first = Math.max(0, x - reach)
      const end = Math.min(width, x + reach + 1)
      across[i] = join(values, y * width + first, end - first, 1)
    }
  }
  for (let y = 0, i = 0; y < height; y++) {
    const first = Math.max(0, y - reach)
    const end = Math.min(height, y + reach + 1)
    for (let x = 0; x < width; x++, i++) both[i] = join(across, first * width + x, end - first, width)
  }
  return { width, height, values: both }
}
