/** What `import … from 'electron'` gives the bridge while it is fuzzed: the messages are kept, and every dialog is answered at once. */
import { writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { scratchFolder } from './scratch-folder.ts'

type Handler = (event: { readonly senderFrame: unknown }, ...sent: unknown[]) => unknown

/** By channel. */
export const handlers = new Map<string, Handler>()

export const folder = scratchFolder()
const drawings = join(folder, 'some.jsonl')
writeFileSync(drawings, '{"strokes":[[[1,2,0,0.5],[3,40,16,1]]],"label":1}\n{"strokes":[[[1,2]]]}\n')

/** A part of Electron of which whatever is called does nothing. */
function idle(own: object = {}): object {
  return new Proxy(own, {
    get: (target, key): unknown => (key in target ? Reflect.get(target, key) : () => undefined),
  })
}

let dialogs = 0
/** Every third is given up. */
const canceled = (): boolean => ++dialogs % 3 === 0

export const ipcMain = idle({
  handle: (channel: string, handler: Handler) => handlers.set(channel, handler),
})
export const dialog = idle({
  showOpenDialog: (_window: unknown, { properties }: { readonly properties: readonly string[] }) =>
    Promise.resolve({
      canceled: canceled(),
      filePaths: [properties.includes('openDirectory') ? folder : drawings],
    }),
  showSaveDialog: (_window: unknown, { defaultPath }: { readonly defaultPath: string }) =>
    Promise.resolve({ canceled: canceled(), filePath: join(folder, basename(defaultPath)) }),
  showMessageBox: () => Promise.resolve({ response: 0, checkboxChecked: false }),
})
export const app = idle({
  getPath: () => folder,
  getVersion: () => '0.0.0',
  getLocale: () => 'en',
  getPreferredSystemLanguages: () => ['de-AT', 'C'],
})
export const autoUpdater = idle()
export const clipboard = idle()
export const Menu = idle()
export const nativeTheme = idle()
export const net = idle()
export const powerMonitor = idle()
export const powerSaveBlocker = idle()
export const protocol = idle()
export const screen = idle()
export const session = idle()
export const shell = idle()
export const BrowserWindow = idle()

export default { app, BrowserWindow, dialog, ipcMain, shell }
