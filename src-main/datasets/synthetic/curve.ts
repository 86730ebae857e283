/** Curves as lists of points: splines, smoothing, resampling. Exactly rounded arithmetic only. */

export type Point = readonly [x: number, y: number]
/** The points of a stroke, in the order in which the pen passes them. */
export type Curve = readonly Point[]

/** How far apart two points are. */
export function distance([ax, ay]: Point, [bx, by]: Point): number {
  return Math.sqrt((bx - ax) * (bx - ax) + (by - ay) * (by - ay))
}

export function lengthOf(curve: Curve): number {
  let length = 0
  for (let i = 1; i < curve.length; i++) length += distance(curve[i - 1]!, curve[i]!)
  return length
}

/** The point a share `t` of the way from a to b. */
export function between([ax, ay]: Point, [bx, by]: Point, t: number): Point {
  return [ax + (bx - ax) * t, ay + (by - ay) * t]
}

/**
 * A smooth curve through all points, as points at most about `step` apart: the centripetal Catmull-Rom spline
 * (Yuksel, Schaefer, Keyser 2011, "Parameterization and applications of Catmull-Rom curves"), evaluated by
 * Barry and Goldman's pyramid. Where `isCorner` says so the curve has a corner.
 */
export function spline(points: Curve, isCorner: readonly boolean[], step: number): Point[] {
  if (points.length < 2) return [...points]
  const curve: Point[] = [points[0]!]
  for (let i = 0; i + 1 < points.length; i++) {
    const b = points[i]!
    const c = points[i + 1]!
    // At an end or a corner the curve leaves as if the next span were mirrored.
    const a = i > 0 && !isCorner[i] ? points[i - 1]! : between(c, b, 2)
    const d = i + 2 < points.length && !isCorner[i + 1] ? points[i + 2]! : between(b, c, 2)
    const pieces = Math.max(1, Math.ceil(distance(b, c) / step))
    for (let piece = 1; piece <= pieces; piece++) curve.push(onSpan(a, b, c, d, piece / pieces))
  }
  return curve
}

function onSpan(a: Point, b: Point, c: Point, d: Point, share: number): Point {
  const t1 = knot(a, b)
  const t2 = t1 + knot(b, c)
  const t3 = t2 + knot(c, d)
  const t = t1 + share * (t2 - t1)
  const ab = between(a, b, t / t1)
  const bc = between(b, c, (t - t1) / (t2 - t1))
  const cd = between(c, d, (t - t2) / (t3 - t2))
  return between(between(ab, bc, t / t2), between(bc, cd, (t - t1) / (t3 - t1)), (t - t1) / (t2 - t1))
}

/** The square root of the distance, never zero. */
function knot(a: Point, b: Point): number {
  return Math.sqrt(Math.max(distance(a, b), 1e-6))
}

/** Points `step` apart along the curve; the first and the last point stay. */
export function resample(curve: Curve, step: number): Point[] {
  return resampleBy(curve, () => step)
}

/** Points along the curve, each `stepAt(index)` after the one before, by the curve's point that was passed. */
export function resampleBy(curve: Curve, stepAt: (index: number) => number): Point[] {
  if (curve.length < 2) return [...curve]
  const points: Point[] = [curve[0]!]
  let rest = stepAt(0)
  for (let i = 1; i < curve.length; i++) {
    const from = curve[i - 1]!
    const to = curve[i]!
    const length = distance(from, to)
    let passed = 0
    while (length - passed > rest) {
      passed += rest
      points.push(between(from, to, passed / length))
      rest = stepAt(i)
    }
    rest -= length - passed
  }
  points.push(curve[curve.length - 1]!)
  return points
}

/**
 * Averages every point with its neighbours up to `reach` points away, three times over, which comes close to
 * a Gaussian: corners become round and loops small, as when the hand is in a hurry. The ends stay.
 */
export function smooth(curve: Curve, reach: number): Point[] {
  let points: Point[] = [...curve]
  for (let round = 0; round < 3; round++) {
    points = points.map((_, i) => {
      const near = Math.min(reach, i, points.length - 1 - i)
      let x = 0
      let y = 0
      for (let j = i - near; j <= i + near; j++) {
        x += points[j]![0]
        y += points[j]![1]
      }
      return [x / (2 * near + 1), y / (2 * near + 1)]
    })
  }
  return points
}

/** The part of a curve from one share of its length to another, 0..1. */
export function cut(curve: Curve, from: number, to: number): Point[] {
  const length = lengthOf(curve)
  const part: Point[] = []
  let passed = 0
  for (let i = 0; i < curve.length; i++) {
    if (i > 0) passed += distance(curve[i - 1]!, curve[i]!)
    if (passed >= from * length && passed <= to * length) part.push(curve[i]!)
  }
  return part
}
