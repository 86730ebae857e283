/** The train pane in a real browser, before a bridge with no main process. */
import type { Page } from 'playwright'
import { describe, expect, test } from 'vitest'
import { inScene, SMALLEST } from './harness/in-scene.ts'

describe('The train pane', () => {
  test('starts what the form says, and stops it', async () => {
    await inScene('empty', SMALLEST, async ({ page }) => {
      await page.getByRole('tab', { name: 'Train' }).click()
      await page.getByRole('switch', { name: 'Rotate the digits' }).click()
      await page.getByLabel('From').fill('-15')
      await page.getByLabel('To', { exact: true }).fill('15')
      await page.getByLabel('Network').selectOption('perceptron')
      await page.getByLabel('Data').selectOption('synthetic')
      await page.getByRole('button', { name: 'Advanced' }).click()
      await page.getByLabel('Epochs').fill('2')
      await page.getByRole('button', { name: 'Train' }).dblclick()
      const [options] = await page.evaluate(() => window.fakeBridge.payloads('startTraining'))
      expect(options).toMatchObject({
        network: 'perceptron',
        data: 'synthetic',
        epochs: 2,
        rotation: { from: -15, to: 15 },
      })
      // The second click of the double click stopped nothing.
      const bar = page.getByRole('progressbar', { name: 'Training progress' })
      expect(await bar.getAttribute('aria-valuenow')).toBe('40')
      await page.getByRole('button', { name: 'Stop' }).click()
      await page.getByText('Training was stopped').waitFor()
      expect(await page.getByRole('button', { name: 'Train' }).isVisible()).toBe(true)
    })
  })

  test('leads to what is wrong', async () => {
    await inScene('options', SMALLEST, async ({ page }) => {
      await page.getByRole('button', { name: 'Advanced' }).click()
      await page.getByLabel('Batch size').fill('0')
      await page.getByRole('button', { name: 'Advanced' }).click()
      await page.getByRole('button', { name: 'Train' }).click()
      const field = page.getByLabel('Batch size')
      await expect.poll(() => field.evaluate((each) => each === document.activeElement)).toBe(true)
      expect(await page.getByText('Give a whole number from 1 to 1024.').isVisible()).toBe(true)
      expect(await page.evaluate(() => window.fakeBridge.payloads('startTraining'))).toEqual([])
    })
  })

  test('shows what rotation does to digits, and draws it anew when the range changes', async () => {
    await inScene('options', SMALLEST, async ({ page }) => {
      const asked = () =>
        page.evaluate(() => window.fakeBridge.payloads('sampleDigits').at(-1)?.rotation ?? null)
      await page.getByRole('img', { name: /as trained on: .*rotated 0° to 90°/ }).waitFor()
      expect(await asked()).toEqual({ from: 0, to: 90 })
      await page.getByLabel('To', { exact: true }).fill('45')
      await page.getByRole('img', { name: /as trained on: .*rotated 0° to 45°/ }).waitFor()
      await expect.poll(asked).toEqual({ from: 0, to: 45 })
      await page.getByRole('button', { name: 'Show the digits of another epoch' }).click()
      await page.getByText(/in epoch 2: .*rotated/).waitFor()
      await page.getByRole('switch', { name: 'Rotate the digits' }).uncheck()
      await expect.poll(asked).toBeNull()
    })
  })

  test('shows the drawing before and after normalisation, and an example where there is none', async () => {
    await inScene('options', SMALLEST, async ({ page }) => {
      await page.getByRole('img', { name: 'Your drawing as it is' }).waitFor()
      await page.getByRole('button', { name: 'Clear' }).click()
      await page.getByRole('img', { name: /An example/ }).waitFor()
      const last = await page.evaluate(() => window.fakeBridge.payloads('recognizeDrawing').at(-1)?.length)
      expect(last).toBe(2)
    })
  })

  test('offers the rotation model, and its recipe', async () => {
    await inScene('rotationModel', SMALLEST, async ({ page }) => {
      await page.getByRole('button', { name: 'Show its recipe' }).click()
      expect(await page.getByRole('switch', { name: 'Rotate the digits' }).isChecked()).toBe(true)
      expect(await page.getByLabel('To', { exact: true }).inputValue()).toBe('90')
      await page.getByRole('button', { name: 'Use the rotation model' }).click()
      await page.getByRole('heading', { name: 'In use: the rotation model' }).waitFor()
      expect(await page.getByRole('button', { name: 'In use', exact: true }).isDisabled()).toBe(true)
    })
  })

  test('keeps what was chosen for the next start', async () => {
    await inScene('options', SMALLEST, async ({ page }) => {
      await page.getByLabel('Network').selectOption('paper')
      await expect
        .poll(() =>
          page.evaluate(() => window.fakeBridge.payloads('changeSettings').at(-1)?.training?.network),
        )
        .toBe('paper')
    })
  })
})

