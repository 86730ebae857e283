/** Strokes that were drawn elsewhere, made to lie on the pad. */
import type { Drawing } from '../../src-main/contract.ts'
import { PAD_SIZE } from './sheet.ts'

/** Room that is left around a drawing that has to be moved or scaled, in pad units. */
const MARGIN = 28

/**
 * A drawing that lies on the pad as it is stays where it is, so that one that was saved comes back unchanged. Any other
 * fills the middle of the pad; a single point is not enlarged.
 */
export function fitted(strokes: Drawing): Drawing {
  const [left, right] = range(strokes, 0)
  const [top, bottom] = range(strokes, 1)
  const size = Math.max(right - left, bottom - top)
  const lies = left >= 0 && top >= 0 && right <= PAD_SIZE && bottom <= PAD_SIZE
  if (lies && size >= MARGIN) return strokes
  const scale = size > 0 ? (PAD_SIZE - 2 * MARGIN) / size : 1
  const [middleX, middleY] = [(left + right) / 2, (top + bottom) / 2]
  return strokes.map((stroke) =>
    stroke.map(([x, y, time, pressure]) => [
      PAD_SIZE / 2 + (x - middleX) * scale,
      PAD_SIZE / 2 + (y - middleY) * scale,
      time,
      pressure,
    ]),
  )
}

/** The least and the greatest x (axis 0) or y (axis 1). There is a point at least. */
function range(strokes: Drawing, axis: 0 | 1): readonly [number, number] {
  let [least, greatest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const stroke of strokes) {
    for (const point of stroke) {
      least = Math.min(least, point[axis])
      greatest = Math.max(greatest, point[axis])
    }
  }
  return [least, greatest]
}
