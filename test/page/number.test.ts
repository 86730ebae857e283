/** Several digits on the real page in a real browser, before a bridge with no main process. */
import type { Page } from 'playwright'
import { describe, expect, test } from 'vitest'
import { inScene, SMALLEST } from './harness/in-scene.ts'
import { settle } from './harness/open-scene.ts'

/** Draws a line down the pad, at a share of its width. */
async function drawDown(page: Page, share: number): Promise<void> {
  const box = await page.getByRole('region', { name: 'Drawing pad' }).boundingBox()
  if (box === null) throw new Error('There is no pad.')
  const x = box.x + share * box.width
  await page.mouse.move(x, box.y + 0.2 * box.height)
  await page.mouse.down()
  await page.mouse.move(x, box.y + 0.7 * box.height, { steps: 5 })
  await page.mouse.up()
}

describe('Several digits', () => {
  const digits = (page: Page) => page.getByRole('radiogroup', { name: 'Digits' }).getByRole('radio')
  const chosen = (page: Page) =>
    digits(page).evaluateAll((all) => all.findIndex((each) => each.getAttribute('aria-checked') === 'true'))

  test('are a switch, off at first, that is kept; what lies on the pad is read anew', async () => {
    await inScene('empty', SMALLEST, async ({ page }) => {
      const several = page.getByRole('switch', { name: 'Several digits' })
      expect(await several.isChecked()).toBe(false)
      for (const x of [0.3, 0.85]) await drawDown(page, x)
      await settle(page)
      expect(await digits(page).count()).toBe(0)
      await several.click()
      await expect.poll(() => digits(page).count()).toBe(2)
      expect(await page.evaluate(() => window.fakeBridge.payloads('changeSettings').at(-1))).toEqual({
        severalDigits: true,
      })
      await several.press('Space')
      await expect.poll(() => digits(page).count()).toBe(0)
      expect(await page.getByRole('heading', { name: '3', exact: true }).isVisible()).toBe(true)
    })
  })

  test('are chosen by click and by arrow key: the bars, the pixels and the mark on the pad follow', async () => {
    await inScene('number', SMALLEST, async ({ page }) => {
      const likeliest = () =>
        page.getByRole('meter').evaluateAll((bars) => {
          const shares = bars.map((bar) => Number(bar.getAttribute('aria-valuenow')))
          return shares.indexOf(Math.max(...shares))
        })
      const pixels = () =>
        page.locator('#pane-read figure canvas').evaluate((each) => (each as HTMLCanvasElement).toDataURL())
      const pad = () =>
        page
          .locator('.surface canvas')
          .evaluateAll((all) => all.map((each) => (each as HTMLCanvasElement).toDataURL()).join())
      expect(await page.getByRole('heading', { name: '2026', exact: true }).count()).toBe(1)
      expect([await chosen(page), await likeliest()]).toEqual([3, 6])
      const [unmarked, six] = [await pad(), await pixels()]
      await digits(page).nth(1).click()
      await settle(page)
      expect([await chosen(page), await likeliest()]).toEqual([1, 0])
      expect(await pixels()).not.toBe(six)
      expect(await pad()).not.toBe(unmarked)
      await page.keyboard.press('ArrowRight')
      expect([await chosen(page), await likeliest()]).toEqual([2, 2])
      await page.keyboard.press('End')
      await page.keyboard.press('ArrowRight')
      expect(
        await digits(page)
          .nth(3)
          .evaluate((each) => each === document.activeElement),
      ).toBe(true)
      await page.keyboard.press('Home')
      expect([await chosen(page), await likeliest()]).toEqual([0, 2])
    })
  })
})
