import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it, vi } from 'vitest'
import { menuTemplate } from '../../src-main/shell/menu-template.ts'
import type { MenuActions, MenuPlace, MenuState } from '../../src-main/shell/menu-template.ts'

const IDLE: MenuState = {
  training: false,
  ownModel: false,
  rotationModel: 'offered',
  modelBefore: false,
  language: 'system',
  spoken: 'en',
  appearance: 'system',
  highContrast: false,
  largeBars: false,
}
const LINUX: MenuPlace = { appName: 'Digit Pad', mac: false, packaged: false }

const actions = {
  command: vi.fn(),
  open: vi.fn(),
  paste: vi.fn(),
  retrain: vi.fn(),
  stopTraining: vi.fn(),
  restoreShippedModel: vi.fn(),
  useRotationModel: vi.fn(),
  restoreModelBefore: vi.fn(),
  changeSettings: vi.fn(),
  showDataFolder: vi.fn(),
  showLogFile: vi.fn(),
  showNotices: vi.fn(),
  checkForUpdates: vi.fn(),
} satisfies MenuActions

const itemsOf = ({ submenu }: MenuItemConstructorOptions) => (Array.isArray(submenu) ? submenu : [])

function item(state: MenuState, menu: string, label: string, place = LINUX): MenuItemConstructorOptions {
  const found = menuTemplate(state, actions, place)
    .filter((top) => top.label === menu)
    .flatMap(itemsOf)
    .find((entry) => entry.label === label)
  if (found === undefined) throw new Error(`There is no ${menu} › ${label}.`)
  return found
}

const choose = (menu: string, label: string, state = IDLE) => {
  item(state, menu, label).click?.(
    ...([] as unknown as Parameters<NonNullable<MenuItemConstructorOptions['click']>>),
  )
}

