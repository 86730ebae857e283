/** The report's two pictures, as SVG: the accuracy of every row, and the paper's table beside ours. */
import { html, type Html } from './markup.ts'
import { CLAIMED_ACCURACY, PUBLISHED_TABLE } from './published.ts'
import { TEST_SETS } from './experiment.ts'
import type { RowFigures, SetFigures } from './findings.ts'
import { percent } from './sentences.ts'

const WIDTH = 880
const LABELS = 330
const LINE = 26
const TOP = 26

/**
 * A line a row: a dot where its accuracy is, a bar for the interval. The axis is of the wrong digits, on a logarithmic scale: between 99
 * and 99.5 % lies as much as between 0.5 and 1 % wrong, half of all errors.
 */
export function accuracyChart(rows: readonly RowFigures[]): Html {
  const height = TOP + rows.length * LINE + 8
  const ticks = [0.003, 0.01, 0.03, 0.1, 0.3, 0.6]
  const grid = ticks.map(
    (wrong) =>
      html`<line class="grid" x1="${x(1 - wrong)}" x2="${x(1 - wrong)}" y1="${TOP - 6}" y2="${height}" />
        <text class="soft" x="${x(1 - wrong)}" y="${TOP - 12}" text-anchor="middle"
          >${percent(1 - wrong, 1)}</text
        >`,
  )
  const goal = x(CLAIMED_ACCURACY)
  const lines = rows.map(({ row, sets }, index) => {
    const y = TOP + index * LINE + LINE / 2
    return html`<text x="0" y="${y + 4}"
        >${row.network.title}<tspan class="soft">, ${row.training.title}</tspan></text
      >
      ${TEST_SETS.map((set) => dot(sets[set], set, y))}`
  })
  const words = rows
    .map(
      ({ row, sets }) =>
        `${row.network.title}, ${row.training.title}: ${percent(sets.upright.accuracy)} upright, ${percent(sets.rotated.accuracy)} rotated`,
    )
    .join('. ')
  return html`<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${words}">
    ${grid}
    <line class="goal" x1="${goal}" x2="${goal}" y1="${TOP - 6}" y2="${height}" />
    ${lines}
  </svg>`
}

function dot({ accuracy, interval: [low, high] }: SetFigures, name: string, y: number): Html {
  return html`<line class="${name}" x1="${x(low)}" x2="${x(high)}" y1="${y}" y2="${y}" stroke-width="2" />
    <circle class="${name}" cx="${x(accuracy)}" cy="${y}" r="4.5" />`
}

/** Where an accuracy lies: from 20 % at the left to 99.8 % at the right. */
function x(accuracy: number): number {
  const [most, least] = [Math.log(0.8), Math.log(0.002)]
  const wrong = Math.log(Math.min(Math.max(1 - accuracy, 0.002), 0.8))
  return Math.round((LABELS + ((most - wrong) / (most - least)) * (WIDTH - LABELS - 24)) * 10) / 10
}

const BARS_HEIGHT = 240
const BARS_LEFT = 44
/** Room above for the figures, below for the digits. */
const BARS_ABOVE = 12
const BARS_BELOW = 24

/** For each digit two bars: the share read wrongly in the paper, and here. */
export function digitChart(nearest: RowFigures): Html {
  const own = nearest.sets.upright.perDigit
  const shares = PUBLISHED_TABLE.map(
    ({ count, wrong, digit }) => [wrong / count, 1 - own[digit]!.accuracy] as const,
  )
  const top = Math.max(0.05, Math.ceil(Math.max(...shares.flat()) * 20) / 20)
  const bottom = BARS_HEIGHT - BARS_BELOW
  const y = (share: number): number => Math.round((bottom - (share / top) * (bottom - BARS_ABOVE)) * 10) / 10
  const step = (WIDTH - BARS_LEFT) / PUBLISHED_TABLE.length
  const ticks = Array.from({ length: Math.round(top / 0.05) + 1 }, (_, index) => index * 0.05)
  const grid = ticks.map(
    (share) =>
      html`<line class="grid" x1="${BARS_LEFT}" x2="${WIDTH}" y1="${y(share)}" y2="${y(share)}" />
        <text class="soft" x="${BARS_LEFT - 8}" y="${y(share) + 4}" text-anchor="end"
          >${percent(share, 0)}</text
        >`,
  )
  const bar = (name: string, left: number, share: number): Html =>
    html`<rect
      class="${name}"
      x="${left}"
      y="${y(share)}"
      width="${step * 0.3}"
      height="${bottom - y(share)}"
      stroke="none"
    />`
  const bars = shares.map(([theirs, ours], digit) => {
    const left = BARS_LEFT + digit * step
    return html`${bar('rotated', left + step * 0.18, theirs)} ${bar('upright', left + step * 0.52, ours)}
      <text x="${left + step / 2}" y="${BARS_HEIGHT - 6}" text-anchor="middle">${digit}</text>`
  })
  const words = shares
    .map(([theirs, ours], digit) => `${digit}: ${percent(theirs)} in the paper, ${percent(ours)} here`)
    .join('; ')
  return html`<svg viewBox="0 0 ${WIDTH} ${BARS_HEIGHT}" role="img" aria-label="Read wrongly. ${words}">
    ${grid}${bars}
  </svg>`
}
