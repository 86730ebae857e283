/**
 * Takes all texts from the sources into the catalogues beside this file: `npm run texts`. What is translated stays; what
 * is new stands there with an empty translation, which is shown in English.
 *
 * --clean  also removes what no source has any more; else it is kept as obsolete, so that its words can be used again.
 */
import { writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { Hub } from 'wuchale'
import { LANGUAGES } from './languages.ts'
import { MAIN_LOADER } from './main-process.ts'
import { Memory } from './memory.ts'
import { config } from './texts.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** The catalogues by their paths, as they are once all texts are in them. */
export async function extracted(clean = false): Promise<ReadonlyMap<string, string>> {
  const files = new Memory({ [join(root, 'src-renderer/texts/main.loader.js')]: MAIN_LOADER })
  const hub = await Hub.create('cli', () => config(true), root, 0, files)
  await hub.directVisit(clean, false, false)
  const catalogues = [...files.written].filter(([path]) => path.endsWith('.po'))
  return new Map(catalogues.map(([path, content]) => [path, withItsForms(path, content)]))
}

/** Where nothing is translated yet, two forms are written whatever the language has. */
function withItsForms(path: string, content: string): string {
  const language = basename(path, '.po') as keyof typeof LANGUAGES
  return LANGUAGES[language].nplurals === 1 ? content.replace(/^msgstr\[1\] ""\n/gm, '') : content
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { clean: { type: 'boolean' } } })
  for (const [path, content] of await extracted(values.clean)) writeFileSync(path, content)
}
