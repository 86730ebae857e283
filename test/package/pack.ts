/** Packages the built app with a stand-in for Electron, as `npm run package` does with Electron itself. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { extractAll } from '@electron/asar'
import { LinuxPackager } from 'app-builder-lib'
import { log } from 'builder-util'
import { build, Platform } from 'electron-builder'
import { makeStubElectron } from './stub-electron.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

export interface Packaged {
  /** Holds all that was made on the way; to be removed in the end. */
  readonly place: string
  /** The folder that is installed. */
  readonly folder: string
  readonly program: string
  readonly resources: string
  /** The archive of the app's code. */
  readonly asar: string
  /** What makes installers of the folder. */
  readonly packager: LinuxPackager
}

/** Packages what is in `dist/`, for Linux. */
export async function packApp(): Promise<Packaged> {
  const place = mkdtempSync(join(tmpdir(), 'digit-pad-package-'))
  const electronDist = join(place, 'electron')
  makeStubElectron(electronDist)
  // It tells of every step, and warns that there are no packages to go along. What goes wrong is thrown.
  log.info = log.warn = () => undefined
  const packed = Promise.withResolvers<Packaged>()
  await build({
    projectDir: root,
    targets: Platform.LINUX.createTarget('dir'),
    publish: 'never',
    config: {
      electronDist,
      directories: { output: join(place, 'out') },
      afterPack: ({ appOutDir: folder, packager }) => {
        if (!(packager instanceof LinuxPackager)) throw new Error('This was not packaged for Linux.')
        const resources = join(folder, 'resources')
        packed.resolve({
          place,
          folder,
          program: join(folder, packager.executableName),
          resources,
          asar: join(resources, 'app.asar'),
          packager,
        })
      },
    },
  })
  return packed.promise
}

/** The app's code, taken out of its archive. @returns the folder */
export function takeOut({ asar }: Packaged): string {
  const folder = mkdtempSync(join(tmpdir(), 'digit-pad-asar-'))
  extractAll(asar, folder)
  return folder
}
