/** Asks and tells about updates in the system's dialogs. */
import { app, dialog } from 'electron'
import type { MessageBoxOptions } from 'electron'
import type { MainWindow } from '../main-window.ts'
import type { UpdateTalk } from './update-check.ts'

export function updateDialogs(main: MainWindow): UpdateTalk {
  const ask = async (yes: string, no: string, words: MessageBoxOptions) => {
    const question: MessageBoxOptions = {
      ...words,
      type: 'question',
      buttons: [no, yes],
      defaultId: 1,
      cancelId: 0,
    }
    const { response, checkboxChecked } = await dialog.showMessageBox(main.open(), question)
    return { agreed: response === 1, checked: checkboxChecked }
  }
  const tell = async (type: 'info' | 'warning', message: string, detail = '') => {
    await dialog.showMessageBox(main.open(), { type, message, detail, buttons: ['OK'] })
  }
  return {
    askToCheck: async (atStart) => {
      const { agreed, checked } = await ask('Check', 'Cancel', {
        message: 'Check for updates?',
        detail:
          'Digit Pad asks GitHub which version is the newest. As with any visit, GitHub sees the address of your network; nothing about you, your drawings or your models is sent. Before anything is downloaded, you are asked.',
        checkboxLabel: 'Check at every start, too',
        checkboxChecked: atStart,
      })
      return { agreed, atStart: checked }
    },
    askToDownload: async (version) => {
      const { agreed } = await ask('Download', 'Not Now', {
        message: `Digit Pad ${version} is there.`,
        detail: `You have ${app.getVersion()}. Your digits, models and settings stay as they are.`,
      })
      return agreed
    },
    askToInstall: async (version) => {
      const { agreed } = await ask('Restart and Update', 'Later', {
        message: `Digit Pad ${version} is ready.`,
        detail: 'Digit Pad ends and starts again with the new version.',
      })
      return agreed
    },
    tellNewest: () => tell('info', 'This is the newest version.', `Digit Pad ${app.getVersion()}`),
    tellProblem: (problem) => tell('warning', 'There is no update.', problem),
  }
}
