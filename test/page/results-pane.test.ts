/** The Results pane in a real browser, before a bridge with no main process. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { decode } from 'fast-png'
import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import { inScene } from './harness/in-scene.ts'
import { settle } from './harness/open-scene.ts'
import type { Look } from './harness/open-scene.ts'
import { greysOf } from './results-samples.ts'

const LOOK: Look = { width: 1024, height: 664, scheme: 'light' }
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const onPage = (scene: string, work: (page: Page) => Promise<void>) =>
  inScene(scene, LOOK, ({ page }) => work(page))
const cell = (page: Page, name: RegExp) => page.getByRole('gridcell', { name })
const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
const gallery = (page: Page) =>
  page.getByRole('list', { name: /^(Misread|\d read as|Only)/ }).getByRole('button')

test('the table is sorted by each of its columns, and says so', async () => {
  await onPage('results', async (page) => {
    const table = page.getByRole('table', { name: /^For each digit/ })
    const digits = () => table.locator('tbody th').allTextContents()
    const header = (name: string) => table.getByRole('columnheader', { name })
    expect(await header('Digit').getAttribute('aria-sort')).toBe('ascending')
    await header('Wrong').getByRole('button').click()
    expect(await header('Wrong').getAttribute('aria-sort')).toBe('descending')
    expect(await header('Digit').getAttribute('aria-sort')).toBe('none')
    expect((await digits())[0]).toBe('5')
    await header('Wrong').getByRole('button').click()
    expect((await digits())[0]).toBe('0')
    await header('Paper').getByRole('button').click()
    expect((await digits())[0]).toBe('3')
  })
})

test('the matrix is walked through with the arrow keys, and a cell chooses its digits', async () => {
  await onPage('results', async (page) => {
    await cell(page, /^0 read rightly/).focus()
    for (const key of [
      'ArrowDown',
      'ArrowDown',
      'ArrowDown',
      'End',
      'ArrowLeft',
      'ArrowRight',
      'ArrowRight',
      'Home',
    ])
      await page.keyboard.press(key)
    for (let step = 0; step < 5; step++) await page.keyboard.press('ArrowRight')
    expect(await focused(page)).toBe('3 read as 5: 13 digits, 1.3% of the 3s')
    expect(await page.locator('[role=gridcell][tabindex="0"]').count()).toBe(1)
    await page.keyboard.press('Enter')
    expect(await cell(page, /^3 read as 5/).getAttribute('aria-selected')).toBe('true')
    await page.getByRole('heading', { name: '3 read as 5: 13' }).waitFor()
    expect(await gallery(page).count()).toBe(13)
    // Escape lets go of the cell before it clears the pad.
    await page.keyboard.press('Escape')
    await page.getByRole('heading', { name: 'Misread: 783' }).waitFor()
    expect(await page.evaluate(() => window.fakeBridge.payloads('keepDrawing'))).toEqual([])
  })
})

test('rates are shares of the row', async () => {
  await onPage('results', async (page) => {
    expect((await cell(page, /^3 read as 5/).textContent())?.trim()).toBe('13')
    await page.getByText('Rates', { exact: true }).click()
    expect((await cell(page, /^3 read as 5/).textContent())?.trim()).toBe('1.3')
  })
})

test('a misread digit is put on the pad as it is', async () => {
  await onPage('results', async (page) => {
    await gallery(page).nth(1).click()
    const chosen = page.getByRole('region', { name: 'The digit chosen' })
    await chosen.getByText('Test digit', { exact: false }).waitFor()
    const place =
      Number(
        /[\d,]+/.exec((await chosen.getByText('Test digit').textContent()) ?? '')?.[0].replace(',', ''),
      ) - 1
    await chosen.getByRole('button', { name: 'Put on the pad' }).click()
    await page.getByText(/^MNIST’s test digit [\d,]+, a 0$/).waitFor()
    const sent = await page.evaluate(() => [...(window.fakeBridge.payloads('recognizeImage')[0] ?? [])])
    expect(sent).toEqual(greysOf(place))
    // Whatever is done to the pad since, its picture is read as these greys.
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByRole('button', { name: 'Redo' }).click()
    await expect
      .poll(() => page.evaluate(() => window.fakeBridge.payloads('recognizeImage').length))
      .toBeGreaterThan(1)
    expect(await page.evaluate(() => window.fakeBridge.payloads('recognizePicture').length)).toBe(0)
  })
})

test('with a cell and a digit chosen the pane is accessible, in light and dark', async () => {
  await onPage('comparison', async (page) => {
    await cell(page, /^3 read as 5/).click()
    await gallery(page).first().click()
    await page.evaluate(axe)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await settle(page)
      const { violations } = await page.evaluate(() => window.axe.run({ resultTypes: ['violations'] }))
      expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))).toEqual([])
    }
  })
})

test('the gallery is walked through with the arrow keys and shows more when asked', async () => {
  await onPage('results', async (page) => {
    expect(await gallery(page).count()).toBe(48)
    await gallery(page).first().focus()
    await page.keyboard.press('ArrowRight')
    expect(await gallery(page).nth(1).getAttribute('aria-pressed')).toBe('true')
    expect(
      await gallery(page)
        .nth(1)
        .evaluate((each) => each === document.activeElement),
    ).toBe(true)
    await page.getByRole('button', { name: 'Show 48 more' }).click()
    expect(await gallery(page).count()).toBe(96)
  })
})

test('two models stand side by side', async () => {
  await onPage('comparison', async (page) => {
    const table = page.getByRole('table', { name: /^For each digit/ })
    expect(await table.getByRole('columnheader').allInnerTexts()).toHaveLength(7)
    await page.getByText('Only B right', { exact: true }).click()
    await page.getByRole('heading', { name: 'Only B reads rightly: 261' }).waitFor()
    expect(await page.locator('[data-plot="accuracy by angle"] path').count()).toBe(2)
  })
})

test('what is measured can be stopped, and the digits can be got where there are none', async () => {
  await onPage('measuring', async (page) => {
    const bar = page.getByRole('progressbar', { name: 'Measurement' })
    expect(await bar.getAttribute('aria-valuetext')).toBe('Reading digit 4,096 of 10,000')
    await page.getByRole('button', { name: 'Stop' }).click()
    expect(await page.evaluate(() => window.fakeBridge.payloads('stopMeasuring').length)).toBe(1)
  })
  await onPage('noTestDigits', async (page) => {
    await page.getByRole('button', { name: 'Download the test digits' }).click()
    const asked = await page.evaluate(() =>
      window.fakeBridge.payloads('measure').map(({ download }) => download),
    )
    expect(asked).toEqual([false, true])
  })
})

test('a range is measured once it is typed', async () => {
  await onPage('results', async (page) => {
    await page.getByLabel('MNIST’s test digits').selectOption('Rotated')
    await page.getByLabel('From').fill('-15')
    await page.getByLabel('To', { exact: true }).fill('200')
    await page.getByText('Give angles from −180 to 180.').waitFor()
    await page.getByLabel('To', { exact: true }).fill('15')
    await expect
      .poll(() => page.evaluate(() => window.fakeBridge.payloads('measure').at(-1)?.rotation))
      .toEqual({ from: -15, to: 15 })
  })
})

test('the table, the pictures and the report are saved whole', async () => {
  await onPage('comparison', async (page) => {
    for (const name of [
      'Table (CSV)',
      'Matrix (PNG)',
      'Angles (PNG)',
      'Reliability (PNG)',
      'Report (HTML)',
    ]) {
      await page.getByRole('button', { name }).click()
    }
    await expect.poll(() => page.evaluate(() => window.fakeBridge.payloads('saveResults').length)).toBe(5)
    const files = await page.evaluate(() =>
      window.fakeBridge.payloads('saveResults').map(({ kind, bytes }) => ({ kind, bytes: [...bytes] })),
    )
    const [csv, matrix, angles, reliability, report] = files.map(({ bytes }) => Uint8Array.from(bytes))
    expect(new TextDecoder().decode(csv).split('\r\n')).toHaveLength(13)
    for (const picture of [matrix!, angles!, reliability!]) {
      const { width, height, data, channels } = decode(picture)
      expect(Math.min(width, height)).toBeGreaterThan(500)
      // Dark on white, whatever the window's colours: the corner is paper, and there is something else.
      expect([...data.subarray(0, 3)]).toEqual([255, 255, 255])
      expect(data.some((value, i) => i % channels === 0 && value < 128)).toBe(true)
    }
    const html = new TextDecoder().decode(report)
    expect(html).toContain('92.64%')
    expect(html.match(/<svg/g)).toHaveLength(2)
    expect(html.match(/<img/g)).toHaveLength(200)
    expect(html).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/)
    const opened = await page.context().newPage()
    await opened.setContent(html)
    await settle(opened)
    expect(await opened.getByRole('table').count()).toBe(3)
  })
})
