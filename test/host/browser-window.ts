/** The window and its contents. */
import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import type { BrowserWindowConstructorOptions } from 'electron'
import { app } from './app.ts'
import { openedChromium, visible } from './chromium.ts'
import { answerCall } from './ipc.ts'
import { Menu } from './menu.ts'
import { Page } from './page.ts'
import type { PageListener } from './page.ts'
import { emitPreventable } from './preventable.ts'
import { defaultSession } from './session.ts'
import { strict } from './strict.ts'
import { nativeTheme } from './theme.ts'

interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** How often a window that people can move is asked where it stands. */
const LOOK_EVERY = 400

class WebContents extends EventEmitter {
  readonly #page: Promise<Page>
  #destroyed = false
  #openHandler: ((details: { url: string }) => { action: string }) | null = null

  constructor(
    preload: string,
    window: { contentsBegun(): void; contentsLoaded(): void; contentsGone(): void },
  ) {
    super()
    const { devtools, targetId } = openedChromium()
    const self = strict('WebContents', this)
    const listener: PageListener = {
      call: ({ channel, payload }, url) => answerCall(channel, payload, { sender: self, url }),
      mayNavigate: (url, isMainFrame) =>
        [...(isMainFrame ? ['will-navigate'] : []), 'will-frame-navigate'].every((event) =>
          emitPreventable(this, event, { url, isMainFrame }),
        ),
      mayOpen: (url) => this.#openHandler?.({ url }).action !== 'deny',
      mayDownload: (url) => emitPreventable(defaultSession, 'will-download', {}, { getURL: () => url }, self),
      begun: () => {
        window.contentsBegun()
      },
      loaded: () => {
        window.contentsLoaded()
        this.emit('did-finish-load')
      },
      crashed: () => {
        this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 })
      },
      closed: () => {
        if (this.#destroyed) return
        this.#destroyed = true
        window.contentsGone()
      },
      menuChosen: (path) => {
        Menu.getApplicationMenu()?.find(path)?.click()
      },
    }
    this.#page = Page.open(devtools, targetId, preload, listener)
    this.preferTheme(nativeTheme.themeSource)
    app.emit('web-contents-created', {}, self)
  }

  isDestroyed(): boolean {
    return this.#destroyed
  }

  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.#openHandler = handler
  }

  async loadURL(url: string): Promise<void> {
    const page = await this.#page
    await defaultSession.apply(url)
    await page.navigate(url)
  }

  reload(): void {
    this.withPage((page) => page.reload())
  }

  send(channel: string, ...payload: unknown[]): void {
    this.withPage((page) => {
      page.deliver({ channel, payload })
    })
  }

  forcefullyCrashRenderer(): void {
    // The answer does not come, because the page has crashed.
    this.withPage((page) => page.session.send('Page.crash').catch(() => undefined))
  }

  cut(): void {
    this.withPage((page) => page.edit('cut'))
  }

  copy(): void {
    this.withPage((page) => page.edit('copy'))
  }

  paste(): void {
    this.withPage((page) => page.edit('paste'))
  }

  selectAll(): void {
    this.withPage((page) => page.edit('selectAll'))
  }

  /** For the host: asks a person in the browser's own dialogs. */
  async evaluate(expression: string): Promise<unknown> {
    return (await this.#page).evaluate(expression)
  }

  /** For the host: tells the page which colours are preferred. */
  preferTheme(theme: string): void {
    const features = [{ name: 'prefers-color-scheme', value: theme === 'system' ? '' : theme }]
    this.withPage((page) => page.session.send('Emulation.setEmulatedMedia', { features }))
  }

  /** For the host: does something with the page once it is there, unless it is gone by then. */
  withPage(work: (page: Page) => unknown): void {
    void this.#page.then(async (page) => {
      if (this.#destroyed) return
      try {
        await work(page)
      } catch (error) {
        if (!this.isDestroyed()) throw error
      }
    })
  }
}

export class BrowserWindow extends EventEmitter {
  static #open: BrowserWindow | null = null
  readonly webContents: WebContents
  /** Where it stands, and where it stood before it filled the screen. */
  #bounds: Rectangle
  #normal: Rectangle
  #state = 'normal'
  #readyToShow = false
  readonly #looking: NodeJS.Timeout

