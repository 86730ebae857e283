/**
 * Saves everything while nothing of the home may be written to: `node --import ./test/faults/without-electron.ts test/faults/read-only.ts`.
 * Whoever may write everything becomes nobody for that long. Prints what was said and what was lost, as JSON.
 */
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { tryToSave } from './full-disk.ts'

const NOBODY = 65_534
const home = mkdtempSync(join(tmpdir(), 'digit-pad-read-only-'))
const isRoot = process.getuid?.() === 0

function allow(writing: boolean): void {
  for (const name of ['.', ...readdirSync(home, { recursive: true, encoding: 'utf8' })]) {
    const path = join(home, name)
    const mode = statSync(path).isDirectory() ? 0o555 : 0o444
    chmodSync(path, writing ? mode | 0o200 : mode)
  }
}

function contents(): string {
  const files = readdirSync(home, { recursive: true, encoding: 'utf8' }).toSorted()
  return JSON.stringify(
    files.map((name) => {
      const path = join(home, name)
      return [name, statSync(path).isFile() ? readFileSync(path, 'base64') : '']
    }),
  )
}

let before = ''
const { said, faults } = await tryToSave(home, {
  begin: () => {
    before = contents()
    allow(false)
    if (isRoot) process.seteuid!(NOBODY)
  },
  end: () => {
    if (isRoot) process.seteuid!(0)
    if (contents() !== before) faults.push('a file is another one')
    allow(true)
  },
})
rmSync(home, { recursive: true })
process.stdout.write(JSON.stringify({ said, faults }))
