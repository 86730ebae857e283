/** Every test in a scene of its own, on the real page in a real browser, before a bridge with no main process. */
import type { Browser } from 'playwright'
import { afterAll, beforeAll, expect } from 'vitest'
import type { Language } from '../../../src-main/contract.ts'
import type { FakeBridge } from '../fake-bridge.ts'
import { openScene, startBrowser } from './open-scene.ts'
import type { Look, OpenScene } from './open-scene.ts'
import { serveHarness } from './serve.ts'
import type { Harness } from './serve.ts'

declare global {
  interface Window {
    fakeBridge: FakeBridge
    chooseLanguage: (language: Language) => void
  }
}

let harness: Harness
let browser: Browser

beforeAll(async () => {
  ;[harness, browser] = await Promise.all([serveHarness(), startBrowser()])
}, 120_000)
afterAll(async () => {
  await browser.close()
  harness.close()
})

/** The smallest window. */
export const SMALLEST: Look = { width: 900, height: 640, scheme: 'light' }

/** Opens a scene, does the work, and expects that nothing went wrong in the page meanwhile. */
export async function inScene(
  scene: string,
  look: Look,
  work: (opened: OpenScene) => Promise<void>,
): Promise<void> {
  const opened = await openScene(browser, harness, scene, look)
  try {
    await work(opened)
    expect(opened.faults).toEqual([])
  } finally {
    await opened.page.context().close()
  }
}
