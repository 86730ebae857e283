/**
 * What a person drew, as `images` reads it: strokes of points that start with x and y (y grows downward); a
 * point may carry further numbers (time, pressure), which do not matter here. A stroke may be a single point.
 * Any unit will do: a drawing's size and place on its pad mean nothing.
 */
export type Ink = readonly (readonly (readonly number[])[])[]
