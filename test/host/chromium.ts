/** The one Chromium of this run of the app, opened before the app is ready. */
import { setTimeout as wait } from 'node:timers/promises'
import { DevTools } from './devtools.ts'
import { findBrowser } from './find-browser.ts'
import { canSandbox } from './sandbox.ts'

/** A window that a person can see, instead of a headless one for tests. */
export const visible = process.env['DIGIT_PAD_HOST'] === 'visible'
/** Whether specs want to connect to it. */
const debugging = process.env['DIGIT_PAD_HOST'] === 'debugging'

export interface Stage {
  readonly devtools: DevTools
  /** The page that Chromium opened with. */
  readonly targetId: string
}

let stage: Stage | null = null

export async function openChromium(): Promise<Stage> {
  const browser = await findBrowser(visible)
  const options = [
    '--app=data:text/html,',
    ...(visible ? [] : ['--headless', '--disable-gpu', '--no-sandbox']),
    ...(debugging ? ['--remote-debugging-port=0'] : []),
    // The second keeps it from complaining about the first in its window.
    ...(visible && !canSandbox() ? ['--no-sandbox', '--test-type'] : []),
  ]
  // A headless one makes a language that no page understands of "no language".
  const environment = visible ? {} : { LC_ALL: 'en_US.UTF-8' }
  const devtools = new DevTools(browser, options, environment)
  stage = { devtools, targetId: await firstPage(devtools) }
  return stage
}

/** @throws Error before the app is ready */
export function openedChromium(): Stage {
  if (stage === null) throw new Error('This needs the app to be ready.')
  return stage
}

/** Also before it was opened. */
export async function closeChromium(): Promise<void> {
  await stage?.devtools.close()
}

/** What Chromium opened with; a headless one may open nothing by itself. */
async function firstPage(devtools: DevTools): Promise<string> {
  for (let waited = 0; waited < 1000; waited += 20) {
    const { targetInfos } = await devtools.browser.send('Target.getTargets')
    const page = targetInfos.find(({ type }) => type === 'page')
    if (page !== undefined) return page.targetId
    await wait(20)
  }
  const { targetId } = await devtools.browser.send('Target.createTarget', { url: 'about:blank' })
  return targetId
}
