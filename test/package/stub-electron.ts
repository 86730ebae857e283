/**
 * A stand-in for the folder that Electron is distributed as: a program that does nothing, with a wire of fuses as
 * Electron's own has it, so that the app can be packaged where Electron cannot be downloaded.
 * The wire: https://github.com/electron/fuses#apple-silicon and docs/tutorial/fuses.md in Electron's repository.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { FuseState, FuseV1Options } from '@electron/fuses'

/** What stands before the wire, so that it can be found. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const WIRE_VERSION = 1

/** As Electron is delivered: what a packager forgets to turn off is on. */
const DELIVERED: Readonly<Record<FuseV1Options, FuseState>> = {
  [FuseV1Options.RunAsNode]: FuseState.ENABLE,
  [FuseV1Options.EnableCookieEncryption]: FuseState.DISABLE,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: FuseState.ENABLE,
  [FuseV1Options.EnableNodeCliInspectArguments]: FuseState.ENABLE,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: FuseState.DISABLE,
  [FuseV1Options.OnlyLoadAppFromAsar]: FuseState.DISABLE,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: FuseState.DISABLE,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: FuseState.ENABLE,
  [FuseV1Options.WasmTrapHandlers]: FuseState.ENABLE,
}

/** Makes the folder as it is for Linux. */
export function makeStubElectron(folder: string): void {
  mkdirSync(join(folder, 'resources'), { recursive: true })
  writeFileSync(join(folder, 'electron'), program(), { mode: 0o755 })
  mkdirSync(join(folder, 'locales'))
  writeFileSync(join(folder, 'locales/en-US.pak'), '')
  writeFileSync(join(folder, 'LICENSE'), 'Electron’s licence\n')
  writeFileSync(join(folder, 'LICENSES.chromium.html'), 'Chromium’s licences\n')
}

function program(): Buffer {
  const fuses = Object.values(DELIVERED)
  const wire = Buffer.from([WIRE_VERSION, fuses.length, ...fuses])
  return Buffer.concat([Buffer.from(`#!/bin/sh\nexit 1\n# ${SENTINEL}`), wire, Buffer.from('\n')])
}