describe('the menu', () => {
  it.each<[string, string, () => void]>([
    ['File', 'Open…', () => expect(actions.open).toHaveBeenCalledOnce()],
    ['Edit', 'Paste', () => expect(actions.paste).toHaveBeenCalledOnce()],
    ['File', 'Save Drawing…', () => expect(actions.command).toHaveBeenLastCalledWith('saveDrawing')],
    ['Edit', 'Undo', () => expect(actions.command).toHaveBeenLastCalledWith('undo')],
    ['Edit', 'Redo', () => expect(actions.command).toHaveBeenLastCalledWith('redo')],
    ['Edit', 'Pen or Eraser', () => expect(actions.command).toHaveBeenLastCalledWith('toggleEraser')],
    ['View', 'Replay Drawing', () => expect(actions.command).toHaveBeenLastCalledWith('replay')],
    ['Help', 'Keyboard Shortcuts', () => expect(actions.command).toHaveBeenLastCalledWith('showShortcuts')],
    ['Edit', 'Clear', () => expect(actions.command).toHaveBeenLastCalledWith('clear')],
    ['Edit', 'Turn Left 15°', () => expect(actions.command).toHaveBeenLastCalledWith('turnLeft')],
    ['Edit', 'Turn Right 15°', () => expect(actions.command).toHaveBeenLastCalledWith('turnRight')],
    ['Edit', 'Move to the Corner', () => expect(actions.command).toHaveBeenLastCalledWith('moveToCorner')],
    ['Edit', 'Move to the Middle', () => expect(actions.command).toHaveBeenLastCalledWith('moveToMiddle')],
    ['Model', 'Training…', () => expect(actions.command).toHaveBeenLastCalledWith('showTraining')],
    ['Model', 'Inside the Network…', () => expect(actions.command).toHaveBeenLastCalledWith('showInside')],
    ['Model', 'Results…', () => expect(actions.command).toHaveBeenLastCalledWith('showResults')],
    ['Model', 'Models…', () => expect(actions.command).toHaveBeenLastCalledWith('showModels')],
    ['Model', 'Retrain with Rotation', () => expect(actions.retrain).toHaveBeenLastCalledWith(true)],
    ['Model', 'Retrain without Rotation', () => expect(actions.retrain).toHaveBeenLastCalledWith(false)],
    ['Model', 'Stop Training', () => expect(actions.stopTraining).toHaveBeenCalledOnce()],
    ['Model', 'Restore the Shipped Model', () => expect(actions.restoreShippedModel).toHaveBeenCalledOnce()],
    ['Model', 'Use the Rotation Model', () => expect(actions.useRotationModel).toHaveBeenCalledOnce()],
    ['Model', 'Take Back the Model Before', () => expect(actions.restoreModelBefore).toHaveBeenCalledOnce()],
    ['View', 'Dark', () => expect(actions.changeSettings).toHaveBeenLastCalledWith({ appearance: 'dark' })],
    [
      'View',
      'More Contrast',
      () => expect(actions.changeSettings).toHaveBeenLastCalledWith({ highContrast: true }),
    ],
    [
      'View',
      'Large Bars',
      () => expect(actions.changeSettings).toHaveBeenLastCalledWith({ largeBars: true }),
    ],
    ['Help', 'Guided Tour', () => expect(actions.command).toHaveBeenLastCalledWith('startTour')],
    ['Help', 'Show Data Folder', () => expect(actions.showDataFolder).toHaveBeenCalledOnce()],
    ['Help', 'Licences of Others', () => expect(actions.showNotices).toHaveBeenCalledOnce()],
    ['Help', 'Check for Updates…', () => expect(actions.checkForUpdates).toHaveBeenCalledOnce()],
  ])('does what it says: %s › %s', (menu, label, check) => {
    choose(menu, label)
    check()
  })

  it('offers to stop a run while there is one, and to start one while there is none', () => {
    const enabled = (label: string, training: boolean) => item({ ...IDLE, training }, 'Model', label).enabled
    expect(enabled('Stop Training', false)).toBe(false)
    expect(enabled('Stop Training', true)).toBe(true)
    for (const label of ['Retrain with Rotation', 'Retrain without Rotation']) {
      expect(enabled(label, false)).toBe(true)
      expect(enabled(label, true)).toBe(false)
    }
  })

  it('offers to restore a model only where there is another', () => {
    const enabled = (label: string, state: Partial<MenuState>) =>
      item({ ...IDLE, ...state }, 'Model', label).enabled
    expect(enabled('Restore the Shipped Model', {})).toBe(false)
    expect(enabled('Restore the Shipped Model', { ownModel: true })).toBe(true)
    expect(enabled('Restore the Shipped Model', { ownModel: true, training: true })).toBe(false)
    expect(enabled('Take Back the Model Before', {})).toBe(false)
    expect(enabled('Take Back the Model Before', { modelBefore: true })).toBe(true)
  })

  it('offers the rotation model where the app comes with it', () => {
    const label = 'Use the Rotation Model'
    const entry = (state: Partial<MenuState>) => item({ ...IDLE, ...state }, 'Model', label)
    expect(entry({}).enabled).toBe(true)
    expect(entry({ training: true }).enabled).toBe(false)
    expect(entry({ rotationModel: 'in use' }).enabled).toBe(false)
    expect(() => entry({ rotationModel: 'missing' })).toThrow('There is no')
  })

  it('ticks the appearance that is chosen', () => {
    for (const [label, appearance] of [
      ['As the System', 'system'],
      ['Light', 'light'],
      ['Dark', 'dark'],
    ] as const) {
      for (const chosen of ['system', 'light', 'dark'] as const) {
        expect(item({ ...IDLE, appearance: chosen }, 'View', label).checked).toBe(appearance === chosen)
      }
    }
  })

  it('gives no key to two things', () => {
    for (const mac of [false, true]) {
      const keys = menuTemplate(IDLE, actions, { ...LINUX, mac })
        .flatMap(itemsOf)
        .flatMap(({ accelerator }) => (accelerator === undefined ? [] : [accelerator]))
      expect(new Set(keys).size).toBe(keys.length)
    }
  })

  it('has a way to quit on every system, and developer tools only for developers', () => {
    const roles = (place: MenuPlace) =>
      menuTemplate(IDLE, actions, place)
        .flatMap((top) => [top, ...itemsOf(top)])
        .map(({ role }) => role)
    expect(roles(LINUX)).toContain('quit')
    expect(roles({ ...LINUX, mac: true })).toContain('appMenu')
    expect(roles(LINUX)).toContain('toggleDevTools')
    expect(roles({ ...LINUX, packaged: true })).not.toContain('toggleDevTools')
  })
})
