/** The results as one HTML file that needs nothing beside it: no script, no other file, no network. */
import type { MisreadDigit, ModelResults, ResultsQuestion } from '../../../src-main/contract.ts'
import { augmentationText, networkText, sourceText } from '../../models/told.ts'
import { count, percent } from '../../ui/format.ts'
import { writing } from '../../ui/language.svelte.ts'
import { plural } from '../../ui/plural.ts'
import { DIGITS, scoreOfAll, scoreOfDigit } from '../figures.ts'
import type { Score } from '../figures.ts'
import { PAPER_ALL, PAPER_BY_DIGIT } from '../paper.ts'
import { SIDE, paintGreys } from '../pixels.ts'
import { LETTERS, digitsText, shareText } from '../wording.ts'

export interface ReportContent {
  readonly models: readonly ModelResults[]
  readonly question: ResultsQuestion
  /** Plots as SVG. */
  readonly plots: readonly { readonly name: string; readonly markup: string }[]
  /** The digits that the first model misread. */
  readonly misread: readonly MisreadDigit[]
  readonly imageAt: (place: number) => Uint8Array | null
  readonly when: Date
}

export function reportOf(content: ReportContent): string {
  const { models, question, plots, when } = content
  const date = new Intl.DateTimeFormat(writing(), { dateStyle: 'long', timeStyle: 'short' }).format(when)
  const { lang, dir } = document.documentElement
  // @wc-ignore
  return `<!doctype html>
<html lang="${lang}" dir="${dir}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(titles().page)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escaped(titles().all)}</h1>
<p>${escaped(measuredWhen(date, digitsText(question)))}</p>
${models.map(modelSection).join('\n')}
<h2>${escaped(titles().digits)}</h2>
${table(models)}
<p class="soft">${escaped(titles().paper)}</p>
${models.map(matrix).join('\n')}
${plots.map(({ name, markup }) => `<figure>${markup}<figcaption>${escaped(captionOf(name))}</figcaption></figure>`).join('\n')}
${gallery(content)}
</body>
</html>
`
}

const titles = () => ({
  page: 'Digit Pad: results',
  all: 'How MNIST’s test digits are read',
  digits: 'Digit by digit',
  paper:
    'Paper: Z. Shao, Recognition of handwritten digital neural network construction and improvement (2023), on upright digits.',
})

const measuredWhen = (date: string, digits: string) =>
  `Measured by Digit Pad on ${date}; the digits were ${digits}.`

const captionOf = (plot: string) =>
  plot === 'reliability'
    ? 'How often an answer is right, by its probability. On the dotted line: as often as it says.'
    : 'Share read rightly of every tenth test digit, all turned counter-clockwise by the same angle.'

function modelSection({ model, read, of }: ModelResults, index: number, all: readonly unknown[]): string {
  const letter = all.length > 1 ? `${LETTERS[index] ?? ''}: ` : ''
  const { network, trainedOn, augmentation, epochs, seed } = model
  const trained = plural(
    epochs,
    ['Trained on {0}, {1}, # epoch, seed {2}.', 'Trained on {0}, {1}, # epochs, seed {2}.'],
    [sourceText(trainedOn), augmentationText(augmentation), String(seed)],
  )
  const part = read < of ? `Stopped after ${count(read)} of ${count(of)} digits.` : ''
  return `<p><strong>${letter}${escaped(networkText(network))}.</strong> ${escaped(trained)} ${escaped(part)}</p>`
}

