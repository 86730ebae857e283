/** How numbers are put into words. */
import type { NumberReading, Recognition } from '../../src-main/contract.ts'
import { all, number as written, percent } from '../ui/format.ts'
import { plural } from '../ui/plural.ts'

/** A digit of a number for those who cannot see where it stands. */
export function digitName(
  { digit, probabilities, unsure }: Recognition,
  place: number,
  count: number,
): string {
  const [at, of] = [written(place + 1), written(count)]
  return unsure
    ? `${written(digit)}, not sure, ${at} of ${of}`
    : `${written(digit)}, ${percent(probabilities[digit] ?? 0)} likely, ${at} of ${of}`
}

/** What a screen reader says when the hand pauses. The digits one by one: 2026 is no quantity here. */
export function spokenNumber({ digits }: NumberReading): string {
  const unsure = digits.flatMap(({ unsure }, place) => (unsure ? [written(place + 1)] : []))
  const named = digits.map(({ digit }) => String(digit)).join(' ')
  if (unsure.length === 0) return `${named}.`
  return plural(
    unsure.length,
    ['{0}. Not sure of digit {1}.', '{0}. Not sure of digits {1}.'],
    [named, all(unsure)],
  )
}
