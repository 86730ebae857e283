/**
 * The file of the settings, `settings.json`, by electron-store. With what is kept stands a checksum of it, so that a file
 * that was damaged, or changed by something else than this program, is noticed. A file without one is taken as it is.
 */
import { copyFileSync, existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import ElectronStore from 'electron-store'
import { asideName, asideWords, fileProblem, setAside } from '../files/set-aside.ts'

/** What the file may hold: anything, since a person can edit it. */
export type Kept = Readonly<Record<string, unknown>>

const CHECKSUM = 'checksum'
/** A longer file is a damaged one; ours has about 500 bytes. */
const MAX_BYTES = 64 * 1024
/** What lies beside the settings of a folder that has been used. */
const TRACES = ['drawing.json', 'models', 'own-digits.jsonl']

export class SettingsFile {
  #kept: Kept
  readonly #path: string
  /** `null` where nothing can be kept. */
  readonly #store: ElectronStore<Kept> | null
  readonly #tell: (message: string) => void
  #failureTold = false

  /** @param tell is called with a sentence about a file that is not as it was left */
  constructor(folder: string, tell: (message: string) => void) {
    this.#path = join(folder, 'settings.json')
    this.#tell = tell
    const { kept, readable } = this.#read(TRACES.some((name) => existsSync(join(folder, name))))
    this.#kept = kept
    this.#store = readable ? this.#open(folder) : null
    if (!existsSync(this.#path)) this.#write()
  }

  get kept(): Kept {
    return this.#kept
  }

  /** Keeps these beside the others. Where that fails they are used all the same, and it is told once. */
  keep(change: Kept): void {
    this.#kept = { ...this.#kept, ...change }
    this.#write()
  }

  #read(used: boolean): { kept: Kept; readable: boolean } {
    let text: string
    try {
      text = statSync(this.#path).size > MAX_BYTES ? '' : readFileSync(this.#path, 'utf8')
    } catch (error) {
      const missing = (error as NodeJS.ErrnoException).code === 'ENOENT'
      if (missing && used) this.#tell('The settings are gone: all is as it was at first.')
      if (!missing) {
        this.#tell(
          `The settings in ${this.#path} cannot be read (${fileProblem(error)}). All is as it was at first, and changes are not kept.`,
        )
      }
      return { kept: {}, readable: missing }
    }
    const found = objectIn(text)
    if (found === null) {
      const aside = setAside(this.#path)
      this.#tell(
        `The settings were damaged: all is as it was at first. The damaged file ${asideWords(this.#path, aside)}.`,
      )
      return { kept: {}, readable: aside !== null }
    }
    const { [CHECKSUM]: checksum, ...kept } = found
    if (checksum !== undefined && checksum !== checksumOf(kept)) this.#copyAside()
    return { kept, readable: true }
  }

  /** What was changed by hand is to be used, and what was damaged is to be looked at. */
  #copyAside(): void {
    const copy = asideName(this.#path, 'damaged')
    try {
      copyFileSync(this.#path, copy)
      this.#tell(
        `The settings were changed outside Digit Pad, or are damaged: look at them. A copy is kept as ${copy}.`,
      )
    } catch {
      this.#tell('The settings were changed outside Digit Pad, or are damaged: look at them.')
    }
  }

  #open(folder: string): ElectronStore<Kept> | null {
    try {
      return new ElectronStore<Kept>({ cwd: folder, name: 'settings', clearInvalidConfig: false })
    } catch (error) {
      this.#fail(error)
      return null
    }
  }

  #write(): void {
    if (this.#store === null) return
    try {
      this.#store.store = { ...this.#kept, [CHECKSUM]: checksumOf(this.#kept) }
      this.#failureTold = false
    } catch (error) {
      this.#fail(error)
    }
  }

  #fail(error: unknown): void {
    if (this.#failureTold) return
    this.#failureTold = true
    this.#tell(
      `Settings cannot be kept for the next start: ${this.#path} cannot be written (${fileProblem(error)}).`,
    )
  }
}

function objectIn(text: string): Kept | null {
  try {
    const found: unknown = JSON.parse(text)
    if (typeof found !== 'object' || found === null || Array.isArray(found)) return null
    // What is not ours is kept, too; written line by line it may be so much longer that it would not be
    // read again. An eighth leaves room for letters of several bytes, and for settings to come.
    return JSON.stringify(found, undefined, '\t').length > MAX_BYTES / 8 ? null : (found as Kept)
  } catch {
    return null
  }
}

function checksumOf(kept: Kept): string {
  return crc32(JSON.stringify(kept)).toString(16).padStart(8, '0')
}
