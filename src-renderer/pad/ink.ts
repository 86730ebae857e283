/** The look of ink: a stroke's points to the outline of a line that swells and thins. */
import { getStroke } from 'perfect-freehand'
import type { Vec2 } from 'perfect-freehand'
import type { Stroke } from '../../src-main/contract.ts'

/** Width of the pen in pad units. */
const WIDTH = 11

/** A mouse knows no pressure and reports one half: then the speed of the hand stands in for it. */
const knowsPressure = (stroke: Stroke) => stroke.some(([, , , pressure]) => pressure !== 0.5)

/**
 * The outline in pad units, to be filled.
 *
 * @param finished false while the line is drawn: its end then follows the pen without a rounded tail
 */
export function inkOf(stroke: Stroke, finished: boolean): Path2D {
  const outline: readonly Vec2[] = getStroke(
    stroke.map(([x, y, , pressure]) => [x, y, pressure]),
    {
      size: WIDTH,
      thinning: 0.36,
      smoothing: 0.55,
      streamline: 0.38,
      easing: (pressure) => Math.sin((pressure * Math.PI) / 2),
      simulatePressure: !knowsPressure(stroke),
      last: finished,
    },
  )
  const path = new Path2D()
  const first = outline[0]
  if (first === undefined) return path
  // Curves from midpoint to midpoint, each corner a control point, make a smooth closed line.
  const start = middle(outline.at(-1) ?? first, first)
  path.moveTo(start[0], start[1])
  outline.forEach((corner, index) => {
    const end = middle(corner, outline[(index + 1) % outline.length] ?? first)
    path.quadraticCurveTo(corner[0], corner[1], end[0], end[1])
  })
  path.closePath()
  return path
}

function middle(a: Vec2, b: Vec2): Vec2 {
  return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]
}
