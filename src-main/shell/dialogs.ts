/** Asking a person for files and folders, and reading and writing what they chose. */
import { stat, readFile } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import { app, dialog } from 'electron'
import type { BrowserWindow } from 'electron'
import writeFileAtomic from 'write-file-atomic'
import { MAX_PICTURE_BYTES } from '../contract.ts'
import type { Drawing, ResultsFile } from '../contract.ts'
import { drawingLine } from '../datasets/drawings.ts'
import { pngOfInk } from '../images/png.ts'
import { PlainError } from '../plain-error.ts'

/** The side of a saved picture, in pixels. */
const SAVED_SIZE = 512

/** @returns `null` where the person thought better of it */
export async function openPicture(
  window: BrowserWindow,
): Promise<{ name: string; bytes: Uint8Array } | null> {
  const answer = await dialog.showOpenDialog(window, {
    title: 'Open Picture',
    properties: ['openFile'],
    filters: [{ name: 'Pictures', extensions: ['png', 'jpg', 'jpeg'] }],
  })
  const [file] = answer.filePaths
  if (answer.canceled || file === undefined) return null
  return { name: basename(file), bytes: await readPicture(file) }
}

async function readPicture(file: string): Promise<Uint8Array> {
  const name = basename(file)
  try {
    if ((await stat(file)).size > MAX_PICTURE_BYTES) {
      throw new PlainError(`${name} is larger than 20 MB. Choose a smaller picture.`)
    }
    // A copy without Node's Buffer around it, which the bridge would not carry as it is.
    return new Uint8Array(await readFile(file))
  } catch (error) {
    if (error instanceof PlainError) throw error
    throw new PlainError(`${name} could not be read. Is it still there, and may you open it?`)
  }
}

/** Writes the drawing as PNG or as a line of JSON, by the ending. @returns the file, `null` as above */
export async function saveDrawing(window: BrowserWindow, drawing: Drawing): Promise<string | null> {
  if (drawing.length === 0) throw new PlainError('The pad is empty: draw a digit first.')
  const answer = await dialog.showSaveDialog(window, {
    title: 'Save Drawing',
    defaultPath: join(app.getPath('pictures'), 'digit.png'),
    filters: [
      { name: 'Picture (PNG)', extensions: ['png'] },
      { name: 'Strokes (JSON lines)', extensions: ['jsonl'] },
    ],
  })
  if (answer.canceled || answer.filePath === '') return null
  return writeChosen(answer.filePath, contentFor(answer.filePath, drawing))
}

/** What the kinds of files are called, and the folder that is proposed for them. */
const RESULTS_KINDS = {
  csv: { name: 'Table (CSV)', folder: 'documents' },
  html: { name: 'Report (HTML)', folder: 'documents' },
  png: { name: 'Picture (PNG)', folder: 'pictures' },
} as const

/** Writes a file of the results where the person wants it. @returns the file, `null` as above */
export async function saveResults(
  window: BrowserWindow,
  { kind, name, bytes }: ResultsFile,
): Promise<string | null> {
  const { name: kindName, folder } = RESULTS_KINDS[kind]
  const answer = await dialog.showSaveDialog(window, {
    title: 'Save Results',
    defaultPath: join(app.getPath(folder), `${name}.${kind}`),
    filters: [{ name: kindName, extensions: [kind] }],
  })
  if (answer.canceled || answer.filePath === '') return null
  if (extname(answer.filePath).toLowerCase() !== `.${kind}`) {
    throw new PlainError(`The name must end in .${kind}.`)
  }
  return writeChosen(answer.filePath, Buffer.from(bytes))
}

/** Writes the whole file or nothing. @returns its path */
async function writeChosen(path: string, content: Buffer | string): Promise<string> {
  try {
    await writeFileAtomic(path, content)
  } catch {
    throw new PlainError(`${basename(path)} could not be written there. Choose another folder.`)
  }
  return path
}

function contentFor(file: string, drawing: Drawing): Buffer | string {
  switch (extname(file).toLowerCase()) {
    case '.png':
      return Buffer.from(pngOfInk(drawing, SAVED_SIZE))
    case '.jsonl':
      return drawingLine({ strokes: drawing, label: null, writer: null, suspect: false })
    default:
      throw new PlainError('The name must end in .png for a picture or in .jsonl for the strokes.')
  }
}

/** @returns `null` as above */
export async function chooseFolder(window: BrowserWindow, title: string): Promise<string | null> {
  const answer = await dialog.showOpenDialog(window, { title, properties: ['openDirectory'] })
  return answer.canceled ? null : (answer.filePaths[0] ?? null)
}

/** Asks before a run is given up. @returns whether to go on with quitting */
export async function askToStopTraining(window: BrowserWindow): Promise<boolean> {
  const answer = await dialog.showMessageBox(window, {
    type: 'question',
    message: 'The network is being trained.',
    detail: 'If you quit now, this training is lost. The network in use stays as it is.',
    buttons: ['Keep Training', 'Quit'],
    defaultId: 0,
    cancelId: 0,
  })
  return answer.response === 1
}

/** Tells of something that went wrong while no page could tell it. */
export function tellFailure(title: string, error: unknown): void {
  dialog.showErrorBox(title, error instanceof Error ? error.message : String(error))
}
