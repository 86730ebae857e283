/** The app's one window: opened when it is needed, and told what happens. */
import type { BrowserWindow } from 'electron'
import type { EventName, Events } from '../contract.ts'
import { tell } from './bridge.ts'

/** The page listens as soon as it has drawn itself, which it does after its first request. */
const DRAWN_AFTER_MILLISECONDS = 500

export class MainWindow {
  readonly #create: () => BrowserWindow
  #window: BrowserWindow | null = null
  #listens = false
  #waiting: (() => void)[] = []
  #drawing: NodeJS.Timeout | undefined

  constructor(create: () => BrowserWindow) {
    this.#create = create
  }

  /** The window, opened where there is none: on macOS the app goes on without one. */
  open(): BrowserWindow {
    this.#window ??= this.#open()
    return this.#window
  }

  /** Brings it before the person, wherever it hides. */
  bringForward(): void {
    const window = this.open()
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
  }

  /** Tells its page something. Without a window nobody is there to hear it. */
  tell<N extends EventName>(name: N, value: Events[N]): void {
    if (this.#window !== null) tell(this.#window.webContents, name, value)
  }

  /** To be called when the page asks for what it begins with. */
  pageStarted(): void {
    clearTimeout(this.#drawing)
    this.#drawing = setTimeout(() => {
      this.#listens = true
      for (const work of this.#waiting.splice(0)) work()
    }, DRAWN_AFTER_MILLISECONDS)
  }

  /** To be called when the page is gone and will start again: until then it hears nothing. */
  pageLost(): void {
    clearTimeout(this.#drawing)
    this.#listens = false
  }

  /** Does something as soon as the page hears what it is told. */
  whenListening(work: () => void): void {
    if (this.#listens) work()
    else this.#waiting.push(work)
  }

  #open(): BrowserWindow {
    const window = this.#create()
    window.once('closed', () => {
      this.#window = null
      this.pageLost()
    })
    return window
  }
}
