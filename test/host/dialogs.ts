/**
 * Dialogs. A test puts its own function in the place of each that it expects, as with Electron; a person, who
 * runs the app in Chromium's window, is asked in the browser's own small dialogs.
 */
import { existsSync } from 'node:fs'
import type { MessageBoxOptions, OpenDialogOptions, SaveDialogOptions } from 'electron'
import type { BrowserWindow } from './browser-window.ts'
import { visible } from './chromium.ts'

async function ask(window: BrowserWindow, dialog: string, expression: string): Promise<unknown> {
  if (!visible) throw new Error(`No test answers electron.dialog.${dialog}.`)
  return window.webContents.evaluate(expression)
}

async function askPath(
  window: BrowserWindow,
  dialog: string,
  title: string,
  proposal: string,
): Promise<string> {
  const question = JSON.stringify(`${title}: the whole path`)
  const answer = await ask(window, dialog, `prompt(${question}, ${JSON.stringify(proposal)})`)
  return typeof answer === 'string' ? answer.trim() : ''
}

export const dialog = {
  async showOpenDialog(window: BrowserWindow, { title = 'Open' }: OpenDialogOptions) {
    const path = await askPath(window, 'showOpenDialog', title, '')
    return { canceled: path === '', filePaths: path === '' ? [] : [path] }
  },

  async showSaveDialog(window: BrowserWindow, { title = 'Save', defaultPath = '' }: SaveDialogOptions) {
    const path = await askPath(window, 'showSaveDialog', title, defaultPath)
    const taken = path !== '' && existsSync(path)
    const question = JSON.stringify(`${path} is there already. Replace it?`)
    const keep = taken && (await ask(window, 'showSaveDialog', `confirm(${question})`)) !== true
    return path === '' || keep ? { canceled: true, filePath: '' } : { canceled: false, filePath: path }
  },

  /** Only of two buttons, of which one means no. */
  async showMessageBox(
    window: BrowserWindow,
    { message, detail = '', buttons = [], cancelId = 0 }: MessageBoxOptions,
  ) {
    const proceed = 1 - cancelId
    const question = JSON.stringify(`${message}\n${detail}\n\nOK: ${buttons[proceed] ?? 'OK'}`)
    const agreed = await ask(window, 'showMessageBox', `confirm(${question})`)
    return { response: agreed === true ? proceed : cancelId, checkboxChecked: false }
  },

  showErrorBox(title: string, content: string): void {
    console.error(`${title}: ${content}`)
  },
}
