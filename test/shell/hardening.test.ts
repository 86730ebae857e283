import { EventEmitter } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, vi } from 'vitest'

const electron = vi.hoisted(() => ({
  app: null as unknown as EventEmitter & { enableSandbox: () => void },
  ipcMain: null as unknown as EventEmitter,
  windows: [] as { webPreferences: Record<string, unknown> }[],
}))
vi.mock('electron', () => ({
  get app() {
    return electron.app
  },
  get ipcMain() {
    return electron.ipcMain
  },
  nativeTheme: { shouldUseDarkColors: false },
  screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] },
  BrowserWindow: class extends EventEmitter {
    readonly webContents = new EventEmitter()
    constructor(options: { webPreferences: Record<string, unknown> }) {
      super()
      electron.windows.push(options)
    }
    loadURL = loadURL
  },
}))
const loadURL = vi.hoisted(() => vi.fn(() => Promise.resolve()))
const { harden } = await import('../../src-main/shell/hardening/harden.ts')
const { denyOtherMessages } = await import('../../src-main/shell/hardening/messages.ts')
const { createWindow } = await import('../../src-main/shell/window.ts')

const enableSandbox = vi.fn()
beforeEach(() => {
  electron.app = Object.assign(new EventEmitter(), { enableSandbox })
  electron.ipcMain = new EventEmitter()
  harden()
})

/** Electron's events can be prevented. */
function preventable() {
  return { preventDefault: vi.fn() }
}

function openSession() {
  const session = Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: vi.fn(),
    setPermissionCheckHandler: vi.fn(),
    setDevicePermissionHandler: vi.fn(),
    webRequest: { onBeforeRequest: vi.fn() },
  })
  electron.app.emit('session-created', session)
  return session
}

function openContents() {
  const contents = Object.assign(new EventEmitter(), { setWindowOpenHandler: vi.fn() })
  electron.app.emit('web-contents-created', {}, contents)
  return contents
}

const handlerOf = (set: ReturnType<typeof vi.fn>) => set.mock.calls[0]![0] as (...given: unknown[]) => unknown

describe('every session', () => {
  it.each([
    'media',
    'geolocation',
    'notifications',
    'fullscreen',
    'openExternal',
    'hid',
    'a permission of tomorrow',
  ])('grants no request and passes no check: %s', (permission) => {
    const session = openSession()
    const answer = vi.fn()
    handlerOf(session.setPermissionRequestHandler)(null, permission, answer, {})
    expect(answer).toHaveBeenCalledExactlyOnceWith(false)
    expect(handlerOf(session.setPermissionCheckHandler)(null, permission, 'app://digit-pad', {})).toBe(false)
  })

  it('hands out no device and lets none be chosen', () => {
    const session = openSession()
    expect(handlerOf(session.setDevicePermissionHandler)({ deviceType: 'hid' })).toBe(false)
    for (const [name, nothing, ...between] of [
      ['select-hid-device', undefined, {}],
      ['select-usb-device', undefined, {}],
      ['select-serial-port', '', [], {}],
    ] as const) {
      const event = preventable()
      const choose = vi.fn()
      session.emit(name, event, ...between, choose)
      expect(event.preventDefault).toHaveBeenCalledOnce()
      expect(choose.mock.calls[0]?.[0]).toBe(nothing)
    }
  })

  it('loads nothing from the network and no file for a page', () => {
    const [filter, listener] = openSession().webRequest.onBeforeRequest.mock.calls[0] as [
      { urls: string[] },
      (details: object, answer: (response: object) => void) => void,
    ]
    expect(filter.urls.map((url) => url.split(':')[0])).toEqual(['http', 'https', 'ws', 'wss', 'ftp', 'file'])
    const answer = vi.fn()
    listener({ webContentsId: 1 }, answer)
    expect(answer).toHaveBeenLastCalledWith({ cancel: true })
    // The main process itself.
    listener({}, answer)
    expect(answer).toHaveBeenLastCalledWith({ cancel: false })
  })

  it('downloads nothing', () => {
    const event = preventable()
    openSession().emit('will-download', event)
    expect(event.preventDefault).toHaveBeenCalledOnce()
  })
})

describe('whatever shows a page', () => {
  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])(
    'prevents %s',
    (name) => {
      const event = preventable()
      openContents().emit(name, event)
      expect(event.preventDefault).toHaveBeenCalledOnce()
    },
  )

  it('opens no window', () => {
    const open = handlerOf(openContents().setWindowOpenHandler)
    expect(open({ url: 'app://digit-pad/index.html' })).toEqual({ action: 'deny' })
  })

  it('runs in the sandbox', () => {
    expect(enableSandbox).toHaveBeenCalled()
  })
})

it('The window is isolated, without Node, and opens the own page alone.', () => {
  createWindow(
    { windowPlace: null } as never,
    new URL('file:///preload.cjs'),
    () => undefined,
    () => Promise.resolve(false),
  )
  expect(electron.windows.at(-1)!.webPreferences).toEqual({
    preload: expect.any(String) as string,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
  })
  expect(loadURL).toHaveBeenCalledExactlyOnceWith('app://digit-pad/index.html')
})

it('Nobody but the bridge listens to messages.', () => {
  electron.ipcMain.on('electron-store-get-data', () => undefined)
  denyOtherMessages()
  expect(electron.ipcMain.eventNames()).toEqual([])
})

describe('the source', () => {
  const folder = new URL('../../src-main/', import.meta.url).pathname
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  )
  const using = (pattern: RegExp) =>
    files.filter((name) => pattern.test(readFileSync(join(folder, name), 'utf8')))

  it('opens no address in another program', () => {
    expect(using(/openExternal/)).toEqual([])
  })

  it('listens to the page in one place, and opens a page in one place', () => {
    expect(using(/ipcMain\.(handle|on)/)).toEqual([join('shell', 'bridge.ts')])
    expect(using(/loadURL|loadFile/)).toEqual([join('shell', 'window.ts')])
  })

  it('runs no text as code, and turns on no features of tomorrow', () => {
    expect(using(/\beval\(|new Function\(|executeJavaScript|enableBlinkFeatures|allowpopups/)).toEqual([])
  })
})
