/** Keys that stand for a command, anywhere in the window. */
import type { Command } from '../src-main/contract.ts'

/** What of a key event tells which command is meant. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>

/**
 * The menu has the same keys. The page handles them first and prevents their default, so that the menu does
 * not hear of them again.
 *
 * @param platform Node's name of it: `darwin` has its Command key where others have Control
 */
export function commandOf(press: KeyPress, platform: string): Command | null {
  const mac = platform === 'darwin'
  const primary = mac ? press.metaKey : press.ctrlKey
  const foreign = press.altKey || (mac ? press.ctrlKey : press.metaKey)
  if (foreign) return null
  const key = press.key.toLowerCase()
  if (primary) {
    if (key === 'z') return press.shiftKey ? 'redo' : 'undo'
    if (key === 'y' && !mac && !press.shiftKey) return 'redo'
    return null
  }
  return !press.shiftKey && ['delete', 'backspace', 'escape'].includes(key) ? 'clear' : null
}

/** The keys as they are written on this platform's keyboards. */
export function keysOf(command: 'undo' | 'redo' | 'clear', platform: string): string {
  const mac = platform === 'darwin'
  if (command === 'clear') return mac ? '⌫' : 'Delete'
  if (command === 'undo') return mac ? '⌘Z' : 'Ctrl+Z'
  return mac ? '⇧⌘Z' : 'Ctrl+Shift+Z'
}

/** True where keys belong to what is typed. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement)
    return !['checkbox', 'radio', 'button', 'file'].includes(target.type)
  return target instanceof HTMLTextAreaElement || target.isContentEditable
}
