/**
 * Nobody listens to the page but the bridge, which looks at the sender and at what is sent. A library may have begun to:
 * electron-store answers a message of its own with the data folder, whoever asks.
 * https://www.electronjs.org/docs/latest/tutorial/security#17-validate-the-sender-of-all-ipc-messages
 */
import { ipcMain } from 'electron'

/** To be called when everything that may listen is open. Requests are handled, not listened to, and stay. */
export function denyOtherMessages(): void {
  for (const channel of ipcMain.eventNames()) ipcMain.removeAllListeners(channel as string)
}
