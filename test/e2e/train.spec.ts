/** Retraining, from the menu and from the pane, with and without rotation; stopping; going back. */
import type { Settings } from '../../src-main/contract.ts'
import { expect, test } from './app-test.ts'
import type { RunningApp } from './app-test.ts'
import { oneOfEach } from './digits.ts'
import { quickTraining } from './training.ts'
import { DigitPadWindow } from './window.ts'

const progress = ({ page }: RunningApp) => page.getByRole('progressbar', { name: 'Training progress' })
const done = ({ page }: RunningApp) => page.getByRole('region', { name: 'Training is done' })

const settings = ({ page }: RunningApp): Promise<Settings> =>
  page.evaluate(async () => (await window.digitPad.request('start', undefined)).settings)

/** What the next run from the menu uses. */
async function choose({ page }: RunningApp, training: Settings['training']): Promise<void> {
  await page.evaluate((training) => window.digitPad.request('changeSettings', { training }), training)
}

for (const [label, augmentation] of [
  ['Retrain with Rotation', 'rotated 0° to 90°'],
  ['Retrain without Rotation', 'upright'],
] as const) {
  test(`The menu: ${label}.`, async ({ app }) => {
    await choose(app, quickTraining)
    await app.menu('Model', label)
    await expect(progress(app)).toBeVisible()
    await expect(done(app)).toBeVisible({ timeout: 40_000 })
    await expect(done(app)).toContainText(augmentation)
    await expect(done(app).getByRole('columnheader', { name: 'Before' })).toBeVisible()
    const { training } = await settings(app)
    expect(training.rotation).toEqual(label.includes('without') ? null : { from: 0, to: 90 })
  })
}

for (const rotated of [true, false]) {
  test(`The pane: training ${rotated ? 'with' : 'without'} rotation.`, async ({ app }) => {
    const { page } = app
    const window = new DigitPadWindow(page)
    await page.getByRole('tab', { name: 'Train' }).click()
    await page.getByLabel('Network', { exact: true }).selectOption('Paper')
    await page.getByLabel('Data', { exact: true }).selectOption('Synthetic digits')
    await page.getByRole('switch', { name: 'Rotate the digits' }).setChecked(rotated)
    if (rotated) {
      await page.getByLabel('From', { exact: true }).fill('-20')
      await page.getByLabel('To', { exact: true }).fill('30')
    }
    await window.button('Advanced').click()
    await page.getByLabel('Epochs').fill('2')
    await page.getByLabel('Batch size').fill('64')
    await window.button('Train').click()
    await expect(progress(app)).toBeVisible()
    await expect(window.button('Stop')).toBeEnabled()
    await expect(done(app)).toBeVisible({ timeout: 40_000 })
    await expect(done(app)).toContainText(rotated ? /rotated .20° to 30°/ : 'upright')
    await expect(done(app)).toContainText('synthetic')
  })
}

test('A run is stopped from the menu and from the pane, and the model in use stays.', async ({ app }) => {
  const { page } = app
  const window = new DigitPadWindow(page)
  await expect(app.menu('Model', 'Stop Training')).rejects.toThrow('cannot be chosen now')
  for (const stop of [() => app.menu('Model', 'Stop Training'), () => window.button('Stop').click()]) {
    await choose(app, { ...quickTraining, epochs: 200 })
    await app.menu('Model', 'Retrain with Rotation')
    await expect(progress(app)).toBeVisible()
    await expect(app.menu('Model', 'Retrain with Rotation')).rejects.toThrow('cannot be chosen now')
    await stop()
    await expect(page.getByRole('region', { name: 'Training was stopped' })).toBeVisible()
  }
  const { inUse, before } = await page.evaluate(
    async () => (await globalThis.window.digitPad.request('start', undefined)).models,
  )
  expect(inUse.id).toBe('shipped')
  expect(before).toBeNull()
})

test('Digits are read while the network is trained.', async ({ app }) => {
  const window = new DigitPadWindow(app.page)
  const [zero] = oneOfEach()
  await choose(app, { ...quickTraining, network: 'convolutional', learningRate: 0.002, epochs: 200 })
  await app.menu('Model', 'Retrain with Rotation')
  await expect(progress(app)).toHaveAttribute('aria-valuetext', /Epoch/, { timeout: 40_000 })
  await window.draw(zero?.strokes ?? [])
  expect(await window.reading()).toBe(0)
  await window.button('Stop').click()
})

test('The model before, and the one that ships, are taken back.', async ({ app }) => {
  const inUse = async () =>
    (await app.page.evaluate(() => window.digitPad.request('start', undefined))).models.inUse.id
  await choose(app, quickTraining)
  await app.menu('Model', 'Retrain without Rotation')
  await expect(done(app)).toBeVisible({ timeout: 40_000 })
  const own = await inUse()
  expect(own).not.toBe('shipped')
  await app.menu('Model', 'Take Back the Model Before')
  await expect.poll(inUse).toBe('shipped')
  await app.menu('Model', 'Take Back the Model Before')
  await expect.poll(inUse).toBe(own)
  await app.menu('Model', 'Restore the Shipped Model')
  await expect.poll(inUse).toBe('shipped')
  await expect(app.menu('Model', 'Restore the Shipped Model')).rejects.toThrow('cannot be chosen now')
})

test('A run that cannot get its data says why.', async ({ launch }) => {
  const app = await launch({ env: { DIGIT_PAD_MNIST: '/no/such/folder' } })
  await choose(app, { ...quickTraining, data: 'mnist' })
  await app.menu('Model', 'Retrain without Rotation')
  await expect(app.page.getByRole('region', { name: 'Training failed' })).toContainText('/no/such/folder')
})
