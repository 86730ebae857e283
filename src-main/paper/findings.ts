/** From the answers of all runs to the figures of the report. */
import { tally } from '../recognizer/evaluation.ts'
import type { Measured } from './carry-out.ts'
import { TEST_SETS, type Experiment, type Row, type TestSet } from './experiment.ts'
import type { KeptRun } from './kept-runs.ts'
import { mcNemar, mean, standardDeviation, wilson, type McNemar } from './statistics.ts'

export interface DigitFigures {
  readonly digit: number
  readonly count: number
  /** Mean over the seeds. */
  readonly wrong: number
  /** Share read rightly, 0..1, mean over the seeds. */
  readonly accuracy: number
}

/** Digits of one kind taken for another, mean number over the seeds. */
export interface Confused {
  readonly label: number
  readonly answer: number
  readonly times: number
}

/** One row of the experiment on one test set. */
export interface SetFigures {
  readonly count: number
  /** Share read rightly with each seed, 0..1. */
  readonly accuracies: readonly number[]
  readonly accuracy: number
  /** Standard deviation over the seeds, or `null` where there is but one. */
  readonly deviation: number | null
  /** 95 %, of the mean accuracy as that of `count` digits: the seeds share their test digits, so they do not add to them. */
  readonly interval: readonly [low: number, high: number]
  readonly perDigit: readonly DigitFigures[]
  readonly worst: DigitFigures
  /** confusion[label][answer]: mean over the seeds. */
  readonly confusion: readonly (readonly number[])[]
  /** All that happened, the commonest first. */
  readonly errors: readonly Confused[]
}

export interface RowFigures {
  readonly row: Row
  readonly runs: readonly KeptRun[]
  readonly sets: Readonly<Record<TestSet, SetFigures>>
}

/** McNemar's test of two runs with the same seed. */
export interface PairOfRuns extends McNemar {
  readonly seed: number
  /** Digits that one reads rightly and the other wrongly. */
  readonly onlyFirst: number
  readonly onlySecond: number
}

export interface PairFigures {
  readonly set: TestSet
  readonly first: Row
  readonly second: Row
  readonly bySeed: readonly PairOfRuns[]
  /** The largest p of all seeds. */
  readonly p: number
  /** Which one reads more, with each seed and each time with p below `CERTAIN`; `null` where none can be named. */
  readonly better: 'first' | 'second' | null
}

export interface Findings {
  readonly experiment: Experiment
  readonly rows: readonly RowFigures[]
  readonly pairs: readonly PairFigures[]
}

/** Stricter than the usual 0.05, because many pairs are compared. */
export const CERTAIN = 0.01

export function findingsOf(experiment: Experiment, { labels, runs }: Measured): Findings {
  const rows = experiment.rows.map((row): RowFigures => {
    const own = runs.get(row.id)!
    return {
      row,
      runs: own,
      sets: {
        upright: setFigures(labels, own, 'upright'),
        rotated: setFigures(labels, own, 'rotated'),
      },
    }
  })
  const pairs = TEST_SETS.flatMap((set) =>
    comparable(rows).map(([first, second]) => compare(labels, set, first, second)),
  )
  return { experiment, rows, pairs }
}

function setFigures(labels: Uint8Array, runs: readonly KeptRun[], set: TestSet): SetFigures {
  const tallies = runs.map((run) => tally(labels, Array.from(run.answers[set], Number)))
  const accuracies = tallies.map(({ accuracy }) => accuracy)
  const accuracy = mean(accuracies)
  const perDigit = tallies[0]!.perDigit.map(({ digit, count }): DigitFigures => {
    const wrong = mean(tallies.map((one) => one.perDigit[digit]!.wrong))
    return { digit, count, wrong, accuracy: count === 0 ? 0 : 1 - wrong / count }
  })
  const confusion = tallies[0]!.confusion.map((row, label) =>
    row.map((_, answer) => mean(tallies.map((one) => one.confusion[label]![answer]!))),
  )
  return {
    count: labels.length,
    accuracies,
    accuracy,
    deviation: standardDeviation(accuracies),
    interval: wilson(accuracy, labels.length),
    perDigit,
    worst: perDigit.reduce((worst, one) => (one.accuracy < worst.accuracy ? one : worst)),
    confusion,
    errors: errorsIn(confusion),
  }
}

function errorsIn(confusion: readonly (readonly number[])[]): Confused[] {
  return confusion
    .flatMap((row, label) => row.map((times, answer): Confused => ({ label, answer, times })))
    .filter(({ label, answer, times }) => label !== answer && times > 0)
    .sort((a, b) => b.times - a.times || a.label - b.label || a.answer - b.answer)
}

/** The pairs that differ in one thing, either the network or the training: of others nobody could say what made the difference. */
function comparable(rows: readonly RowFigures[]): (readonly [RowFigures, RowFigures])[] {
  return rows.flatMap((first, index) =>
    rows
      .slice(index + 1)
      .filter(
        ({ row }) =>
          (row.network.id === first.row.network.id) !== (row.training.id === first.row.training.id),
      )
      .map((second) => [first, second] as const),
  )
}

function compare(labels: Uint8Array, set: TestSet, first: RowFigures, second: RowFigures): PairFigures {
  const bySeed = first.runs.map(({ seed, answers }, index): PairOfRuns => {
    const others = second.runs[index]!.answers[set]
    let onlyFirst = 0
    let onlySecond = 0
    for (const [place, label] of labels.entries()) {
      const firstRight = Number(answers[set][place]) === label
      const secondRight = Number(others[place]) === label
      if (firstRight && !secondRight) onlyFirst++
      if (secondRight && !firstRight) onlySecond++
    }
    return { seed, onlyFirst, onlySecond, ...mcNemar(onlyFirst, onlySecond) }
  })
  const p = Math.max(...bySeed.map((one) => one.p))
  const allFor = (side: 'first' | 'second'): boolean =>
    bySeed.every(({ onlyFirst, onlySecond }) => onlyFirst > onlySecond === (side === 'first'))
  const side = allFor('first') ? 'first' : allFor('second') ? 'second' : null
  return { set, first: first.row, second: second.row, bySeed, p, better: p < CERTAIN ? side : null }
}

/** The pair of two rows on a test set, whichever of them is named first. */
export function pairOf(
  { pairs }: Findings,
  set: TestSet,
  one: Row,
  other: Row,
): { readonly pair: PairFigures; readonly better: Row | null } {
  const pair = pairs.find(
    ({ set: own, first, second }) =>
      own === set && ((first === one && second === other) || (first === other && second === one)),
  )!
  const better = pair.better === null ? null : pair[pair.better]
  return { pair, better }
}
