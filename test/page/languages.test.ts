/** Every pane in every language: nothing is cut off, and nothing stays in English. */
import type { Page } from 'playwright'
import { describe, expect, test } from 'vitest'
import { LANGUAGE_TAGS } from '../../src-main/contract.ts'
import { inScene, SMALLEST } from './harness/in-scene.ts'
import { misfits } from './harness/misfits.ts'
import { settle, speak } from './harness/open-scene.ts'
import { SCENES } from './harness/scenes.ts'

const SIZES = [
  [900, 640],
  [1024, 720],
] as const
/** A title of a paper, which nobody translates, and formulas. */
const ENGLISH_EVERYWHERE = /Z\. Shao|Sundararajan/
/** Hardly any English sentence is without one of these words, and they are words of no other language here. */
const ENGLISH = /\b(the|and|which|with|your|this|not|are)\b/i

/** All that is read in the page: what stands in it, and what is said of it. */
const readIn = (page: Page) =>
  page.evaluate(() => {
    const found = new Set<string>()
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
      if (node.parentElement?.checkVisibility() === true) found.add(node.textContent?.trim() ?? '')
    }
    for (const element of document.querySelectorAll('*')) {
      for (const name of ['aria-label', 'aria-valuetext', 'title', 'alt', 'placeholder'])
        found.add(element.getAttribute(name) ?? '')
    }
    return [...found]
  })

describe.each([
  ...['drawn', 'longNumber', 'guide', 'advanced', 'training', 'done', 'comparison', 'tourTurns'],
  ...['insideBackward', 'insideWhy'],
])('%s', (scene) => {
  test.each(LANGUAGE_TAGS.filter((language) => language !== 'en'))('in %s', async (language) => {
    // What the scene itself says stands for what a person or a file said.
    const own = JSON.stringify(SCENES[scene])
    await inScene(scene, { ...SMALLEST, language }, async ({ page }) => {
      const found: Record<string, string[]> = {}
      for (const [width, height] of SIZES) {
        await page.setViewportSize({ width, height })
        await settle(page)
        const some = await misfits(page)
        if (some.length > 0) found[`${width} × ${height}`] = some
      }
      expect(found).toEqual({})
      const english = (await readIn(page)).filter(
        (text) => ENGLISH.test(text) && !ENGLISH_EVERYWHERE.test(text) && !own.includes(text),
      )
      expect(english).toEqual([])
    })
  })
})

test('another language is spoken at once, and the drawing stays', async () => {
  await inScene('drawn', SMALLEST, async ({ page }) => {
    await page.getByRole('button', { name: 'Appearance' }).click()
    await page.getByRole('combobox', { name: 'Language' }).selectOption('de')
    await page.waitForFunction(() => document.documentElement.lang === 'de')
    expect(await page.locator('.bars .figure').nth(3).textContent()).toMatch(/^\d\d,\d/)
    expect(await page.getByRole('heading', { level: 2 }).first().textContent()).toBe('3')
    await speak(page, 'ar')
    expect(await page.evaluate(() => document.documentElement.dir)).toBe('rtl')
    expect(await page.locator('.bars .figure').nth(3).textContent()).toMatch(/\d\d\.\d/)
    await speak(page, 'en')
    expect(await page.evaluate(() => document.documentElement.dir)).toBe('ltr')
    expect(await page.getByRole('heading', { level: 2 }).first().textContent()).toBe('3')
  })
})
