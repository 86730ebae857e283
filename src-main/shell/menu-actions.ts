/** What the menu does. What goes wrong is told in the window. */
import { fileURLToPath } from 'node:url'
import { shell } from 'electron'
import type { Outcome } from '../contract.ts'
import { PlainError } from '../plain-error.ts'
import { clipboardPicture } from './clipboard-picture.ts'
import { chooseFile } from './dialogs.ts'
import type { MainWindow } from './main-window.ts'
import type { MenuActions } from './menu-template.ts'
import { openFile } from './open-file.ts'
import type { Services } from './services.ts'
import type { UpdateCheck } from './updates/update-check.ts'

/** Shows a file or a folder in the program that the system has for it. Rejects with a PlainError. */
async function showPath(path: string): Promise<void> {
  const problem = await shell.openPath(path)
  if (problem !== '') throw new PlainError(`${path} could not be shown: ${problem}`)
}

/**
 * @param notices the file with the licences of what others wrote
 * @param log the file of the log
 */
export function menuActions(
  services: Services,
  main: MainWindow,
  updates: UpdateCheck,
  notices: URL,
  log: string,
): MenuActions & { readonly openFile: (file: string) => void } {
  const notice = (message: string) => {
    services.emit('notice', message)
  }
  const attempt = (work: () => Promise<unknown>) => {
    work().catch((error: unknown) => {
      if (error instanceof PlainError) {
        notice(error.message)
        return
      }
      services.emit('fault', 'main process', error)
      notice(`Something went wrong inside Digit Pad: ${String(error)}`)
    })
  }
  const show = (outcome: Outcome<undefined>) => {
    if (!outcome.ok) notice(outcome.message)
  }
  return {
    command: (command) => {
      main.tell('command', command)
    },
    open: () => {
      attempt(async () => {
        const file = await chooseFile(main.open())
        if (file !== null) await openFile(file, services, main)
      })
    },
    openFile: (file) => {
      attempt(() => openFile(file, services, main))
    },
    paste: () => {
      attempt(async () => {
        const bytes = await clipboardPicture()
        // Without a picture it is text, for a field that is being typed in.
        if (bytes === null) main.open().webContents.paste()
        else main.tell('pictureOpened', { name: 'Pasted picture', bytes })
      })
    },
    retrain: (rotated) => {
      show(services.retrain(rotated))
    },
    stopTraining: () => {
      attempt(() => services.training.stop())
      attempt(() => services.learning.stop())
    },
    restoreShippedModel: () => {
      attempt(() => services.restoreShippedModel())
    },
    useRotationModel: () => {
      attempt(() => services.useRotationModel())
    },
    restoreModelBefore: () => {
      attempt(() => services.restoreModelBefore())
    },
    changeSettings: (change) => {
      services.changeSettings(change)
    },
    showDataFolder: () => {
      attempt(() => showPath(services.folder))
    },
    showLogFile: () => {
      shell.showItemInFolder(log)
    },
    showNotices: () => {
      attempt(() => showPath(fileURLToPath(notices)))
    },
    checkForUpdates: () => {
      attempt(() => updates.check())
    },
  }
}
