/** The curve that a hand drew between points that lie far apart, as a fast pen or a slow machine leaves them. */

/** A turn sharper than this (its cosine, 100°) is a corner that was meant: the curve does not round it. */
const CORNER = -0.1736
/** The curve is drawn as pieces of about this length, in the unit of the points. */
const PIECE = 1

/**
 * Lays a centripetal Catmull–Rom curve through the points `[x, y, x, y, …]` (C. Yuksel et al. 2011, "Parameterization
 * and applications of Catmull–Rom curves": no loops, no overshoot), broken at corners. Segments shorter than a
 * pixel stay as they are. No two points in a row may be the same.
 */
export function throughPoints(line: Float64Array): Float64Array {
  const last = line.length - 2
  if (last < 4) return line
  const curve: number[] = [line[0]!, line[1]!]
  for (let i = 0; i < last; i += 2) {
    const x = line[i]!
    const y = line[i + 1]!
    const nextX = line[i + 2]!
    const nextY = line[i + 3]!
    const length = distance(line, i)
    const pieces = Math.ceil(length / PIECE)
    if (pieces > 1) {
      const [startX, startY] = tangent(line, i, length, i)
      const [endX, endY] = tangent(line, i + 2, length, i)
      for (let piece = 1; piece < pieces; piece++) {
        const t = piece / pieces
        // The cubic Hermite basis: weights of the two ends and of their tangents.
        const b = t * t * (3 - 2 * t)
        const c = t * (1 - t) * (1 - t)
        const d = t * t * (t - 1)
        curve.push(x + b * (nextX - x) + c * startX + d * endX, y + b * (nextY - y) + c * startY + d * endY)
      }
    }
    curve.push(nextX, nextY)
  }
  return Float64Array.from(curve)
}

/**
 * The curve's tangent at point `i` as the segment that starts at `segment` sees it, scaled to its length; at an end or
 * a corner it points along the segment itself.
 */
function tangent(line: Float64Array, i: number, length: number, segment: number): [x: number, y: number] {
  const alongX = line[segment + 2]! - line[segment]!
  const alongY = line[segment + 3]! - line[segment + 1]!
  if (i === 0 || i === line.length - 2) return [alongX, alongY]
  const inX = line[i]! - line[i - 2]!
  const inY = line[i + 1]! - line[i - 1]!
  const outX = line[i + 2]! - line[i]!
  const outY = line[i + 3]! - line[i + 1]!
  const before = distance(line, i - 2)
  const after = distance(line, i)
  if (inX * outX + inY * outY < CORNER * before * after) return [alongX, alongY]
  // Knots are as far apart as the square roots of the distances: that is what centripetal means.
  const k1 = Math.sqrt(before)
  const k2 = Math.sqrt(after)
  const scale = Math.sqrt(length)
  return [
    scale * (inX / k1 - (inX + outX) / (k1 + k2) + outX / k2),
    scale * (inY / k1 - (inY + outY) / (k1 + k2) + outY / k2),
  ]
}

/** From the point at `i` to the next. */
function distance(line: Float64Array, i: number): number {
  const x = line[i + 2]! - line[i]!
  const y = line[i + 3]! - line[i + 1]!
  return Math.sqrt(x * x + y * y)
}
