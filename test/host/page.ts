/** A page of Chromium made to behave like one of Electron's: preload, own schemes, rules for going elsewhere. */
import { createCodec } from './codec.ts'
import type { DevTools, Session } from './devtools.ts'
import { MENU_BINDING, menuExpression, menuScript } from './menu-keys.ts'
import type { MenuLine } from './menu-keys.ts'
import { answerScheme, disguised, undisguised } from './schemes.ts'
import { BINDING, PRELOAD_WORLD, RECEIVER, worldScripts } from './worlds.ts'
import type { Call, Delivery } from './worlds.ts'

/** What happens in the page; the first four are questions. */
export interface PageListener {
  call(call: Call, url: string): unknown
  mayNavigate(url: string, mainFrame: boolean): boolean
  mayOpen(url: string): boolean
  mayDownload(url: string): boolean
  /** The preload script runs. */
  begun(): void
  loaded(): void
  crashed(): void
  closed(): void
  menuChosen(path: readonly string[]): void
}

/** A request that waits for an answer. */
interface Paused {
  readonly requestId: string
  readonly url: string
  readonly method: string
  /** Whether a frame would go to it. */
  readonly navigation: boolean
  readonly mainFrame: boolean
}

const codec = createCodec()

export class Page {
  readonly #devtools: DevTools
  readonly #session: Session
  readonly #listener: PageListener
  readonly targetId: string
  /** Addresses that the app itself goes to. */
  readonly #asked = new Set<string>()
  #mainFrame = ''
  #url = ''
  #world: number | null = null

  private constructor(devtools: DevTools, session: Session, targetId: string, listener: PageListener) {
    this.#devtools = devtools
    this.#session = session
    this.#listener = listener
    this.targetId = targetId
  }

  /** @param preload the preload script's text */
  static async open(
    devtools: DevTools,
    targetId: string,
    preload: string,
    listener: PageListener,
  ): Promise<Page> {
    const session = await devtools.attach(targetId)
    const page = new Page(devtools, session, targetId, listener)
    page.#listen()
    await page.#prepare(preload)
    return page
  }

  get session(): Session {
    return this.#session
  }

  async navigate(url: string): Promise<void> {
    const address = disguised(url)
    this.#asked.add(address)
    const { errorText } = await this.#session.send('Page.navigate', { url: address })
    if (errorText !== undefined) throw new Error(`${errorText} loading '${url}'`)
  }

