/** What is in the package, and what is not: read back from a package that was made with a stand-in for Electron. */
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { extname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { extractFile, listPackage, statFile } from '@electron/asar'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { LinuxTargetHelper } from 'app-builder-lib/out/targets/LinuxTargetHelper.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { packApp } from './pack.ts'
import type { Packaged } from './pack.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const MOST_BYTES = 10 * 1024 * 1024

let packaged: Packaged
/** The files in the archive, with slashes and without the first. */
let files: string[]
beforeAll(async () => {
  packaged = await packApp()
  files = listPackage(packaged.asar, { isPack: false })
    .map((path) => path.replaceAll('\\', '/').slice(1))
    .filter((path) => 'size' in statFile(packaged.asar, path))
}, 60_000)
afterAll(() => {
  rmSync(packaged.place, { recursive: true, force: true })
})
const text = (file: string) => extractFile(packaged.asar, file).toString('utf8')

/** All files below a folder of the repository. */
function filesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length).replaceAll('\\', '/'))
}

describe('the archive of the code', () => {
  it('holds what the build made, the models, and nothing else', () => {
    const built = ['main', 'preload', 'renderer'].flatMap((part) => filesIn(`dist/${part}`))
    const wanted = built.filter((file) => !file.endsWith('.map') && !file.endsWith('/licenses.json'))
    const models = filesIn('resources').filter((file) => file.endsWith('.safetensors'))
    expect(files.toSorted()).toEqual([...wanted, ...models, 'package.json'].toSorted())
    expect(models).toContain('resources/model.safetensors')
  })

  it('holds files of these kinds only: no sources, no maps, no packages', () => {
    const kinds = new Set(files.map((file) => extname(file)))
    expect([...kinds].toSorted()).toEqual(['.cjs', '.css', '.html', '.js', '.json', '.safetensors', '.wasm'])
    expect(files.filter((file) => file.includes('node_modules'))).toEqual([])
  })

  it('needs nothing beside itself, Electron and Node', () => {
    const modules = files.filter((file) => /^dist\/main\/.*\.js$/.test(file))
    const imports = modules.flatMap((file) =>
      [...text(file).matchAll(/^(?:import|export)\b.*?["']([^"'\n]+)["'];?$/gm)].map(([, name]) => ({
        file,
        name: name!,
      })),
    )
    expect(imports.map(({ name }) => name)).toContain('electron')
    const strange = imports.filter(({ file, name }) =>
      name.startsWith('.')
        ? !files.includes(posix.join(file, '..', name))
        : name !== 'electron' && !isBuiltin(name),
    )
    expect(strange).toEqual([])
  })

  it('says of the app what it needs to run, and nothing of how it is made', () => {
    const description = JSON.parse(text('package.json')) as Record<string, unknown>
    expect(description).toMatchObject({
      name: 'digit-pad',
      productName: 'Digit Pad',
      main: 'dist/main/main.js',
      type: 'module',
      desktopName: 'digit-pad.desktop',
    })
    for (const key of ['scripts', 'devDependencies', 'dependencies', 'build']) {
      expect(description).not.toHaveProperty(key)
    }
    expect(files).toContain(description['main'])
  })

  it('is smaller than 10 MB', () => {
    const { size } = statSync(packaged.asar)
    console.log(`app.asar: ${(size / 1024 / 1024).toFixed(2)} MB, ${files.length} files`)
    expect(size).toBeLessThan(MOST_BYTES)
  })
})

describe('the program', () => {
  it('has turned off what the app does not need, and turned on what guards its code', async () => {
    const wire = await getCurrentFuseWire(packaged.program)
    const on = FuseState.ENABLE
    const off = FuseState.DISABLE
    expect(wire).toMatchObject({
      [FuseV1Options.RunAsNode]: off,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: off,
      [FuseV1Options.EnableNodeCliInspectArguments]: off,
      [FuseV1Options.GrantFileProtocolExtraPrivileges]: off,
      [FuseV1Options.OnlyLoadAppFromAsar]: on,
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: on,
      [FuseV1Options.EnableCookieEncryption]: on,
    })
  })

  it('stands beside its licences and nothing that was not asked for', () => {
    expect(readdirSync(packaged.resources).toSorted()).toEqual([
      'LICENSE.txt',
      'app.asar',
      'third-party-notices.txt',
    ])
    expect(readdirSync(packaged.folder).toSorted()).toEqual([
      'LICENSE.electron.txt',
      'LICENSES.chromium.html',
      'digit-pad',
      'locales',
      'resources',
    ])
    expect(readFileSync(join(packaged.resources, 'LICENSE.txt'), 'utf8')).toBe(
      readFileSync(join(root, 'LICENSE'), 'utf8'),
    )
  })
})

describe('the notices', () => {
  it('hold the licence of every package that the source maps name', () => {
    const maps = filesIn('dist').filter((file) => file.endsWith('.map'))
    const sources = maps.flatMap(
      (file) => (JSON.parse(readFileSync(join(root, file), 'utf8')) as { sources: string[] }).sources,
    )
    const names = sources.flatMap((source) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1] ?? [])
    expect(names).toContain('electron-store')
    const notices = readFileSync(join(packaged.resources, 'third-party-notices.txt'), 'utf8')
    const sections = notices.split('-'.repeat(80)).map((section) => section.trim())
    for (const name of new Set(names)) {
      const section = sections.find((section) => section.startsWith(`${name} `))
      expect(section, name).toMatch(/copyright|permission is hereby granted|spdx\.org\/licenses\/\w/i)
    }
  })
})

describe('on a Linux desktop', () => {
  const helper = () => new LinuxTargetHelper(packaged.packager)

  it('the app is found under Education, with its window, its icon and its files', async () => {
    const entry = await helper().computeDesktopEntry(packaged.packager.platformSpecificBuildOptions)
    const lines = entry.trim().split('\n')
    expect(lines[0]).toBe('[Desktop Entry]')
    expect(lines).toEqual(
      expect.arrayContaining([
        'Type=Application',
        'Name=Digit Pad',
        'Exec="/opt/Digit Pad/digit-pad" %U',
        'Icon=digit-pad',
        'Terminal=false',
        'Categories=Education;',
        'StartupWMClass=digit-pad',
        'MimeType=application/x-digit-pad-model;application/x-digit-pad-drawing;',
      ]),
    )
    expect(lines.find((line) => line.startsWith('Comment='))).toMatch(/digit/i)
  })

  it('files are known by their endings, none of them another program’s', async () => {
    const file = await helper().mimeTypeFiles
    if (file === null) throw new Error('No type of file is declared.')
    const patterns = [...readFileSync(file, 'utf8').matchAll(/<glob pattern="(.+?)"\/>/g)].map(
      ([, glob]) => glob,
    )
    expect(patterns).toEqual(['*.digitmodel', '*.digitdrawing'])
  })

  it('the installers find an icon in every size', async () => {
    const icons = await helper().icons
    expect(icons.map(({ size }) => size)).toEqual([16, 24, 32, 48, 64, 96, 128, 256, 512, 1024])
  })
})
