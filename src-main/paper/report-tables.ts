/** The report's tables. */
import { html, type Html } from './markup.ts'
import { optionsOf, TEST_SET_TITLES, type TestSet } from './experiment.ts'
import { CERTAIN, type Findings, type PairFigures, type RowFigures, type SetFigures } from './findings.ts'
import { CLAIMED_ACCURACY, PUBLISHED_ACCURACY, PUBLISHED_TABLE } from './published.ts'
import { heading, percent, untouchedRows } from './sentences.ts'

/** All rows on one test set. */
export function accuracyTable({ rows, experiment }: Findings, set: TestSet): Html {
  const spread = experiment.seeds.length > 1
  const lines = rows.map(({ row, sets: { [set]: figures } }) => {
    const { accuracy, deviation, accuracies, interval, worst, perDigit } = figures
    const below = perDigit.filter((digit) => digit.accuracy < CLAIMED_ACCURACY).length
    return html`<tr>
      <th scope="row">${row.network.title}</th>
      <td class="text">${row.training.title}</td>
      <td class="mark">${percent(accuracy)}</td>
      ${
        spread
          ? html`<td>${deviation === null ? '–' : percent(deviation)}</td>
              <td>${percent(Math.min(...accuracies))} – ${percent(Math.max(...accuracies))}</td>`
          : ''
      }
      <td>${percent(interval[0])} – ${percent(interval[1])}</td>
      <td>${worst.digit}: ${percent(worst.accuracy)}</td>
      <td>${below}</td>
    </tr>`
  })
  return html`<div class="wide">
    <table>
      <caption>
        Test digits ${TEST_SET_TITLES[set]}: share read
        rightly${spread ? `, mean of ${experiment.seeds.length} seeds` : ''}
      </caption>
      <thead>
        <tr>
          <th scope="col" class="text">Network</th>
          <th scope="col" class="text">Trained on digits</th>
          <th scope="col">Right</th>
          ${
            spread
              ? html`<th scope="col">Standard deviation</th>
                  <th scope="col">Least and most</th>`
              : ''
          }
          <th scope="col">95 % interval</th>
          <th scope="col">Worst digit</th>
          <th scope="col">Digits below ${percent(CLAIMED_ACCURACY, 1)}</th>
        </tr>
      </thead>
      <tbody>
        ${lines}
      </tbody>
    </table>
  </div>`
}

