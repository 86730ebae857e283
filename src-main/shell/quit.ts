/** Asks before the app is quit while it trains: people may have forgotten that it does. */
import { app } from 'electron'
import type { BrowserWindow } from 'electron'
import { askToStopTraining } from './dialogs.ts'

/** @returns a function to be called for each window */
export function createQuitGuard(isTraining: () => boolean): (window: BrowserWindow) => void {
  let quitting = false
  let agreed = false
  app.on('before-quit', () => {
    quitting = true
  })
  return (window) => {
    window.on('close', (event) => {
      // On macOS closing the window is no quitting: the run goes on without it.
      const interrupts = isTraining() && (quitting || process.platform !== 'darwin')
      if (!interrupts || agreed) return
      event.preventDefault()
      quitting = false
      void askToStopTraining(window).then((yes) => {
        agreed = yes
        if (yes) app.quit()
      })
    })
  }
}
