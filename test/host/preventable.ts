import type { EventEmitter } from 'node:events'

/** Emits an event that a listener may prevent, as Electron's are. @returns whether none did */
export function emitPreventable(
  emitter: EventEmitter,
  name: string,
  event: object,
  ...more: unknown[]
): boolean {
  const preventable = {
    ...event,
    defaultPrevented: false,
    preventDefault: () => {
      preventable.defaultPrevented = true
    },
  }
  emitter.emit(name, preventable, ...more)
  return !preventable.defaultPrevented
}
