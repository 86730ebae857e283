/**
 * All keys, in one list: the page answers those that have a command, the menu and the pad answer the others, and the
 * sheet of shortcuts shows them all.
 */
import type { Command } from '../src-main/contract.ts'

/** What of a key event tells which command is meant. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>

export interface Shortcut {
  readonly does: () => string
  /** One or more ways, each as Electron writes it: "CmdOrCtrl+Shift+Z". */
  readonly keys: readonly string[]
  /** What the page does at these keys, anywhere in the window but where text is typed. */
  readonly command?: Command
  /** A letter without Control: it counts only while the pad or nothing has the keyboard. */
  readonly onPad?: true
  /** Keys that only some systems have. */
  readonly systems?: 'mac' | 'others'
}

export interface ShortcutGroup {
  readonly title: () => string
  readonly shortcuts: readonly Shortcut[]
}

/**
 * The menu has some of the same keys. The page handles those with a command first and prevents their default, so that
 * the menu does not hear of them again.
 */
export const SHORTCUTS: readonly ShortcutGroup[] = [
  {
    title: () => 'Drawing',
    shortcuts: [
      { does: () => 'Undo', keys: ['CmdOrCtrl+Z'], command: 'undo' },
      { does: () => 'Redo', keys: ['CmdOrCtrl+Shift+Z'], command: 'redo' },
      { does: () => 'Redo', keys: ['CmdOrCtrl+Y'], command: 'redo', systems: 'others' },
      { does: () => 'Clear', keys: ['Delete', 'Backspace', 'Escape'], command: 'clear' },
      { does: () => 'Pen or eraser', keys: ['E'], command: 'toggleEraser', onPad: true },
      { does: () => 'Replay the drawing, or stop', keys: ['CmdOrCtrl+P'] },
      { does: () => 'Open a picture', keys: ['CmdOrCtrl+O'] },
      { does: () => 'Paste a picture', keys: ['CmdOrCtrl+V'] },
      { does: () => 'Save the drawing', keys: ['CmdOrCtrl+S'] },
    ],
  },
  {
    title: () => 'On the pad, without a mouse',
    shortcuts: [
      { does: () => 'Move the pen', keys: ['Arrows'] },
      { does: () => 'Move it finely', keys: ['Shift+Arrows'] },
      { does: () => 'Put it down, or lift it', keys: ['Space', 'Enter'] },
      { does: () => 'Say what the drawing is', keys: ['0–9'] },
      { does: () => 'Keep the digit that was asked for', keys: ['N'] },
    ],
  },
  {
    title: () => 'Digits and models',
    shortcuts: [
      { does: () => 'My digits', keys: ['CmdOrCtrl+D'] },
      { does: () => 'Learn my digits', keys: ['CmdOrCtrl+L'] },
      { does: () => 'Training', keys: ['CmdOrCtrl+T'] },
      { does: () => 'Retrain with rotation', keys: ['CmdOrCtrl+R'] },
      { does: () => 'Retrain without rotation', keys: ['CmdOrCtrl+Shift+R'] },
      { does: () => 'Stop training', keys: ['CmdOrCtrl+.'] },
      { does: () => 'Inside the network', keys: ['CmdOrCtrl+I'] },
      { does: () => 'Results', keys: ['CmdOrCtrl+E'] },
    ],
  },
  {
    title: () => 'Window',
    shortcuts: [
      { does: () => 'Large bars, for a classroom', keys: ['CmdOrCtrl+B'] },
      { does: () => 'Larger or smaller', keys: ['CmdOrCtrl++', 'CmdOrCtrl+-'] },
      { does: () => 'Actual size', keys: ['CmdOrCtrl+0'] },
      { does: () => 'Full screen', keys: ['F11'], systems: 'others' },
      { does: () => 'Full screen', keys: ['Ctrl+Cmd+F'], systems: 'mac' },
      { does: () => 'This list', keys: ['?', 'CmdOrCtrl+/'], command: 'showShortcuts' },
    ],
  },
]

/** Those of a system. @param platform Node's name of it: `darwin` has its Command key where others have Control */
export function shortcutsOn(platform: string): readonly ShortcutGroup[] {
  const other = platform === 'darwin' ? 'others' : 'mac'
  return SHORTCUTS.map(({ title, shortcuts }) => ({
    title,
    shortcuts: shortcuts.filter(({ systems }) => systems !== other),
  }))
}

