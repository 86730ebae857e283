/** The window as a person sees it: where to draw, what is read, how it is trained. */
import { expect } from 'playwright/test'
import type { Locator, Page } from 'playwright/test'
import type { Ink } from '../../src-main/images/ink.ts'

export class DigitPadWindow {
  readonly page: Page
  readonly pad: Locator
  readonly bars: Locator
  readonly answer: Locator

  constructor(page: Page) {
    this.page = page
    this.pad = page.getByRole('region', { name: 'Drawing pad' })
    this.bars = page.getByRole('list', { name: 'Probabilities' }).getByRole('meter')
    this.answer = page.getByRole('tabpanel', { name: 'Read' }).getByRole('heading')
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true })
  }

  /** Draws with the mouse, as large as the pad lets it. @param drawn is called after some of the points */
  async draw(strokes: Ink, drawn: () => Promise<void> = () => Promise.resolve()): Promise<void> {
    const at = await this.#placement(strokes)
    const { mouse } = this.page
    for (const stroke of strokes) {
      for (const [index, point] of stroke.entries()) {
        await mouse.move(...at(point))
        if (index === 0) await mouse.down()
        if (index % 8 === 7) await drawn()
      }
      await mouse.up()
    }
  }

  /** What the ten bars say, in per cent. */
  async shares(): Promise<number[]> {
    const values = await this.bars.evaluateAll((bars) => bars.map((bar) => bar.getAttribute('aria-valuenow')))
    return values.map(Number)
  }

  /** The digit that is named, once the bars have come to rest; `null` where none is. */
  async reading(): Promise<number | null> {
    let before = ''
    await expect
      .poll(async () => {
        const now = `${(await this.shares()).join()} ${await this.answer.innerText()}`
        const rested = now === before
        before = now
        return rested
      })
      .toBe(true)
    const named = await this.answer.innerText()
    return /^\d$/.test(named) ? Number(named) : null
  }

  /** Puts the drawing in the middle of the pad. */
  async #placement(strokes: Ink): Promise<(point: readonly number[]) => [number, number]> {
    const box = await this.pad.boundingBox()
    if (box === null) throw new Error('There is no pad.')
    const points = strokes.flat()
    const range = (axis: number) => {
      const values = points.map((point) => point[axis] ?? 0)
      const least = Math.min(...values)
      return { middle: (least + Math.max(...values)) / 2, length: Math.max(...values) - least }
    }
    const [x, y] = [range(0), range(1)]
    const scale = (0.7 * Math.min(box.width, box.height)) / Math.max(x.length, y.length, 1)
    return ([px = 0, py = 0]) => [
      box.x + box.width / 2 + (px - x.middle) * scale,
      box.y + box.height / 2 + (py - y.middle) * scale,
    ]
  }
}
