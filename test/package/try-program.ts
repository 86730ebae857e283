/**
 * Tries the program that `npm run package` left in `out/`: its fuses, a digit read from a picture, and a training, whose
 * threads start from within the archive. `node test/package/try-program.ts [PROGRAM]`
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { pngOfInk } from '../../src-main/images/png.ts'

const out = fileURLToPath(new URL('../../out/', import.meta.url))
const PROGRAMS = [
  'linux-unpacked/digit-pad',
  'win-unpacked/Digit Pad.exe',
  'mac-universal/Digit Pad.app/Contents/MacOS/Digit Pad',
]
const program = process.argv[2] ?? PROGRAMS.map((path) => join(out, path)).find((path) => existsSync(path))
if (program === undefined) throw new Error(`There is no program in ${out}. Run npm run package first.`)
console.log(program)

const fuses = await getCurrentFuseWire(program)
for (const fuse of [FuseV1Options.RunAsNode, FuseV1Options.EnableNodeCliInspectArguments]) {
  if (fuses[fuse] !== FuseState.DISABLE) throw new Error(`The fuse ${FuseV1Options[fuse]} is on.`)
}
for (const fuse of [FuseV1Options.OnlyLoadAppFromAsar, FuseV1Options.EnableEmbeddedAsarIntegrityValidation]) {
  if (fuses[fuse] !== FuseState.ENABLE) throw new Error(`The fuse ${FuseV1Options[fuse]} is off.`)
}
console.log('Fuses: as they should be')

const folder = mkdtempSync(join(tmpdir(), 'digit-pad-try-'))
const picture = join(folder, 'one.png')
const stroke = [
  [50, 5],
  [50, 95],
] as const
writeFileSync(picture, pngOfInk([stroke], 100))
console.log('recognize:', answer(['recognize', picture]).slice(0, 80))
const model = join(folder, 'model.safetensors')
answer(['train', '--network', 'paper', '--data', 'synthetic', '--epochs', '1', '--out', model])
console.log(`train: ${statSync(model).size} bytes written`)

function answer(command: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(program!, command, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command.join(' ')} ended with ${String(status)}: ${stderr}`)
  return stdout
}
