/** Where Electron's program lies, without importing the package, which would start to download it. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const electronPackage = fileURLToPath(new URL('../../node_modules/electron/', import.meta.url))

/** The program's path, or `null` where it is not there. */
export function electronBinary(): string | null {
  const folder = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(electronPackage, 'dist')
  const note = join(electronPackage, 'path.txt')
  const name = existsSync(note) ? readFileSync(note, 'utf8') : 'electron'
  const path = join(folder, name)
  return existsSync(path) ? path : null
}
