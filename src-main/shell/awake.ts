/** Keeps the machine from falling asleep while it trains; the screen may turn dark. */
import { powerSaveBlocker } from 'electron'

/** @returns a function to be told whether a run is going on */
export function createAwakeKeeper(): (training: boolean) => void {
  let blocker: number | null = null
  return (training) => {
    if (training) {
      blocker ??= powerSaveBlocker.start('prevent-app-suspension')
    } else if (blocker !== null) {
      powerSaveBlocker.stop(blocker)
      blocker = null
    }
  }
}
