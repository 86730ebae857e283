/** How a person's own digits, and what was learnt from them, are put into words. */
import type { Import, LearningState } from '../../src-main/contract.ts'
import { number, percent } from '../ui/format.ts'
import { plural } from '../ui/plural.ts'

/** As it is spoken: "an 8", "a 7". */
export function aDigit(label: number): string {
  // @wc-context: a digit within a sentence, with its article where the language has one
  // @wc-include
  return label === 8 ? `an ${number(label)}` : `a ${number(label)}`
}

export const keptWords = (label: number): string => `Kept as ${aDigit(label)}.`

export function importWords({ added, known, leftOut }: Import): string {
  const parts = [plural(added, ['Imported # digit.', 'Imported # digits.'])]
  if (known > 0) parts.push(plural(known, ['# was there already.', '# were there already.']))
  if (leftOut > 0)
    parts.push(
      plural(leftOut, ['# without a clear label was left out.', '# without a clear label were left out.']),
    )
  return parts.join(' ')
}

/** "Reads 48 of your 50 digits, 41 before. MNIST 99.61%, 99.60% before." */
export function learntWords(learnt: Extract<LearningState, { phase: 'done' }>): string {
  const { digits, rightBefore, rightAfter, model, before } = learnt
  const yours =
    digits === 1
      ? oneLearnt(rightBefore === 1, rightAfter === 1)
      : plural(
          digits,
          ['Reads {0} of your # digit, {1} before.', 'Reads {0} of your # digits, {1} before.'],
          [number(rightAfter), number(rightBefore)],
        )
  if (model.mnistAccuracy === null) return yours
  const now = percent(model.mnistAccuracy, 2)
  return before.mnistAccuracy === null
    ? `${yours} MNIST’s test digits: ${now}.`
    : `${yours} MNIST’s test digits: ${now}, ${percent(before.mnistAccuracy, 2)} before.`
}

function oneLearnt(before: boolean, after: boolean): string {
  if (after) {
    return before
      ? 'Your digit is read rightly, rightly before.'
      : 'Your digit is read rightly, wrongly before.'
  }
  return before
    ? 'Your digit is read wrongly, rightly before.'
    : 'Your digit is read wrongly, wrongly before.'
}
