/**
 * What is taken from the sources to be translated, and where it is kept: wuchale's settings. Wuchale reads the sources
 * while they are built, puts a look-up in the place of every text, and takes what it looks up from gettext catalogues
 * (`de.po`). The sources stay plain English, and run as they are where nobody builds them.
 *
 * https://wuchale.dev/reference/config
 */
import { adapter as svelte } from '@wuchale/svelte'
import { pofile } from 'wuchale'
import type { getConfig } from 'wuchale'
import { adapter as vanilla } from 'wuchale/adapter-vanilla'
import { isText } from './is-text.ts'
import { LANGUAGES, SOURCE } from './languages.ts'

type Config = Awaited<ReturnType<typeof getConfig>>
type Adapter = ReturnType<typeof svelte>
type StorageFactory = Adapter['storage']

/** `plural(count, ['# digit', '# digits'], values)`: the rule of the language is put in as the last argument. */
const PLURAL = { name: 'plural', args: ['other', 'message', 'other', 'pluralFunc'] } as const

/** The catalogues beside this file, in an order that is always the same: by the file that a text stands in. */
const catalogues: StorageFactory = async (options) => {
  const storage = await pofile({ dir: 'resources/locales', separateUrls: false })(options)
  return {
    key: storage.key,
    files: storage.files,
    load: async () => ({
      items: (await storage.load()).items,
      pluralRules: new Map(Object.entries(LANGUAGES)),
    }),
    save: async ({ items, pluralRules }) => {
      // What the window says by itself, then what the main process tells it, then what is not said any more.
      const first = ({ references }: (typeof items)[number]) => {
        const files = references.map(({ file }) => file)
        return files.find((file) => file.startsWith('src-renderer/')) ?? `~${files[0] ?? '~'}`
      }
      await storage.save({
        pluralRules,
        items: items.toSorted((a, b) => (first(a) < first(b) ? -1 : first(a) > first(b) ? 1 : 0)),
      })
    },
  }
}

/** The page: components, and the modules beside them. A module's texts stand in functions, to be looked up anew. */
function page(): Adapter {
  const settings = {
    files: ['src-renderer/**/*.{svelte,ts}'],
    storage: catalogues,
    patterns: [{ ...PLURAL, args: [...PLURAL.args] }],
    heuristic: isText,
    granularLoad: true,
    generateLoadID: () => 'texts',
  }
  const components = svelte({ ...settings, loader: 'svelte' })
  const modules = vanilla({ ...settings })
  return {
    ...components,
    transform: async (source) =>
      (source.filename.endsWith('.svelte') ? components : modules).transform(source),
  }
}

const others = Object.keys(LANGUAGES).filter((language) => language !== SOURCE)

export const config: Config = {
  locales: [SOURCE, ...others],
  /** Where the generated modules seem to stand: they are made in memory. */
  localesDir: 'src-renderer/texts',
  adapters: { page: page() },
  // Nothing is sent anywhere to be translated.
  ai: null,
  logLevel: 'error',
  hmr: false,
  fallback: {},
}