function table(models: readonly ModelResults[]): string {
  const head = models.flatMap((_, index) => {
    const letter = LETTERS[index] ?? ''
    const [wrong, right] = models.length > 1 ? [`${letter}: wrong`, `${letter}: right`] : ['Wrong', 'Right']
    return [`<th scope="col">${escaped(wrong)}</th>`, `<th scope="col">${escaped(right)}</th>`]
  })
  const row = (name: string, scores: readonly Score[], paper: number) =>
    `<tr><th scope="row">${name}</th><td>${count(Math.max(0, ...scores.map((score) => score.count)))}</td>${scores
      .map(({ wrong, accuracy }) => `<td>${count(wrong)}</td><td>${shareText(accuracy)}</td>`)
      .join('')}<td>${percent(paper, 2)}</td></tr>`
  const digits = DIGITS.map((digit) =>
    row(
      String(digit),
      models.map((model) => scoreOfDigit(model, digit)),
      PAPER_BY_DIGIT[digit] ?? 0,
    ),
  )
  const columns = ['Digit', /* @wc-context: column: how many there are */ 'Number'].map(
    (title) => `<th scope="col">${escaped(title)}</th>`,
  )
  const paper = /* @wc-context: column: what the scientific paper reports */ 'Paper'
  return `<table>
<thead><tr>${columns.join('')}${head.join('')}<th scope="col">${escaped(paper)}</th></tr></thead>
<tbody>${digits.join('')}</tbody>
<tfoot>${row(/* @wc-context: row: all ten digits */ 'All', models.map(scoreOfAll), PAPER_ALL)}</tfoot>
</table>`
}

function matrix({ confusion }: ModelResults, index: number, all: readonly unknown[]): string {
  const heading = 'What was taken for what'
  const caption = 'A row for each digit that was written, a column for each that was read'
  const of = all.length > 1 ? `, ${LETTERS[index] ?? ''}` : ''
  const rows = confusion.map(
    (row, label) =>
      `<tr><th scope="row">${String(label)}</th>${row
        .map(
          (times, answer) =>
            `<td${label === answer ? ' class="right"' : times > 0 ? ' class="wrong"' : ''}>${count(times)}</td>`,
        )
        .join('')}</tr>`,
  )
  return `<h2>${escaped(heading)}${of}</h2>
<table class="matrix">
<caption>${escaped(caption)}</caption>
<thead><tr><td></td>${DIGITS.map((digit) => `<th scope="col">${String(digit)}</th>`).join('')}</tr></thead>
<tbody>${rows.join('')}</tbody>
</table>`
}

function gallery({ misread, imageAt, models }: ReportContent): string {
  const shown = misread.flatMap((digit) => {
    const image = imageAt(digit.place)
    return image === null ? [] : [{ digit, image }]
  })
  const number = count(misread.length)
  const heading = models.length > 1 ? `Misread by A: ${number}` : `Misread: ${number}`
  const note =
    shown.length < misread.length
      ? `What was written → what was read. The first ${count(shown.length)} are shown.`
      : 'What was written → what was read.'
  const items = shown.map(({ digit, image }) => {
    const sure = percent(digit.probabilities[digit.answer] ?? 0, 0)
    const words = `Test digit ${count(digit.place + 1)}: ${String(digit.label)} read as ${String(digit.answer)}, ${sure}`
    return `<li><img src="${pictureOf(image)}" alt="${escaped(words)}" title="${escaped(words)}" width="56" height="56"><span dir="ltr">${String(digit.label)} → ${String(digit.answer)}</span></li>`
  })
  return `<h2>${escaped(heading)}</h2>
<p class="soft">${escaped(note)}</p>
<ul>${items.join('')}</ul>`
}

function pictureOf(greys: Uint8Array): string {
  const canvas = document.createElement('canvas')
  canvas.width = SIDE
  canvas.height = SIDE
  paintGreys(canvas, greys)
  return canvas.toDataURL('image/png')
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const STYLE = `
:root { color-scheme: light; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1c1e26; background: #fff;
  font: 16px/1.5 system-ui, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif; font-variant-numeric: tabular-nums; }
h1 { font-size: 1.75rem; } h2 { margin-top: 2rem; font-size: 1.25rem; }
table { border-collapse: collapse; } th, td { padding: .2rem .7rem; text-align: end; }
tbody tr, tfoot tr { border-top: 1px solid #dcdfe6; } tfoot { font-weight: 600; }
caption, .soft, figcaption, ul span { color: #575d6c; font-size: .875rem; text-align: start; }
.matrix .right { background: #e6e8ee; font-weight: 600; } .matrix .wrong { background: #fbeed7; }
figure { margin: 2rem 0; break-inside: avoid; } svg { max-width: 100%; height: auto; }
ul { display: flex; flex-wrap: wrap; gap: .75rem; padding: 0; list-style: none; }
li { display: grid; justify-items: center; break-inside: avoid; }
img { border-radius: 4px; background: #0c0d12; image-rendering: pixelated; print-color-adjust: exact; }
`
