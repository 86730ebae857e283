/** Starts the built app for a spec: in Electron where its program is there, else in the host. */
import { spawn, spawnSync } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type * as Electron from 'electron'
import { _electron, chromium } from 'playwright'
import type { Page } from 'playwright'
import { electronBinary } from './electron-binary.ts'
import { findBrowser } from './find-browser.ts'
import type { Order, Report } from './obey-specs.ts'
import { canSandbox } from './sandbox.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
/** The app's folder, or its archive: what was built, or what was packaged. */
const appFolder = () => process.env['DIGIT_PAD_APP'] ?? root

/** Runs in the main process, so it refers to nothing outside itself. */
type InMain<A, R> = (electron: typeof Electron, argument: A) => R | Promise<R>

export interface RunningApp {
  readonly page: Page
  /** The folder of all that the app keeps. */
  readonly home: string
  /** Runs a function in the main process. What it is given and gives back must be fit for JSON. */
  readonly evaluate: <A, R>(work: InMain<A, R>, argument: A) => Promise<R>
  /** Chooses from the menu, by its labels: `menu('Model', 'Stop Training')`. */
  readonly menu: (...path: string[]) => Promise<void>
  /** Quits, as a person would, and waits for the end. */
  readonly close: () => Promise<void>
  /** Ends the app as a crash would, without a word, and waits for the end. */
  readonly kill: () => Promise<void>
  /** Resolves when the app has ended. */
  readonly ended: Promise<void>
}

export interface LaunchOptions {
  /** Where a former start kept what it kept; an empty folder where nothing is said. */
  readonly home?: string
  readonly env?: Readonly<Record<string, string>>
  /** What is typed after the program's name. */
  readonly typed?: readonly string[]
}

const NO_WINDOW = 'The app ended before its window was open.'

type Started = Pick<RunningApp, 'page' | 'evaluate' | 'kill' | 'ended'>

export async function launchApp({ home, env = {}, typed = [] }: LaunchOptions = {}): Promise<RunningApp> {
  const folder = home ?? (await mkdtemp(join(tmpdir(), 'digit-pad-home-')))
  const binary = electronBinary()
  const environment = { ...inherited(), DIGIT_PAD_HOME: folder, ...env }
  const started = await (binary === null
    ? inHost(environment, typed)
    : inElectron(binary, environment, typed))
  const { page, evaluate, kill, ended } = started
  return {
    page,
    home: folder,
    evaluate,
    kill,
    ended,
    menu: (...path) => evaluate(chooseFromMenu, path),
    close: async () => {
      // The answer may be lost with the process.
      evaluate(({ app }) => {
        app.quit()
      }, undefined).catch(() => undefined)
      await ended
    },
  }
}

async function inElectron(
  executablePath: string,
  env: Record<string, string>,
  typed: readonly string[],
): Promise<Started> {
  const app = await _electron.launch({ executablePath, args: [...electronArguments(), ...typed], env })
  const ended = new Promise<void>((resolve) => {
    app.once('close', () => {
      resolve()
    })
  })
  const page = await app.firstWindow().catch(() => {
    throw new Error(NO_WINDOW)
  })
  return {
    page,
    evaluate: (work, argument) => app.evaluate(work as never, argument as never),
    kill: () => {
      app.process().kill('SIGKILL')
      return ended
    },
    ended,
  }
}

async function inHost(env: Record<string, string>, typed: readonly string[]): Promise<Started> {
  const child = spawn(process.execPath, [...hostArguments(), ...typed], {
    cwd: root,
    env: { ...env, ...(await browserFound()), DIGIT_PAD_HOST: 'debugging' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    serialization: 'advanced',
  })
  const orders = new Map<number, (report: Report) => void>()
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      for (const [id, answer] of orders) answer({ id, error: 'The app has ended.' })
      resolve()
    })
  })
  const address = await new Promise<string>((resolve, reject) => {
    child.on('message', (report: Report) => {
      if ('address' in report) resolve(report.address)
      else orders.get(report.id)?.(report)
    })
    void ended.then(() => {
      reject(new Error(NO_WINDOW))
    })
  })
  const browser = await chromium.connectOverCDP(address, { noDefaults: true })
  const page = browser.contexts()[0]?.pages()[0]
  if (page === undefined) throw new Error('The app has opened no window.')
  // The window begins with an empty document, which has the bridge too.
  await page.waitForFunction(
    () => 'digitPad' in window && document.readyState === 'complete' && document.body.childElementCount > 0,
  )
  let lastId = 0
  return {
    page,
    ended,
    kill: () => {
      child.kill('SIGKILL')
      return ended
    },
    evaluate: <A, R>(work: InMain<A, R>, argument: A) =>
      new Promise<R>((resolve, reject) => {
        const id = ++lastId
        orders.set(id, (report) => {
          orders.delete(id)
          if ('error' in report) reject(new Error(report.error))
          else if ('value' in report) resolve(report.value as R)
        })
        child.send({ id, source: work.toString(), argument } satisfies Order)
      }),
  }
}

/** Spares the host the search for a browser. One that needs arguments of its own it has to find itself. */
async function browserFound(): Promise<Record<string, string>> {
  const { path, arguments: own } = await findBrowser(false)
  return own.length === 0 ? { CHROMIUM_PATH: path } : {}
}

/** Runs a command of the terminal in the app, and waits for its end. */
export function runCommand(typed: readonly string[]): {
  status: number | null
  stdout: string
  stderr: string
} {
  const binary = electronBinary()
  const before = binary === null ? hostArguments() : electronArguments()
  const options = { env: inherited(), encoding: 'utf8' } as const
  const { status, stdout, stderr } = spawnSync(binary ?? process.execPath, [...before, ...typed], options)
  return { status, stdout, stderr }
}

const electronArguments = () => [...(canSandbox() ? [] : ['--no-sandbox']), appFolder()]
const hostArguments = () => [join(root, 'test/host/run.ts'), join(appFolder(), 'dist/main/main.js')]

function inherited(): Record<string, string> {
  const entries = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  )
  return Object.fromEntries(entries)
}

function chooseFromMenu({ Menu }: typeof Electron, path: string[]): void {
  let items = Menu.getApplicationMenu()?.items ?? []
  for (const [depth, label] of path.entries()) {
    const item = items.find((item) => item.label === label)
    if (item === undefined) throw new Error(`The menu has no "${path.slice(0, depth + 1).join(' › ')}".`)
    if (!item.enabled) throw new Error(`"${label}" cannot be chosen now.`)
    if (depth === path.length - 1) (item as unknown as { click(): void }).click()
    items = item.submenu?.items ?? []
  }
}
