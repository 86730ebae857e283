/** The session: what its pages are allowed. Chromium is told before a page is opened. */
import { EventEmitter } from 'node:events'
import { openedChromium } from './chromium.ts'
import { disguised } from './schemes.ts'

type RequestHandler = (
  contents: unknown,
  permission: string,
  answer: (granted: boolean) => void,
  details: object,
) => void
type CheckHandler = (contents: unknown, permission: string, origin: string, details: object) => boolean

/** The permissions that can be asked for in Chromium: as Electron and as the DevTools protocol name them. */
const PERMISSIONS = [
  ['geolocation', 'geolocation'],
  ['notifications', 'notifications'],
  ['media', 'camera'],
  ['media', 'microphone'],
  ['midi', 'midi'],
  ['clipboard-read', 'clipboard-read'],
  ['clipboard-sanitized-write', 'clipboard-write'],
  ['idle-detection', 'idle-detection'],
  ['local-fonts', 'local-fonts'],
  ['persistent-storage', 'persistent-storage'],
  ['window-management', 'window-management'],
] as const

class Session extends EventEmitter {
  // Electron approves where the app says nothing.
  #request: RequestHandler = (_contents, _permission, answer) => {
    answer(true)
  }
  #check: CheckHandler = () => true

  setPermissionRequestHandler(handler: RequestHandler): void {
    this.#request = handler
  }

  setPermissionCheckHandler(handler: CheckHandler): void {
    this.#check = handler
  }

  /** Chromium hands out no device without its own chooser, which a headless one does not have. */
  setDevicePermissionHandler(): void {
    return
  }

  /** What is to be kept from the page is kept from it by its policy; there is no second line here. */
  readonly webRequest = {
    onBeforeRequest(): void {
      return
    },
  }

  /** For the host: tells Chromium what a page of this address is allowed. */
  async apply(url: string): Promise<void> {
    const { browser } = openedChromium().devtools
    const { origin } = new URL(disguised(url))
    for (const [permission, name] of PERMISSIONS) {
      const granted = this.#check(null, permission, url, {}) || (await this.#ask(permission))
      await browser.send('Browser.setPermission', {
        permission: { name },
        setting: granted ? 'granted' : 'denied',
        origin,
      })
    }
  }

  #ask(permission: string): Promise<boolean> {
    return new Promise((resolve) => {
      this.#request(null, permission, resolve, {})
    })
  }
}

export const defaultSession = new Session()
