/** Versions from the releases that the package names, by electron-updater, which checks hashes and signatures. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { app } from 'electron'
import electronUpdater from 'electron-updater'
import type { AppUpdater } from 'electron-updater'
import { PlainError } from '../../plain-error.ts'
import type { Updater } from './update-check.ts'

/** @returns `null` where nobody published this copy: its package then names no releases */
export function openUpdater(): Updater | null {
  if (!app.isPackaged || !existsSync(join(process.resourcesPath, 'app-update.yml'))) return null
  return updaterOf(electronUpdater.autoUpdater)
}

/** Has an updater do nothing by itself, and say nothing of the person. */
export function updaterOf(updater: AppUpdater): Updater {
  updater.autoDownload = false
  updater.autoInstallOnAppQuit = false
  updater.logger = null
  // It would send a number by which this installation could be known again.
  updater.requestHeaders = { 'x-user-staging-id': 'none' }
  // What it tells by this event it also rejects with; without a listener the event would be thrown.
  updater.on('error', () => undefined)
  return {
    newer: async () => {
      const result = await updater.checkForUpdates().catch((error: unknown) => {
        throw new PlainError(
          `The newest version could not be asked for. Are you online? Try again later. (${reasonOf(error)})`,
        )
      })
      return result?.isUpdateAvailable === true ? result.updateInfo.version : null
    },
    download: async () => {
      await updater.downloadUpdate().catch((error: unknown) => {
        throw new PlainError(
          REFUSED.has(codeOf(error))
            ? 'What was downloaded is not what was published. It was thrown away, and nothing has changed.'
            : `The download failed, and nothing has changed. Try again later. (${reasonOf(error)})`,
        )
      })
    },
    install: () => {
      updater.quitAndInstall()
    },
  }
}

const REFUSED = new Set(['ERR_CHECKSUM_MISMATCH', 'ERR_UPDATER_INVALID_SIGNATURE'])

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? ''
}

/** The first line of what went wrong: the rest is for programmers. */
function reasonOf(error: unknown): string {
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n')
  return line.slice(0, 120)
}
