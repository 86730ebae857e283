/** How well digits are read: the paper's table, the confusion matrix, how often the answer was unsure, and how honest it is. */
import type { ReliabilityBin } from '../contract.ts'

const DIGITS = 10

export interface DigitScore {
  readonly digit: number
  readonly count: number
  readonly wrong: number
  /** Share read rightly, 0..1; 0 where there was none. */
  readonly accuracy: number
}

/** How many digits of each kind were read as what. */
export interface Tally {
  readonly count: number
  readonly correct: number
  /** Share read rightly, 0..1. */
  readonly accuracy: number
  /** For the digits 0 to 9. */
  readonly perDigit: readonly DigitScore[]
  /** confusion[label][answer]: how often. */
  readonly confusion: readonly (readonly number[])[]
}

export interface Evaluation extends Tally {
  /** How many answers were marked as unsure. */
  readonly unsure: number
  /** How many of those were right nevertheless. */
  readonly unsureRight: number
  /** How many were wrong. */
  readonly unsureWrong: number
  /** How far the answers' probabilities lie from the share that is right, 0..1 (`calibrationError`). */
  readonly calibrationError: number
  /** Ten bins of the answer's probability: above 0 to 0.1, above 0.1 to 0.2, and so on. */
  readonly reliability: readonly ReliabilityBin[]
}

/** What was answered for one digit. */
export interface Answer {
  readonly digit: number
  /** Its probability, 0..1. */
  readonly probability: number
  readonly unsure: boolean
}

/** Counts the digits that were answered against labels. There are as many of each. */
export function tally(labels: ArrayLike<number>, digits: ArrayLike<number>): Tally {
  const confusion = Array.from({ length: DIGITS }, () => new Array<number>(DIGITS).fill(0))
  for (let index = 0; index < labels.length; index++) confusion[labels[index]!]![digits[index]!]!++
  const perDigit = confusion.map((row, digit): DigitScore => {
    const count = row.reduce((sum, times) => sum + times, 0)
    const correct = row[digit]!
    return { digit, count, wrong: count - correct, accuracy: count === 0 ? 0 : correct / count }
  })
  const count = labels.length
  const correct = perDigit.reduce((sum, one) => sum + one.count - one.wrong, 0)
  return { count, correct, accuracy: count === 0 ? 0 : correct / count, perDigit, confusion }
}

/** As `tally`, and how far the answers are to be relied on. */
export function score(labels: ArrayLike<number>, answers: ArrayLike<Answer>): Evaluation {
  let unsureRight = 0
  let unsureWrong = 0
  for (let index = 0; index < labels.length; index++) {
    const answer = answers[index]!
    if (!answer.unsure) continue
    if (answer.digit === labels[index]) unsureRight++
    else unsureWrong++
  }
  return {
    ...tally(
      labels,
      Array.from(answers, ({ digit }) => digit),
    ),
    unsure: unsureRight + unsureWrong,
    unsureRight,
    unsureWrong,
    calibrationError: calibrationError(labels, answers),
    reliability: reliabilityOf(labels, answers),
  }
}

const RELIABILITY_BINS = 10

/** How often the answers of each bin of probabilities were right. */
function reliabilityOf(labels: ArrayLike<number>, answers: ArrayLike<Answer>): ReliabilityBin[] {
  const bins = new ReliabilityBins()
  for (let index = 0; index < labels.length; index++) {
    const { digit, probability } = answers[index]!
    bins.add(probability, digit === labels[index])
  }
  return bins.results
}

/** Counts answers in ten bins by their probability. */
export class ReliabilityBins {
  readonly #bins = Array.from({ length: RELIABILITY_BINS }, () => ({ count: 0, right: 0, sum: 0 }))

  add(probability: number, right: boolean): void {
    const bin = this.#bins[binOf(probability)]!
    bin.count++
    bin.sum += probability
    if (right) bin.right++
  }

  /** A copy of what was counted so far. */
  get results(): ReliabilityBin[] {
    return this.#bins.map(({ count, right, sum }) => ({
      count,
      right,
      confidence: count === 0 ? 0 : sum / count,
    }))
  }
}

/** The bin of a probability: 0 for up to 0.1, 9 for above 0.9. */
export function binOf(probability: number): number {
  return Math.min(RELIABILITY_BINS - 1, Math.max(0, Math.ceil(probability * RELIABILITY_BINS) - 1))
}

const CALIBRATION_BINS = 15

/**
 * The expected calibration error (Naeini, Cooper, Hauskrecht 2015; Guo et al. 2017, equation 3): answers are sorted into 15 bins
 * by their probability; in each, the mean probability and the share that is right lie some way apart; this is the mean of that
 * over all answers.
 */
export function calibrationError(
  labels: ArrayLike<number>,
  answers: ArrayLike<Pick<Answer, 'digit' | 'probability'>>,
): number {
  /** In each bin the sum of probability less 1 for each right answer. */
  const excess = new Float64Array(CALIBRATION_BINS)
  for (let index = 0; index < labels.length; index++) {
    const { digit, probability } = answers[index]!
    const bin = Math.min(CALIBRATION_BINS - 1, Math.floor(probability * CALIBRATION_BINS))
    excess[bin]! += probability - (digit === labels[index] ? 1 : 0)
  }
  const sum = excess.reduce((total, difference) => total + Math.abs(difference), 0)
  return labels.length === 0 ? 0 : sum / labels.length
}
