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
import { isText, isTold } from './is-text.ts'
import { LANGUAGES, SOURCE } from './languages.ts'
import { mainProcess } from './main-process.ts'

type Config = Awaited<ReturnType<typeof getConfig>>
type Adapter = ReturnType<typeof svelte>
type StorageFactory = Adapter['storage']
type Item = Awaited<ReturnType<Awaited<ReturnType<StorageFactory>>['load']>>['items'][number]

/** `plural(count, ['# digit', '# digits'], values)`: the rule of the language is put in as the last argument. */
const PLURAL = { name: 'plural', args: ['other', 'message', 'other', 'pluralFunc'] } as const

/**
 * The catalogues beside this file, in an order that is always the same: by the file that a text stands in.
 *
 * @param anew whether it is to be found out anew which texts stand where
 */
const catalogues =
  (anew: boolean): StorageFactory =>
  async (options) => {
    const storage = await pofile({ dir: 'resources/locales', separateUrls: false })(options)
    return {
      key: storage.key,
      files: storage.files,
      load: async () => {
        const { items } = await storage.load()
        for (const item of items) {
          setForms(item, Math.max)
          if (anew) item.references = []
          else sayInEnglish(item)
        }
        return { items, pluralRules: new Map(Object.entries(LANGUAGES)) }
      },
      save: async ({ items, pluralRules }) => {
        for (const item of items) setForms(item, (_, forms) => forms)
        await storage.save({ pluralRules, items: items.toSorted(byFile) })
        for (const item of items) setForms(item, Math.max)
      },
    }
  }

/**
 * Gives what counts something as many forms as each language has. Wuchale takes an entry of a single form for one that
 * counts nothing: such a form is there twice while wuchale has it.
 */
function setForms({ translations }: Item, wanted: (least: number, forms: number) => number): void {
  if ((translations.get(SOURCE)?.length ?? 0) < 2) return
  for (const [language, { nplurals }] of Object.entries(LANGUAGES)) {
    const forms = translations.get(language) ?? []
    const last = forms.at(-1) ?? ''
    const length = wanted(2, nplurals)
    translations.set(
      language,
      Array.from({ length }, (_, form) => forms[form] ?? (nplurals === 1 ? last : '')),
    )
  }
}

/**
 * What a language does not say yet is said in English. Wuchale does so, too, but only where it happens to have compiled
 * the English first.
 */
function sayInEnglish({ translations }: Item): void {
  const source = translations.get(SOURCE) ?? []
  for (const [language, { one }] of Object.entries(LANGUAGES)) {
    const forms = translations.get(language) ?? []
    if (forms.some((text) => text !== '')) continue
    const length = source.length > 1 ? forms.length : 1
    const last = source.at(-1) ?? ''
    translations.set(
      language,
      Array.from({ length }, (_, form) => (form === one ? (source[0] ?? last) : last)),
    )
  }
}

/** What the window says by itself, then what the main process tells it, then what is not said any more. */
function byFile(a: Item, b: Item): number {
  const placeOf = ({ references }: Item) => {
    const files = references.map(({ file }) => file)
    return files.find((file) => file.startsWith('src-renderer/')) ?? `~${files[0] ?? '~'}`
  }
  const [first, second] = [placeOf(a), placeOf(b)]
  return first < second ? -1 : first > second ? 1 : 0
}

/** The main process and its threads. Models, the paper's report and the command line are in English. */
function main(storage: StorageFactory): Adapter {
  return mainProcess({
    files: {
      include: ['src-main/**/*.ts'],
      // The log is read by those who look for a fault.
      ignore: [
        'src-main/{cli,contract,kernels,network,paper,shell/log}/**',
        'src-main/{cli,preload,shell/bridge}.ts',
      ],
    },
    storage,
    patterns: [{ ...PLURAL, args: [...PLURAL.args] }],
    heuristic: isTold,
    granularLoad: true,
    generateLoadID: () => 'mainTexts',
  })
}

/** The page: components, and the modules beside them. A module's texts stand in functions, to be looked up anew. */
function page(storage: StorageFactory): Adapter {
  const settings = {
    files: ['src-renderer/**/*.{svelte,ts}'],
    storage,
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

/** @param anew whether the catalogues are to be written: else they are only read */
export const config = (anew: boolean): Config => ({
  locales: [SOURCE, ...others],
  /** Where the generated modules seem to stand: they are made in memory. */
  localesDir: 'src-renderer/texts',
  adapters: { page: page(catalogues(anew)), main: main(catalogues(anew)) },
  // Nothing is sent anywhere to be translated.
  ai: null,
  logLevel: 'error',
  hmr: false,
  fallback: {},
})
