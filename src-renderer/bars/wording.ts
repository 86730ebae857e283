/** How answers are put into words. */
import type { Probabilities, Recognition } from '../../src-main/contract.ts'
import { percent } from '../ui/format.ts'

/** Digits from the likeliest to the least likely. */
export function ranking(probabilities: Probabilities): number[] {
  return [...probabilities.keys()].sort((a, b) => (probabilities[b] ?? 0) - (probabilities[a] ?? 0))
}

/** The line below the digit: how sure, or what else it might be. */
export function detailOf(answer: Recognition): string {
  const [first = 0, second = 0] = ranking(answer.probabilities)
  if (!answer.unsure) return `${percent(answer.probabilities[answer.digit] ?? 0)} likely`
  return `Perhaps ${String(first)} or ${String(second)}`
}

/** What a screen reader says when the hand pauses. */
export function spoken(answer: Recognition | null, empty: boolean): string {
  if (empty) return 'The pad is empty.'
  if (answer === null) return ''
  const detail = detailOf(answer)
  return answer.unsure ? `Not sure. ${detail}.` : `${String(answer.digit)}. ${detail}.`
}
