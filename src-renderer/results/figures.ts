/** The figures of the results, worked out from what main counted. */
import type { MisreadDigit, ModelResults } from '../../src-main/contract.ts'
import { percent } from '../ui/format.ts'
import { plural } from '../ui/plural.ts'

export const DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] as const

export interface Score {
  readonly count: number
  readonly wrong: number
  /** Share read rightly, 0..1; `null` where there is none to be read. */
  readonly accuracy: number | null
}

const scoreOf = (count: number, right: number): Score => ({
  count,
  wrong: count - right,
  accuracy: count === 0 ? null : right / count,
})

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

/** How the digits of one label were read. */
export function scoreOfDigit({ confusion }: ModelResults, digit: number): Score {
  const row = confusion[digit] ?? []
  return scoreOf(sum(row), row[digit] ?? 0)
}

/** How all digits that are read so far were read. */
export function scoreOfAll({ confusion }: ModelResults): Score {
  const count = sum(confusion.map(sum))
  return scoreOf(count, sum(confusion.map((row, digit) => row[digit] ?? 0)))
}

/** What of a row of the table it is sorted by. */
export type SortKey = 'digit' | 'count' | 'paper' | `wrong-${number}` | `accuracy-${number}`

export interface Row {
  readonly digit: number
  readonly count: number
  /** A score for each model. */
  readonly scores: readonly Score[]
  readonly paper: number
}

function valueOf(row: Row, key: SortKey): number {
  if (key === 'digit' || key === 'count' || key === 'paper') return row[key]
  const [name, model] = key.split('-')
  const score = row.scores[Number(model)]
  return (name === 'wrong' ? score?.wrong : score?.accuracy) ?? -1
}

/** The rows in an order; those that are alike stay in the order of their digits. */
export function sorted(rows: readonly Row[], key: SortKey, descending: boolean): Row[] {
  const sign = descending ? -1 : 1
  return [...rows].sort((a, b) => sign * (valueOf(a, key) - valueOf(b, key)) || a.digit - b.digit)
}

/** A cell of the confusion matrix. */
export interface Cell {
  readonly label: number
  readonly answer: number
}

/** "3 read as 5: 13 digits, 1.3% of the 3s". */
export function cellText({ confusion }: ModelResults, { label, answer }: Cell): string {
  const times = confusion[label]?.[answer] ?? 0
  const row = sum(confusion[label] ?? [])
  const share = percent(row === 0 ? 0 : times / row)
  const [is, read] = [String(label), String(answer)]
  if (label === answer) {
    return row === 0
      ? plural(times, ['{0} read rightly: # digit', '{0} read rightly: # digits'], [is])
      : plural(
          times,
          ['{0} read rightly: # digit, {1} of the {0}s', '{0} read rightly: # digits, {1} of the {0}s'],
          [is, share],
        )
  }
  return row === 0
    ? plural(times, ['{0} read as {1}: # digit', '{0} read as {1}: # digits'], [is, read])
    : plural(
        times,
        ['{0} read as {1}: # digit, {2} of the {0}s', '{0} read as {1}: # digits, {2} of the {0}s'],
        [is, read, share],
      )
}

/** Shares of each row, 0..1. */
export function rates(confusion: ModelResults['confusion']): number[][] {
  return confusion.map((row) => {
    const count = sum(row)
    return row.map((times) => (count === 0 ? 0 : times / count))
  })
}

/** The commonest error, or `null` where there is none. */
export function commonestError({ confusion }: ModelResults): (Cell & { readonly times: number }) | null {
  const errors = DIGITS.flatMap((label) =>
    DIGITS.map((answer) => ({
      label,
      answer,
      times: label === answer ? 0 : (confusion[label]?.[answer] ?? 0),
    })),
  )
  const [first] = errors.sort((a, b) => b.times - a.times)
  return first !== undefined && first.times > 0 ? first : null
}

/** Those of the first that are not among the second: what the second model reads and the first does not. */
export function onlyIn(first: readonly MisreadDigit[], second: readonly MisreadDigit[]): MisreadDigit[] {
  const places = new Set(second.map(({ place }) => place))
  return first.filter(({ place }) => !places.has(place))
}

/** Digits in the order of the test set. */
export const byPlace = (digits: readonly MisreadDigit[]): MisreadDigit[] =>
  [...digits].sort((a, b) => a.place - b.place)
