/** Hands the contract to the page, and nothing else of Electron. */
import { contextBridge, ipcRenderer } from 'electron'
import type { IpcRendererEvent } from 'electron'
import { EVENT_NAMES } from './contract.ts'
import type { Answers, Bridge, EventName, Events, RequestName, RequestPayload } from './contract.ts'
import { eventChannel, requestChannel } from './shell/channels.ts'

const bridge: Bridge = {
  request: <N extends RequestName>(name: N, payload: RequestPayload<N>) =>
    ipcRenderer.invoke(requestChannel(name), payload) as Promise<Answers[N]>,
  on: <N extends EventName>(name: N, listener: (value: Events[N]) => void) => {
    if (!EVENT_NAMES.includes(name)) throw new Error(`There is no event named "${name}".`)
    const receive = (_event: IpcRendererEvent, value: Events[N]) => {
      listener(value)
    }
    ipcRenderer.on(eventChannel(name), receive)
    return () => {
      ipcRenderer.off(eventChannel(name), receive)
    }
  },
}

contextBridge.exposeInMainWorld('digitPad', bridge)
