/**
 * Runs a built main process in Chromium instead of Electron: `node test/host/run.ts dist/main/main.js ARGUMENTS…`.
 * As in Electron the app becomes ready once its module has run to its end, so that a top-level
 * `await app.whenReady()` never ends here either.
 */
import { registerHooks } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from './app.ts'
import { openChromium } from './chromium.ts'
import { obeySpecs } from './obey-specs.ts'

const host = new URL('electron.ts', import.meta.url).href

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: host, format: 'module-typescript', shortCircuit: true }
      : next(specifier, context),
})

const [, , main] = process.argv
if (main === undefined) throw new Error('Say which main process to run.')
// As in Electron: the program, the app, and what was typed.
process.argv.splice(1, 1)

const electron = (await import(host)) as Record<string, unknown>
const { session } = electron as { session: { defaultSession: unknown } }
await import(pathToFileURL(resolve(main)).href)
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    app.quit()
  })
}
app.emit('session-created', session.defaultSession)
const { devtools } = await openChromium()
obeySpecs(electron, devtools)
app.becomeReady()
