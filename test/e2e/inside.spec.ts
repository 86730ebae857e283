/** The pane Inside: a digit is drawn, a unit is opened, and what is shown of it adds up. */
import type { Locator } from 'playwright/test'
import { expect, test } from './app-test.ts'
import type { RunningApp } from './app-test.ts'
import { oneOfEach } from './digits.ts'
import { quickTraining, trainOnce } from './training.ts'
import { DigitPadWindow } from './window.ts'

/** Half of the last of four decimals. */
const ROUNDING = 0.5e-4

const numberIn = (text: string) => Number(text.trim().replace('−', '-'))

class InsidePane {
  readonly pane: Locator
  readonly unit: Locator

  constructor({ page }: RunningApp) {
    this.pane = page.getByRole('tabpanel', { name: 'Inside' })
    this.unit = this.pane.getByRole('table', { name: /^net = / })
  }

  /** Opens the layer at a place of the strip, of which the first is the input. */
  async openLayer(place: number): Promise<void> {
    await this.pane.locator('fieldset label').nth(place).click()
  }

  part(name: string): Locator {
    return this.pane.locator(`[data-part="${name}"]`)
  }

  async figure(name: string): Promise<number> {
    return numberIn(await this.part(name).last().innerText())
  }

  /** Waits until the numbers are those of the drawing as it is. */
  async rested(): Promise<void> {
    let before = ''
    await expect
      .poll(
        async () => {
          const now = await this.pane.innerText()
          const rested = now === before
          before = now
          return rested
        },
        { intervals: [200] },
      )
      .toBe(true)
  }

  /** Adds up what is shown of the sum, and expects the net output that is shown. Gives it. */
  async expectSumToAddUp(): Promise<number> {
    await this.rested()
    const rows = await this.unit.locator('tr[data-term]').all()
    const terms = await Promise.all(rows.map(async (row) => row.getByRole('cell').allInnerTexts()))
    expect(terms.length).toBeGreaterThan(2)
    let sum = (await this.figure('rest')) + (await this.figure('bias'))
    for (const term of terms) {
      const [weight = 0, input = 0, product = 0] = term.map(numberIn)
      expect(Math.abs(weight * input - product)).toBeLessThan(
        ROUNDING * (1 + Math.abs(weight) + Math.abs(input)) + ROUNDING ** 2,
      )
      sum += product
    }
    const net = await this.figure('net')
    expect(Math.abs(sum - net)).toBeLessThan(ROUNDING * (terms.length + 3))
    return net
  }
}

const three = oneOfEach()[3]!.strokes

async function openInside(app: RunningApp): Promise<InsidePane> {
  const pane = new InsidePane(app)
  await app.menu('Model', 'Inside the Network…')
  return pane
}

test('The sum of an output unit of the paper’s network is recomputed from what is shown.', async ({
  app,
}) => {
  test.setTimeout(90_000)
  await trainOnce(app, quickTraining)
  const window = new DigitPadWindow(app.page)
  await window.draw(three)
  await window.reading()
  const inside = await openInside(app)
  const { pane } = inside
  const outputs = pane.getByRole('grid', { name: 'The ten outputs' })
  for (const digit of [3, 8, 0]) {
    await outputs
      .getByRole('row')
      .nth(digit + 1)
      .click()
    await expect(pane.getByRole('heading', { name: `The output for the digit ${digit}` })).toBeVisible()
    const net = await inside.expectSumToAddUp()
    // Equation 2, of the number shown: σ is nowhere steeper than 1/4.
    const output = await inside.figure('output')
    expect(Math.abs(1 / (1 + Math.exp(-net)) - output)).toBeLessThan(1.3 * ROUNDING)
    expect(numberIn(await pane.locator(`[data-output="${digit}"]`).innerText())).toBe(output)
  }
  // The target is one-hot, and follows what the person says.
  await pane.getByLabel('Target: the drawing is').selectOption('a 7')
  expect(await outputs.getByRole('row').getByRole('gridcell').last().count()).toBe(1)
  const targets = await outputs.locator('tbody tr td:last-child').allInnerTexts()
  expect(targets.map(Number)).toEqual([0, 0, 0, 0, 0, 0, 0, 1, 0, 0])
})

test('A unit of each layer of the shipped model is opened by mouse and by keyboard while the drawing grows.', async ({
  app,
}) => {
  const window = new DigitPadWindow(app.page)
  const inside = await openInside(app)
  const { pane } = inside
  await expect(pane.getByText('Draw a digit on the pad.')).toBeVisible()
  const seen = new Set<string>()
  await window.draw(three, async () => {
    await app.page.waitForTimeout(60)
    const net = inside.part('net')
    if ((await net.count()) > 0) seen.add(await net.innerText())
  })
  expect(seen.size).toBeGreaterThan(1)
  await window.reading()

  const layers = await pane.locator('fieldset label').count()
  for (let place = 1; place < layers; place++) {
    await inside.openLayer(place)
    await expect(inside.unit).toBeVisible()
    await inside.expectSumToAddUp()
  }

  // A filter's unit: the mouse chooses one, the arrow keys the next, and the sum is another one's.
  await inside.openLayer(1)
  const map = pane.getByRole('grid', { name: /^Net output of Convolution/ })
  await map.click({ position: { x: 20, y: 12 } })
  const heading = pane.getByRole('heading', { name: /^Filter 1 at row/ })
  await expect(heading).toBeVisible()
  const before = await heading.innerText()
  await map.press('ArrowDown')
  await expect(heading).not.toHaveText(before)
  const column = /column (\d+)/.exec(before)?.[1]
  await expect(heading).toHaveText(new RegExp(`column ${column ?? ''}$`))
  const net = await inside.expectSumToAddUp()
  const cell = map.getByRole('gridcell')
  expect(numberIn(/: (\S+)$/.exec((await cell.getAttribute('aria-label')) ?? '')?.[1] ?? '')).toBe(net)
  // Escape lets go of the unit, and leaves the drawing where it is.
  await map.press('Escape')
  expect(await window.reading()).toBe(3)
  await inside.openLayer(0)
  await expect(pane.getByText(/one row of 784 numbers/)).toBeVisible()
})

test('A batch goes through the layer in view in steps, with its shapes.', async ({ app }) => {
  const window = new DigitPadWindow(app.page)
  await window.draw(three)
  await window.reading()
  const { pane } = await openInside(app)
  await pane.getByRole('tab', { name: 'Batches' }).click()
  await expect(pane.getByText(/^One image is one row x of 192 numbers/)).toBeVisible()
  for (let step = 2; step <= 6; step++) await pane.getByRole('button', { name: 'Step forward' }).click()
  await expect(pane.getByText(/^Broadcasting: b counts as if it stood in each of the 64 rows/)).toBeVisible()
  const shapes = pane.getByRole('table', { name: 'The shapes' }).getByRole('row')
  await expect(shapes.nth(1)).toHaveText(/X\s*64 × 192\s*12,288/)
  await expect(shapes.nth(2)).toHaveText(/W\s*192 × 10\s*1,920/)
  await expect(shapes.nth(4)).toHaveText(/X·W \+ b\s*64 × 10\s*640/)
})
