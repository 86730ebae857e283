/** The main process's end of the messages between it and the page. */
import { EventEmitter } from 'node:events'

interface Sender {
  readonly sender: unknown
  readonly url: string
}
type Handler = (event: object, ...payload: unknown[]) => unknown

const handlers = new Map<string, Handler>()

class IpcMain extends EventEmitter {
  handle(channel: string, handler: Handler): void {
    if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
    handlers.set(channel, handler)
  }
}

export const ipcMain = new IpcMain()

/** Has the app answer a call of the page's top frame, the only one with a preload script. */
export function answerCall(channel: string, payload: unknown[], { sender, url }: Sender): unknown {
  const handler = handlers.get(channel)
  if (handler === undefined) throw new Error(`No handler registered for '${channel}'`)
  return handler({ sender, senderFrame: { url, parent: null } }, ...payload)
}
