/** The menu as data: what stands where, under which keys, and what it does. */
import type { MenuItemConstructorOptions } from 'electron'
import { LANGUAGES, LANGUAGE_TAGS } from '../contract.ts'
import type { Command, Language, LanguageChoice, Settings, SettingsChange } from '../contract.ts'

/** What the menu depends on. */
export interface MenuState {
  readonly training: boolean
  /** Whether a model other than the shipped one is in use. */
  readonly ownModel: boolean
  /** Whether the model that reads rotated digits can be taken into use, is in use, or did not come with the app. */
  readonly rotationModel: 'offered' | 'in use' | 'missing'
  /** Whether there is a model to take back. */
  readonly modelBefore: boolean
  readonly language: LanguageChoice
  /** The language of the menu itself. */
  readonly spoken: Language
  readonly appearance: Settings['appearance']
  readonly highContrast: boolean
  readonly largeBars: boolean
}

/** What the menu does in the main process. `command` is handed on to the page. */
export interface MenuActions {
  readonly command: (command: Command) => void
  readonly open: () => void
  readonly paste: () => void
  readonly retrain: (rotated: boolean) => void
  readonly stopTraining: () => void
  readonly restoreShippedModel: () => void
  readonly useRotationModel: () => void
  readonly restoreModelBefore: () => void
  readonly changeSettings: (change: SettingsChange) => void
  readonly showDataFolder: () => void
  readonly showLogFile: () => void
  readonly showNotices: () => void
  readonly checkForUpdates: () => void
}

/** Where the menu is shown. */
export interface MenuPlace {
  readonly appName: string
  readonly mac: boolean
  /** Developer tools are not offered by the packaged app. */
  readonly packaged: boolean
}

type Items = MenuItemConstructorOptions[]
const line = { type: 'separator' } as const

export function menuTemplate(state: MenuState, actions: MenuActions, place: MenuPlace): Items {
  return [
    ...(place.mac ? [{ role: 'appMenu' } as const] : []),
    { label: 'File', submenu: fileMenu(actions, place) },
    { label: 'Edit', submenu: editMenu(actions, place) },
    { label: 'Model', submenu: modelMenu(state, actions) },
    { label: 'View', submenu: viewMenu(state, actions, place) },
    ...(place.mac ? [{ role: 'windowMenu' } as const] : []),
    { role: 'help', label: 'Help', submenu: helpMenu(actions, place) },
  ]
}

function fileMenu(actions: MenuActions, place: MenuPlace): Items {
  return [
    { label: 'Open…', accelerator: 'CmdOrCtrl+O', click: actions.open },
    line,
    { label: 'Save Drawing…', accelerator: 'CmdOrCtrl+S', click: sends(actions, 'saveDrawing') },
    line,
    { label: 'Import My Digits…', click: sends(actions, 'importOwnDigits') },
    { label: 'Export My Digits…', click: sends(actions, 'exportOwnDigits') },
    line,
    place.mac ? { role: 'close' } : { role: 'quit', label: 'Quit' },
  ]
}

/** Undo and redo go to the page, which knows whether they are meant for the pad or for a field of text. */
function editMenu(actions: MenuActions, place: MenuPlace): Items {
  return [
    { label: 'Undo', accelerator: 'CmdOrCtrl+Z', click: sends(actions, 'undo') },
    { label: 'Redo', accelerator: 'CmdOrCtrl+Shift+Z', click: sends(actions, 'redo') },
    // The page answers the key itself, because in a field of text it means something else.
    {
      label: 'Clear',
      ...(place.mac ? {} : { accelerator: 'Delete', registerAccelerator: false }),
      click: sends(actions, 'clear'),
    },
    // A letter alone is the page's to answer, while the pad has the keyboard.
    {
      label: 'Pen or Eraser',
      ...(place.mac ? {} : { accelerator: 'E', registerAccelerator: false }),
      click: sends(actions, 'toggleEraser'),
    },
    line,
    { label: 'Turn Left 15°', click: sends(actions, 'turnLeft') },
    { label: 'Turn Right 15°', click: sends(actions, 'turnRight') },
    { label: 'Move to the Corner', click: sends(actions, 'moveToCorner') },
    { label: 'Move to the Middle', click: sends(actions, 'moveToMiddle') },
    line,
    { role: 'cut', label: 'Cut' },
    { role: 'copy', label: 'Copy' },
    { label: 'Paste', accelerator: 'CmdOrCtrl+V', click: actions.paste },
    { role: 'selectAll', label: 'Select All' },
  ]
}

