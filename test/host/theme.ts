/** Light or dark: the app's choice, told to the page as its preferred colour scheme. */
import { BrowserWindow } from './browser-window.ts'

type Source = 'system' | 'light' | 'dark'
let source: Source = 'system'

export const nativeTheme = {
  get themeSource(): Source {
    return source
  },

  set themeSource(chosen: Source) {
    source = chosen
    for (const window of BrowserWindow.getAllWindows()) window.webContents.preferTheme(chosen)
  },

  get shouldUseDarkColors(): boolean {
    return source === 'dark'
  },
}
