/** How answers are put into words. */
import type { Probabilities, Recognition } from '../../src-main/contract.ts'
import { either, percent } from '../ui/format.ts'

/** Digits from the likeliest to the least likely. */
export function ranking(probabilities: Probabilities): number[] {
  return [...probabilities.keys()].sort((a, b) => (probabilities[b] ?? 0) - (probabilities[a] ?? 0))
}

/** What stands large: the digit, or in words why there is none to be named. */
export function headlineOf({ digit, unsure }: Recognition): string {
  if (unsure === null) return String(digit)
  if (unsure.kind === 'no digit') return 'This does not look like a digit'
  return `Not sure: ${either(unsure.digits.map(String))}?`
}

/** The line below: how likely the digit is, or each of the two. */
export function detailOf({ digit, probabilities, unsure }: Recognition): string {
  const likely = (one: number): string => percent(probabilities[one] ?? 0)
  if (unsure === null) return `${likely(digit)} likely`
  if (unsure.kind === 'no digit') return `${String(digit)} comes closest, ${likely(digit)} likely`
  return `${either(unsure.digits.map(likely))} likely`
}

/** What a screen reader says when the hand pauses. */
export function spoken(answer: Recognition | null, empty: boolean): string {
  if (empty) return 'The pad is empty.'
  if (answer === null) return ''
  const headline = headlineOf(answer)
  return `${headline}${/[?？؟]$/.test(headline) ? '' : '.'} ${detailOf(answer)}.`
}
