/** What numbers may be, for all schemas. */
import * as v from 'valibot'

/** A whole number within bounds that belong to the range. */
export const whole = (least: number, most: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most))
