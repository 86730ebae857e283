/**
 * What runs in the page: the world of the preload script, and the page's own world, which sees nothing of the
 * first but what `contextBridge` shows it. As in Electron, the two share the document and no object.
 *
 * Both functions are handed to Chromium as their source text, so they refer to nothing outside themselves.
 */
import { createCodec } from './codec.ts'
import type { Codec } from './codec.ts'

/** The function that the preload's world calls to reach the host; no other world has it. */
export const BINDING = 'hostOfDigitPad'
/** The function in the preload's world that the host calls. */
export const RECEIVER = 'receiveFromHost'
export const PRELOAD_WORLD = 'Preload'

/** From the page to the host. */
export interface Call {
  readonly id: number
  readonly channel: string
  readonly payload: unknown[]
}
/** From the host to the page: an answer to a call, or a message. */
export type Delivery =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: string }
  | { readonly channel: string; readonly payload: unknown[] }

/** The scripts to run before those of the page, the page's own world first. */
export function worldScripts(preload: string): { main: string; preload: string } {
  const channel = JSON.stringify(crypto.randomUUID())
  return {
    main: `(${mainWorld.toString()})(${channel})`,
    // Preload scripts run in the top frame alone.
    preload: `if (window === window.top) {
      const { contextBridge, ipcRenderer } = (${preloadWorld.toString()})(
        ${channel}, (${createCodec.toString()})(), ${JSON.stringify(BINDING)}, ${JSON.stringify(RECEIVER)});
      const electron = { contextBridge, ipcRenderer };
      const require = (name) => {
        if (name === 'electron') return electron;
        throw new Error('module not found: ' + name);
      };
      (function (require, exports, module) {${preload}
      })(require, {}, { exports: {} });
    }`,
  }
}

/** Functions are carried as numbers: the page's as callbacks, those of the preload script as `returned`. */
type Argument = { readonly value: unknown } | { readonly callback: number }
type Reply =
  | { readonly value: unknown }
  | { readonly error: string }
  | { readonly returned: number }
  | { readonly promise: true }

function mainWorld(channel: string): void {
  const callbacks: ((...values: unknown[]) => unknown)[] = []
  let lastCall = 0

  const listen = (name: string, once: boolean, listener: (detail: never) => void) => {
    const heard = (event: Event) => {
      listener((event as CustomEvent<never>).detail)
    }
    addEventListener(`${channel}:${name}`, heard, { once })
  }

  const call = (path: string | number, values: unknown[]): unknown => {
    const id = ++lastCall
    const packed: Argument[] = values.map((value) =>
      typeof value === 'function'
        ? { callback: callbacks.push(value as () => void) - 1 }
        : { value: structuredClone(value) },
    )
    let reply: Reply = { error: 'The preload script does not answer.' }
    listen(`reply:${id}`, true, (detail: Reply) => {
      reply = detail
    })
    dispatchEvent(new CustomEvent(`${channel}:call`, { detail: { id, path, packed } }))
    return read(reply, id)
  }

  const read = (reply: Reply, id: number): unknown => {
    if ('error' in reply) throw new Error(reply.error)
    if ('returned' in reply) return (...values: unknown[]) => call(reply.returned, values)
    if (!('promise' in reply)) return reply.value
    return new Promise((resolve, reject) => {
      listen(`settled:${id}`, true, (outcome: { value: unknown } | { error: string }) => {
        if ('error' in outcome) reject(new Error(outcome.error))
        else resolve(outcome.value)
      })
    })
  }

  listen('callback', false, ({ callback, values }: { callback: number; values: unknown[] }) => {
    callbacks[callback]?.(...values)
  })
  listen('expose', false, ({ key, names }: { key: string; names: string[] }) => {
    const functions = names.map((name) => [name, (...values: unknown[]) => call(name, values)] as const)
    Object.defineProperty(window, key, {
      value: Object.freeze(Object.fromEntries(functions)),
      enumerable: true,
    })
  })
}

function preloadWorld(channel: string, codec: Codec, binding: string, receiver: string) {
  type Anything = (...values: unknown[]) => unknown
  const world = window as unknown as Record<string, (text: string) => void>
  const tellMain = (name: string, detail: unknown) => {
    dispatchEvent(new CustomEvent(`${channel}:${name}`, { detail }))
  }
  const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

  const exposed = new Map<string | number, Anything>()
  const answer = (id: number, path: string | number, packed: Argument[]): Reply => {
    const values = packed.map((argument) =>
      'callback' in argument
        ? (...values: unknown[]) => {
            tellMain('callback', { callback: argument.callback, values })
          }
        : argument.value,
    )
    const result = exposed.get(path)?.(...values)
    if (result instanceof Promise) {
      result.then(
        (value: unknown) => {
          tellMain(`settled:${id}`, { value })
        },
        (error: unknown) => {
          tellMain(`settled:${id}`, { error: messageOf(error) })
        },
      )
      return { promise: true }
    }
    if (typeof result !== 'function') return { value: result }
    const returned = exposed.size
    exposed.set(returned, result as Anything)
    return { returned }
  }
  addEventListener(`${channel}:call`, (event) => {
    const { id, path, packed } = (
      event as CustomEvent<{ id: number; path: string | number; packed: Argument[] }>
    ).detail
    let reply: Reply
    try {
      reply = answer(id, path, packed)
    } catch (error) {
      reply = { error: messageOf(error) }
    }
    tellMain(`reply:${id}`, reply)
  })

  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  const listeners = new Map<string, Set<Anything>>()
  let lastCall = 0
  world[receiver] = (text) => {
    const delivery = codec.decode(text) as Delivery
    if ('channel' in delivery) {
      for (const listener of listeners.get(delivery.channel) ?? []) listener({}, ...delivery.payload)
      return
    }
    const call = waiting.get(delivery.id)
    waiting.delete(delivery.id)
    if ('error' in delivery) call?.reject(new Error(delivery.error))
    else call?.resolve(delivery.value)
  }

  return {
    contextBridge: {
      exposeInMainWorld(key: string, api: Record<string, Anything>) {
        for (const [name, value] of Object.entries(api)) exposed.set(name, value)
        tellMain('expose', { key, names: Object.keys(api) })
      },
    },
    ipcRenderer: {
      invoke: (channel: string, ...payload: unknown[]) =>
        new Promise((resolve, reject) => {
          const id = ++lastCall
          const text = codec.encode({ id, channel, payload } satisfies Call)
          waiting.set(id, { resolve, reject })
          world[binding]?.(text)
        }),
      on(channel: string, listener: Anything) {
        const set = listeners.get(channel) ?? new Set()
        listeners.set(channel, set.add(listener))
      },
      off(channel: string, listener: Anything) {
        listeners.get(channel)?.delete(listener)
      },
    },
  }
}
