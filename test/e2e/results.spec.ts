/** The Results pane: every figure in it is what the command line says of the same model on the same digits. */
import { spawnSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { decode } from 'fast-png'
import type { Locator, Page } from 'playwright/test'
import { digitImage } from '../../src-main/datasets/digits.ts'
import type { AngleResult } from '../../src-main/contract.ts'
import { loadMnistTest } from '../../src-main/datasets/mnist.ts'
import type { Evaluation } from '../../src-main/recognizer/evaluation.ts'
import { expect, test } from './app-test.ts'
import type { RunningApp } from './app-test.ts'
import { quickTraining, trainOnce } from './training.ts'
import { DigitPadWindow } from './window.ts'

const MNIST = process.env['DIGIT_PAD_MNIST'] ?? ''
const program = fileURLToPath(new URL('../../dist/main/cli.js', import.meta.url))
const needsMnist = 'DIGIT_PAD_MNIST, a folder with MNIST, is not set'

type Said = Evaluation & { readonly byAngle?: readonly AngleResult[] }

/** What `digit-pad evaluate --json` says. */
function evaluate(...args: string[]): Said {
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, 'evaluate', '--json', ...args], {
    encoding: 'utf8',
  })
  expect(stderr).not.toContain('digit-pad:')
  expect(status).toBe(0)
  return JSON.parse(stdout) as Said
}

const percent = (share: number) => `${(100 * share).toFixed(2)}%`
const number = (value: number) => value.toLocaleString('en-GB')

class ResultsPane {
  readonly page: Page
  readonly pane: Locator
  readonly table: Locator

  constructor(page: Page) {
    this.page = page
    this.pane = page.getByRole('tabpanel', { name: 'Results' })
    this.table = this.pane.getByRole('table', { name: /^For each digit/ })
  }

  /** Waits for the end of a measurement that was just asked for. */
  async measured(): Promise<void> {
    await expect(this.pane.getByText('Measured on MNIST’s test digits')).toBeVisible({ timeout: 50_000 })
  }

  cell(label: number, answer: number): Locator {
    return this.pane.locator(`[data-cell="${String(label)} ${String(answer)}"]`)
  }

  /** The table's cells of a model, 0 or 1: number, wrong and right, for each digit and for all. */
  async rows(model: number): Promise<string[][]> {
    const rows = await this.table.locator('tbody tr, tfoot tr').all()
    return Promise.all(
      rows.map(async (row) => {
        const cells = await row.getByRole('cell').allInnerTexts()
        return [cells[0] ?? '', ...cells.slice(1 + 2 * model, 3 + 2 * model)]
      }),
    )
  }

  /** Compares table, matrix and gallery with what the command line counted. */
  async expectToSay(evaluation: Evaluation): Promise<void> {
    const { perDigit, count, correct, accuracy, confusion, reliability } = evaluation

    expect(await this.rows(0)).toEqual([
      ...perDigit.map((row) => [number(row.count), number(row.wrong), percent(row.accuracy)]),
      [number(count), number(count - correct), percent(accuracy)],
    ])
    const cells = await this.pane.getByRole('gridcell').allInnerTexts()
    expect(cells.map(Number)).toEqual(confusion.flat())
    await expect(this.pane.getByRole('region', { name: 'In all' })).toContainText(
      `${percent(accuracy)} read rightly, ${number(count - correct)} wrong of ${number(count)}`,
    )
    await expect(
      this.pane.getByRole('heading', { name: `Misread: ${number(count - correct)}` }),
    ).toBeVisible()
    const bins = this.pane.locator('table', { hasText: 'Probability' }).locator('tbody tr')
    await expect(bins).toHaveCount(reliability.length)
    for (const [index, bin] of reliability.entries()) {
      await expect(bins.nth(index).getByRole('cell')).toHaveText([number(bin.count), number(bin.right)])
    }
  }
}

async function openResults(app: RunningApp): Promise<ResultsPane> {
  const pane = new ResultsPane(app.page)
  await app.menu('Model', 'Results…')
  await pane.measured()
  return pane
}

test('Every figure is the command line’s: upright, rotated, and by angle.', async ({ app }) => {
  test.skip(MNIST === '', needsMnist)
  test.setTimeout(180_000)
  const pane = await openResults(app)
  const said = evaluate('--by-angle')
  await pane.expectToSay(said)

  // The curve ends where it began.
  const byAngle = [...said.byAngle!, said.byAngle![0]!]
  const angles = pane.pane.locator('table', { hasText: 'Share read rightly by angle' }).locator('tbody tr')
  await expect(angles).toHaveCount(byAngle.length)
  for (const [index, { count, right }] of byAngle.entries()) {
    await expect(angles.nth(index).getByRole('cell')).toHaveText(`${((100 * right) / count).toFixed(1)}%`)
  }

  await pane.pane.getByLabel('MNIST’s test digits').selectOption('Rotated')
  await expect(pane.pane.getByRole('progressbar')).toBeVisible()
  await pane.measured()
  await pane.expectToSay(evaluate('--rotate', '0..90', '--seed', '1'))
})

