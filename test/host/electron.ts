/**
 * What `import … from 'electron'` gives the app here: the slice of Electron's main process that it uses, in
 * Chromium. What is missing throws by its name.
 */
import { app as hostApp } from './app.ts'
import { BrowserWindow } from './browser-window.ts'
import { clipboard as hostClipboard, ClipboardItem } from './clipboard.ts'
import { dialog as hostDialog } from './dialogs.ts'
import { ipcMain as hostIpcMain } from './ipc.ts'
import { Menu } from './menu.ts'
import { protocol as hostProtocol } from './schemes.ts'
import { defaultSession } from './session.ts'
import { strict } from './strict.ts'
import { nativeTheme as hostTheme } from './theme.ts'

let blockers = 0

export const app = strict('app', hostApp)
export const clipboard = strict('clipboard', hostClipboard)
export const dialog = strict('dialog', hostDialog)
export const ipcMain = strict('ipcMain', hostIpcMain)
export const nativeTheme = strict('nativeTheme', hostTheme)
/** Nothing sleeps while a terminal watches. */
export const powerSaveBlocker = strict('powerSaveBlocker', {
  start: () => ++blockers,
  stop: (id: number) => id <= blockers,
})
export const protocol = strict('protocol', hostProtocol)
/** One large screen: Chromium keeps its window on those that are there. */
export const screen = strict('screen', {
  getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 3840, height: 2160 } }],
})
export const session = strict('session', { defaultSession: strict('Session', defaultSession) })
export const shell = strict('shell', {
  showItemInFolder: (path: string) => {
    console.log(path)
  },
  openPath: (path: string) => {
    console.log(path)
    return Promise.resolve('')
  },
})
export { BrowserWindow, ClipboardItem, Menu }

export default strict('electron', {
  app,
  BrowserWindow,
  clipboard,
  ClipboardItem,
  dialog,
  ipcMain,
  Menu,
  nativeTheme,
  powerSaveBlocker,
  protocol,
  screen,
  session,
  shell,
})
