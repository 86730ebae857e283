/** The kernels for images in plain TypeScript: bytes to numbers, and what augmentation is made of. */
import type { ImageShape, Kernels } from './kernels.ts'

const LARGEST_GREY = 255

export const scaleBytes: Kernels['scaleBytes'] = (source, sourceOffset, target, targetOffset, count) => {
  for (let i = 0; i < count; i++) target[targetOffset + i] = source[sourceOffset + i]! / LARGEST_GREY
}

export const warpImage: Kernels['warpImage'] = (
  source,
  sourceOffset,
  target,
  targetOffset,
  shape,
  map,
  displacements,
) => {
  for (let row = 0, i = 0; row < shape.height; row++) {
    for (let column = 0; column < shape.width; column++, i++) {
      const x = map.x + map.xAcross * column + map.xDown * row + (displacements?.right[i] ?? 0)
      const y = map.y + map.yAcross * column + map.yDown * row + (displacements?.down[i] ?? 0)
      target[targetOffset + i] = greyAt(source, sourceOffset, shape, x, y) / LARGEST_GREY
    }
  }
}

/** The grey of an image between the four pixels around a point. */
function greyAt(image: Uint8Array, offset: number, shape: ImageShape, x: number, y: number): number {
  const { height, width } = shape
  if (!(x > -1 && x < width && y > -1 && y < height)) return 0
  const column = Math.floor(x)
  const row = Math.floor(y)
  const pixel = (row: number, column: number): number =>
    row < 0 || row >= height || column < 0 || column >= width ? 0 : image[offset + row * width + column]!
  const above = between(pixel(row, column), pixel(row, column + 1), x - column)
  const below = between(pixel(row + 1, column), pixel(row + 1, column + 1), x - column)
  return between(above, below, y - row)
}

function between(from: number, to: number, share: number): number {
  return from + share * (to - from)
}

export const smoothField: Kernels['smoothField'] = (controls, weights, field, points, side) => {
  const across = new Float32Array(side)
  field.fill(0, 0, side * side)
  for (let point = 0; point < points; point++) {
    // A row of control points becomes a row of the field …
    across.fill(0)
    for (let other = 0; other < points; other++) {
      const control = controls[point * points + other]!
      for (let x = 0; x < side; x++) across[x]! += control * weights[other * side + x]!
    }
    // … of which each row of the field gets its share.
    for (let y = 0; y < side; y++) {
      const share = weights[point * side + y]!
      for (let x = 0; x < side; x++) field[y * side + x]! += share * across[x]!
    }
  }
}

export const moveEdges: Kernels['moveEdges'] = (image, offset, { height, width }, share) => {
  const before = image.slice(offset, offset + height * width)
  const furthest = share > 0 ? Math.max : Math.min
  for (let row = 0, i = 0; row < height; row++) {
    for (let column = 0; column < width; column++, i++) {
      const ink = before[i]!
      const left = column > 0 ? before[i - 1]! : 0
      const right = column < width - 1 ? before[i + 1]! : 0
      const above = row > 0 ? before[i - width]! : 0
      const below = row < height - 1 ? before[i + width]! : 0
      image[offset + i] = ink + Math.abs(share) * (furthest(ink, left, right, above, below) - ink)
    }
  }
}