/** Whether a key writes a sign, and nothing is held beside it but Shift. */
export const isSingleKey = ({ key, ctrlKey, metaKey, altKey }: KeyPress): boolean =>
  key.length === 1 && key !== ' ' && !ctrlKey && !metaKey && !altKey

/** What the page is to do at a key. @param onPad whether the pad or nothing has the keyboard */
export function commandOf(press: KeyPress, platform: string, onPad: boolean): Command | null {
  const meant = shortcutsOn(platform)
    .flatMap(({ shortcuts }) => shortcuts)
    .find(
      ({ command, keys, onPad: wanted }) =>
        command !== undefined &&
        (onPad || wanted !== true) &&
        keys.some((key) => isPressed(key, press, platform)),
    )
  return meant?.command ?? null
}

function isPressed(keys: string, press: KeyPress, platform: string): boolean {
  const { name, primary, shift } = partsOf(keys)
  const mac = platform === 'darwin'
  // A sign that is typed with Shift on one keyboard and without on another.
  const shifted = /^[^a-z]$/i.test(name) ? press.shiftKey : shift
  return (
    press.key.toLowerCase() === name.toLowerCase() &&
    press.shiftKey === shifted &&
    !press.altKey &&
    (mac ? press.metaKey : press.ctrlKey) === primary &&
    !(mac ? press.ctrlKey : press.metaKey)
  )
}

function partsOf(keys: string): { name: string; primary: boolean; shift: boolean } {
  const name = /[^+]+$|\+$/.exec(keys)?.[0] ?? keys
  return { name, primary: keys.startsWith('CmdOrCtrl+'), shift: keys.includes('Shift+') }
}

/** Keys as they are written on this platform's keyboards: "Ctrl+Shift+Z" or "⇧⌘Z". */
export function written(keys: string, platform: string): string {
  const { name, primary, shift } = partsOf(keys)
  const mac = platform === 'darwin'
  if (keys.startsWith('Ctrl+Cmd+')) return `⌃⌘${name}`
  const macNames: Readonly<Record<string, string>> = { Delete: '⌦', Backspace: '⌫' }
  if (mac) return `${shift ? '⇧' : ''}${primary ? '⌘' : ''}${macNames[name] ?? capOf(name)}`
  return [...(primary ? [capOf('Ctrl')] : []), ...(shift ? [capOf('Shift')] : []), capOf(name)].join('+')
}

/** What stands on a key. */
function capOf(name: string): string {
  // @wc-context: a key, as keyboards of the language name it
  const caps: Readonly<Record<string, string>> = {
    Ctrl: /* @wc-include */ 'Ctrl',
    Shift: /* @wc-include */ 'Shift',
    Escape: /* @wc-include */ 'Esc',
    Enter: /* @wc-include */ 'Enter',
    Space: /* @wc-include */ 'Space',
    Delete: /* @wc-include */ 'Delete',
    Backspace: /* @wc-include */ 'Backspace',
    Arrows: /* @wc-include */ 'Arrows',
    '-': '−',
  }
  return caps[name] ?? name
}

/** The key that a button's title names. */
export function keysOf(
  command: 'undo' | 'redo' | 'clear' | 'toggleEraser' | 'replay',
  platform: string,
): string {
  if (command === 'replay') return written('CmdOrCtrl+P', platform)
  const all = SHORTCUTS.flatMap(({ shortcuts }) => shortcuts)
  const keys = all.find((shortcut) => shortcut.command === command)?.keys ?? []
  // A Mac's large key at the top is Backspace.
  const usual = command === 'clear' && platform === 'darwin' ? 'Backspace' : keys[0]
  return written(usual ?? '', platform)
}

/** True where keys belong to what is typed. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement)
    return !['checkbox', 'radio', 'button', 'file', 'range'].includes(target.type)
  return target instanceof HTMLTextAreaElement || target.isContentEditable
}

/** True where the pad, or nothing at all, has the keyboard. */
export function isOnPad(target: EventTarget | null): boolean {
  return target === document.body || (target instanceof Element && target.role === 'application')
}
