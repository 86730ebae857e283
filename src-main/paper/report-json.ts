/** The report for programs: every figure of the page, and the commands that give them. */
import { CERTAIN, type Findings, type PairFigures, type RowFigures } from './findings.ts'
import { optionsOf, TEST_ROTATION, TEST_ROTATION_SEED } from './experiment.ts'
import { conclusions, rowSentence } from './sentences.ts'
import {
  CLAIMED_ACCURACY,
  NOT_REPRODUCIBLE,
  PUBLISHED_ACCURACY,
  PUBLISHED_ERROR,
  PUBLISHED_TABLE,
} from './published.ts'

export function reportJson(findings: Findings, command: string): string {
  const { experiment } = findings
  const report = {
    format: 'digit-pad-paper-1',
    command,
    quick: experiment.quick,
    seeds: experiment.seeds,
    testRotation: { ...TEST_ROTATION, seed: TEST_ROTATION_SEED },
    published: {
      accuracy: PUBLISHED_ACCURACY,
      perDigit: PUBLISHED_TABLE,
      commonestError: PUBLISHED_ERROR,
      accuracyTrainedOnRotated: CLAIMED_ACCURACY,
    },
    conclusions: conclusions(findings),
    rows: findings.rows.map((figures) => rowOf(findings, figures)),
    pairs: { certainBelow: CERTAIN, compared: findings.pairs.map(pairOf) },
    notReproducible: NOT_REPRODUCIBLE,
  }
  return `${JSON.stringify(report, null, 2)}\n`
}

function rowOf(findings: Findings, { row, runs, sets }: RowFigures) {
  return {
    id: row.id,
    network: row.network.title,
    layers: row.layers,
    training: row.training.title,
    options: { ...optionsOf(row, 0), seed: undefined },
    sentence: rowSentence(findings, row),
    sets,
    runs: runs.map(({ seed, command, model, seconds, heldBackAccuracy }, index) => ({
      seed,
      command,
      model,
      seconds,
      heldBackAccuracy,
      upright: sets.upright.accuracies[index],
      rotated: sets.rotated.accuracies[index],
    })),
  }
}

function pairOf({ set, first, second, bySeed, p, better }: PairFigures) {
  return {
    set,
    first: first.id,
    second: second.id,
    bySeed,
    p,
    better: better && (better === 'first' ? first : second).id,
  }
}
