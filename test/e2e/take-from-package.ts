/**
 * Before the specs: packages the app and has them drive the code in the package, as it is installed, not the folder
 * that it was built in. `DIGIT_PAD_APP` names a folder or an archive to drive instead.
 */
import { rmSync } from 'node:fs'
import { electronBinary } from '../host/electron-binary.ts'
import { packApp, takeOut } from '../package/pack.ts'

export default async function takeFromPackage(): Promise<() => void> {
  if (process.env['DIGIT_PAD_APP'] !== undefined) return () => undefined
  const packaged = await packApp()
  // Electron reads the archive; the host reads folders.
  const app = electronBinary() === null ? takeOut(packaged) : packaged.asar
  process.env['DIGIT_PAD_APP'] = app
  return () => {
    for (const path of [app, packaged.place]) rmSync(path, { recursive: true, force: true })
  }
}
