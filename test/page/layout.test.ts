/** How the page fits its window, from the least to 4K and zoomed in, and that nothing in it jumps. */
import type { Page } from 'playwright'
import { describe, expect, test } from 'vitest'
import { inScene, SMALLEST } from './harness/in-scene.ts'
import { settle } from './harness/open-scene.ts'

/** What reaches sideways beyond the window or beyond what scrolls it, and what text is cut off, as a line each. */
const misfits = (page: Page) =>
  page.evaluate(() => {
    const found: string[] = []
    const { scrollWidth } = document.documentElement
    if (scrollWidth > innerWidth) found.push(`the page is ${scrollWidth - innerWidth} px too wide`)
    const clips = (value: string) => value === 'hidden' || value === 'clip'
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
      const element = node.parentElement
      if (element === null || node.textContent?.trim() === '' || !element.checkVisibility()) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      const text = range.getBoundingClientRect()
      for (let around: HTMLElement | null = element; around !== null; around = around.parentElement) {
        const style = getComputedStyle(around)
        // Meant for the ear alone, or shortened with a sign that says so.
        if (style.clipPath !== 'none' || style.textOverflow === 'ellipsis') break
        const box = around.getBoundingClientRect()
        const sideways = clips(style.overflowX) && (text.left < box.left - 1 || text.right > box.right + 1)
        const below = clips(style.overflowY) && (text.top < box.top - 1 || text.bottom > box.bottom + 1)
        if (sideways || below)
          found.push(`“${node.textContent?.trim() ?? ''}” is cut off by ${around.className}`)
        // What scrolls shows all of it in the end.
        if (['auto', 'scroll'].includes(style.overflowY)) break
      }
    }
    return found
  })

describe('The page fits its window', () => {
  test.each([
    ...['drawn', 'longNumber', 'large', 'guide', 'advanced', 'training', 'done', 'comparison'],
    ...['insideInput', 'insideFilters', 'insideOutput', 'insideBackward', 'insideWhy', 'insideBatches'],
  ])('%s, from the least to 4K, and at 200% zoom', async (scene) => {
    await inScene(scene, SMALLEST, async ({ page }) => {
      const found: Record<string, string[]> = {}
      for (const [width, height] of [
        [900, 640],
        [1024, 720],
        [1440, 900],
        [3840, 2160],
        // A window of 900 × 640, 1024 × 720 and 1920 × 1080 at 200 %.
        [450, 320],
        [512, 360],
        [960, 540],
      ] as const) {
        await page.setViewportSize({ width, height })
        await settle(page)
        const some = await misfits(page)
        if (some.length > 0) found[`${width} × ${height}`] = some
      }
      expect(found).toEqual({})
    })
  })

  test.each(['drawn', 'longNumber', 'advanced', 'training', 'comparison', 'insideFilters', 'insideBackward'])(
    '%s, read from right to left',
    async (scene) => {
      await inScene(scene, SMALLEST, async ({ page }) => {
        await page.evaluate(() => {
          document.documentElement.dir = 'rtl'
        })
        for (const [width, height] of [
          [900, 640],
          [1440, 900],
        ] as const) {
          await page.setViewportSize({ width, height })
          await settle(page)
          expect(await misfits(page)).toEqual([])
          const pad = await page.getByRole('region', { name: 'Drawing pad' }).boundingBox()
          expect(pad?.x).toBeGreaterThan(width / 4)
        }
      })
    },
  )

  test('type at 200% zoom is twice as large as before', async () => {
    await inScene('drawn', SMALLEST, async ({ page }) => {
      const size = () => page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize))
      const before = await size()
      await page.setViewportSize({ width: SMALLEST.width / 2, height: SMALLEST.height / 2 })
      expect(2 * (await size())).toBeGreaterThanOrEqual(2 * before * 0.995)
    })
  })
})

test('nothing but the bars moves while answers change with every point', async () => {
  for (const width of [900, 1440]) {
    await inScene('wavering', { ...SMALLEST, width }, async ({ page }) => {
      await page.evaluate(() => {
        const places = new Set<string>()
        Object.assign(window, { places })
        const look = () => {
          const all = document.querySelectorAll(
            'header button, .pad, .answer, .answer p, .pixels, .correction button, .bars li > *',
          )
          const boxes = [...all].map((each) => {
            const { x, y, width, height } = each.getBoundingClientRect()
            return [x, y, width, height]
          })
          places.add(JSON.stringify(boxes))
          requestAnimationFrame(look)
        }
        look()
      })
      await page.getByRole('button', { name: 'Replay' }).click()
      await page.getByRole('button', { name: 'Stop' }).waitFor()
      await page.getByRole('button', { name: 'Replay' }).waitFor()
      expect(await page.evaluate(() => (window as unknown as { places: Set<string> }).places.size)).toBe(1)
    })
  }
})
