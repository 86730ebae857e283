/**
 * The page loads its own files and nothing else: no address of the network, and no file of this machine. Its policy says so too;
 * this holds where a policy would not be asked. What the main process fetches by itself, as it does an update, belongs to no page.
 * https://www.electronjs.org/docs/latest/tutorial/security#1-only-load-secure-content
 */
import type { Session } from 'electron'

const ELSEWHERE = ['http', 'https', 'ws', 'wss', 'ftp', 'file'].map((scheme) =>
  scheme === 'file' ? 'file:///*' : `${scheme}://*/*`,
)

export function denyNetwork(session: Session): void {
  session.webRequest.onBeforeRequest({ urls: ELSEWHERE }, ({ webContentsId }, answer) => {
    answer({ cancel: webContentsId !== undefined })
  })
}
