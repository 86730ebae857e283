/**
 * `npm start`: opens the built app in Electron. Where Electron's program is not there and cannot be had, the
 * same main process, preload script and page run in a Chromium window.
 */
import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { electronBinary, electronPackage } from './electron-binary.ts'
import { findBrowser } from './find-browser.ts'
import { canSandbox } from './sandbox.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

const NO_DISPLAY = [
  'There is no display to show a window on. Start Digit Pad in a desktop session, or with a virtual display:',
  '  xvfb-run -a npm start',
  'Without a window, `npm run digit-pad -- --help` shows what can be done in the terminal.',
].join('\n')

const IN_CHROMIUM =
  'Electron’s program is not here and cannot be downloaded: Digit Pad opens in a Chromium window. F10 shows its menu.'

if (hasDisplay()) await start()
else refuse(NO_DISPLAY)

function hasDisplay(): boolean {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env
  return process.platform !== 'linux' || Boolean(DISPLAY) || Boolean(WAYLAND_DISPLAY)
}

async function start(): Promise<void> {
  const electron = electronBinary() ?? (await downloaded())
  if (electron !== null) {
    run(electron, [...(canSandbox() ? [] : ['--no-sandbox']), root], {})
    return
  }
  try {
    await findBrowser(true)
  } catch (error) {
    refuse(
      `Electron’s program cannot be downloaded. ${error instanceof Error ? error.message : String(error)}`,
    )
    return
  }
  console.log(IN_CHROMIUM)
  run(process.execPath, [join(root, 'test/host/run.ts'), join(root, 'dist/main/main.js')], {
    DIGIT_PAD_HOST: 'visible',
  })
}

/** Electron's program, after its package has downloaded it; `null` where that is not possible. */
async function downloaded(): Promise<string | null> {
  if (!(await canReach(process.env['ELECTRON_MIRROR'] ?? 'https://github.com/electron/electron/')))
    return null
  console.log('Downloading Electron, once …')
  spawnSync(process.execPath, [join(electronPackage, 'install.js')], {
    stdio: ['ignore', 'inherit', 'ignore'],
  })
  return electronBinary()
}

/** Asked first, because the download itself waits for minutes where nothing answers. */
async function canReach(address: string): Promise<boolean> {
  try {
    const { ok } = await fetch(address, { method: 'HEAD', signal: AbortSignal.timeout(5000) })
    return ok
  } catch {
    return false
  }
}

/** Runs in the foreground and ends as it ends. */
function run(program: string, options: readonly string[], env: Readonly<Record<string, string>>): void {
  const child = spawn(program, options, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => {
    refuse(`${program} could not be started: ${error.message}`)
  })
  child.on('exit', (code) => {
    process.exitCode = code ?? 1
  })
}

function refuse(message: string): void {
  console.error(message)
  process.exitCode = 1
}
