/** The app's one window: opened when it is needed, and told what happens. */
import type { BrowserWindow } from 'electron'
import type { EventName, Events } from '../contract.ts'
import { tell } from './bridge.ts'

export class MainWindow {
  readonly #create: () => BrowserWindow
  #window: BrowserWindow | null = null

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

  #open(): BrowserWindow {
    const window = this.#create()
    window.once('closed', () => {
      this.#window = null
    })
    return window
  }
}
