/** The menu by its keys. In Electron they are the system's, which no test can press. */
import { electronBinary } from '../host/electron-binary.ts'
import { expect, test } from './app-test.ts'

test.skip(electronBinary() !== null, 'The keys of a native menu cannot be pressed by a test.')

test('The menu answers to its keys, and leaves a field of text its own.', async ({ app }) => {
  const { page } = app
  await page.keyboard.press('ControlOrMeta+T')
  await expect(page.getByRole('tab', { name: 'Train' })).toHaveAttribute('aria-selected', 'true')

  await page.getByRole('button', { name: 'Advanced' }).click()
  const seed = page.getByLabel('Seed', { exact: true })
  await seed.fill('12')
  await seed.press('ControlOrMeta+A')
  await seed.press('ControlOrMeta+X')
  await expect(seed).toHaveValue('')
  await seed.press('ControlOrMeta+Z')
  await expect(seed).toHaveValue('12')
})

test('The host lists the menu for those who cannot see a native one.', async ({ app }) => {
  const { page } = app
  await page.keyboard.press('F10')
  await expect(page.getByRole('button', { name: 'Model › Stop Training' })).toBeDisabled()
  await page.getByRole('button', { name: 'View › Dark' }).click()
  await expect(page.getByRole('button', { name: 'View › Dark' })).toHaveCount(0)
  await expect.poll(() => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true)
  await page.keyboard.press('F10')
  await expect(page.getByRole('button', { name: '✓ View › Dark' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: '✓ View › Dark' })).toHaveCount(0)
})
