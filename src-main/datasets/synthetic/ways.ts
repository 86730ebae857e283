/** The ways in which people write each digit: what the rows of `ways-0-to-4.ts` and `ways-5-to-9.ts` say, ready for use. */
import { parsePath, type Path } from './path.ts'
import { ZERO_TO_FOUR } from './ways-0-to-4.ts'
import { FIVE_TO_NINE } from './ways-5-to-9.ts'

/** A name, how common the way is beside the digit's others, and its strokes in the notation of `path.ts`. */
export type WayRow = readonly [name: string, weight: number, ...strokes: string[]]

export interface Way {
  /** What people would call it. */
  readonly name: string
  /** How common it is beside the digit's other ways; the rare ones have more than their share. */
  readonly weight: number
  /** In the order they are written. */
  readonly strokes: readonly Path[]
}

/** For the digits 0 to 9. */
export const WAYS: readonly (readonly Way[])[] = [...ZERO_TO_FOUR, ...FIVE_TO_NINE].map((rows) =>
  rows.map(([name, weight, ...strokes]) => ({ name, weight, strokes: strokes.map(parsePath) })),
)
