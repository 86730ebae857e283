/** Where a person stands in the guided tour. */
import * as v from 'valibot'
import type { InferOutput } from 'valibot'
import { ModelId } from './models.ts'
import { whole } from './numbers.ts'

/** The steps of the tour, in their order. */
export const TOUR_STEPS = ['draw', 'bars', 'see', 'move', 'turn', 'train', 'mended', 'price', 'back'] as const
export const TourStepId = v.picklist(TOUR_STEPS)
export type TourStepId = InferOutput<typeof TourStepId>

/** What is kept of the tour, so that it can be left and taken up again. */
export const TourPlace = v.strictObject({
  /** Where it was left; `null` where it was not begun, or was walked to its end. */
  step: v.nullable(TourStepId),
  /** What the network read before the drawing was turned. */
  digit: v.nullable(whole(0, 9)),
  /** The model that the tour trained, and the one that was in use before it. */
  trained: v.nullable(ModelId),
  before: v.nullable(ModelId),
  /** Whether the tour is still to be offered to those who have not drawn anything yet. */
  offered: v.boolean(),
})
export type TourPlace = InferOutput<typeof TourPlace>
