/**
 * No device is ever handed to the page, nor let be chosen. Bluetooth needs no rule: without a listener nothing can be chosen.
 * https://www.electronjs.org/docs/latest/tutorial/devices
 */
import type { Session } from 'electron'

export function denyDevices(session: Session): void {
  session.setDevicePermissionHandler(() => false)
  session.on('select-hid-device', (event, _details, choose) => {
    event.preventDefault()
    choose()
  })
  session.on('select-usb-device', (event, _details, choose) => {
    event.preventDefault()
    choose()
  })
  session.on('select-serial-port', (event, _ports, _contents, choose) => {
    event.preventDefault()
    choose('')
  })
}
