import { describe, expect, test } from 'vitest'
import { experiment } from '../../src-main/paper/experiment.ts'
import { CERTAIN, findingsOf, pairOf } from '../../src-main/paper/findings.ts'
import { COUNT, someMeasured } from './some-findings.ts'

const plan = experiment(3, false)
/** The convolutional rows read best; the 4 is worst; rotation helps with rotated digits. */
const measured = someMeasured(plan, ({ network, training }, set, label) => {
  const base = network.id === 'convolutional' ? 0.98 : network.id === 'one-layer' ? 0.9 : 0.95
  const turned = set === 'rotated' && training.id !== 'rotation-90' ? 0.4 : 0
  return base - turned - (label === 4 ? 0.1 : 0)
})
const findings = findingsOf(plan, measured)

test('the experiment has all networks in all trainings', () => {
  expect(plan.rows).toHaveLength(16)
  expect(new Set(plan.rows.map(({ id }) => id)).size).toBe(16)
  expect(plan.rows.map(({ layers }) => layers)).toEqual(
    expect.arrayContaining(['784-10', '784-128-10', '784-128-64-10', expect.stringContaining('conv')]),
  )
})

describe('the figures of a row', () => {
  test('are those that are counted by hand', () => {
    for (const { row, sets } of findings.rows) {
      const runs = measured.runs.get(row.id)!
      for (const set of ['upright', 'rotated'] as const) {
        const figures = sets[set]
        const rights = runs.map(
          ({ answers }) =>
            [...measured.labels].filter((label, i) => answers[set][i] === String(label)).length,
        )
        expect(figures.accuracies).toEqual(rights.map((right) => right / COUNT))
        expect(figures.accuracy).toBeCloseTo(rights.reduce((a, b) => a + b) / 3 / COUNT, 12)
        expect(figures.worst.digit).toBe(4)
        expect(figures.confusion.flat().reduce((a, b) => a + b)).toBeCloseTo(COUNT, 6)
        const wrong = figures.errors.reduce((sum, { times }) => sum + times, 0)
        expect(wrong).toBeCloseTo(COUNT * (1 - figures.accuracy), 6)
        expect(wrong).toBeCloseTo(
          figures.perDigit.reduce((sum, one) => sum + one.wrong, 0),
          6,
        )
        expect(figures.interval[0]).toBeLessThan(figures.accuracy)
        expect(figures.interval[1]).toBeGreaterThan(figures.accuracy)
      }
    }
  })

  test('name the commonest errors first', () => {
    for (const { sets } of findings.rows) {
      const times = sets.upright.errors.map((error) => error.times)
      expect(times).toEqual(times.toSorted((a, b) => b - a))
    }
  })

  test('have no spread with one seed', () => {
    const once = experiment(1, true)
    const [first] = findingsOf(
      once,
      someMeasured(once, () => 0.9),
    ).rows
    expect(first?.sets.upright.deviation).toBeNull()
  })
})

describe('pairs', () => {
  test('differ in one thing', () => {
    expect(findings.pairs).toHaveLength(2 * 48)
    for (const { first, second } of findings.pairs) {
      expect((first.network === second.network) !== (first.training === second.training)).toBe(true)
    }
  })

  test('are counted from the answers to the same digits', () => {
    for (const { set, first, second, bySeed } of findings.pairs.slice(0, 6)) {
      for (const [index, { onlyFirst, onlySecond }] of bySeed.entries()) {
        const right = (row: string): boolean[] =>
          Array.from(
            measured.labels,
            (label, i) => measured.runs.get(row)![index]!.answers[set][i] === String(label),
          )
        const [one, other] = [right(first.id), right(second.id)]
        expect(onlyFirst).toBe(one.filter((yes, i) => yes && !other[i]).length)
        expect(onlySecond).toBe(other.filter((yes, i) => yes && !one[i]).length)
      }
    }
  })

  test('name the better one where it is so, whichever of the two is asked for first', () => {
    const row = (id: string) => plan.rows.find((one) => one.id === id)!
    const [layer, convolutional] = [row('one-layer-none'), row('convolutional-none')]
    for (const [one, other] of [
      [layer, convolutional],
      [convolutional, layer],
    ] as const) {
      expect(pairOf(findings, 'upright', one, other).better).toBe(convolutional)
    }
    const same = pairOf(findings, 'upright', row('one-hidden-none'), row('two-hidden-none'))
    expect(same.better).toBeNull()
    expect(same.pair.p).toBeGreaterThan(CERTAIN)
  })
})
