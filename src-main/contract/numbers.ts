/** What numbers and lists may be, for all schemas. */
import * as v from 'valibot'

/** A whole number within bounds that belong to the range. */
export const whole = (least: number, most: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most))

/**
 * A list of so many things at most, whatever they are. Stands before the schema of the things, because a list that says it has four
 * billion is not to be gone through.
 */
export const listOf = (most: number) =>
  v.custom<unknown[]>(
    (value) => Array.isArray(value) && value.length <= most,
    `Expected a list of at most ${most}.`,
  )
