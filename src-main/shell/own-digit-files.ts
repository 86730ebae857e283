/** A person's own digits to and from files that they choose. */
import { existsSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import { app, dialog } from 'electron'
import type { BrowserWindow } from 'electron'
import writeFileAtomic from 'write-file-atomic'
import type { Import, OwnDigit } from '../contract.ts'
import { DIGIT_SIDE } from '../datasets/digits.ts'
import { digitsOfInk } from '../datasets/digits-of-ink.ts'
import { readDrawings } from '../datasets/drawings.ts'
import { writeIdx } from '../datasets/idx.ts'
import { keepable, type OwnDigits } from '../datasets/own-digits.ts'
import { PlainError } from '../plain-error.ts'

const IMAGES_ENDING = '.idx3-ubyte'
const LABELS_ENDING = '.idx1-ubyte'

/** @returns `null` where the person thought better of it */
export async function importOwnDigits(window: BrowserWindow, ownDigits: OwnDigits): Promise<Import | null> {
  const answer = await dialog.showOpenDialog(window, {
    title: 'Import My Digits',
    properties: ['openFile'],
    filters: [{ name: 'Drawings (JSON lines)', extensions: ['jsonl', 'gz'] }],
  })
  const [file] = answer.filePaths
  if (answer.canceled || file === undefined) return null
  const drawings = readDrawings(file)
  const given = keepable(drawings)
  if (given.length === 0) {
    throw new PlainError(`${basename(file)} holds no drawing with a "label". Choose another file.`)
  }
  const added = ownDigits.import(given).length
  return {
    ownDigits: ownDigits.list,
    added,
    known: given.length - added,
    leftOut: drawings.length - given.length,
  }
}

/** Writes all digits as JSON lines or as a pair of IDX files, by the ending. @returns the file, `null` as above */
export async function exportOwnDigits(
  window: BrowserWindow,
  digits: readonly OwnDigit[],
): Promise<string | null> {
  if (digits.length === 0) throw new PlainError('There are no digits of yours to export yet.')
  const answer = await dialog.showSaveDialog(window, {
    title: 'Export My Digits',
    defaultPath: join(app.getPath('documents'), 'my-digits.jsonl'),
    filters: [
      { name: 'Strokes (JSON lines)', extensions: ['jsonl'] },
      { name: 'Images and labels (IDX)', extensions: [IMAGES_ENDING.slice(1)] },
    ],
  })
  const file = answer.filePath
  if (answer.canceled || file === '') return null
  try {
    await write(file, digits)
  } catch (error) {
    if (error instanceof PlainError) throw error
    throw new PlainError(`${basename(file)} could not be written there. Choose another folder.`)
  }
  return file
}

async function write(file: string, digits: readonly OwnDigit[]): Promise<void> {
  switch (extname(file).toLowerCase()) {
    case '.jsonl':
      return writeFileAtomic(file, digits.map((digit) => `${JSON.stringify(digit)}\n`).join(''))
    case IMAGES_ENDING: {
      const labelsFile = labelsFileFor(file)
      // The dialog asked about the images alone.
      if (existsSync(labelsFile) && !existsSync(file)) {
        throw new PlainError(`There is a file ${basename(labelsFile)} already. Choose another name.`)
      }
      const { count, images, labels } = digitsOfInk(digits)
      await writeFileAtomic(labelsFile, Buffer.from(writeIdx([count], labels)))
      return writeFileAtomic(file, Buffer.from(writeIdx([count, DIGIT_SIDE, DIGIT_SIDE], images)))
    }
    default:
      throw new PlainError('The name must end in .jsonl for the strokes or in .idx3-ubyte for images.')
  }
}

/** Beside the images: "my-images.idx3-ubyte" has its labels in "my-labels.idx1-ubyte". */
function labelsFileFor(images: string): string {
  const name = basename(images, extname(images))
  const labels = name.includes('images') ? name.replace('images', 'labels') : `${name}-labels`
  return join(dirname(images), labels + LABELS_ENDING)
}
