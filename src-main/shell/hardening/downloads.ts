/** The page saves nothing by itself: a file is written by the main process, where a person chose the place. */
import type { Session } from 'electron'

export function denyDownloads(session: Session): void {
  session.on('will-download', (event) => {
    event.preventDefault()
  })
}
