/** How well digits are read: the paper's table, the confusion matrix, and how often the answer was unsure. */

const DIGITS = 10

export interface DigitScore {
  readonly digit: number
  readonly count: number
  readonly wrong: number
  /** Share read rightly, 0..1; 0 where there was none. */
  readonly accuracy: number
}

export interface Evaluation {
  readonly count: number
  readonly correct: number
  /** Share read rightly, 0..1. */
  readonly accuracy: number
  /** For the digits 0 to 9. */
  readonly perDigit: readonly DigitScore[]
  /** confusion[label][answer]: how often. */
  readonly confusion: readonly (readonly number[])[]
  /** How many answers were marked as unsure. */
  readonly unsure: number
}

/** What was answered for one digit. */
export interface Answer {
  readonly digit: number
  readonly unsure: boolean
}

/** Counts answers against labels. There are as many of each. */
export function score(labels: ArrayLike<number>, answers: ArrayLike<Answer>): Evaluation {
  const confusion = Array.from({ length: DIGITS }, () => new Array<number>(DIGITS).fill(0))
  let unsure = 0
  for (let index = 0; index < labels.length; index++) {
    const row = confusion[labels[index]!]!
    const answer = answers[index]!
    row[answer.digit]!++
    if (answer.unsure) unsure++
  }
  const perDigit = confusion.map((row, digit): DigitScore => {
    const count = row.reduce((sum, times) => sum + times, 0)
    const correct = row[digit]!
    return { digit, count, wrong: count - correct, accuracy: count === 0 ? 0 : correct / count }
  })
  const count = labels.length
  const correct = perDigit.reduce((sum, one) => sum + one.count - one.wrong, 0)
  return { count, correct, accuracy: count === 0 ? 0 : correct / count, perDigit, confusion, unsure }
}
