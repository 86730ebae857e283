/**
 * Pictures of the page in its states, for the eye: `node test/page/harness/screenshots.ts FOLDER [SCENE…]`, in another
 * language with `--language de`.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { LANGUAGE_TAGS } from '../../../src-main/contract.ts'
import { openScene, startBrowser } from './open-scene.ts'
import type { Look } from './open-scene.ts'
import { SCENES } from './scenes.ts'
import { serveHarness } from './serve.ts'

const LOOKS: readonly Look[] = (['light', 'dark'] as const).flatMap((scheme) =>
  [
    { width: 900, height: 640 },
    { width: 1024, height: 720 },
    { width: 1600, height: 1000 },
  ].map((size) => ({ scheme, ...size })),
)

const { positionals, values } = parseArgs({
  options: { language: { type: 'string', default: 'en' } },
  allowPositionals: true,
})
const [folder, ...wanted] = positionals
const language = LANGUAGE_TAGS.find((tag) => tag === values.language)
if (folder === undefined) throw new Error('Name the folder for the pictures.')
if (language === undefined) throw new Error(`The languages are ${LANGUAGE_TAGS.join(', ')}.`)
mkdirSync(folder, { recursive: true })
const harness = await serveHarness()
const browser = await startBrowser()
try {
  for (const scene of wanted.length > 0 ? wanted : Object.keys(SCENES)) {
    for (const look of LOOKS) {
      const { page } = await openScene(browser, harness, scene, { ...look, language })
      const name = `${scene}-${language}-${String(look.width)}-${look.scheme}.png`
      await page.screenshot({ path: join(folder, name) })
      await page.context().close()
    }
  }
} finally {
  await browser.close()
  harness.close()
}
