import type { Measured } from '../../src-main/paper/carry-out.ts'
import { experiment, type Experiment, type Row } from '../../src-main/paper/experiment.ts'
import { findingsOf, type Findings } from '../../src-main/paper/findings.ts'
import type { KeptRun } from '../../src-main/paper/kept-runs.ts'
import { Random } from '../../src-main/kernels/random.ts'

/** As many test digits as MNIST has, in as many of each kind. */
export const COUNT = 10_000

/** How likely a row reads a digit of that label rightly. */
type Chance = (row: Row, set: 'upright' | 'rotated', label: number) => number

/** What runs would have answered that read with the given chances: any digit where they are wrong, or `wrongAs`. */
export function someMeasured(
  { rows, seeds }: Experiment,
  chance: Chance,
  wrongAs: (label: number) => number | null = () => null,
): Measured {
  const labels = Uint8Array.from({ length: COUNT }, (_, index) => index % 10)
  const answersOf = (row: Row, set: 'upright' | 'rotated', random: Random): string =>
    Array.from(labels, (label) => {
      if (random.next() < chance(row, set, label)) return label
      return wrongAs(label) ?? (label + 1 + random.integer(9)) % 10
    }).join('')
  const runs = new Map(
    rows.map((row, place) => [
      row.id,
      seeds.map((seed): KeptRun => {
        const random = Random.of(seed, place)
        return {
          row: row.id,
          seed,
          command: `train --out "<${row.id}>" & co`,
          trainedOn: 'nothing at all',
          model: `runs/${row.id}-${seed}.safetensors`,
          seconds: 12.4,
          heldBackAccuracy: 0.9,
          answers: { upright: answersOf(row, 'upright', random), rotated: answersOf(row, 'rotated', random) },
        }
      }),
    ]),
  )
  return { labels, runs }
}

export function someFindings(chance: Chance, wrongAs?: (label: number) => number | null): Findings {
  const plan = experiment(3, false)
  return findingsOf(plan, someMeasured(plan, chance, wrongAs))
}
