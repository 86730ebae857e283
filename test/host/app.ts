/** The app's life: ready, its windows, its end. */
import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { closeChromium } from './chromium.ts'
import { InstanceLock } from './instance-lock.ts'
import { emitPreventable } from './preventable.ts'

/** What the app's life needs to know of a window. */
interface Closable {
  /** @returns whether the app let it be closed */
  close(): boolean
}

const packageFile = new URL('../../package.json', import.meta.url)
const { productName, version } = JSON.parse(readFileSync(packageFile, 'utf8')) as {
  productName: string
  version: string
}

class App extends EventEmitter {
  readonly name = productName
  readonly isPackaged = false
  readonly #paths = new Map([
    ['home', homedir()],
    ['documents', join(homedir(), 'Documents')],
    ['pictures', join(homedir(), 'Pictures')],
    ['userData', join(homedir(), '.config', productName)],
  ])
  readonly #ready = Promise.withResolvers<undefined>()
  readonly #windows = new Set<Closable>()
  #quitting = false

  getVersion(): string {
    return version
  }

  getPreferredSystemLanguages(): string[] {
    return ['en-GB']
  }

  getPath(name: string): string {
    const path = this.#paths.get(name)
    if (path === undefined) throw new Error(`The host has no path named "${name}".`)
    return path
  }

  setPath(name: string, path: string): void {
    this.#paths.set(name, path)
  }

  async whenReady(): Promise<void> {
    await this.#ready.promise
  }

  requestSingleInstanceLock(told: object = {}): boolean {
    const lock = new InstanceLock(this.getPath('userData'))
    return lock.take(told, (argv, told) => this.emit('second-instance', {}, argv, process.cwd(), told))
  }

  /** Chromium runs sandboxed, as far as its user may. */
  enableSandbox(): void {
    return
  }

  quit(): void {
    if (this.#quitting || !emitPreventable(this, 'before-quit', {})) return
    this.#quitting = true
    const closed = [...this.#windows].every((window) => window.close())
    if (closed && emitPreventable(this, 'will-quit', {})) this.exit()
    else this.#quitting = false
  }

  exit(code = 0): void {
    this.emit('quit', {}, code)
    const end = () => process.exit(code)
    closeChromium().then(end, end)
  }

  /** For the host: the app's own code has run. */
  becomeReady(): void {
    this.#ready.resolve(undefined)
    this.emit('ready', {}, {})
  }

  /** For the host's windows. */
  windowOpened(window: Closable): void {
    this.#windows.add(window)
  }

  /** For the host's windows. The host ends with its Chromium, on macOS too. */
  windowClosed(window: Closable): void {
    this.#windows.delete(window)
    if (this.#windows.size > 0 || this.#quitting) return
    this.emit('window-all-closed')
    this.quit()
  }
}

export const app = new App()
