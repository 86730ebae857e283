/** Models to and from files that a person chooses. */
import { basename, extname, join } from 'node:path'
import { app, dialog } from 'electron'
import type { BrowserWindow } from 'electron'
import { readBoundedSoon } from '../files/bounded.ts'
import { MODEL_FILE } from '../recognizer/kept-models.ts'
import type { ModelHistory } from '../recognizer/model-history.ts'
import { PlainError } from '../plain-error.ts'
import { writeChosen } from './dialogs.ts'

const ENDING = '.safetensors'
const FILTERS = [{ name: 'Models (safetensors)', extensions: [ENDING.slice(1)] }]

/** @returns the file's bytes and what it is called, `null` where the person thought better of it */
export async function chooseModel(
  window: BrowserWindow,
): Promise<{ readonly name: string; readonly bytes: Uint8Array } | null> {
  const answer = await dialog.showOpenDialog(window, {
    title: 'Import Model',
    properties: ['openFile'],
    filters: FILTERS,
  })
  const [file] = answer.filePaths
  if (answer.canceled || file === undefined) return null
  const name = basename(file)
  try {
    return { name: modelName(name), bytes: await readBoundedSoon(file, MODEL_FILE, name) }
  } catch (error) {
    if (error instanceof PlainError) throw error
    throw new PlainError(`${name} could not be read. Is it still there, and may you open it?`)
  }
}

/** @returns the file that was written, `null` as above */
export async function exportModel(
  window: BrowserWindow,
  history: ModelHistory,
  id: string,
): Promise<string | null> {
  const bytes = await history.export(id)
  const name = (await history.find(id))?.name ?? `digit-pad-${id}`
  const answer = await dialog.showSaveDialog(window, {
    title: 'Export Model',
    defaultPath: join(app.getPath('documents'), fileName(name) + ENDING),
    filters: FILTERS,
  })
  if (answer.canceled || answer.filePath === '') return null
  if (extname(answer.filePath).toLowerCase() !== ENDING) {
    throw new PlainError(`The name must end in ${ENDING}.`)
  }
  return writeChosen(answer.filePath, Buffer.from(bytes))
}

/** A file's name as a model's: without its ending, in one line, and not too long. */
export function modelName(file: string): string {
  const plain = basename(file, extname(file)).replace(/\p{Cc}/gu, ' ')
  return Array.from(plain).slice(0, 40).join('').trim() || 'Imported model'
}

/** A model's name as a file's, on every system. */
function fileName(name: string): string {
  return name.replace(/[\\/:*?"<>|]/g, '-').replace(/^\.+|\.+$/g, '')
}
