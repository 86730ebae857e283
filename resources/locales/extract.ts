/**
 * Takes all texts from the sources into the catalogues beside this file: `npm run texts`. What is translated stays; what
 * is new stands there with an empty translation, which is shown in English.
 *
 * --clean  also removes what no source has any more; else it is kept as obsolete, so that its words can be used again.
 */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { Hub } from 'wuchale'
import { Memory } from './memory.ts'
import { config } from './texts.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** The catalogues by their paths, as they are once all texts are in them. */
export async function extracted(clean = false): Promise<ReadonlyMap<string, string>> {
  const files = new Memory()
  const hub = await Hub.create('cli', () => config(true), root, 0, files)
  await hub.directVisit(clean, false, false)
  return new Map([...files.written].filter(([path]) => path.endsWith('.po')))
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { clean: { type: 'boolean' } } })
  for (const [path, content] of await extracted(values.clean)) writeFileSync(path, content)
}
