/** Sentences about the start that wait for a page to show them. */
import type { MainWindow } from './main-window.ts'

/** The page listens as soon as it has drawn itself, which it does after its first request. */
const DRAWN_AFTER_MILLISECONDS = 500

/** @returns a function to be called when the page has started; only the first call tells anything */
export function createNoticeTeller(notices: readonly string[], main: MainWindow): () => void {
  let waiting = [...notices]
  return () => {
    const told = waiting
    waiting = []
    setTimeout(() => {
      for (const message of told) main.tell('notice', { message })
    }, DRAWN_AFTER_MILLISECONDS)
  }
}