function modelMenu(state: MenuState, actions: MenuActions): Items {
  const retrain = (label: string, accelerator: string, rotated: boolean) => ({
    label,
    accelerator,
    enabled: !state.training,
    click: () => {
      actions.retrain(rotated)
    },
  })
  return [
    { label: 'My Digits…', accelerator: 'CmdOrCtrl+D', click: sends(actions, 'showOwnDigits') },
    {
      label: 'Learn My Digits',
      accelerator: 'CmdOrCtrl+L',
      enabled: !state.training,
      click: sends(actions, 'learnOwnDigits'),
    },
    line,
    { label: 'Training…', accelerator: 'CmdOrCtrl+T', click: sends(actions, 'showTraining') },
    { label: 'Inside the Network…', accelerator: 'CmdOrCtrl+I', click: sends(actions, 'showInside') },
    { label: 'Results…', accelerator: 'CmdOrCtrl+E', click: sends(actions, 'showResults') },
    { label: 'Models…', click: sends(actions, 'showModels') },
    line,
    retrain('Retrain with Rotation', 'CmdOrCtrl+R', true),
    retrain('Retrain without Rotation', 'CmdOrCtrl+Shift+R', false),
    {
      label: 'Stop Training',
      accelerator: 'CmdOrCtrl+.',
      enabled: state.training,
      click: actions.stopTraining,
    },
    line,
    {
      label: 'Take Back the Model Before',
      enabled: state.modelBefore && !state.training,
      click: actions.restoreModelBefore,
    },
    {
      label: 'Restore the Shipped Model',
      enabled: state.ownModel && !state.training,
      click: actions.restoreShippedModel,
    },
    ...(state.rotationModel === 'missing'
      ? []
      : [
          {
            label: 'Use the Rotation Model',
            enabled: state.rotationModel === 'offered' && !state.training,
            click: actions.useRotationModel,
          },
        ]),
  ]
}

function viewMenu(state: MenuState, actions: MenuActions, place: MenuPlace): Items {
  const appearance = (label: string, value: Settings['appearance']) => ({
    label,
    type: 'radio' as const,
    checked: state.appearance === value,
    click: () => {
      actions.changeSettings({ appearance: value })
    },
  })
  return [
    appearance('As the System', 'system'),
    appearance('Light', 'light'),
    appearance('Dark', 'dark'),
    {
      label: 'More Contrast',
      type: 'checkbox',
      checked: state.highContrast,
      click: () => {
        actions.changeSettings({ highContrast: !state.highContrast })
      },
    },
    { label: 'Language', submenu: languageMenu(state, actions) },
    line,
    {
      label: 'Large Bars',
      accelerator: 'CmdOrCtrl+B',
      type: 'checkbox',
      checked: state.largeBars,
      click: () => {
        actions.changeSettings({ largeBars: !state.largeBars })
      },
    },
    { label: 'Replay Drawing', accelerator: 'CmdOrCtrl+P', click: sends(actions, 'replay') },
    line,
    { role: 'zoomIn', label: 'Zoom In' },
    { role: 'zoomOut', label: 'Zoom Out' },
    { role: 'resetZoom', label: 'Actual Size' },
    line,
    { role: 'togglefullscreen', label: 'Full Screen' },
    ...(place.packaged ? [] : [{ role: 'toggleDevTools', label: 'Developer Tools' } as const]),
  ]
}

/** Each language in its own words: whoever looks for it may read no other. */
function languageMenu(state: MenuState, actions: MenuActions): Items {
  const choice = (label: string, language: LanguageChoice) => ({
    label,
    type: 'radio' as const,
    checked: state.language === language,
    click: () => {
      actions.changeSettings({ language })
    },
  })
  return [
    choice('As the System', 'system'),
    ...LANGUAGE_TAGS.map((language) => choice(LANGUAGES[language], language)),
  ]
}

function helpMenu(actions: MenuActions, place: MenuPlace): Items {
  return [
    { label: 'Guided Tour', click: sends(actions, 'startTour') },
    { label: 'Keyboard Shortcuts', accelerator: 'CmdOrCtrl+/', click: sends(actions, 'showShortcuts') },
    line,
    { label: 'Show Data Folder', click: actions.showDataFolder },
    { label: 'Show Log File', click: actions.showLogFile },
    { label: 'Licences of Others', click: actions.showNotices },
    line,
    { label: 'Check for Updates…', click: actions.checkForUpdates },
    ...(place.mac ? [] : [line, { role: 'about', label: `About ${place.appName}` } as const]),
  ]
}

function sends(actions: MenuActions, command: Command): () => void {
  return () => {
    actions.command(command)
  }
}
