import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

const electron = vi.hoisted(() => ({ windows: [] as FakeWindow[] }))
interface FakeWindow {
  readonly webContents: EventEmitter & { readonly reload: ReturnType<typeof vi.fn> }
  readonly close: ReturnType<typeof vi.fn>
}
vi.mock('electron', () => ({
  nativeTheme: { shouldUseDarkColors: false },
  screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] },
  BrowserWindow: class extends EventEmitter {
    readonly webContents = Object.assign(new EventEmitter(), { reload: vi.fn() })
    readonly close = vi.fn()
    constructor() {
      super()
      electron.windows.push(this)
    }
    isDestroyed = () => false
    loadURL = () => Promise.resolve()
  },
}))
const { createWindow } = await import('../../src-main/shell/window.ts')

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function openWindow(again: boolean) {
  const ask = vi.fn(() => Promise.resolve(again))
  const crashed = vi.fn()
  createWindow({ windowPlace: null } as never, new URL('file:///preload.cjs'), crashed, ask)
  const { webContents, close } = electron.windows.at(-1)!
  const crash = async () => {
    webContents.emit('render-process-gone', {}, { reason: 'crashed' })
    await vi.advanceTimersByTimeAsync(0)
  }
  return { ask, crashed, crash, close, reload: webContents.reload }
}

it('A page that crashed is started anew, without a question.', async () => {
  const { ask, crash, reload } = openWindow(true)
  await crash()
  vi.advanceTimersByTime(11_000)
  await crash()
  expect(reload).toHaveBeenCalledTimes(2)
  expect(ask).not.toHaveBeenCalled()
})

it('Where it crashes twice within ten seconds, the person is asked, and it is tried again.', async () => {
  const { ask, crash, reload, close } = openWindow(true)
  await crash()
  vi.advanceTimersByTime(9_000)
  await crash()
  expect(ask).toHaveBeenCalledTimes(1)
  expect(reload).toHaveBeenCalledTimes(2)
  await crash()
  expect(ask).toHaveBeenCalledTimes(2)
  expect(close).not.toHaveBeenCalled()
})

it('or closed.', async () => {
  const { crash, reload, close } = openWindow(false)
  await crash()
  await crash()
  expect(reload).toHaveBeenCalledTimes(1)
  expect(close).toHaveBeenCalledTimes(1)
})