/** The paper's column, and one for each network trained on digits as they are. */
export function publishedTable(findings: Findings): Html {
  const plain = untouchedRows(findings)
  const lines = PUBLISHED_TABLE.map(
    ({ digit, count, wrong, percentRight }) =>
      html`<tr>
        <th scope="row">${digit}</th>
        <td>${count}</td>
        <td>${wrong}</td>
        <td class="mark">${percentRight.toFixed(2)} %</td>
        ${plain.map(({ sets }) => html`<td>${percent(sets.upright.perDigit[digit]!.accuracy)}</td>`)}
      </tr>`,
  )
  const sum = (of: 'count' | 'wrong'): number => PUBLISHED_TABLE.reduce((total, row) => total + row[of], 0)
  return html`<div class="wide">
    <table>
      <caption>
        Share of each upright test digit read rightly, trained on digits as they are
      </caption>
      <thead>
        <tr>
          <th scope="col">Digit</th>
          <th scope="col">Number</th>
          <th scope="col">Paper: wrong</th>
          <th scope="col">Paper: right</th>
          ${plain.map(({ row }) => html`<th scope="col">${row.network.title}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${lines}
        <tr class="total">
          <th scope="row">all</th>
          <td>${sum('count')}</td>
          <td>${sum('wrong')}</td>
          <td>${percent(PUBLISHED_ACCURACY)}</td>
          ${plain.map(({ sets }) => html`<td>${percent(sets.upright.accuracy)}</td>`)}
        </tr>
      </tbody>
    </table>
  </div>`
}

/** Share of each digit read rightly, a column a row of the experiment. */
export function perDigitTable(rows: readonly RowFigures[], set: TestSet): Html {
  const lines = Array.from(
    { length: 10 },
    (_, digit) =>
      html`<tr>
        <th scope="row">${digit}</th>
        ${rows.map(({ sets }) => {
          const { accuracy } = sets[set].perDigit[digit]!
          return html`<td${sets[set].worst.digit === digit ? html` class="mark"` : ''}>${percent(accuracy)}</td>`
        })}
      </tr>`,
  )
  return html`<div class="wide">
    <table>
      <caption>
        Test digits ${TEST_SET_TITLES[set]}; the worst of each column is bold
      </caption>
      <thead>
        <tr>
          <th scope="col">Digit</th>
          ${rows.map(({ row }) => html`<th scope="col">${row.training.title}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${lines}
      </tbody>
    </table>
  </div>`
}

/** A row a written digit, a column an answer; the stronger the colour, the more often. */
export function matrix({ confusion, perDigit }: SetFigures, set: TestSet): Html {
  const most = Math.max(1, ...confusion.flatMap((row, label) => row.filter((_, answer) => answer !== label)))
  const cell = (times: number, label: number, answer: number): Html => {
    if (times === 0) return html`<td class="none">·</td>`
    const right = label === answer
    const share = right ? times / (perDigit[label]!.count || 1) : times / most
    const strength = Math.round((right ? 0.35 : 0.6) * share * 100)
    return html`<td class="${right ? 'right' : 'wrong'}" style="--share:${strength}%">${shown(times)}</td>`
  }
  return html`<div class="wide">
    <table class="matrix">
      <caption>
        Test digits ${TEST_SET_TITLES[set]}: written (down), read as (across)
      </caption>
      <thead>
        <tr>
          <td></td>
          ${confusion.map((_, digit) => html`<th scope="col">${digit}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${confusion.map(
          (row, label) =>
            html`<tr>
              <th scope="row">${label}</th>
              ${row.map((times, answer) => cell(times, label, answer))}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
}

/** The pairs on one test set, with McNemar's test. */
export function pairsTable({ pairs }: Findings, set: TestSet): Html {
  const lines = pairs.filter((pair) => pair.set === set).map(pairLine)
  return html`<div class="wide">
    <table>
      <caption>
        Test digits ${TEST_SET_TITLES[set]}
      </caption>
      <thead>
        <tr>
          <th scope="col" class="text">One</th>
          <th scope="col" class="text">Other</th>
          <th scope="col">Only the one right</th>
          <th scope="col">Only the other right</th>
          <th scope="col">p</th>
          <th scope="col" class="text">Reads more</th>
        </tr>
      </thead>
      <tbody>
        ${lines}
      </tbody>
    </table>
  </div>`
}

function pairLine({ first, second, bySeed, p, better }: PairFigures): Html {
  const counts = (of: 'onlyFirst' | 'onlySecond'): string => bySeed.map((run) => run[of]).join(', ')
  const exact = bySeed.some(({ method }) => method === 'exact') ? ' (exact)' : ''
  const verdict = better === null ? 'cannot be told' : heading(better === 'first' ? first : second)
  return html`<tr>
    <td class="text words">${heading(first)}</td>
    <td class="text words">${heading(second)}</td>
    <td>${counts('onlyFirst')}</td>
    <td>${counts('onlySecond')}</td>
    <td>${probability(p)}${exact}</td>
    <td class="text words">${verdict}</td>
  </tr>`
}

/** What each row was trained with, and how to do it again. */
export function recipeTable({ rows }: Findings): Html {
  const lines = rows.map(({ row, runs }) => {
    const { batchSize, learningRate, epochs } = optionsOf(row, 1)
    const [first] = runs
    return html`<tr>
      <th scope="row">${row.network.title}</th>
      <td class="text words">${row.layers}</td>
      <td class="text">${row.training.title}</td>
      <td>${epochs}</td>
      <td>${batchSize}</td>
      <td>${learningRate}</td>
      <td>${runs.map(({ seconds }) => Math.round(seconds)).join(', ')} s</td>
      <td class="text command"><code>${first?.command ?? ''}</code></td>
    </tr>`
  })
  return html`<div class="wide">
    <table>
      <caption>
        The command is that of the first seed; --seed names the others
      </caption>
      <thead>
        <tr>
          <th scope="col" class="text">Network</th>
          <th scope="col" class="text">Layers</th>
          <th scope="col" class="text">Trained on digits</th>
          <th scope="col">Epochs</th>
          <th scope="col">Batch</th>
          <th scope="col">Rate</th>
          <th scope="col">Took</th>
          <th scope="col" class="text">Command</th>
        </tr>
      </thead>
      <tbody>
        ${lines}
      </tbody>
    </table>
  </div>`
}

/** A mean number over seeds: whole where it is whole. */
export function shown(times: number): string {
  return Number.isInteger(times) ? String(times) : times.toFixed(1)
}

function probability(p: number): string {
  return p < 0.0001 ? 'below 0.0001' : p.toFixed(4)
}

/** What "reads more" asks for, in a sentence. */
export const PAIRS_WORDS =
  'Each pair differs in one thing, the network or the training, and has read the same digits. Counted are, for each seed, the digits ' +
  'that only one of the two read rightly; p is the largest of all seeds: how likely a difference as large is where there is none ' +
  '(McNemar 1947; the exact binomial test below 25 such digits). One of the two reads more where it did so with each seed ' +
  `and each p is below ${CERTAIN}.`
