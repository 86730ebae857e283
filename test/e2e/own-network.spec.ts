/** A network put together by keyboard: built, trained, looked into, and in use. */
import { expect, test } from './app-test.ts'
import { oneOfEach } from './digits.ts'
import { quickTraining } from './training.ts'
import { DigitPadWindow } from './window.ts'

test('A network is built by keyboard, trained while it is watched, and used.', async ({ app }) => {
  // The run draws its 30,000 digits first.
  test.slow()
  const { page } = app
  const pad = new DigitPadWindow(page)
  await page.evaluate(
    (training) => window.digitPad.request('changeSettings', { training, advancedOpen: true }),
    { ...quickTraining, network: 'perceptron' as const, learningRate: 0.003, epochs: 8 },
  )
  await page.getByRole('tab', { name: 'Train' }).click()
  await page.getByRole('button', { name: 'Add a layer' }).focus()
  // A pooling, put before the fully connected layer that is there.
  await page.keyboard.press('Enter')
  await page.keyboard.press('m')
  await page.keyboard.press('Alt+ArrowUp')
  await page.keyboard.press('Tab')
  await page.keyboard.type('40')
  await expect(page.getByText('Give a whole number from 2 to 14.')).toBeVisible()
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type('4')
  await expect(page.getByText('Gives 7 × 7 × 1', { exact: true })).toBeVisible()
  await expect(page.getByText('7,690 weights in all')).toBeVisible()
  await expect(page.getByText('On this machine: ')).toBeVisible({ timeout: 30_000 })

  await pad.button('Train').focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('img', { name: 'Weights of the first layer, 24 of 128' })).toBeVisible({
    timeout: 60_000,
  })
  const done = page.getByRole('region', { name: 'Training is done' })
  await expect(done).toBeVisible({ timeout: 60_000 })
  await expect(done).toContainText('Your own: pool 4, 128-10')
  await page.getByRole('tab', { name: 'Read' }).click()
  await expect(page.getByRole('region', { name: 'Model in use' })).toContainText('Your own: pool 4, 128-10')
  await pad.draw(oneOfEach()[1]?.strokes ?? [])
  await expect.poll(async () => Math.max(...(await pad.shares()))).toBeGreaterThan(10)
})
