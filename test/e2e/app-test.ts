/** `test` for specs that drive the app: starts it as often as a spec likes, and ends it. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test as base, expect } from 'playwright/test'
import { launchApp } from '../host/launch.ts'
import type { LaunchOptions, RunningApp } from '../host/launch.ts'

export { expect }
export type { RunningApp }

interface Fixtures {
  /** Starts the app with an empty folder for what it keeps, or with a folder of a former start. */
  readonly launch: (options?: LaunchOptions) => Promise<RunningApp>
  /** The app, started once. */
  readonly app: RunningApp
  /** Words of faults that a spec makes on purpose. Any other fault, in the page or in the log, fails it. */
  readonly wanted: string[]
}

export const test = base.extend<Fixtures>({
  // Playwright reads from this first parameter which other fixtures are needed: none.
  wanted: async ({}, use) => {
    await use([])
  },

  launch: async ({ wanted }, use, info) => {
    const apps = new Set<RunningApp>()
    const homes = new Set<string>()
    const faults: string[] = []
    await use(async (options) => {
      const app = await launchApp(options)
      app.page.on('pageerror', (error) => faults.push(String(error)))
      apps.add(app)
      homes.add(app.home)
      void app.ended.then(() => apps.delete(app))
      return app
    })
    for (const app of apps) {
      if (info.status !== info.expectedStatus) {
        await info.attach('window', { body: await app.page.screenshot(), contentType: 'image/png' })
      }
      await quit(app)
    }
    for (const home of homes) faults.push(...(await faultsInLog(home)))
    const unwanted = faults.filter((fault) => !wanted.some((words) => fault.includes(words)))
    expect(unwanted, 'faults in the page and in the log').toEqual([])
  },

  app: async ({ launch }, use) => {
    await use(await launch())
  },
})

/** What the app wrote down as its own faults, but for requests that it refused, as it should. */
async function faultsInLog(home: string): Promise<string[]> {
  const text = await readFile(join(home, 'logs', 'digit-pad.log'), 'utf8')
  const faults = text.split('\n').filter((line) => line.includes(' [error] '))
  return faults.filter((line) => !/The request "\w*" (is not valid|came from a stranger)/.test(line))
}

/** Quits, and gives up a run that may be going on. */
export async function quit(app: RunningApp): Promise<void> {
  await app.evaluate(({ dialog }) => {
    dialog.showMessageBox = () => Promise.resolve({ response: 1, checkboxChecked: false })
  }, undefined)
  await app.close()
}
