/** `test` for specs that drive the app: starts it as often as a spec likes, and ends it. */
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
}

export const test = base.extend<Fixtures>({
  // Playwright reads from this first parameter which other fixtures are needed: none.
  launch: async ({}, use, info) => {
    const apps = new Set<RunningApp>()
    const faults: string[] = []
    await use(async (options) => {
      const app = await launchApp(options)
      app.page.on('pageerror', (error) => faults.push(String(error)))
      apps.add(app)
      void app.ended.then(() => apps.delete(app))
      return app
    })
    for (const app of apps) {
      if (info.status !== info.expectedStatus) {
        await info.attach('window', { body: await app.page.screenshot(), contentType: 'image/png' })
      }
      await quit(app)
    }
    expect(faults, 'errors in the page').toEqual([])
  },

  app: async ({ launch }, use) => {
    await use(await launch())
  },
})

/** Quits, and gives up a run that may be going on. */
export async function quit(app: RunningApp): Promise<void> {
  await app.evaluate(({ dialog }) => {
    dialog.showMessageBox = () => Promise.resolve({ response: 1, checkboxChecked: false })
  }, undefined)
  await app.close()
}
