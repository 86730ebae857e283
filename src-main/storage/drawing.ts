/** The drawing on the pad, kept from one start to the next. */
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import writeFileAtomic from 'write-file-atomic'
import { Drawing } from '../contract.ts'
import { PlainError } from '../plain-error.ts'
import { asideWords, fileProblem, setAside } from '../files/set-aside.ts'

/** The longest file that is read: more than the longest drawing needs. */
const MAX_BYTES = 16 * 1024 * 1024

const fileIn = (folder: string) => join(folder, 'drawing.json')

/**
 * The drawing that was kept, or an empty one where none was. A file that is damaged is set aside.
 *
 * @param tell is called with a sentence about a drawing that cannot be shown
 */
export function keptDrawing(folder: string, tell: (message: string) => void = () => undefined): Drawing {
  const file = fileIn(folder)
  let text: string
  try {
    text = statSync(file).size > MAX_BYTES ? '' : readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
      tell(`The last drawing cannot be shown: ${file} cannot be read (${fileProblem(error)}).`)
    return []
  }
  const drawing = v.safeParse(v.pipe(v.string(), v.parseJson(), Drawing), text)
  if (drawing.success) return drawing.output
  tell(`The last drawing was damaged. Its file ${asideWords(file, setAside(file))}.`)
  return []
}

/**
 * Keeps a drawing in place of the last. Written at once, so that it is there however the app ends, and not
 * flushed to the disk, which would take longer than a stroke may. Throws a PlainError where it cannot be kept.
 */
export function keepDrawing(folder: string, drawing: Drawing): void {
  try {
    writeFileAtomic.sync(fileIn(folder), JSON.stringify(drawing), { fsync: false })
  } catch (error) {
    throw new PlainError(
      `The drawing cannot be kept for the next start: ${fileIn(folder)} cannot be written (${fileProblem(error)}).`,
    )
  }
}
