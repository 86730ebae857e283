/** A kept digit as a small picture: the strokes, made to fit. */
import type { Drawing } from '../../src-main/contract.ts'

/** Pixels of the small picture's own grid. */
export const THUMBNAIL = 40
const MARGIN = 6
/** Points that are nearer to the last than this, in pixels, cannot be seen apart. */
const NEAREST = 0.75

/** The strokes as one path of SVG, in the middle of a square. A dot is a line of no length. */
export function pathOf(strokes: Drawing): string {
  const xs = strokes.flatMap((stroke) => stroke.map(([x]) => x))
  const ys = strokes.flatMap((stroke) => stroke.map(([, y]) => y))
  const [left, right, top, bottom] = [
    least(xs),
    -least(xs.map((x) => -x)),
    least(ys),
    -least(ys.map((y) => -y)),
  ]
  const scale = (THUMBNAIL - 2 * MARGIN) / Math.max(right - left, bottom - top, 1)
  const place = (x: number, y: number): [number, number] => [
    THUMBNAIL / 2 + (x - (left + right) / 2) * scale,
    THUMBNAIL / 2 + (y - (top + bottom) / 2) * scale,
  ]
  return strokes
    .map((stroke) => {
      let last: readonly [number, number] | null = null
      const points: string[] = []
      for (const [index, [x, y]] of stroke.entries()) {
        const point = place(x, y)
        const end = index === stroke.length - 1
        if (last !== null && !end && Math.hypot(point[0] - last[0], point[1] - last[1]) < NEAREST) continue
        points.push(`${point[0].toFixed(1)} ${point[1].toFixed(1)}`)
        last = point
      }
      return `M${points.length === 1 ? [...points, ...points].join('L') : points.join('L')}`
    })
    .join('')
}

const least = (values: readonly number[]) => values.reduce((one, other) => Math.min(one, other), Infinity)
