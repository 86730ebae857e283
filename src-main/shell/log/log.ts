/**
 * The log: a file of what happened that a person can send to who helps them. It names versions, runs, models by their ids and
 * what went wrong. What was drawn is never in it, nor where on the person's machine anything lies.
 *
 * electron-log's entry for Node writes it, because its entry for Electron listens to messages from every page.
 */
import { join } from 'node:path'
import electronLog from 'electron-log/node'
import { withoutPaths } from './private-text.ts'
import type { KnownFolders } from './private-text.ts'

/** A file that has grown larger becomes the old one, of which there is one. */
const MAX_BYTES = 1024 * 1024
/** Characters of an entry. */
const MAX_ENTRY = 4000
/** What goes wrong again and again is written down so many times a minute, and then counted. */
const MOST_A_MINUTE = 20
const MINUTE = 60_000

/** Who is at fault, or whether nobody is and the person was only told. */
export type Trouble = 'main process' | 'page' | 'notice'

export interface LogOptions {
  /** Milliseconds since any start. */
  readonly now?: () => number
}

export class Log {
  readonly file: string
  readonly #folders: KnownFolders
  readonly #logger: typeof electronLog
  readonly #now: () => number
  readonly #lately = new Map<Trouble, { from: number; count: number }>()

  /** Goes on in `logs/digit-pad.log` of the data folder. A file that cannot be written is no reason not to start. */
  constructor(folders: KnownFolders, { now = () => performance.now() }: LogOptions = {}) {
    this.#folders = folders
    this.#now = now
    this.file = join(folders.data, 'logs', 'digit-pad.log')
    this.#logger = electronLog.create({ logId: this.file })
    const { console, file } = this.#logger.transports
    console.level = false
    file.setAppName('Digit Pad')
    file.resolvePathFn = () => this.file
    file.maxSize = MAX_BYTES
    file.format = '{iso} [{level}] {text}'
    // For the person's own eyes until they choose to send it.
    file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' }
  }

  /** Writes down what happens in the ordinary course of things. */
  note(text: string): void {
    this.#logger.info(this.#entry(text))
  }

  /** Writes down what a person was told, or a fault of the program, whose stack says where. */
  trouble(kind: Trouble, what: unknown): void {
    const left = this.#leftOut(kind)
    if (left === null) return
    const said = what instanceof Error ? (what.stack ?? String(what)) : String(what)
    const more = left === 0 ? '' : ` (${left} more were left out)`
    const entry = this.#entry(
      kind === 'notice' ? `Told${more}: ${said}` : `Fault of the ${kind}${more}: ${said}`,
    )
    if (kind === 'notice') this.#logger.warn(entry)
    else this.#logger.error(entry)
  }

  /** Only the first line of an entry stands at the edge: no text can pass for another entry. */
  #entry(text: string): string {
    const said = withoutPaths(text, this.#folders)
    const cut = said.length > MAX_ENTRY ? `${said.slice(0, MAX_ENTRY)} …` : said
    return cut.trim().replaceAll('\n', '\n    ')
  }

  /** How many of a kind were left out before this one; `null` where this one is left out too. */
  #leftOut(kind: Trouble): number | null {
    const now = this.#now()
    const lately = this.#lately.get(kind)
    if (lately !== undefined && now - lately.from < MINUTE) {
      lately.count++
      return lately.count > MOST_A_MINUTE ? null : 0
    }
    this.#lately.set(kind, { from: now, count: 1 })
    return Math.max(0, (lately?.count ?? 0) - MOST_A_MINUTE)
  }
}
