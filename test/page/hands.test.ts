/** What hands do to the pad of the real page: pens with two ends, fingers, palms and right buttons. */
import type { CDPSession, Page } from 'playwright'
import { describe, expect, test } from 'vitest'
import { inScene, SMALLEST } from './harness/in-scene.ts'

type Place = readonly [right: number, down: number]

/** A place given in shares of the pad, in CSS pixels. */
async function placeOn(page: Page, [right, down]: Place): Promise<{ x: number; y: number }> {
  const box = await page.getByRole('region', { name: 'Drawing pad' }).boundingBox()
  if (box === null) throw new Error('There is no pad.')
  return { x: box.x + right * box.width, y: box.y + down * box.height }
}

/** Through the browser's own input, as a pen or the mouse gives it. */
async function draw(
  page: Page,
  places: readonly Place[],
  { pointerType, button }: { pointerType: 'mouse' | 'pen'; button: 'left' | 'right' },
): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const buttons = button === 'left' ? 1 : 2
  for (const [index, place] of places.entries()) {
    const at = { ...(await placeOn(page, place)), pointerType, force: 0.8 }
    const held = index === 0 ? ({ button: 'none', buttons: 0 } as const) : { button, buttons }
    await session.send('Input.dispatchMouseEvent', { type: 'mouseMoved', ...at, ...held })
    const step = { ...at, button, buttons, clickCount: 1 }
    if (index === 0) await session.send('Input.dispatchMouseEvent', { type: 'mousePressed', ...step })
    if (index === places.length - 1)
      await session.send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...step, buttons: 0 })
  }
}

async function touch(
  session: CDPSession,
  page: Page,
  type: 'touchStart' | 'touchMove',
  place: Place,
  radius: number,
) {
  const { x, y } = await placeOn(page, place)
  await session.send('Input.dispatchTouchEvent', {
    type,
    touchPoints: [{ x, y, radiusX: radius, radiusY: radius, id: 1 }],
  })
}

/** How many strokes were kept at the end of each step. */
const kept = (page: Page) =>
  page.evaluate(() => window.fakeBridge.payloads('keepDrawing').map((drawing) => drawing.length))

const DOWN: readonly Place[] = [
  [0.3, 0.2],
  [0.3, 0.5],
  [0.3, 0.8],
]
const ACROSS: readonly Place[] = [
  [0.1, 0.5],
  [0.2, 0.5],
  [0.5, 0.5],
]

describe('On the pad', () => {
  test('a pen draws with its pressure', async () => {
    await inScene('empty', SMALLEST, async ({ page }) => {
      await draw(page, DOWN, { pointerType: 'pen', button: 'left' })
      const [drawing] = await page.evaluate(() => window.fakeBridge.payloads('keepDrawing'))
      expect(drawing?.[0]?.map(([, , , pressure]) => pressure).at(-1)).toBeCloseTo(0.8)
    })
  })

  test.each(['mouse', 'pen'] as const)(
    'the right button of a %s erases what it touches',
    async (pointerType) => {
      await inScene('empty', SMALLEST, async ({ page }) => {
        await draw(page, DOWN, { pointerType, button: 'left' })
        await draw(page, ACROSS, { pointerType, button: 'right' })
        await page.keyboard.press('Control+z')
        expect(await kept(page)).toEqual([1, 0, 1])
      })
    },
  )

  test('the other end of a pen erases, and the eraser chosen by its key or button, too', async () => {
    await inScene('drawn', SMALLEST, async ({ page }) => {
      const surface = page.getByRole('application', { name: 'Drawing surface' })
      // No browser lets a test turn a pen round: the event is made by hand.
      const { x, y } = await placeOn(page, [0.49, 0.155])
      await page.mouse.move(x, y)
      for (const type of ['pointerdown', 'pointerup'])
        await surface.dispatchEvent(type, {
          pointerId: 1,
          pointerType: 'pen',
          button: 5,
          buttons: type === 'pointerdown' ? 32 : 0,
          clientX: x,
          clientY: y,
        })
      expect(await kept(page)).toEqual([0])
      await page.keyboard.press('Control+z')
      await page.keyboard.press('e')
      const eraser = page.getByRole('button', { name: 'Eraser' })
      expect(await eraser.getAttribute('aria-pressed')).toBe('true')
      await page.mouse.down()
      await page.mouse.up()
      expect(await kept(page)).toEqual([0, 1, 0])
      await eraser.click()
      await draw(page, DOWN, { pointerType: 'mouse', button: 'left' })
      expect(await kept(page)).toEqual([0, 1, 0, 1])
    })
  })

  test('a finger draws, a palm does not, nor what the system takes for a gesture', async () => {
    await inScene('empty', SMALLEST, async ({ page }) => {
      const session = await page.context().newCDPSession(page)
      const end = () => session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
      const line = async (radius: number, grown = radius) => {
        await touch(session, page, 'touchStart', [0.5, 0.2], radius)
        await touch(session, page, 'touchMove', [0.5, 0.3], radius)
        await touch(session, page, 'touchMove', [0.5, 0.6], grown)
      }
      await line(12)
      await end()
      expect(await kept(page)).toEqual([1])
      await line(50)
      await end()
      await line(12, 50)
      await end()
      await line(12)
      await session.send('Input.dispatchTouchEvent', { type: 'touchCancel', touchPoints: [] })
      expect(await kept(page)).toEqual([1])
      await expect
        .poll(() => page.evaluate(() => window.fakeBridge.payloads('recognizeDrawing').at(-1)?.length))
        .toBe(1)
    })
  })

  test('a hand that rests while it holds a pen does not draw', async () => {
    await inScene('empty', SMALLEST, async ({ page }) => {
      const session = await page.context().newCDPSession(page)
      await draw(page, DOWN, { pointerType: 'pen', button: 'left' })
      await touch(session, page, 'touchStart', [0.7, 0.7], 12)
      await touch(session, page, 'touchMove', [0.7, 0.9], 12)
      await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
      expect(await kept(page)).toEqual([1])
    })
  })
})

test('a drawing is replayed with its bars, and is as it was', async () => {
  await inScene('number', SMALLEST, async ({ page }) => {
    const asked = () =>
      page.evaluate(() => window.fakeBridge.payloads('recognizeNumber').map((drawing) => drawing.length))
    const before = (await asked()).length
    await page.getByRole('button', { name: 'Replay' }).click()
    await page.getByRole('button', { name: 'Stop' }).waitFor()
    await page.getByRole('button', { name: 'Replay' }).waitFor()
    await expect.poll(async () => (await asked()).at(-1)).toBe(4)
    const since = (await asked()).slice(before)
    expect(since.length).toBeGreaterThan(20)
    expect(since).toEqual([...since].sort((a, b) => a - b))
    expect(await kept(page)).toEqual([])
    // Escape ends a replay before it clears the pad.
    await page.getByRole('button', { name: 'Replay' }).click()
    await page.getByRole('button', { name: 'Stop' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Replay' }).waitFor()
    expect(await kept(page)).toEqual([])
  })
})

test('the sheet of shortcuts opens and closes by keys, and takes the keyboard meanwhile', async () => {
  await inScene('drawn', SMALLEST, async ({ page }) => {
    await page.keyboard.press('?')
    const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
    await sheet.waitFor()
    expect(await sheet.getByText('Ctrl+Shift+Z').isVisible()).toBe(true)
    await page.keyboard.press('Delete')
    await page.keyboard.press('Escape')
    await sheet.waitFor({ state: 'hidden' })
    expect(await kept(page)).toEqual([])
  })
})
