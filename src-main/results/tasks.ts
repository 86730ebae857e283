/** What is read for the results: the whole test set, as it is or turned; and some of it turned by every angle. */
import type { Rotation } from '../contract.ts'
import { Random } from '../kernels/random.ts'
import type { Task } from './jobs.ts'

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
  return rotation === null ? 0 : Random.of(SEED, place).between(rotation.from, rotation.to)
}

/** Every digit of a test set of `count`, once. */
export function wholeSet(count: number, rotation: Rotation | null): Task {
  const places = Uint32Array.from({ length: count }, (_, place) => place)
  return { places, degrees: Float64Array.from(places, (place) => degreesOf(place, rotation)) }
}

/** The angles of the curve. Its last, 180°, shows what its first does: they are the same turn. */
export const ANGLES: readonly number[] = Array.from(
  { length: 360 / STEP + 1 },
  (_, step) => STEP * step - 180,
)

/** Some digits of a test set of `count`, all of them at each angle but the last: angle by angle. */
export function byAngle(count: number): Task & { readonly perAngle: number } {
  const every = Math.max(1, Math.floor(count / DIGITS_BY_ANGLE))
  const perAngle = Math.ceil(count / every)
  const length = (ANGLES.length - 1) * perAngle
  return {
    perAngle,
    places: Uint32Array.from({ length }, (_, index) => (index % perAngle) * every),
    degrees: Float64Array.from({ length }, (_, index) => ANGLES[Math.floor(index / perAngle)]!),
  }
}
