/** The menu as a tree that can be looked at and chosen from. */
import type { MenuItemConstructorOptions } from 'electron'
import { app } from './app.ts'
import { BrowserWindow } from './browser-window.ts'
import type { MenuLine } from './menu-keys.ts'

/** What Electron does itself for the roles that this host can do. */
const ROLES: Readonly<Record<string, (window: BrowserWindow | undefined) => void>> = {
  quit: () => {
    app.quit()
  },
  close: (window) => {
    window?.close()
  },
  cut: (window) => window?.webContents.cut(),
  copy: (window) => window?.webContents.copy(),
  selectAll: (window) => window?.webContents.selectAll(),
  about: (window) => {
    void window?.webContents.evaluate(`alert(${JSON.stringify(`${app.name} ${app.getVersion()}`)})`)
  },
}

class MenuItem {
  readonly label: string
  readonly type: string
  readonly role: string | undefined
  readonly accelerator: string | null
  readonly submenu: Menu | undefined
  enabled: boolean
  checked: boolean
  readonly #action: (() => void) | null

  constructor(options: MenuItemConstructorOptions) {
    const {
      label,
      role,
      submenu,
      accelerator,
      enabled = true,
      checked = false,
      click,
      registerAccelerator,
    } = options
    this.label = label ?? role ?? ''
    this.type = options.type ?? (submenu === undefined ? 'normal' : 'submenu')
    this.role = role
    this.accelerator = typeof accelerator === 'string' && registerAccelerator !== false ? accelerator : null
    this.submenu = Array.isArray(submenu) ? Menu.buildFromTemplate(submenu) : undefined
    this.enabled = enabled
    this.checked = checked
    const byRole = ROLES[role ?? '']
    if (click !== undefined) this.#action = click as () => void
    else if (byRole === undefined) this.#action = null
    else {
      this.#action = () => {
        byRole(BrowserWindow.getAllWindows()[0])
      }
    }
  }

  /** Whether this host can do what it stands for. */
  get possible(): boolean {
    return this.#action !== null
  }

  click(): void {
    if (this.#action === null)
      throw new Error(`The host cannot do "${this.label}" (${this.role ?? this.type}).`)
    this.#action()
  }
}

export class Menu {
  static #application: Menu | null = null
  readonly items: readonly MenuItem[]

  private constructor(items: readonly MenuItem[]) {
    this.items = items
  }

  static buildFromTemplate(template: readonly MenuItemConstructorOptions[]): Menu {
    return new Menu(template.map((options) => new MenuItem(options)))
  }

  static setApplicationMenu(menu: Menu | null): void {
    Menu.#application = menu
    for (const window of BrowserWindow.getAllWindows()) window.showMenu()
  }

  static getApplicationMenu(): Menu | null {
    return Menu.#application
  }

  /** The lines of the menu that can be chosen, for the window to show. */
  lines(path: readonly string[] = []): MenuLine[] {
    return this.items.flatMap((item): MenuLine[] => {
      const here = [...path, item.label]
      if (item.submenu !== undefined) return item.submenu.lines(here)
      const { possible, accelerator, enabled, checked } = item
      return possible ? [{ path: here, accelerator, enabled, checked }] : []
    })
  }

  find([label, ...rest]: readonly string[]): MenuItem | undefined {
    const item = this.items.find((item) => item.label === label)
    return rest.length === 0 ? item : item?.submenu?.find(rest)
  }
}