  constructor(options: BrowserWindowConstructorOptions) {
    super()
    if (BrowserWindow.#open !== null) throw new Error('The host opens one window.')
    const { width = 800, height = 600, x = 0, y = 0, webPreferences = {} } = options
    const { preload, sandbox, contextIsolation, nodeIntegration } = webPreferences
    if (sandbox !== true || contextIsolation !== true || nodeIntegration !== false || preload === undefined) {
      throw new Error('The host runs pages in a sandbox, with a preload script in a world of its own.')
    }
    this.#bounds = this.#normal = { x, y, width, height }
    const webContents = new WebContents(readFileSync(preload, 'utf8'), {
      contentsBegun: () => {
        this.showMenu()
      },
      contentsLoaded: () => {
        if (!this.#readyToShow) this.emit('ready-to-show')
        this.#readyToShow = true
      },
      contentsGone: () => {
        this.#end()
      },
    })
    this.webContents = strict('WebContents', webContents)
    this.#move({ left: x, top: y, width, height })
    this.#looking = setInterval(() => {
      this.#look()
    }, LOOK_EVERY)
    const self = strict('BrowserWindow', this)
    BrowserWindow.#open = self
    app.windowOpened(this)
    app.emit('browser-window-created', {}, self)
    return self
  }

  static getAllWindows(): BrowserWindow[] {
    return BrowserWindow.#open === null ? [] : [BrowserWindow.#open]
  }

  async loadURL(url: string): Promise<void> {
    await this.webContents.loadURL(url)
  }

  isDestroyed(): boolean {
    return this.webContents.isDestroyed()
  }

  getBounds(): Rectangle {
    return this.#bounds
  }

  getNormalBounds(): Rectangle {
    return this.#normal
  }

  setBounds(bounds: Partial<Rectangle>): void {
    const { x, y, width, height } = { ...this.#bounds, ...bounds }
    this.#move({ left: x, top: y, width, height })
    this.#moved({ x, y, width, height }, 'normal')
  }

  isMaximized(): boolean {
    return this.#state === 'maximized'
  }

  isMinimized(): boolean {
    return this.#state === 'minimized'
  }

  maximize(): void {
    this.#move({ windowState: 'maximized' })
    this.#state = 'maximized'
  }

  restore(): void {
    this.#move({ windowState: 'normal' })
    this.#state = 'normal'
  }

  /** The window is there as soon as Chromium is; this only brings it before others. */
  show(): void {
    if (visible) this.webContents.withPage((page) => page.session.send('Page.bringToFront'))
  }

  focus(): void {
    this.show()
    this.emit('focus')
  }

  /** @returns whether the app lets it be closed, which the host wants to know when it quits */
  close(): boolean {
    if (!emitPreventable(this, 'close', {})) return false
    this.#end()
    return true
  }

  destroy(): void {
    this.#end()
  }

  /** For the host: shows the menu as it is now. */
  showMenu(): void {
    const lines = Menu.getApplicationMenu()?.lines() ?? []
    this.webContents.withPage((page) => {
      page.showMenu(lines)
    })
  }

  #end(): void {
    if (BrowserWindow.#open === null) return
    BrowserWindow.#open = null
    clearInterval(this.#looking)
    this.emit('closed')
    app.windowClosed(this)
  }

  #move(bounds: {
    left?: number
    top?: number
    width?: number
    height?: number
    windowState?: 'normal' | 'maximized'
  }): void {
    this.webContents.withPage(async (page) => {
      const { browser } = openedChromium().devtools
      const { windowId } = await browser.send('Browser.getWindowForTarget', { targetId: page.targetId })
      await browser.send('Browser.setWindowBounds', { windowId, bounds })
    })
  }

  /** A person may have moved it, and Chromium does not tell. */
  #look(): void {
    this.webContents.withPage(async (page) => {
      const { browser } = openedChromium().devtools
      const { bounds } = await browser.send('Browser.getWindowForTarget', { targetId: page.targetId })
      const { left = 0, top = 0, width = 0, height = 0, windowState = 'normal' } = bounds
      this.#moved({ x: left, y: top, width, height }, windowState)
    })
  }

  #moved(bounds: Rectangle, state: string): void {
    const before = this.#bounds
    if (state !== 'minimized') this.#bounds = bounds
    if (state === 'normal') this.#normal = bounds
    this.#state = state
    if (bounds.x !== before.x || bounds.y !== before.y) this.emit('move')
    if (bounds.width !== before.width || bounds.height !== before.height) this.emit('resize')
  }
}
