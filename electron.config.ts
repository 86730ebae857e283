/**
 * The one build: `vite build --config electron.config.ts` makes everything that runs, in `dist/`. And the
 * settings of the unit tests, which vitest reads from here.
 *
 * - `dist/main`: the app (main.js), the command line (cli.js), the threads (thread.js, results.js, pictures.js) the kernels and the decoder of JPEG files;
 * - `dist/preload`: the preload script, one CommonJS file, as a sandboxed page demands;
 * - `dist/renderer`: the page;
 * - `dist/third-party-notices.txt`: the licences of all that others wrote and that is in there.
 */
import { copyFileSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import type { EnvironmentOptions, Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import { texts } from './resources/locales/plugin.ts'
import { compileKernels } from './src-main/kernels/assembly/build.ts'
import { SkippedReporter } from './test/skipped.ts'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const mainEntries = {
  main: at('src-main/main.ts'),
  cli: at('src-main/cli.ts'),
  thread: at('src-main/training/thread.ts'),
  results: at('src-main/results/thread.ts'),
  pictures: at('src-main/images/thread.ts'),
}
const preloadEntries = { preload: at('src-main/preload.ts') }
const page = { index: at('src-renderer/index.html') }
/** Where each part's build writes down which packages are in it. */
const LICENSES = 'licenses.json'

/** What runs in Node: every library is bundled, so that the packaged app carries no node_modules. */
function forNode(options: {
  outDir: string
  entries: Record<string, string>
  commonJs: boolean
}): EnvironmentOptions {
  return {
    consumer: 'server',
    // Libraries written as CommonJS ask for these; in a module they have another name.
    define: options.commonJs ? {} : { __filename: 'import.meta.filename', __dirname: 'import.meta.dirname' },
    resolve: {
      noExternal: true,
      external: ['electron'],
      conditions: ['node', 'import', 'module', 'default'],
    },
    build: {
      outDir: options.outDir,
      emptyOutDir: false,
      ssr: true,
      copyPublicDir: false,
      target: 'node24',
      minify: false,
      sourcemap: true,
      license: { fileName: LICENSES },
      rolldownOptions: {
        input: options.entries,
        // Nobody who builds this wants to be told which plugin took the longest.
        checks: { bundlerTimings: false },
        external: ['electron', /^electron\//, /^node:/, ...builtinModules],
        output: {
          format: options.commonJs ? 'cjs' : 'es',
          entryFileNames: options.commonJs ? '[name].cjs' : '[name].js',
          chunkFileNames: '[name]-[hash].js',
          ...(options.commonJs ? { codeSplitting: false } : {}),
        },
      },
    },
  }
}

/** Compiles the AssemblyScript kernels beside the code that loads them. */
function kernels(): Plugin {
  return {
    name: 'digit-pad:kernels',
    applyToEnvironment: (environment) => environment.name === 'main',
    async writeBundle() {
      await compileKernels(at('dist/main'))
    },
  }
}

/** Lays the decoder of JPEG files beside the code that loads it. */
function jpegDecoder(): Plugin {
  return {
    name: 'digit-pad:jpeg-decoder',
    applyToEnvironment: (environment) => environment.name === 'main',
    writeBundle() {
      copyFileSync(at('node_modules/imagescript/wasm/any/jpeg.wasm'), at('dist/main/jpeg.wasm'))
    },
  }
}

/** A package that is part of the bundles, as Vite tells of it. */
interface License {
  readonly name: string
  readonly version: string
  /** By its name in SPDX's list. */
  readonly identifier?: string
  readonly text?: string
}

/** Writes the licences of all parts into one text, each package once. */
function writeNotices(): void {
  const parts = ['main', 'preload', 'renderer'].map((part) => at(`dist/${part}/${LICENSES}`))
  const bundled = parts.flatMap((file) => JSON.parse(readFileSync(file, 'utf8')) as License[])
  // The library of the one is compiled into the kernels, of the other only the decoder is there.
  const all = [...bundled, licenceAndNotice('assemblyscript'), licenceOf('imagescript', 'LICENSE.MIT', 'MIT')]
  const notices = new Map(all.map((license) => [`${license.name} ${license.version}`, license]))
  const sections = [...notices]
    .sort(([a], [b]) => a.localeCompare(b, 'en'))
    .map(([title, license]) => {
      const { identifier, text } = license
      if (text === undefined && identifier === undefined) throw new Error(`${title} comes without a licence.`)
      const words = text ?? `Its package only names its licence: https://spdx.org/licenses/${identifier}.html`
      return `${title}${identifier === undefined ? '' : ` (${identifier})`}\n\n${words}\n`
    })
  const head = 'Digit Pad contains these packages. Their licences ask that their words go with them.\n'
  writeFileSync(at('dist/third-party-notices.txt'), [head, ...sections].join(`\n${'-'.repeat(80)}\n\n`))
}

/** Of one that leaves the choice of its licence. */
function licenceOf(name: string, file: string, identifier: string): License {
  const folder = at(`node_modules/${name}/`)
  const { version } = JSON.parse(readFileSync(`${folder}package.json`, 'utf8')) as { version: string }
  return { name, version, identifier, text: readFileSync(folder + file, 'utf8').trim() }
}

function licenceAndNotice(name: string): License {
  const folder = at(`node_modules/${name}/`)
  const { version, license } = JSON.parse(readFileSync(`${folder}package.json`, 'utf8')) as {
    version: string
    license: string
  }
  const text = ['LICENSE', 'NOTICE'].map((file) => readFileSync(folder + file, 'utf8').trim()).join('\n\n')
  return { name, version, identifier: license, text }
}

/** Removes what earlier builds left in `dist`. What is in use by a running app is overwritten, never missing. */
function removeOlderThan(start: number): void {
  for (const entry of readdirSync(at('dist'), { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name)
    if (entry.isFile() && statSync(file).mtimeMs < start) rmSync(file, { force: true })
  }
}

export default defineConfig({
  root: at('src-renderer'),
  base: './',
  publicDir: false,
  plugins: [texts(at('.')), svelte({ configFile: false }), kernels(), jpegDecoder()],
  environments: {
    client: {
      build: {
        outDir: at('dist/renderer'),
        emptyOutDir: false,
        target: 'chrome140',
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
        license: { fileName: LICENSES },
        rolldownOptions: { input: page, checks: { bundlerTimings: false } },
      },
    },
    main: forNode({ outDir: at('dist/main'), entries: mainEntries, commonJs: false }),
    preload: forNode({ outDir: at('dist/preload'), entries: preloadEntries, commonJs: true }),
  },
  builder: {
    async buildApp(builder) {
      const start = Date.now() - 1000
      for (const name of ['client', 'main', 'preload']) await builder.build(builder.environments[name]!)
      writeNotices()
      removeOlderThan(start)
    },
  },
  test: {
    root: at('.'),
    include: ['test/**/*.test.ts'],
    exclude: ['test/e2e/**'],
    globalSetup: ['test/build-if-stale.ts'],
    reporters: ['default', new SkippedReporter()],
    testTimeout: 60_000,
    // Left to itself, vitest spares a core, which on two is half of them.
    maxWorkers: '100%',
  },
})
