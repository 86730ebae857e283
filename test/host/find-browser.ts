/** A browser to stand in for Electron's: the one that is asked for, else the best that this machine has. */
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

export interface Browser {
  readonly path: string
  readonly arguments: readonly string[]
}

const INSTALL = [
  'No Chromium was found. Install one in one of these ways:',
  '  npx playwright install chromium',
  '  apt-get install chromium        (Debian, Ubuntu)',
  'or set CHROMIUM_PATH to the program file of a Chromium, Chrome or Edge.',
].join('\n')

/**
 * @param visible whether it must be able to open a window
 * @throws Error that says how to get one
 */
export async function findBrowser(visible: boolean): Promise<Browser> {
  const asked = process.env['CHROMIUM_PATH']
  if (asked !== undefined && asked !== '') {
    if (existsSync(asked)) return { path: asked, arguments: [] }
    throw new Error(`CHROMIUM_PATH is "${asked}", and there is no such file.`)
  }
  // Read only here, because that takes most of a second.
  const { chromium } = await import('playwright')
  const path = [chromium.executablePath(), ...installed()].find((path) => existsSync(path))
  if (path !== undefined) return { path, arguments: [] }
  if (!visible && process.platform === 'linux' && process.arch === 'x64') return packaged()
  throw new Error(INSTALL)
}

/** Where the systems put their browsers. */
function installed(): string[] {
  if (process.platform === 'darwin') {
    return ['Chromium', 'Google Chrome', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    )
  }
  if (process.platform === 'win32') {
    const roots = [process.env['PROGRAMFILES'], process.env['PROGRAMFILES(X86)'], process.env['LOCALAPPDATA']]
    return roots
      .filter((root) => root !== undefined)
      .flatMap((root) => [
        join(root, 'Google/Chrome/Application/chrome.exe'),
        join(root, 'Microsoft/Edge/Application/msedge.exe'),
      ])
  }
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge']
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  return names.flatMap((name) => folders.map((folder) => join(folder, name)))
}

/** The headless Chromium that comes as a package, unpacked where it has not been yet. It opens no app window. */
async function packaged(): Promise<Browser> {
  const { default: chromium } = await import('@sparticuz/chromium')
  return { path: await chromium.executablePath(), arguments: ['about:blank'] }
}