test('The digits of a cell are those the matrix counts, and one is read on the pad as it was measured.', async ({
  app,
}) => {
  test.skip(MNIST === '', needsMnist)
  const pane = await openResults(app)
  const window = new DigitPadWindow(app.page)
  const { confusion } = evaluate()
  const errors = confusion.flatMap((row, label) =>
    row.map((times, answer) => ({ label, answer, times: label === answer ? 0 : times })),
  )
  const { label, answer, times } = errors.sort((a, b) => b.times - a.times)[0]!
  await pane.cell(label, answer).click()
  await expect(
    pane.pane.getByRole('heading', { name: `${String(label)} read as ${String(answer)}: ${String(times)}` }),
  ).toBeVisible()
  const digits = pane.pane.getByRole('list', { name: /read as/ }).getByRole('button')
  await expect(digits).toHaveCount(Math.min(times, 48))
  await digits.first().click()
  const chosen = pane.pane.getByRole('region', { name: 'The digit chosen' })
  const figures = await chosen.getByRole('list').getByRole('listitem').allInnerTexts()
  const shares = figures.map((text) => Number(/([\d.]+)%/.exec(text)?.[1]))
  await chosen.getByRole('button', { name: 'Put on the pad' }).click()
  await expect(app.page.getByText(/^MNIST’s test digit [\d,]+, a \d$/)).toBeVisible()
  await expect.poll(() => window.shares()).toEqual(shares)
  expect(shares.indexOf(Math.max(...shares))).toBe(answer)

  // The network sees the digit itself.
  const place = Number(/Test digit ([\d,]+)/.exec(await chosen.innerText())?.[1]?.replace(',', '')) - 1
  const test10k = await loadMnistTest({ folder: MNIST, cache: MNIST })
  expect(test10k.labels[place]).toBe(label)
  const answered = await app.page.evaluate(
    (image) => globalThis.window.digitPad.request('recognizeImage', Uint8Array.from(image)),
    [...digitImage(test10k, place)],
  )
  expect(answered.digit).toBe(answer)
})

test('Two models stand side by side, and what only one reads rightly.', async ({ app }) => {
  test.skip(MNIST === '', needsMnist)
  test.setTimeout(120_000)
  const { model } = await trainOnce(app, quickTraining)
  const pane = await openResults(app)
  await pane.pane.getByLabel('Beside it').selectOption('shipped')
  await expect(pane.table.getByRole('columnheader')).toHaveCount(7)
  await pane.measured()
  const own = evaluate('--model', join(app.home, 'models', `${model.id}.safetensors`))
  const shipped = evaluate()
  for (const [index, { perDigit, count, correct, accuracy }] of [own, shipped].entries()) {
    expect(await pane.rows(index)).toEqual([
      ...perDigit.map((row) => [number(row.count), number(row.wrong), percent(row.accuracy)]),
      [number(count), number(count - correct), percent(accuracy)],
    ])
  }
  // Both counts together: misread by A alone less misread by B alone is what A misreads more.
  const only = async (which: string) => {
    await pane.pane.getByText(`Only ${which} right`, { exact: true }).click()
    const heading = await pane.pane.getByRole('heading', { name: `Only ${which} reads rightly` }).innerText()
    return Number(/: ([\d,]+)$/.exec(heading)?.[1]?.replaceAll(',', ''))
  }
  expect((await only('B')) - (await only('A'))).toBe(shipped.correct - own.correct)
  await pane.pane.getByText('B', { exact: true }).last().click()
})

test('Table, pictures and report are written where the person wants them.', async ({ app }) => {
  test.skip(MNIST === '', needsMnist)
  const pane = await openResults(app)
  const { correct, count } = evaluate()
  const save = async (button: string, name: string) => {
    const file = join(app.home, name)
    await app.evaluate(({ dialog }, file) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: file })
    }, file)
    await pane.pane.getByRole('button', { name: button }).click()
    await expect(app.page.getByText(`Saved as ${file}.`)).toBeVisible()
    return readFile(file)
  }
  const csv = (await save('Table (CSV)', 'digits.csv')).toString()
  expect(csv).toContain(`all,10000,${String(count - correct)},${(correct / count).toFixed(4)},0.9264`)
  expect(decode(await save('Matrix (PNG)', 'matrix.png')).width).toBeGreaterThan(500)
  expect(decode(await save('Angles (PNG)', 'angles.png')).width).toBeGreaterThan(500)
  expect((await save('Report (HTML)', 'report.html')).toString()).toContain(percent(correct / count))
  // A name with another ending, and a folder that is not there, are told in words.
  for (const [name, words] of [
    ['digits.txt', 'The name must end in .csv.'],
    ['no/such/folder/digits.csv', 'digits.csv could not be written there. Choose another folder.'],
  ] as const) {
    await app.evaluate(
      ({ dialog }, file) => {
        dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: file })
      },
      join(app.home, name),
    )
    await pane.pane.getByRole('button', { name: 'Table (CSV)' }).click()
    await expect(app.page.getByText(words)).toBeVisible()
  }
})

test('Without MNIST the pane says so and offers to get it; nothing is downloaded unasked.', async ({
  launch,
}) => {
  const app = await launch({ env: { DIGIT_PAD_MNIST: '' } })
  await app.page.getByRole('tab', { name: 'Results' }).click()
  const pane = app.page.getByRole('tabpanel', { name: 'Results' })
  await expect(pane.getByRole('alert')).toContainText('not on this machine yet')
  await expect(pane.getByRole('button', { name: 'Download the test digits' })).toBeEnabled()
  if (MNIST === '') return
  await app.evaluate(({ dialog }, folder) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [folder] })
  }, MNIST)
  await pane.getByRole('button', { name: 'Choose folder…' }).click()
  await new ResultsPane(app.page).measured()
})
