/** How numbers are put into words. */
import type { NumberReading, Recognition } from '../../src-main/contract.ts'
import { percent } from '../ui/format.ts'

/** A digit of a number for those who cannot see where it stands. */
export function digitName(
  { digit, probabilities, unsure }: Recognition,
  place: number,
  count: number,
): string {
  const sureness = unsure ? 'not sure' : `${percent(probabilities[digit] ?? 0)} likely`
  return `${String(digit)}, ${sureness}, ${String(place + 1)} of ${String(count)}`
}

/** What a screen reader says when the hand pauses. The digits one by one: 2026 is no quantity here. */
export function spokenNumber({ digits }: NumberReading): string {
  const unsure = digits.flatMap(({ unsure }, place) => (unsure ? [String(place + 1)] : []))
  const named = digits.map(({ digit }) => String(digit)).join(' ')
  if (unsure.length === 0) return `${named}.`
  return `${named}. Not sure of ${unsure.length === 1 ? 'digit' : 'digits'} ${unsure.join(', ')}.`
}
