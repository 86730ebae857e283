/** One state of the page in a browser, as large and as light as is asked for. */
import { chromium } from 'playwright'
import type { Browser, Page } from 'playwright'
import type { Language } from '../../../src-main/contract.ts'
import { findBrowser } from '../../host/find-browser.ts'
import { SCENES } from './scenes.ts'
import type { Scene } from './scenes.ts'
import { exposeInside } from './real-inside.ts'
import type { Harness } from './serve.ts'

export interface Look {
  readonly width: number
  readonly height: number
  readonly scheme: 'light' | 'dark'
  /** English where none is named. It is chosen once the scene stands, as a person would. */
  readonly language?: Language
}

export interface OpenScene {
  readonly page: Page
  /** What the page reported as errors, violations of its policy among them. */
  readonly faults: readonly string[]
}

export async function startBrowser(): Promise<Browser> {
  const { path, arguments: args } = await findBrowser(false)
  return chromium.launch({ executablePath: path, args: [...args, '--no-sandbox', '--disable-gpu'] })
}

/** Opens a scene and waits until nothing in it moves any more. */
export async function openScene(
  browser: Browser,
  harness: Harness,
  scene: string,
  look: Look,
): Promise<OpenScene> {
  if (!(scene in SCENES)) throw new Error(`There is no scene named ${scene}.`)
  const { width, height, scheme } = look
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(message.text())
  })
  await exposeInside(page)
  await page.goto(`${harness.url}#${scene}`)
  await page
    .getByRole('region', { name: 'Drawing pad' })
    .waitFor({ timeout: 15_000 })
    .catch((error: unknown) => {
      throw new Error(`The scene ${scene} did not open. ${faults.join('; ')}`, { cause: error })
    })
  const { pane, inside, guide, models, press, click } = SCENES[scene] ?? {}
  if (pane !== undefined) await page.getByRole('tab', { name: pane }).click()
  if (inside !== undefined) await openInside(page, inside)
  if (guide === true) await page.getByRole('button', { name: 'Give five of each digit' }).click()
  if (press !== undefined) await page.keyboard.press(press)
  if (click !== undefined) await page.getByRole('button', { name: click }).click()
  if (models === true) await page.getByRole('button', { name: 'Models…' }).click()
  if (look.language !== undefined) await speak(page, look.language)
  await settle(page)
  return { page, faults }
}

/** Chooses a language, and waits until it is spoken. */
export async function speak(page: Page, language: Language): Promise<void> {
  await page.evaluate((chosen) => {
    window.chooseLanguage(chosen)
  }, language)
  const tag = language === 'en' ? 'en-GB' : language
  await page.waitForFunction((wanted) => document.documentElement.lang === wanted, tag)
}

/** Opens a view of the pane Inside, and all its tables, and waits until what is told of it is there. */
async function openInside(page: Page, { view, layer, shows }: NonNullable<Scene['inside']>): Promise<void> {
  const pane = page.getByRole('tabpanel', { name: 'Inside' })
  if (view !== undefined) await pane.getByRole('tab', { name: view }).click()
  if (layer !== undefined) await pane.locator('fieldset label').nth(layer).click()
  await pane.locator(shows).first().waitFor()
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('#pane-inside details')) details.setAttribute('open', '')
  })
}

/** Waits until the page has answered and nothing moves any more but what moves for ever. */
export async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let frame = 0; frame < 5; frame++) await new Promise((resolve) => requestAnimationFrame(resolve))
    const ending = document
      .getAnimations()
      .filter((animation) => animation.effect?.getComputedTiming().endTime !== Infinity)
    await Promise.allSettled(ending.map((animation) => animation.finished))
  })
}
