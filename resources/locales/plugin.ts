/** Builds the page in every language: the texts of the sources give way to look-ups in catalogues that are loaded when needed. */
import { dirname, join, resolve } from 'node:path'
import type { Plugin } from 'vite'
import { Hub } from 'wuchale'
import { MAIN_LOADER } from './main-process.ts'
import { Memory } from './memory.ts'
import { config } from './texts.ts'

/**
 * The plugin for Vite. What wuchale generates is made in memory. A text that is in no catalogue yet is shown in English;
 * the catalogues themselves are left alone, because a build must not change what it is built from.
 *
 * @param root the repository's folder
 */
export function texts(root: string): Plugin {
  const files = new Memory({ [join(root, 'src-renderer/texts/main.loader.js')]: MAIN_LOADER })
  let begun: Promise<Hub> | undefined
  const begin = async () => {
    const hub = await Hub.create('cli', () => config(false), root, 0, files)
    await hub.directVisit(false, false, false)
    return hub
  }
  return {
    name: 'digit-pad:texts',
    // The unit tests run the sources as they are written.
    apply: 'build',
    async buildStart() {
      await (begun ??= begin())
    },
    resolveId(id, importer) {
      if (importer === undefined || !id.startsWith('.')) return null
      const path = resolve(dirname(importer), id)
      return files.written.has(path) ? path : null
    },
    load(id) {
      return files.written.get(id) ?? null
    },
    transform: {
      order: 'pre',
      async handler(code, id) {
        const [output] = await (await begun!).transform(code, id)
        return output.code === undefined ? null : { code: output.code, map: output.map as string }
      },
    },
  }
}
