/** A round pen on a grid of grey pixels, antialiased: what both the 28×28 image and a saved picture are drawn with. */

/** Lines with their points in pixels, `[x, y, x, y, …]` each; pixel i covers i to i + 1. A dot is one point. */
export type Lines = readonly Float64Array[]

export interface Pen {
  /** Where the ink has fallen to half, from edge to edge of a line, in pixels. */
  readonly width: number
  /** How many pixels the ink takes to fall from full to none across an edge. */
  readonly softness: number
}

/** How far from the middle of a line its ink reaches, in pixels. */
export function reach(pen: Pen): number {
  return (pen.width + pen.softness) / 2
}

/**
 * Draws lines and returns the ink of each pixel, 0 to 255, row by row. A pixel's ink follows from the distance of
 * its centre to the nearest line alone, so crossings and repeated points are no darker than a plain line.
 */
export function drawLines(lines: Lines, pen: Pen, width: number, height: number): Uint8Array {
  const radius = reach(pen)
  const squares = new Float64Array(width * height).fill(radius * radius)
  for (const line of lines) {
    const last = line.length - 2
    if (last === 0) approach(squares, width, height, radius, line[0]!, line[1]!, line[0]!, line[1]!)
    for (let i = 0; i < last; i += 2) {
      approach(squares, width, height, radius, line[i]!, line[i + 1]!, line[i + 2]!, line[i + 3]!)
    }
  }
  const ink = new Uint8Array(width * height)
  for (let i = 0; i < ink.length; i++) {
    const share = (radius - Math.sqrt(squares[i]!)) / pen.softness
    if (share > 0) ink[i] = Math.round(255 * Math.min(1, share))
  }
  return ink
}

/** Lowers each pixel's squared distance to that from the segment a–b, where it is nearer than `radius`. */
function approach(
  squares: Float64Array,
  width: number,
  height: number,
  radius: number,
  ax: number,
  ay: number,
  bx: number,
  by: number,
): void {
  const dx = bx - ax
  const dy = by - ay
  const length2 = dx * dx + dy * dy
  const firstRow = Math.max(0, Math.ceil(Math.min(ay, by) - radius - 0.5))
  const lastRow = Math.min(height - 1, Math.floor(Math.max(ay, by) + radius - 0.5))
  for (let row = firstRow; row <= lastRow; row++) {
    const y = row + 0.5 - ay
    // Only the part of the segment within `radius` of the row, t from `enter` to `leave`, can reach the row.
    const t1 = dy === 0 ? 0 : (y - radius) / dy
    const t2 = dy === 0 ? 1 : (y + radius) / dy
    const x1 = ax + dx * clamp(t1)
    const x2 = ax + dx * clamp(t2)
    const firstColumn = Math.max(0, Math.ceil(Math.min(x1, x2) - radius - 0.5))
    const lastColumn = Math.min(width - 1, Math.floor(Math.max(x1, x2) + radius - 0.5))
    for (let column = firstColumn; column <= lastColumn; column++) {
      const x = column + 0.5 - ax
      const t = length2 === 0 ? 0 : clamp((x * dx + y * dy) / length2)
      const awayX = x - t * dx
      const awayY = y - t * dy
      const square = awayX * awayX + awayY * awayY
      const index = row * width + column
      if (square < squares[index]!) squares[index] = square
    }
  }
}

function clamp(t: number): number {
  return t < 0 ? 0 : t > 1 ? 1 : t
}
