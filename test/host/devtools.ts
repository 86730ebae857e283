/** Chromium as a child process, spoken to in the DevTools protocol over two pipes. */
import { spawn } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import type { CDPSession } from 'playwright'
import type { Browser } from './find-browser.ts'

/** The browser as a whole, or one page of it: commands and events as Playwright types them. */
export type Session = Pick<CDPSession, 'send' | 'on' | 'once'>

interface Message {
  readonly id?: number
  readonly method?: string
  readonly params?: unknown
  readonly sessionId?: string
  readonly result?: unknown
  readonly error?: { readonly message: string }
}

const QUIET = [
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-features=Translate,MediaRouter,OptimizationHints',
  '--password-store=basic',
]

export class DevTools {
  readonly #child
  readonly #profile = mkdtempSync(join(tmpdir(), 'digit-pad-chromium-'))
  readonly #answers = new Map<number, (message: Message) => void>()
  readonly #sessions = new Map<string | undefined, EventEmitter>()
  #lastId = 0
  #log = ''
  #gone = false
  readonly browser: Session
  /** Ends with Chromium. */
  readonly ended: Promise<void>

  constructor(browser: Browser, more: readonly string[], environment: Readonly<Record<string, string>> = {}) {
    const options = [...QUIET, ...browser.arguments, ...more, `--user-data-dir=${this.#profile}`]
    this.#child = spawn(browser.path, ['--remote-debugging-pipe', ...options], {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
      env: { ...process.env, ...environment },
    })
    this.#child.stderr?.on('data', (text: Buffer) => {
      this.#log = (this.#log + text.toString()).slice(-4000)
    })
    this.ended = new Promise((resolve) => {
      const end = (error?: Error) => {
        this.#end(error)
        resolve()
      }
      this.#child.once('error', end)
      this.#child.once('exit', () => {
        end()
      })
    })
    this.#toChromium.on('error', () => undefined)
    process.once('exit', () => {
      if (this.#gone) return
      this.#child.kill('SIGKILL')
      this.#end()
    })
    this.#read(this.#child.stdio[4] as Readable)
    this.browser = this.#session()
  }

  /** Speaks to one page. */
  async attach(targetId: string): Promise<Session> {
    const { sessionId } = await this.browser.send('Target.attachToTarget', { targetId, flatten: true })
    return this.#session(sessionId)
  }

  /** Where another client, such as Playwright, can connect; only with `--remote-debugging-port=0`. */
  async address(): Promise<string> {
    const file = join(this.#profile, 'DevToolsActivePort')
    for (;;) {
      try {
        const [port] = readFileSync(file, 'utf8').split('\n')
        if (port !== undefined && port !== '') return `http://127.0.0.1:${port}`
      } catch {
        // Not written yet.
      }
      await wait(20)
    }
  }

  async close(): Promise<void> {
    if (this.#gone) return
    await this.browser.send('Browser.close').catch(() => this.#child.kill())
    await this.ended
  }

  get #toChromium(): Writable {
    return this.#child.stdio[3] as Writable
  }

  #session(sessionId?: string): Session {
    const session = Object.assign(new EventEmitter(), {
      send: (method: string, params = {}) => this.#send(sessionId, method, params),
    })
    this.#sessions.set(sessionId, session)
    return session as unknown as Session
  }

  #send(sessionId: string | undefined, method: string, params: object): Promise<unknown> {
    const id = ++this.#lastId
    if (this.#gone) return Promise.reject(new Error(`${method}: Chromium has ended.`))
    return new Promise((resolve, reject) => {
      this.#answers.set(id, ({ result, error }) => {
        if (error === undefined) resolve(result)
        else reject(new Error(`${method}: ${error.message}`))
      })
      this.#toChromium.write(`${JSON.stringify({ id, sessionId, method, params })}\0`)
    })
  }

  #read(pipe: Readable): void {
    let begun: Buffer[] = []
    pipe.on('data', (data: Buffer) => {
      let start = 0
      for (let end = data.indexOf(0); end !== -1; end = data.indexOf(0, start)) {
        this.#receive(Buffer.concat([...begun, data.subarray(start, end)]).toString())
        begun = []
        start = end + 1
      }
      if (start < data.length) begun.push(data.subarray(start))
    })
  }

  #receive(text: string): void {
    const message = JSON.parse(text) as Message
    if (message.id === undefined) {
      this.#sessions.get(message.sessionId)?.emit(message.method ?? '', message.params)
      return
    }
    this.#answers.get(message.id)?.(message)
    this.#answers.delete(message.id)
  }

  #end(error?: Error): void {
    this.#gone = true
    const message = `Chromium has ended. ${error?.message ?? ''}\n${this.#log}`
    for (const answer of this.#answers.values()) answer({ error: { message } })
    this.#answers.clear()
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }
}
