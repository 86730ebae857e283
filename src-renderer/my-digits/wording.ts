/** How a person's own digits, and what was learnt from them, are put into words. */
import type { Import, LearningState } from '../../src-main/contract.ts'
import { percent } from '../ui/format.ts'

/** As it is spoken: "an 8", "a 7". */
export const aDigit = (label: number): string => `${label === 8 ? 'an' : 'a'} ${String(label)}`

export const keptWords = (label: number): string => `Kept as ${aDigit(label)}.`

const counted = (count: number): string => `${String(count)} ${count === 1 ? 'digit' : 'digits'}`

export function importWords({ added, known, leftOut }: Import): string {
  const parts = [`Imported ${counted(added)}.`]
  if (known > 0) parts.push(`${String(known)} ${known === 1 ? 'was' : 'were'} there already.`)
  if (leftOut > 0)
    parts.push(`${String(leftOut)} without a clear label ${leftOut === 1 ? 'was' : 'were'} left out.`)
  return parts.join(' ')
}

/** "Reads 48 of your 50 digits, 41 before. MNIST 99.61%, 99.60% before." */
export function learntWords(learnt: Extract<LearningState, { phase: 'done' }>): string {
  const { digits, rightBefore, rightAfter, model, before } = learnt
  const yours =
    digits === 1
      ? `Your digit is read ${rightAfter === 1 ? 'rightly' : 'wrongly'}, ${rightBefore === 1 ? 'rightly' : 'wrongly'} before.`
      : `Reads ${String(rightAfter)} of your ${String(digits)} digits, ${String(rightBefore)} before.`
  if (model.mnistAccuracy === null) return yours
  const mnist = `MNIST’s test digits: ${percent(model.mnistAccuracy, 2)}`
  return before.mnistAccuracy === null
    ? `${yours} ${mnist}.`
    : `${yours} ${mnist}, ${percent(before.mnistAccuracy, 2)} before.`
}
