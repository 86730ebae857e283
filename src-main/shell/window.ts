/** The window: where it stood, with the page in it. */
import { fileURLToPath } from 'node:url'
import { BrowserWindow, nativeTheme, screen } from 'electron'
import type { SettingsKeeper } from '../storage/settings.ts'
import { PAGE_ADDRESS } from './page-address.ts'
import { fittingPlace, LEAST_SIZE } from './window-place.ts'

/** The page's own ground, so that nothing flashes before it is drawn. */
const BACKGROUND = { light: '#f3f4f7', dark: '#191a1e' }

/**
 * @param preload where the built preload script lies
 * @param onCrash is called with the reason when the page's process is gone, before the page is started anew
 * @param askAfterCrashes asks what is to be done when that happens twice in ten seconds: `true` to try again, `false` to close
 */
export function createWindow(
  settings: SettingsKeeper,
  preload: URL,
  onCrash: (reason: string) => void,
  askAfterCrashes: (window: BrowserWindow) => Promise<boolean>,
): BrowserWindow {
  const areas = screen.getAllDisplays().map((display) => display.workArea)
  const window = new BrowserWindow({
    ...fittingPlace(settings.windowPlace, areas),
    minWidth: LEAST_SIZE.width,
    minHeight: LEAST_SIZE.height,
    title: 'Digit Pad',
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: {
      preload: fileURLToPath(preload),
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
    },
  })
  if (settings.windowPlace?.maximized === true) window.maximize()
  window.once('ready-to-show', () => {
    window.show()
  })
  keepPlace(window, settings)
  reloadAfterCrash(window, onCrash, askAfterCrashes)
  void window.loadURL(PAGE_ADDRESS)
  return window
}

function keepPlace(window: BrowserWindow, settings: SettingsKeeper): void {
  const keep = () => {
    settings.keepWindowPlace({ ...window.getNormalBounds(), maximized: window.isMaximized() })
  }
  // Not only at the end, because a session of the desktop may end without a word. Moving tells often.
  let waiting: NodeJS.Timeout | undefined
  const keepSoon = () => {
    clearTimeout(waiting)
    waiting = setTimeout(keep, 500)
  }
  window.on('move', keepSoon)
  window.on('resize', keepSoon)
  window.on('close', () => {
    clearTimeout(waiting)
    keep()
  })
  window.on('closed', () => {
    clearTimeout(waiting)
  })
}

/**
 * A page that crashed is started anew: drawing, settings and training live in the main process. One that crashes again at once would
 * do so for ever, so the person is asked.
 */
function reloadAfterCrash(
  window: BrowserWindow,
  onCrash: (reason: string) => void,
  askAfterCrashes: (window: BrowserWindow) => Promise<boolean>,
): void {
  const LEAST_MILLISECONDS_BETWEEN = 10_000
  let last = Number.NEGATIVE_INFINITY
  const reload = (): void => {
    last = Date.now()
    window.webContents.reload()
  }
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return
    onCrash(reason)
    if (Date.now() - last >= LEAST_MILLISECONDS_BETWEEN) {
      reload()
      return
    }
    void askAfterCrashes(window).then((again) => {
      if (window.isDestroyed()) return
      if (again) reload()
      else window.close()
    })
  })
}