  async reload(): Promise<void> {
    await this.navigate(undisguised(this.#url))
  }

  /** Has the page do what an editing command such as "paste" does. */
  async edit(command: string): Promise<void> {
    await this.#session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', commands: [command] })
  }

  /** The value of an expression in the page's own world. */
  async evaluate(expression: string): Promise<unknown> {
    const { result } = await this.#session.send('Runtime.evaluate', { expression, returnByValue: true })
    return result.value
  }

  deliver(delivery: Delivery): void {
    this.#inPreloadWorld(`${RECEIVER}(${JSON.stringify(codec.encode(delivery))})`)
  }

  showMenu(lines: readonly MenuLine[]): void {
    this.#inPreloadWorld(menuExpression(lines))
  }

  /** A page that has gone elsewhere meanwhile hears nothing, as in Electron. */
  #inPreloadWorld(expression: string): void {
    if (this.#world === null) return
    this.#session.send('Runtime.evaluate', { expression, contextId: this.#world }).catch(() => undefined)
  }

  #listen(): void {
    const session = this.#session
    session.on('Runtime.executionContextCreated', ({ context }) => {
      const { frameId } = context.auxData as { frameId?: string }
      if (context.name !== PRELOAD_WORLD || frameId !== this.#mainFrame) return
      this.#world = context.id
      this.#listener.begun()
    })
    session.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (executionContextId !== this.#world) return
      if (name === BINDING) void this.#answer(codec.decode(payload) as Call)
      else if (name === MENU_BINDING) this.#listener.menuChosen(JSON.parse(payload) as string[])
    })
    session.on('Fetch.requestPaused', ({ requestId, request, resourceType, frameId }) => {
      const navigation = resourceType === 'Document'
      const mainFrame = frameId === this.#mainFrame
      const paused = { requestId, url: request.url, method: request.method, navigation, mainFrame }
      // A page that is gone meanwhile needs no answer.
      this.#fetch(paused).catch(() => undefined)
    })
    session.on('Page.frameNavigated', ({ frame }) => {
      if (frame.parentId === undefined) this.#url = frame.url
    })
    session.on('Page.loadEventFired', () => {
      if (this.#url.startsWith('http')) this.#listener.loaded()
    })
    session.on('Inspector.targetCrashed', () => {
      this.#listener.crashed()
    })
    const { browser } = this.#devtools
    browser.on('Target.targetCreated', ({ targetInfo: { openerId, targetId, url } }) => {
      if (openerId !== this.targetId || this.#listener.mayOpen(undisguised(url))) return
      void this.#closeOther(targetId)
    })
    browser.on('Target.targetDestroyed', ({ targetId }) => {
      if (targetId === this.targetId) this.#listener.closed()
    })
    browser.on('Browser.downloadWillBegin', ({ guid, url }) => {
      if (!this.#listener.mayDownload(undisguised(url))) void browser.send('Browser.cancelDownload', { guid })
    })
    void this.#devtools.ended.then(() => {
      this.#listener.closed()
    })
  }

  /** A page that waits for a debugger first must be told to go on: it would keep its opener waiting for ever. */
  async #closeOther(targetId: string): Promise<void> {
    const session = await this.#devtools.attach(targetId)
    await session.send('Runtime.runIfWaitingForDebugger')
    await this.#devtools.browser.send('Target.closeTarget', { targetId })
  }

  async #prepare(preload: string): Promise<void> {
    const session = this.#session
    const { frameTree } = await session.send('Page.getFrameTree')
    this.#mainFrame = frameTree.frame.id
    const scripts = worldScripts(preload)
    const bind = (name: string) =>
      session.send('Runtime.addBinding', { name, executionContextName: PRELOAD_WORLD })
    const onNewDocument = (source: string, worldName?: string) =>
      session.send('Page.addScriptToEvaluateOnNewDocument', {
        source,
        ...(worldName === undefined ? {} : { worldName }),
      })
    await Promise.all([
      session.send('Page.enable'),
      session.send('Inspector.enable'),
      session.send('Runtime.enable'),
      bind(BINDING),
      bind(MENU_BINDING),
      onNewDocument(scripts.main),
      onNewDocument(scripts.preload, PRELOAD_WORLD),
      onNewDocument(menuScript(), PRELOAD_WORLD),
      session.send('Fetch.enable', {
        patterns: [{ urlPattern: 'https://*.invalid/*' }, { urlPattern: '*', resourceType: 'Document' }],
      }),
      this.#devtools.browser.send('Target.setDiscoverTargets', { discover: true }),
      this.#devtools.browser.send('Browser.setDownloadBehavior', {
        behavior: 'default',
        eventsEnabled: true,
      }),
    ])
  }

  async #answer(call: Call): Promise<void> {
    const { id, channel } = call
    try {
      this.deliver({ id, value: await this.#listener.call(call, undisguised(this.#url)) })
    } catch (error) {
      this.deliver({ id, error: `Error invoking remote method '${channel}': ${String(error)}` })
    }
  }

  async #fetch({ requestId, url, method, navigation, mainFrame }: Paused): Promise<void> {
    const asked = this.#asked.delete(url)
    if (navigation && !asked && !this.#listener.mayNavigate(undisguised(url), mainFrame)) {
      await this.#session.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' })
      return
    }
    const response = await answerScheme(url, method)
    if (response === null) {
      await this.#session.send('Fetch.continueRequest', { requestId })
      return
    }
    await this.#session.send('Fetch.fulfillRequest', {
      requestId,
      responseCode: response.status,
      responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
      body: Buffer.from(await response.arrayBuffer()).toString('base64'),
    })
  }
}
