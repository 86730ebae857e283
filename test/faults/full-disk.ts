/** A small disk in memory, filled to its last byte, under the app's home. */
import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Drawing } from '../../src-main/contract.ts'
import { encodeModel } from '../../src-main/recognizer/model.ts'
import { Services } from '../../src-main/shell/services.ts'
import { keepDrawing, keptDrawing } from '../../src-main/storage/drawing.ts'
import { places } from '../built.ts'
import { someModel } from '../recognizer/some-model.ts'

const STROKES: Drawing = [
  Array.from({ length: 500 }, (_, index) => [index % 400, (7 * index) % 400, 8 * index, 0.5]),
]

/** @returns a small disk's folder; why there is none, where this machine does not let it be mounted */
export function mountSmallDisk(): { readonly folder: string } | { readonly reason: string } {
  const folder = mkdtempSync(join(tmpdir(), 'digit-pad-small-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    return { folder }
  } catch (error) {
    rmSync(folder, { recursive: true })
    return { reason: String(error instanceof Error ? error.message : error).trim() }
  }
}

export function unmount(folder: string): void {
  execFileSync('umount', [folder])
  rmSync(folder, { recursive: true })
}

/** Saves everything that the app saves while a small disk is full. @returns what was said, and what was lost */
export async function saveOnFullDisk(home: string): Promise<Saved> {
  return tryToSave(home, {
    begin: () => {
      fill(join(home, 'filling'))
    },
    end: () => undefined,
  })
}

export interface Saved {
  readonly said: string[]
  readonly faults: string[]
}

/** What makes saving impossible, and possible again. */
export interface Obstacle {
  readonly begin: () => void
  readonly end: () => void
}

/** Saves everything that the app saves while something is in the way. @returns as above */
export async function tryToSave(home: string, obstacle: Obstacle): Promise<Saved> {
  const before = await Services.open(home, places)
  before.changeSettings({ appearance: 'dark' })
  before.ownDigits.keep(7, STROKES)
  keepDrawing(home, STROKES)
  const { inUse } = await before.models.adopt(encodeModel(someModel(1)))
  obstacle.begin()

  const said: string[] = []
  const faults: string[] = []
  before.on('notice', (message) => said.push(message))
  const refused = async (what: string, work: () => unknown): Promise<void> => {
    try {
      await work()
      faults.push(`${what}: nothing was said`)
    } catch (error) {
      said.push(error instanceof Error ? error.message : String(error))
    }
  }
  await refused('a drawing', () => {
    keepDrawing(home, [...STROKES, ...STROKES])
  })
  await refused('a digit', () => before.ownDigits.keep(3, STROKES))
  await refused('a model', () => before.models.adopt(encodeModel(someModel(2))))
  before.changeSettings({ appearance: 'light' })
  obstacle.end()

  const after = await Services.open(home, places)
  if (after.settings.current.appearance !== 'dark') faults.push('the settings are lost')
  if (after.models.state.inUse.id !== inUse.id) faults.push('the model is lost')
  if (after.ownDigits.list.length !== 1) faults.push('the digits are lost')
  if (JSON.stringify(keptDrawing(home)) !== JSON.stringify(STROKES)) faults.push('the drawing is lost')
  faults.push(...after.notices)
  return { said, faults }
}

/** Writes until not one more byte fits. */
function fill(file: string): void {
  writeFileSync(file, '')
  for (let size = 1 << 20; size >= 1; size >>= 1) {
    try {
      for (;;) appendFileSync(file, Buffer.alloc(size))
    } catch {
      // Not so many any more; fewer may.
    }
  }
}
