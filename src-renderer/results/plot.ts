/** Where things lie on the plots: a field of 400 × 250 units with axes on its left and below it. */

export const WIDTH = 400
export const HEIGHT = 250
const LEFT = 62
const RIGHT = 22
const TOP = 12
const BOTTOM = 42

export const FIELD = { left: LEFT, right: WIDTH - RIGHT, top: TOP, bottom: HEIGHT - BOTTOM } as const

/** The place on the axis below of a value between two. */
export const across = (value: number, from: number, to: number): number =>
  FIELD.left + ((value - from) / (to - from)) * (FIELD.right - FIELD.left)

/** The place on the axis at the left of a share, 0 below to 1 above. */
export const up = (share: number): number => FIELD.bottom - share * (FIELD.bottom - FIELD.top)

/** A line through points, as SVG writes paths; begun anew where `joined` says that two are no neighbours. */
export function pathThrough(
  points: readonly (readonly [number, number])[],
  joined: (index: number) => boolean = () => true,
): string {
  return points
    .map(([x, y], index) => `${index === 0 || !joined(index) ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`)
    .join('')
}

export const SHARES = [0, 0.25, 0.5, 0.75, 1] as const