describe('The layers of a network', () => {
  const ORDER = `[...document.querySelectorAll('#pane-train li select:first-of-type')].map((each) => each.value)`
  const kinds = (page: Page) =>
    page.evaluate<string[]>(ORDER).then((all) => all.filter((kind) => kind in KINDS))
  const KINDS = { 'fully connected': 1, convolution: 1, 'max pool': 1, dropout: 1 }
  const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))

  test('are reordered, removed and added by keyboard, which stays where it was', async () => {
    await inScene('advanced', SMALLEST, async ({ page }) => {
      expect(await kinds(page)).toEqual(['convolution', 'max pool', 'fully connected', 'dropout'])
      await page.getByRole('button', { name: 'Move layer 3 down' }).focus()
      await page.keyboard.press('Enter')
      expect(await kinds(page)).toEqual(['convolution', 'max pool', 'dropout', 'fully connected'])
      expect(await focused(page)).toBe('Move layer 4 down')
      await page.getByText('Fully connected is now layer 4.').waitFor()
      await page.keyboard.press('Enter')
      expect(await focused(page)).toBe('Move layer 4 down')
      await page.getByLabel('Units').focus()
      await page.keyboard.press('Alt+ArrowUp')
      expect(await kinds(page)).toEqual(['convolution', 'max pool', 'fully connected', 'dropout'])
      await page.keyboard.type('32')
      expect(await page.getByLabel('Units').inputValue()).toContain('32')

      await page.getByRole('button', { name: 'Remove layer 4' }).focus()
      await page.keyboard.press('Enter')
      expect(await focused(page)).toBe('Remove layer 3')
      await page.getByRole('button', { name: 'Add a layer' }).focus()
      await page.keyboard.press('Enter')
      await page.keyboard.press('d')
      expect(await kinds(page)).toEqual(['convolution', 'max pool', 'fully connected', 'dropout'])
      expect(await page.getByText('trained in the way of “Convolutional”').isVisible()).toBe(true)
    })
  })

  test('say what they come to, and about how long a run takes', async () => {
    await inScene('advanced', SMALLEST, async ({ page }) => {
      const first = page.getByRole('listitem', { name: 'Layer 1' })
      await first.getByText('Gives 24 × 24 × 12, 312 weights').waitFor()
      await page.getByText('111,618 weights in all').waitFor()
      await page.getByText('about 4 s an epoch, about 59 s for 15 epochs').waitFor()
      await page.getByLabel('Units').fill('32')
      await page.getByText('55,970 weights in all').waitFor()
      await page.getByRole('button', { name: 'Use defaults' }).click()
      await page.getByText('Gives 24 × 24 × 16, 416 weights').waitFor()
      await expect
        .poll(() =>
          page.evaluate(() => window.fakeBridge.payloads('changeSettings').at(-1)?.training?.layers),
        )
        .toBeNull()
    })
  })

  test('that do not fit are said to be so beside the field, and are not trained', async () => {
    await inScene('impossible', SMALLEST, async ({ page }) => {
      const field = page.getByRole('listitem', { name: 'Layer 3' }).getByLabel('Filter size')
      await page.getByText('A 5×5 filter does not fit on 4×4.').waitFor()
      expect(await field.getAttribute('aria-invalid')).toBe('true')
      await page.getByRole('button', { name: 'Train', exact: true }).click()
      await expect.poll(() => field.evaluate((each) => each === document.activeElement)).toBe(true)
      expect(await page.evaluate(() => window.fakeBridge.payloads('startTraining'))).toEqual([])
      await field.fill('3')
      await page.getByText('A 5×5 filter does not fit on 4×4.').waitFor({ state: 'detached' })
      await page.getByRole('button', { name: 'Train', exact: true }).click()
      await expect
        .poll(() =>
          page.evaluate(() =>
            window.fakeBridge.payloads('startTraining')[0]?.layers?.map(({ kind }) => kind),
          ),
        )
        .toEqual(['convolution', 'max pool', 'convolution', 'fully connected'])
    })
  })
})

describe('The inside of a run', () => {
  test('is watched only while it is shown', async () => {
    await inScene('training', SMALLEST, async ({ page }) => {
      const watched = () => page.evaluate(() => window.fakeBridge.payloads('watchTraining').at(-1))
      await expect.poll(watched).toBe(true)
      await page.getByText('Inside the run').click()
      await expect.poll(watched).toBe(false)
      await page.getByText('Inside the run').click()
      await expect.poll(watched).toBe(true)
      await page.getByRole('tab', { name: 'Read' }).click()
      await expect.poll(watched).toBe(false)
    })
  })

  test('is told in pictures and in words', async () => {
    await inScene('training', SMALLEST, async ({ page }) => {
      const run = page.getByRole('region', { name: 'Run' })
      await run.getByRole('img', { name: 'Weights of the first layer, 24 of 128' }).waitFor()
      // Somewhere blue, somewhere red.
      const colours = await run.getByRole('img', { name: 'Weights' }).evaluate((image) => {
        const canvas = image.querySelector('canvas')!
        const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)
        const spots = Array.from({ length: data.length / 4 }, (_, i) => data[4 * i]! - data[4 * i + 2]!)
        return { red: Math.max(...spots), blue: Math.min(...spots) }
      })
      expect(colours.red).toBeGreaterThan(50)
      expect(colours.blue).toBeLessThan(-50)
      await run.getByText('8: 14 of 50 read wrongly').waitFor({ state: 'attached' })
      await run.getByText('A 4, read as 9 before, as 4 now').waitFor({ state: 'attached' })
      const changes = await run.locator('.change').allTextContents()
      expect(changes).toEqual(['learnt', 'unlearnt', 'wrong'])
    })
  })
})
