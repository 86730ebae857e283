/**
 * Eight views of one image, each turned, slanted, stretched, moved and written with another pen by a little: what a hand
 * might have drawn instead. In them each change is made as often one way as the other, and so is each pair of changes: a
 * fractional factorial design (Box, Hunter, Hunter 2005, "Statistics for experimenters", chapter 6: seven factors in eight runs).
 */
import type { Kernels } from '../kernels/kernels.ts'
import { mapOf } from './augmentation.ts'
import { PIXELS, SIDE } from './field.ts'

export const VIEWS = 8

/** A little less than the standard deviation of each change that networks are trained with. */
const DEGREES = 5
const SLANT = 0.08
const STRETCH = 0.05
const PIXELS_MOVED = 1
const EDGES_MOVED = 0.25

const SHAPE = { height: SIDE, width: SIDE }

/** One way or the other: three changes as the bits of the view's number say, the other four as their products. */
const SIGNS = Array.from({ length: VIEWS }, (_, view) => {
  const a = sign(view & 1)
  const b = sign(view & 2)
  const c = sign(view & 4)
  return { degrees: a, slant: b, width: c, height: a * b, right: a * c, down: b * c, pen: a * b * c }
})

const CHANGES = SIGNS.map(({ degrees, slant, width, height, right, down, pen }) => ({
  map: mapOf({
    degrees: DEGREES * degrees,
    slant: SLANT * slant,
    width: 1 + STRETCH * width,
    height: 1 + STRETCH * height,
    right: PIXELS_MOVED * right,
    down: PIXELS_MOVED * down,
  }),
  edges: EDGES_MOVED * pen,
}))

/**
 * Puts the views of `source` (784 greys) one after another into `target` from `targetOffset` on, as 0 paper to 1 ink. Both lie in the
 * memory of the kernels. As the warps smooth them, they need no other smoothing.
 */
export function putViews(
  kernels: Kernels,
  source: Uint8Array,
  target: Float32Array,
  targetOffset: number,
): void {
  for (const [view, { map, edges }] of CHANGES.entries()) {
    const offset = targetOffset + view * PIXELS
    kernels.warpImage(source, 0, target, offset, SHAPE, map, null)
    kernels.moveEdges(target, offset, SHAPE, edges)
  }
}

function sign(bit: number): 1 | -1 {
  return bit === 0 ? -1 : 1
}
