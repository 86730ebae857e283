/**
 * The real page in a real browser, before a bridge with no main process: what only a browser can tell. The app
 * as a whole is driven by the specs in test/e2e.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright'
import { describe, expect, test } from 'vitest'
import { inScene, SMALLEST } from './harness/in-scene.ts'
import { settle } from './harness/open-scene.ts'
import { SCENES } from './harness/scenes.ts'

declare global {
  interface Window {
    axe: { run: (options: object) => Promise<AxeResults> }
  }
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds, as one line a finding. */
async function findings(page: Page, rules?: string[]): Promise<string[]> {
  await page.evaluate(axe)
  const { violations } = await page.evaluate(
    (rules) => window.axe.run({ resultTypes: ['violations'], ...(rules && { runOnly: rules }) }),
    rules,
  )
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
}

/** How far anything reaches beyond the window, in pixels: the page itself never scrolls, what its panes hold may. */
const overflow = (page: Page) =>
  page.evaluate(() => {
    const boxes = [...document.querySelectorAll('header:not(section header) *, main > *')].map((each) =>
      each.getBoundingClientRect(),
    )
    const visible = boxes.filter(({ width, height }) => width > 1 && height > 1)
    return {
      right: Math.max(0, ...visible.map(({ right }) => right - innerWidth)),
      bottom: Math.max(0, ...visible.map(({ bottom }) => bottom - innerHeight)),
    }
  })

const pad = (page: Page) => page.getByRole('region', { name: 'Drawing pad' })
const boxOf = async (page: Page) => (await pad(page).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }

/** Draws a line between places given in shares of the pad. */
async function drawLine(page: Page, places: readonly (readonly [number, number])[]): Promise<void> {
  const { x, y, width, height } = await boxOf(page)
  const [first, ...rest] = places.map(([right, down]) => [x + right * width, y + down * height] as const)
  if (first === undefined) return
  await page.mouse.move(...first)
  await page.mouse.down()
  for (const place of rest) await page.mouse.move(...place, { steps: 5 })
  await page.mouse.up()
}
const L = [
  [0.3, 0.2],
  [0.3, 0.7],
  [0.7, 0.7],
] as const

const kept = (page: Page) =>
  page.evaluate(() => window.fakeBridge.payloads('keepDrawing').map((drawing) => drawing.length))

describe('Every state of the page', () => {
  test.each(Object.keys(SCENES))(
    '%s: fits, is accessible in light, dark and high contrast, and breaks no policy',
    async (scene) => {
      await inScene(scene, SMALLEST, async ({ page }) => {
        expect(await overflow(page)).toEqual({ right: 0, bottom: 0 })
        expect(await findings(page)).toEqual([])
        for (const contrast of ['no-preference', 'more'] as const) {
          await page.emulateMedia({ colorScheme: 'dark', contrast })
          await settle(page)
          const rules = contrast === 'more' ? ['color-contrast-enhanced'] : ['color-contrast']
          expect(await findings(page, rules)).toEqual([])
        }
        await page.emulateMedia({ colorScheme: 'light', contrast: 'more' })
        await settle(page)
        expect(await findings(page, ['color-contrast-enhanced'])).toEqual([])
      })
    },
  )

  test('fits windows from small to 4K, tall and flat', async () => {
    await inScene('training', SMALLEST, async ({ page }) => {
      for (const [width, height] of [
        [1024, 720],
        [1440, 900],
        [2560, 900],
        [3840, 2160],
      ] as const) {
        await page.setViewportSize({ width, height })
        await settle(page)
        expect(await overflow(page)).toEqual({ right: 0, bottom: 0 })
        const pad = await boxOf(page)
        expect(Math.abs(pad.width - pad.height)).toBeLessThan(1)
        expect(pad.width).toBeGreaterThan(200)
      }
    })
  })

  test('nothing jumps between an empty pad, an answer and a doubt', async () => {
    const places: string[] = []
    for (const scene of ['empty', 'drawn', 'unsure', 'no-digit']) {
      await inScene(scene, SMALLEST, async ({ page }) => {
        const boxes = await page.evaluate(() =>
          [...document.querySelectorAll('[role=meter], h2, canvas')].slice(0, 13).map((each) => {
            const { x, y } = each.getBoundingClientRect()
            return each.tagName === 'H2' ? [x] : [x, y]
          }),
        )
        places.push(JSON.stringify(boxes))
      })
    }
    expect(new Set(places).size).toBe(1)
  })
})

