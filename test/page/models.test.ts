/** The window of all models in a real browser, before a bridge with no main process. */
import type { Page } from 'playwright'
import { describe, expect, test } from 'vitest'
import { inScene, SMALLEST } from './harness/in-scene.ts'

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Models' })
const entries = (page: Page) => dialog(page).getByRole('list', { name: 'Your models' }).getByRole('listitem')
const asked = (page: Page) =>
  page.evaluate(() =>
    window.fakeBridge.asked
      .filter(({ name }) => /Model$/.test(name))
      .map(({ name, payload }) => [name, payload]),
  )

describe('The models', () => {
  test('are opened from the menu, the line below the pad and the train pane, and closed by Escape', async () => {
    await inScene('drawn', SMALLEST, async ({ page }) => {
      const line = page.getByRole('button', { name: 'Models…', exact: true })
      await line.click()
      await dialog(page).waitFor()
      await page.keyboard.press('Escape')
      await dialog(page).waitFor({ state: 'detached' })
      // Escape was meant for the dialog, not for the pad, and the keyboard is where it was.
      expect(await page.getByRole('button', { name: 'Clear' }).isEnabled()).toBe(true)
      expect(await line.evaluate((each) => each === document.activeElement)).toBe(true)
      await page.evaluate(() => {
        window.fakeBridge.emit('command', 'showModels')
      })
      await dialog(page).getByRole('button', { name: 'Close' }).click()
      await page.getByRole('tab', { name: 'Train' }).click()
      await page.getByRole('button', { name: 'All models…' }).click()
      await dialog(page).waitFor()
    })
  })

  test('are renamed where the name stands, by keyboard alone', async () => {
    await inScene('models', SMALLEST, async ({ page }) => {
      const rename = (name: string | RegExp) => dialog(page).getByRole('button', { name })
      const field = dialog(page).getByLabel('Name of the model')
      await rename('Rename Room 12').focus()
      await page.keyboard.press('Enter')
      await page.keyboard.type('Room 13')
      await page.keyboard.press('Escape')
      expect(await asked(page)).toEqual([])
      expect(await dialog(page).isVisible()).toBe(true)

      await page.keyboard.press('Enter')
      await page.keyboard.type('  Room 13 ')
      await page.keyboard.press('Enter')
      await rename('Rename Room 13').waitFor()
      expect(await rename('Rename Room 13').evaluate((each) => each === document.activeElement)).toBe(true)

      // A name that another has is refused, and what was typed stays.
      await rename(/^Rename Convolutional, 2 Apr/).click()
      await field.fill('Room 13')
      await page.keyboard.press('Enter')
      await dialog(page).getByText('There is a model “Room 13” already.').waitFor()
      expect(await field.inputValue()).toBe('Room 13')
      await field.fill('')
      await page.keyboard.press('Enter')
      await rename(/^Rename Convolutional, 2 Apr/).waitFor()
      expect((await asked(page)).map(([name]) => name)).toEqual(['renameModel', 'renameModel'])
    })
  })

  test('are deleted with a way back, now or later', async () => {
    await inScene('models', SMALLEST, async ({ page }) => {
      await dialog(page).getByRole('button', { name: 'Delete Room 12' }).click()
      await expect.poll(() => entries(page).count()).toBe(2)
      await dialog(page).getByRole('button', { name: 'Undo' }).click()
      await expect.poll(() => entries(page).count()).toBe(3)
      await dialog(page).getByText('Deleted in the last 30 days: 1').click()
      await dialog(page).getByRole('button', { name: 'Take back Old one' }).click()
      await expect.poll(() => entries(page).count()).toBe(4)
    })
  })

  test('are used and compared, but the one in use only stays', async () => {
    await inScene('models', SMALLEST, async ({ page }) => {
      const first = entries(page).first()
      for (const name of [/is in use$/, /^Compare/, /^Delete/]) {
        expect(await first.getByRole('button', { name }).isDisabled()).toBe(true)
      }
      await dialog(page).getByRole('button', { name: 'Use Room 12' }).click()
      await dialog(page).getByRole('button', { name: 'Room 12 is in use' }).waitFor()
      await dialog(page).getByRole('button', { name: 'Compare The model that ships' }).click()
      await dialog(page).waitFor({ state: 'detached' })
      expect(await page.getByRole('tab', { name: 'Results' }).getAttribute('aria-selected')).toBe('true')
      await expect
        .poll(() => page.evaluate(() => window.fakeBridge.payloads('measure').at(-1)?.models))
        .toEqual(['2026-03-27-101530', 'shipped'])
    })
  })

  test('are written to files, and what is no model is refused in words', async () => {
    await inScene('models', SMALLEST, async ({ page }) => {
      await dialog(page).getByRole('button', { name: 'Export Room 12' }).click()
      await dialog(page).getByText('Exported to /home/ada/model.safetensors.').waitFor()
      await dialog(page).getByRole('button', { name: 'Import…' }).click()
      await dialog(page).getByText('This is not a safetensors file that can be used.').waitFor()
    })
  })
})
