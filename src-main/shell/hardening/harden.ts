/** Every rule, for the session and for whatever contents the app ever makes. */
import { app } from 'electron'
import type { Session } from 'electron'
import { denyDevices } from './devices.ts'
import { denyDownloads } from './downloads.ts'
import { denyNavigation } from './navigation.ts'
import { denyNetwork } from './network.ts'
import { denyNewWindows } from './new-windows.ts'
import { denyPermissions } from './permissions.ts'
import { denyWebviews } from './webviews.ts'

export function harden(): void {
  app.enableSandbox()
  app.on('session-created', hardenSession)
  app.on('web-contents-created', (_event, contents) => {
    denyNavigation(contents)
    denyNewWindows(contents)
    denyWebviews(contents)
  })
}

function hardenSession(session: Session): void {
  denyPermissions(session)
  denyDevices(session)
  denyNetwork(session)
  denyDownloads(session)
}