describe('The pad', () => {
  test('asks while the line grows, one question at a time, and keeps the drawing at its end', async () => {
    await inScene('empty', SMALLEST, async ({ page }) => {
      await drawLine(page, L)
      const { lengths, drawing } = await page.evaluate(() => {
        const asked = window.fakeBridge.payloads('recognizeDrawing')
        return { lengths: asked.map(([stroke]) => stroke?.length ?? 0), drawing: asked.at(-1) }
      })
      expect(lengths.length).toBeGreaterThan(2)
      expect(lengths).toEqual([...lengths].sort((a, b) => a - b))
      expect(drawing).toHaveLength(1)
      const [first] = drawing?.[0] ?? []
      // A share of 0.3 of a pad of 280 units, less the border.
      expect(first?.[0]).toBeCloseTo(84, -0.5)
      expect(await kept(page)).toEqual([1])
      await expect
        .poll(() => page.getByRole('meter', { name: '3', exact: true }).getAttribute('aria-valuenow'))
        .toBe('96.4')
      expect(await page.getByRole('heading', { name: '3', exact: true }).isVisible()).toBe(true)
    })
  })

  test('draws ink, and none after it is cleared', async () => {
    await inScene('empty', SMALLEST, async ({ page }) => {
      // A copy is read, because reading a canvas itself changes how it is painted.
      const inked = () =>
        page.evaluate(() => {
          const canvas = document.querySelector('canvas')
          if (canvas === null) return 0
          const { width, height } = canvas
          const copy = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })
          copy?.drawImage(canvas, 0, 0)
          const data = copy?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray()
          let ink = 0
          for (let i = 3; i < data.length; i += 4) ink += (data[i] ?? 0) > 0 ? 1 : 0
          return ink
        })
      expect(await inked()).toBe(0)
      await drawLine(page, L)
      await expect.poll(inked).toBeGreaterThan(2000)
      await page.getByRole('button', { name: 'Clear' }).click()
      await expect.poll(inked).toBe(0)
    })
  })

  test('keys undo, redo and clear, but not while text is typed', async () => {
    await inScene('options', SMALLEST, async ({ page }) => {
      await page.keyboard.press('Escape')
      await page.keyboard.press('Control+z')
      await page.keyboard.press('Control+z')
      await page.keyboard.press('Control+Shift+z')
      expect(await kept(page)).toEqual([0, 1, 0])
      await page.getByLabel('From').press('Delete')
      await page.getByLabel('From').press('Control+z')
      await page.getByLabel('From').press('Escape')
      expect(await kept(page)).toEqual([0, 1, 0])
    })
  })

  test('Escape closes what stands open before it clears the pad', async () => {
    await inScene('drawn', SMALLEST, async ({ page }) => {
      await page.getByRole('button', { name: 'Appearance' }).click()
      await page.getByRole('radio', { name: 'Dark' }).click()
      expect(await page.evaluate(() => getComputedStyle(document.body).colorScheme)).toBe('dark')
      await page.keyboard.press('Escape')
      expect(await page.getByRole('radio', { name: 'Dark' }).isVisible()).toBe(false)
      expect(await kept(page)).toEqual([])
      await page.keyboard.press('Escape')
      expect(await kept(page)).toEqual([0])
    })
  })

  test('what it shows is corrected by a digit’s key, and the correction is taken back', async () => {
    await inScene('empty', SMALLEST, async ({ page }) => {
      const seven = page.getByRole('button', { name: 'It is a 7' })
      expect(await seven.isDisabled()).toBe(true)
      await drawLine(page, L)
      await page.keyboard.press('7')
      const notice = page.getByRole('status').filter({ hasText: 'Kept as a 7.' })
      await notice.waitFor()
      expect(await seven.getAttribute('aria-pressed')).toBe('true')
      await notice.getByRole('button', { name: 'Undo' }).click()
      await expect.poll(() => seven.getAttribute('aria-pressed')).toBe('false')
      expect(await page.evaluate(() => window.fakeBridge.payloads('keepOwnDigit')[0]?.label)).toBe(7)
    })
  })

  test('single letters do nothing once they are turned off, and keys with Control still do', async () => {
    await inScene('drawn', SMALLEST, async ({ page }) => {
      const eraser = page.getByRole('button', { name: 'Eraser' })
      await page.keyboard.press('e')
      expect(await eraser.getAttribute('aria-pressed')).toBe('true')
      await page.getByRole('button', { name: 'Appearance' }).click()
      await page.getByRole('checkbox', { name: 'Single-letter shortcuts' }).uncheck()
      await page.keyboard.press('Escape')
      for (const key of ['e', '7', '?']) await page.keyboard.press(key)
      expect(await eraser.getAttribute('aria-pressed')).toBe('true')
      expect(await page.getByRole('dialog').count()).toBe(0)
      await page.keyboard.press('Control+/')
      expect(await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).isVisible()).toBe(true)
    })
  })

  test('can be drawn on with the keyboard alone', async () => {
    await inScene('empty', SMALLEST, async ({ page }) => {
      const surface = page.getByRole('application', { name: 'Drawing surface' })
      for (let i = 0; i < 12 && !(await surface.evaluate((each) => each === document.activeElement)); i++)
        await page.keyboard.press('Tab')
      expect(await page.getByText('Arrow keys move the pen').isVisible()).toBe(true)
      await page.keyboard.press('Space')
      for (let i = 0; i < 10; i++) await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Space')
      const [drawing] = await page.evaluate(() => window.fakeBridge.payloads('keepDrawing'))
      expect(drawing?.[0]).toHaveLength(11)
    })
  })

  test('a drawing survives a window that changes its size', async () => {
    await inScene('empty', SMALLEST, async ({ page }) => {
      await drawLine(page, L)
      await page.setViewportSize({ width: 1600, height: 1000 })
      await drawLine(page, L)
      const [first = [], second = []] = await page.evaluate(
        () => window.fakeBridge.payloads('keepDrawing').at(-1) ?? [],
      )
      const [end = [], secondEnd = []] = [first, second].map((stroke) => stroke[stroke.length - 1])
      expect(secondEnd[0]).toBeCloseTo(end[0] ?? 0, -0.5)
      expect(secondEnd[1]).toBeCloseTo(end[1] ?? 0, -0.5)
    })
  })

  test('takes a picture that is dropped or pasted', async () => {
    for (const kind of ['drop', 'paste'] as const) {
      await inScene('empty', SMALLEST, async ({ page }) => {
        await page.evaluate(async (kind) => {
          const canvas = new OffscreenCanvas(40, 40)
          canvas.getContext('2d')?.fillRect(10, 10, 20, 20)
          const transfer = new DataTransfer()
          transfer.items.add(new File([await canvas.convertToBlob()], 'dropped.png', { type: 'image/png' }))
          const options = { bubbles: true, cancelable: true }
          const event =
            kind === 'drop'
              ? new DragEvent('drop', { ...options, dataTransfer: transfer })
              : new ClipboardEvent('paste', { ...options, clipboardData: transfer })
          document.body.dispatchEvent(event)
        }, kind)
        await page.getByText(kind === 'drop' ? 'dropped.png' : 'Pasted picture').waitFor()
        expect(await page.getByRole('heading', { name: '3', exact: true }).isVisible()).toBe(true)
      })
    }
  })

  test('says the answer to a screen reader once the hand pauses, not before', async () => {
    await inScene('empty', SMALLEST, async ({ page }) => {
      const said = () => page.getByRole('status').textContent()
      await drawLine(page, L)
      expect(await said()).toBe('')
      await expect.poll(said).toBe('3. 96.4% likely.')
    })
  })

  test('moves nothing smoothly for those who want it still', async () => {
    await inScene('drawn', SMALLEST, async ({ page }) => {
      const durations = () =>
        page.evaluate(() =>
          [...document.querySelectorAll('*')].flatMap((each) => {
            const { transitionDuration, animationName } = getComputedStyle(each)
            return [...transitionDuration.split(', ').filter((time) => parseFloat(time) > 0), animationName]
          }),
        )
      expect(new Set(await durations()).size).toBeGreaterThan(1)
      await page.emulateMedia({ reducedMotion: 'reduce' })
      expect(new Set(await durations())).toEqual(new Set(['none']))
    })
  })
})

test('tabs are chosen with arrow keys', async () => {
  await inScene('empty', SMALLEST, async ({ page }) => {
    await page.getByRole('tab', { name: 'Read' }).focus()
    await page.keyboard.press('ArrowRight')
    expect(await page.getByRole('tab', { name: 'My digits', selected: true }).isVisible()).toBe(true)
    expect(await page.getByRole('tabpanel', { name: 'My digits' }).isVisible()).toBe(true)
    await page.keyboard.press('End')
    expect(await page.getByRole('tab', { name: 'Results', selected: true }).isVisible()).toBe(true)
    expect(await page.getByRole('tabpanel', { name: 'Results' }).isVisible()).toBe(true)
  })
})
