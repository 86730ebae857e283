/** The drawing on the pad, kept from one start to the next. */
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import writeFileAtomic from 'write-file-atomic'
import { Drawing } from '../contract.ts'

/** The longest file that is read: more than the longest drawing needs. */
const MAX_BYTES = 16 * 1024 * 1024

const fileIn = (folder: string) => join(folder, 'drawing.json')

/** The drawing that was kept, or an empty one where none was or the file is damaged. */
export function keptDrawing(folder: string): Drawing {
  try {
    const file = fileIn(folder)
    if (statSync(file).size > MAX_BYTES) return []
    const kept: unknown = JSON.parse(readFileSync(file, 'utf8'))
    const drawing = v.safeParse(Drawing, kept, { abortEarly: true })
    return drawing.success ? drawing.output : []
  } catch {
    return []
  }
}

/**
 * Keeps a drawing in place of the last. Written at once, so that it is there however the app ends, and not
 * flushed to the disk, which would take longer than a stroke may.
 */
export function keepDrawing(folder: string, drawing: Drawing): void {
  writeFileAtomic.sync(fileIn(folder), JSON.stringify(drawing), { fsync: false })
}
