/**
 * No device is ever handed to the page. Bluetooth needs no rule: without a listener nothing can be chosen.
 * https://www.electronjs.org/docs/latest/tutorial/devices
 */
import type { Session } from 'electron'

export function denyDevices(session: Session): void {
  session.setDevicePermissionHandler(() => false)
}
