/** What the preload script gave the page: its only way to the main process. */
import type { Bridge } from '../src-main/contract.ts'

declare global {
  interface Window {
    readonly digitPad: Bridge
  }
}
