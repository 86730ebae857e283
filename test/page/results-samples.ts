/** Results, as main would tell them: what a one-layer network gave on MNIST, and made-up figures beside it. */
import type { MisreadDigit, ModelResults, ResultsState } from '../../src-main/contract.ts'
import { imageOfInk } from '../../src-main/images/strokes.ts'
import { OWN, SHIPPED, THREE } from './samples.ts'

const CONFUSION = [
  [964, 0, 0, 2, 0, 3, 7, 3, 1, 0],
  [0, 1107, 2, 2, 0, 1, 4, 2, 17, 0],
  [9, 8, 941, 16, 8, 3, 11, 9, 24, 3],
  [3, 0, 18, 929, 0, 13, 3, 12, 23, 9],
  [1, 2, 4, 1, 912, 0, 11, 4, 10, 37],
  [10, 3, 3, 43, 10, 762, 17, 9, 27, 8],
  [12, 3, 7, 2, 7, 15, 905, 2, 5, 0],
  [1, 8, 24, 7, 7, 1, 0, 942, 2, 36],
  [8, 8, 7, 23, 9, 22, 11, 12, 873, 1],
  [11, 8, 1, 12, 47, 7, 0, 27, 14, 882],
]
const shares = [0.42, 0.4, 0.36, 0.39, 0.47, 0.52, 0.61, 0.68, 0.79, 0.977]
const counts = [0, 2, 31, 161, 329, 421, 488, 602, 981, 6985]

/** The same row with up to so many of its commonest error read rightly. */
function fewerErrors(row: readonly number[], label: number, better: number): number[] {
  const errors = row.map((times, answer) => (answer === label ? 0 : times))
  const commonest = errors.indexOf(Math.max(...errors))
  const mended = Math.min(better, row[commonest] ?? 0)
  return row.map((times, answer) => times + (answer === label ? mended : answer === commonest ? -mended : 0))
}

const results = (model: ModelResults['model'], better: number): ModelResults => ({
  model,
  read: 10_000,
  of: 10_000,
  confusion: CONFUSION.map((row, label) => fewerErrors(row, label, better)),
  reliability: counts.map((count, bin) => ({
    count,
    right: Math.round(count * (shares[bin] ?? 0)),
    confidence: count === 0 ? 0 : 0.1 * bin + 0.06,
  })),
  byAngle: Array.from({ length: 25 }, (_, step) => {
    const degrees = 15 * step - 180
    const near = Math.exp(-((degrees / (38 + 4 * better)) ** 2))
    return { degrees, count: 1000, right: Math.round(1000 * (0.17 + 0.75 * near)) }
  }),
})

const question = { models: ['shipped'], rotation: null, download: false }
export const ONE: ResultsState = { phase: 'done', question, models: [results(SHIPPED, 0)] }
export const TWO: ResultsState = {
  phase: 'done',
  question: { ...question, models: [OWN.id, SHIPPED.id] },
  models: [results(OWN, 0), results(SHIPPED, 5)],
}
const part = (model: ModelResults): ModelResults => ({
  ...model,
  read: 4096,
  confusion: model.confusion.map((row) => row.map((times) => Math.floor(times * 0.41))),
  byAngle: [],
})
export const BUSY: ResultsState = { phase: 'reading', question, models: [part(results(SHIPPED, 0))] }
export const STOPPED: ResultsState = { ...BUSY, phase: 'stopped' }
export const MISSING: Extract<ResultsState, { message: string }> = {
  phase: 'missing',
  question,
  message:
    'MNIST’s test digits are not on this machine yet. Download them, about 2 MB, or choose a folder with MNIST’s files.',
}

/** As many of each wrong cell as the matrix says. */
export const MISREAD: readonly MisreadDigit[] = CONFUSION.flatMap((row, label) =>
  row.flatMap((times, answer) =>
    label === answer
      ? []
      : Array.from({ length: times }, (_, index) => {
          const rest = 0.31 - 0.002 * (index % 20)
          const probabilities = row.map(() => rest / 30)
          probabilities[label] = rest - (8 * rest) / 30
          probabilities[answer] = 1 - rest
          return { place: 1000 * label + 10 * index + answer, label, answer, probabilities }
        }),
  ),
)

/** Something like a digit for each place: a three, lighter or darker. */
export function greysOf(place: number): number[] {
  const image = imageOfInk(THREE) ?? new Uint8Array(784)
  return Array.from(image, (grey) => Math.round(grey * (0.6 + 0.4 * ((place % 7) / 6))))
}
