/** How the page fits its window, from the least to 4K and zoomed in, and that nothing in it jumps. */
import { describe, expect, test } from 'vitest'
import { inScene, SMALLEST } from './harness/in-scene.ts'
import { misfits } from './harness/misfits.ts'
import { settle } from './harness/open-scene.ts'

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
