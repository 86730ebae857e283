/** Before the unit tests: builds `dist/` where it is missing or older than the sources it is made from. */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../', import.meta.url))
const SOURCES = ['src-main', 'src-renderer', 'electron.config.ts', 'resources/locales', 'package-lock.json']

export default function buildIfStale(): void {
  const built = join(root, 'dist/main/cli.js')
  if (existsSync(built) && newest(SOURCES) <= statSync(built).mtimeMs) return
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  const build = spawnSync(
    process.execPath,
    [vite, 'build', '--config', 'electron.config.ts', '--logLevel', 'warn'],
    { cwd: root, stdio: 'inherit', env: { ...process.env, NODE_ENV: 'production' } },
  )
  if (build.status !== 0) throw new Error('The build failed, so there is nothing to test.')
}

/** When the latest change to any of these files, or of the files in these folders, was made. */
function newest(paths: readonly string[]): number {
  const files = paths
    .map((path) => join(root, path))
    .flatMap((path) =>
      statSync(path).isDirectory()
        ? readdirSync(path, { recursive: true, encoding: 'utf8' }).map((name) => join(path, name))
        : [path],
    )
  return Math.max(...files.map((file) => statSync(file).mtimeMs))
}
