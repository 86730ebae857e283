/** What is read for the results: the whole test set, as it is or turned; and some of it at every angle. */
import type { Rotation } from '../contract.ts'
import { angleOf } from '../datasets/rotated-digits.ts'

/** The seed of the angles: that of `digit-pad evaluate` where it is given none. */
const SEED = 1
/** For the accuracy by angle about so many digits suffice, spread evenly over the test set. */
const DIGITS_BY_ANGLE = 1000
const STEP = 15

/**
 * By how much the test digit at a place is turned, in degrees counter-clockwise: drawn evenly from the range, the same
 * for every model.
 */
export function degreesOf(place: number, rotation: Rotation | null): number {
  return rotation === null ? 0 : angleOf(place, rotation, SEED)
}

/** The angles of the curve. Its last, 180°, shows what its first does: they are the same turn. */
export const ANGLES: readonly number[] = Array.from(
  { length: 360 / STEP + 1 },
  (_, step) => STEP * step - 180,
)

/**
 * What is read with one model: first every digit of the test set, then some of them at each angle but the last, angle by
 * angle. A digit's index in it says which digit it is and how it is turned.
 */
export interface Measurement {
  /** So many digits are the test set, those after them the angles'. */
  readonly wholeSet: number
  readonly rotation: Rotation | null
  /** Of the test set, one in so many is turned by the angles. */
  readonly every: number
  /** So many digits in turn have the same angle. */
  readonly perAngle: number
  /** Digits in all. */
  readonly length: number
}

/** @param count digits of the test set */
export function measurementOf(count: number, rotation: Rotation | null): Measurement {
  const every = Math.max(1, Math.floor(count / DIGITS_BY_ANGLE))
  const perAngle = Math.ceil(count / every)
  return { wholeSet: count, rotation, every, perAngle, length: count + (ANGLES.length - 1) * perAngle }
}

/** The place in the test set of the digit at an index. */
export function placeAt({ wholeSet, every, perAngle }: Measurement, index: number): number {
  return index < wholeSet ? index : ((index - wholeSet) % perAngle) * every
}

/** Which of the angles the digit at an index is turned by, or `null` for those of the test set. */
export function angleAt({ wholeSet, perAngle }: Measurement, index: number): number | null {
  return index < wholeSet ? null : Math.floor((index - wholeSet) / perAngle)
}

/** By how much the digit at an index is turned, in degrees counter-clockwise. */
export function degreesAt(measurement: Measurement, index: number): number {
  const angle = angleAt(measurement, index)
  return angle === null ? degreesOf(index, measurement.rotation) : ANGLES[angle]!
}
