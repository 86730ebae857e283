/** Asking a person for files and folders, and reading and writing what they chose. */
import { basename, extname, join } from 'node:path'
import { app, dialog } from 'electron'
import type { BrowserWindow } from 'electron'
import writeFileAtomic from 'write-file-atomic'
import type { Drawing, ModelSummary, ResultsFile } from '../contract.ts'
import { drawingLine } from '../datasets/drawings.ts'
import { pngOfInk } from '../images/png.ts'
import { svgOfInk } from '../images/svg.ts'
import { number } from '../language.ts'
import { PlainError } from '../plain-error.ts'

/** The side of a saved picture, in pixels. */
const SAVED_SIZE = 512

const openedKinds = () => [
  { name: 'Pictures', extensions: ['png', 'jpg', 'jpeg'] },
  { name: 'Drawings', extensions: ['digitdrawing', 'jsonl', 'gz'] },
  { name: 'Models', extensions: ['digitmodel', 'safetensors'] },
]

/** Asks for a file that the app can open. @returns its path, `null` where the person thought better of it */
export async function chooseFile(window: BrowserWindow): Promise<string | null> {
  const kinds = openedKinds()
  const all = { name: 'Pictures, drawings and models', extensions: kinds.flatMap((kind) => kind.extensions) }
  const answer = await dialog.showOpenDialog(window, {
    title: 'Open',
    properties: ['openFile'],
    filters: [all, ...kinds],
  })
  return answer.canceled ? null : (answer.filePaths[0] ?? null)
}

/** Asks before a model from a file takes the place of the one in use. */
export async function askToUseModel(
  window: BrowserWindow,
  name: string,
  { network, trainedOn, augmentation, mnistAccuracy }: ModelSummary,
): Promise<boolean> {
  const accuracy =
    mnistAccuracy === null
      ? 'It was not measured on MNIST’s test digits.'
      : `Of MNIST’s test digits it says that it reads ${number(100 * mnistAccuracy, { minimumFractionDigits: 2, maximumFractionDigits: 2 })} % rightly.`
  const answer = await dialog.showMessageBox(window, {
    type: 'question',
    message: `Use the model in ${name}?`,
    detail: [
      `${network}, trained on ${trainedOn}, ${augmentation}. ${accuracy}`,
      'It is kept with your models. The one in use now can be taken back from the menu Model.',
    ].join('\n\n'),
    buttons: ['Cancel', 'Use This Model'],
    defaultId: 1,
    cancelId: 0,
  })
  return answer.response === 1
}

/** Writes the drawing as PNG, as SVG or as a line of JSON, by the ending: `.digitdrawing` is JSON that Digit Pad opens. @returns the file, `null` as above */
export async function saveDrawing(window: BrowserWindow, drawing: Drawing): Promise<string | null> {
  if (drawing.length === 0) throw new PlainError('The pad is empty: draw a digit first.')
  const answer = await dialog.showSaveDialog(window, {
    title: 'Save Drawing',
    defaultPath: join(app.getPath('pictures'), 'digit.png'),
    filters: [
      { name: /* @wc-include */ 'Picture (PNG)', extensions: ['png'] },
      { name: 'Digit Pad drawing', extensions: ['digitdrawing'] },
      { name: /* @wc-include */ 'Lines (SVG)', extensions: ['svg'] },
      { name: /* @wc-include */ 'Strokes (JSON lines)', extensions: ['jsonl'] },
    ],
  })
  if (answer.canceled || answer.filePath === '') return null
  return writeChosen(answer.filePath, contentFor(answer.filePath, drawing))
}

/** What the kinds of files are called, and the folder that is proposed for them. */
const resultsKinds = () =>
  ({
    csv: { name: /* @wc-include */ 'Table (CSV)', folder: 'documents' },
    html: { name: /* @wc-include */ 'Report (HTML)', folder: 'documents' },
    png: { name: /* @wc-include */ 'Picture (PNG)', folder: 'pictures' },
  }) as const

/** Writes a file of the results where the person wants it. @returns the file, `null` as above */
export async function saveResults(
  window: BrowserWindow,
  { kind, name, bytes }: ResultsFile,
): Promise<string | null> {
  const { name: kindName, folder } = resultsKinds()[kind]
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
export async function writeChosen(path: string, content: Buffer | string): Promise<string> {
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
    case '.svg':
      return svgOfInk(drawing, SAVED_SIZE)
    case '.digitdrawing':
    case '.jsonl':
      return drawingLine({ strokes: drawing, label: null, writer: null, suspect: false })
    default:
      throw new PlainError(
        'The name must end in .png for a picture, in .svg for lines, or in .digitdrawing or .jsonl for the strokes.',
      )
  }
}

/** @returns `null` as above */
export async function chooseFolder(window: BrowserWindow, title: string): Promise<string | null> {
  const answer = await dialog.showOpenDialog(window, { title, properties: ['openDirectory'] })
  return answer.canceled ? null : (answer.filePaths[0] ?? null)
}

/** Asks before a run is interrupted. @returns whether to go on with quitting */
export async function askToStopTraining(window: BrowserWindow): Promise<boolean> {
  const answer = await dialog.showMessageBox(window, {
    type: 'question',
    message: 'The network is being trained.',
    detail: 'If you quit now, it goes on when you start Digit Pad again.',
    buttons: ['Keep Training', 'Quit'],
    defaultId: 0,
    cancelId: 0,
  })
  return answer.response === 1
}

/** Asks what to do with a page that ends again and again. @returns whether to start it once more */
export async function askAfterCrashes(window: BrowserWindow): Promise<boolean> {
  const answer = await dialog.showMessageBox(window, {
    type: 'error',
    message: 'The window’s page ended without a word twice within ten seconds.',
    detail: [
      'Your drawing, your digits, your models and a training that is under way are kept: nothing of them is lost.',
      'Try again. If it happens again, close Digit Pad, restart the computer or update its graphics driver, and look at the log: Help, Show Log File.',
    ].join('\n\n'),
    buttons: ['Close', 'Try Again'],
    defaultId: 1,
    cancelId: 0,
  })
  return answer.response === 1
}

/** Tells of something that went wrong while no page could tell it. */
export function tellFailure(title: string, error: unknown): void {
  dialog.showErrorBox(title, error instanceof Error ? error.message : String(error))
}
