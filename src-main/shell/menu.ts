/** The native menu, made anew whenever something that it shows has changed. */
import { app, Menu } from 'electron'
import { isDeepStrictEqual } from 'node:util'
import { menuTemplate } from './menu-template.ts'
import type { MenuActions, MenuState } from './menu-template.ts'

/** @returns a function to be called with the state whenever it may have changed */
export function createMenu(actions: MenuActions): (state: MenuState) => void {
  let shown: MenuState | null = null
  const place = { appName: app.name, mac: process.platform === 'darwin', packaged: app.isPackaged }
  return (state) => {
    if (isDeepStrictEqual(state, shown)) return
    shown = state
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(state, actions, place)))
  }
}
