/** The person's own digits: a correction, the guide, the file they are kept in, learning them, and the way back. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { drawingLine } from '../../src-main/datasets/drawings.ts'
import { readIdxImages, readIdxLabels } from '../../src-main/datasets/idx.ts'
import { expect, quit, test } from './app-test.ts'
import type { RunningApp } from './app-test.ts'
import { oneOfEach } from './digits.ts'
import { DigitPadWindow } from './window.ts'

const digits = oneOfEach()
const kept = ({ page }: RunningApp) =>
  page.getByRole('tabpanel', { name: 'My digits' }).locator('.thumbnails button')
const openPane = ({ page }: RunningApp) => page.getByRole('tab', { name: 'My digits' }).click()

/** What is kept on the disk, label after label. */
async function labelsIn(file: string): Promise<number[]> {
  const lines = (await readFile(file, 'utf8')).trim().split('\n')
  return lines.filter((line) => line !== '').map((line) => (JSON.parse(line) as { label: number }).label)
}

test('A drawing is corrected by a click and by a key, kept, and let go again.', async ({ launch }) => {
  const app = await launch()
  const window = new DigitPadWindow(app.page)
  const file = join(app.home, 'own-digits.jsonl')
  await expect(window.button('It is a 7')).toBeDisabled()
  await window.draw(digits[7]!.strokes)
  await window.button('It is a 7').click()
  await expect(app.page.getByText('Kept as a 7.')).toBeVisible()
  await expect(window.button('It is a 7')).toHaveAttribute('aria-pressed', 'true')
  expect(await labelsIn(file)).toEqual([7])

  await window.pad.getByRole('application').focus()
  await app.page.keyboard.press('8')
  await expect(app.page.getByText('Kept as an 8.')).toBeVisible()
  await expect.poll(() => labelsIn(file)).toEqual([8])
  await window.button('Undo').last().click()
  await expect(window.button('It is an 8')).toHaveAttribute('aria-pressed', 'false')
  await expect.poll(() => labelsIn(file)).toEqual([])

  await app.page.keyboard.press('Control+a')
  await window.button('It is a 7').click()
  await expect.poll(() => labelsIn(file)).toEqual([7])
  await quit(app)

  const again = await launch({ home: app.home })
  await openPane(again)
  await expect(kept(again)).toHaveCount(1)
})

test('The guide asks for one digit after another, skips and is left.', async ({ app }) => {
  const { page } = app
  const window = new DigitPadWindow(page)
  await openPane(app)
  await window.button('Give five of each digit').click()
  for (const digit of [0, 1]) {
    await expect(page.getByRole('heading', { name: `Draw a ${digit}` })).toBeVisible()
    await expect(window.button('Next')).toBeDisabled()
    await window.draw(digits[digit]!.strokes)
    if (digit === 0) await window.button('Next').click()
    else await page.keyboard.press('n')
    await expect(kept(app)).toHaveCount(digit + 1)
  }
  await window.button('Skip').click()
  await expect(page.getByRole('heading', { name: 'Draw a 3' })).toBeVisible()
  await expect(page.getByText('47 of 50 left')).toBeVisible()
  await window.button('Leave').click()
  await expect(window.button('Give five of each digit')).toBeVisible()
  expect(await labelsIn(join(app.home, 'own-digits.jsonl'))).toEqual([0, 1])
})

test('Digits are imported, exported, chosen, deleted and brought back.', async ({ app }) => {
  const { page } = app
  const window = new DigitPadWindow(page)
  const source = join(app.home, 'given.jsonl')
  const lines = digits.map(({ label, strokes }) =>
    drawingLine({ label, strokes, writer: null, suspect: false }),
  )
  await writeFile(source, [...lines, lines[0]].join(''))
  const answer = (file: string) =>
    app.evaluate(({ dialog }, file) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [file] })
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: file })
    }, file)

  await answer(source)
  await app.menu('File', 'Import My Digits…')
  await expect(page.getByText('Imported 10 digits. 1 was there already.')).toBeVisible()
  await app.menu('Model', 'My Digits…')
  await expect(kept(app)).toHaveCount(10)

  await answer(join(app.home, 'mine-images.idx3-ubyte'))
  await window.button('Export').click()
  await expect(page.getByText('mine-images.idx3-ubyte')).toBeVisible()
  const images = readIdxImages(await readFile(join(app.home, 'mine-images.idx3-ubyte')), 'images')
  const labels = readIdxLabels(await readFile(join(app.home, 'mine-labels.idx1-ubyte')), 'labels')
  expect([images.count, images.height, images.width]).toEqual([10, 28, 28])
  expect([...labels]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  const copy = join(app.home, 'copy.jsonl')
  await answer(copy)
  await app.menu('File', 'Export My Digits…')
  await expect.poll(() => labelsIn(copy).catch(() => [])).toEqual([...labels])

  await kept(app).first().click()
  await kept(app).nth(4).click()
  await window.button('Delete 2').click()
  await expect(kept(app)).toHaveCount(8)
  await page
    .getByRole('status')
    .filter({ hasText: 'Deleted 2 digits.' })
    .getByRole('button', { name: 'Undo' })
    .click()
  await expect(kept(app)).toHaveCount(10)
  await window.button('Delete all').click()
  await expect(kept(app)).toHaveCount(0)
  await page
    .getByRole('status')
    .filter({ hasText: 'Deleted 10 digits.' })
    .getByRole('button', { name: 'Undo' })
    .click()
  await expect(kept(app)).toHaveCount(10)
})

test('What was drawn is learnt, and the learning is undone.', async ({ app }) => {
  test.setTimeout(120_000)
  const { page } = app
  const window = new DigitPadWindow(page)
  // A sign of one's own for 4: an arrow downward.
  for (let time = 0; time < 3; time++) {
    await window.draw([
      [
        [50, 0],
        [50 + 3 * time, 100],
      ],
      [
        [20, 70],
        [50 + 3 * time, 100],
        [80, 72],
      ],
    ])
    await window.button('It is a 4').click()
    await expect(page.getByText('Kept as a 4.').last()).toBeVisible()
    if (time < 2) await window.button('Clear').click()
  }
  expect(await window.reading()).not.toBe(4)

  await app.menu('Model', 'Learn My Digits')
  await expect(window.button('Stop')).toBeVisible()
  await window.button('Stop').click()
  await expect(page.getByText('Learning was stopped')).toBeVisible()
  await window.button('Learn my digits').click()
  await expect(page.getByRole('progressbar', { name: 'Learning progress' })).toBeVisible()
  await expect(page.getByText('Reads 3 of your 3 digits, 0 before.')).toBeVisible({ timeout: 60_000 })
  const result = page.getByRole('region', { name: 'Your digits are learnt' })
  await page.getByRole('tab', { name: 'Read' }).click()
  await expect(page.getByRole('region', { name: 'Model in use' })).toContainText('learnt 3 of your own')
  // A sign that no other hand writes may stay a little unsure.
  const likeliest = async () => {
    const shares = await window.shares()
    return shares.indexOf(Math.max(...shares))
  }
  await expect.poll(likeliest).toBe(4)

  await openPane(app)
  await result.getByRole('button', { name: 'Undo' }).click()
  await expect(result.getByText('Another model is in use now.')).toBeVisible()
  await page.getByRole('tab', { name: 'Read' }).click()
  await expect.poll(likeliest).not.toBe(4)
})
