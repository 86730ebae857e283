/** The report for people: one file, which needs no script, no other file and no connection. */
import { html, Html } from './markup.ts'
import { TEST_SETS } from './experiment.ts'
import type { Findings, RowFigures } from './findings.ts'
import { NOT_REPRODUCIBLE, PUBLISHED_ACCURACY } from './published.ts'
import { accuracyChart, digitChart } from './report-charts.ts'
import { REPORT_STYLE } from './report-style.ts'
import {
  accuracyTable,
  matrix,
  PAIRS_WORDS,
  pairsTable,
  perDigitTable,
  publishedTable,
  recipeTable,
  shown,
} from './report-tables.ts'
import { conclusions, heading, rowSentence, untouchedRows } from './sentences.ts'

/** How many of the commonest errors of each row are named. */
const ERRORS_NAMED = 6

/** @param command what was typed to get this report */
export function reportHtml(findings: Findings, command: string): string {
  const { experiment, rows } = findings
  const { seeds, quick } = experiment
  const networks = Map.groupBy(rows, ({ row }) => row.network)
  const runs = seeds.length * rows.length
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>The paper, reproduced: Digit Pad</title>
        <style>
          ${new Html(REPORT_STYLE)}
        </style>
      </head>
      <body>
        <header>
          <h1>The paper, reproduced</h1>
          <p class="soft">
            Z. Shao,
            <cite>Recognition of handwritten digital neural network construction and improvement</cite>
            (2023), done again with Digit Pad: ${networks.size} networks × ${rows.length / networks.size}
            trainings × ${seeds.length} ${seeds.length === 1 ? 'seed' : 'seeds'}, ${runs} runs. Each was
            trained on ${rows[0]!.runs[0]!.trainedOn}, and measured on MNIST’s test digits, upright and
            rotated. <code>${command}</code>
          </p>
          ${quick ? QUICK : ''}
        </header>
        <main>
          <h2>What comes of it</h2>
          <ul>
            ${conclusions(findings).map((sentence) => html`<li>${sentence}</li>`)}
          </ul>
          <h2>The paper’s table, and ours</h2>
          ${publishedTable(findings)} ${nearestFigure(findings)}
          <h2>Every network, every training</h2>
          <figure>
            ${accuracyChart(rows)}
            <figcaption>
              Share of test digits read rightly: <span style="color:var(--upright)">● upright</span>,
              <span style="color:var(--rotated)">● rotated 0° to 90°</span>, each with its 95 % interval
              (Wilson 1927); the dashed line is the paper’s 99.1 %. The scale is logarithmic in the digits
              read wrongly.
            </figcaption>
          </figure>
          ${TEST_SETS.map((set) => accuracyTable(findings, set))}
          <p class="soft">
            The rotated digits are the same ones, each turned counter-clockwise by an angle of its own, the
            same for all networks:
            <code>digit-pad evaluate --model FILE --rotate 0..90 --seed 1</code>. The interval is that of so
            many test digits; the standard deviation is that between seeds.
          </p>
          <h2>What each row means</h2>
          ${[...networks.values()].map((own) => networkSection(findings, own))}
          <h2>Is the difference real?</h2>
          <p>${PAIRS_WORDS}</p>
          ${TEST_SETS.map((set) => pairsTable(findings, set))}
          <h2>What cannot be reproduced, and why</h2>
          <ul>
            ${NOT_REPRODUCIBLE.map((sentence) => html`<li>${sentence}</li>`)}
          </ul>
          <h2>What the runs were trained with</h2>
          ${recipeTable(findings)}
          <p class="soft">
            One layer: sigmoid, squared error, plain gradient descent. The others: ReLU and softmax,
            cross-entropy, Adam. The model of each run lies beside this report in <code>runs/</code>, so that
            every figure can be checked with <code>digit-pad evaluate --model FILE</code>.
          </p>
        </main>
      </body>
    </html>`
  return `${page.text}\n`
}

const QUICK = html`<p class="notice">
  A quick run: few epochs, so that the networks are not trained to their end. The figures show how the
  experiment goes, and are not to be relied on.
</p>`

function nearestFigure(findings: Findings): Html {
  const distance = ({ sets }: RowFigures): number => Math.abs(sets.upright.accuracy - PUBLISHED_ACCURACY)
  const nearest = untouchedRows(findings).reduce((best, one) => (distance(one) < distance(best) ? one : best))
  return html`<figure>
    ${digitChart(nearest)}
    <figcaption>
      Share of each digit read wrongly: <span style="color:var(--rotated)">■ the paper</span>,
      <span style="color:var(--upright)">■ ${nearest.row.network.title.toLowerCase()}</span>, the nearest in
      its total.
    </figcaption>
  </figure>`
}

function networkSection(findings: Findings, rows: readonly RowFigures[]): Html {
  const [first] = rows
  return html`<section>
    <h3>${first!.row.network.title}, ${first!.row.layers}</h3>
    ${TEST_SETS.map((set) => perDigitTable(rows, set))}
    ${rows.map((figures) => rowSection(findings, figures))}
  </section>`
}

function rowSection(findings: Findings, { row, sets }: RowFigures): Html {
  const errors = sets.upright.errors.slice(0, ERRORS_NAMED)
  const named = errors.map(({ label, answer, times }) => `${label} for ${answer} (${shown(times)})`)
  return html`<section class="row">
    <h3>${heading(row)}</h3>
    <p>${rowSentence(findings, row)}</p>
    <p class="soft">
      ${named.length === 0 ? 'No upright digit was read wrongly.' : `Most often, upright, it took a ${named.join(', ')}.`}
    </p>
    <div class="matrices">${TEST_SETS.map((set) => matrix(sets[set], set))}</div>
  </section>`
}
