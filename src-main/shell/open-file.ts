/** Opens a file that a person chose, dropped on the app or double-clicked, by what is in it. */
import { basename } from 'node:path'
import { MAX_OPENED_BYTES, MAX_PICTURE_BYTES } from '../contract.ts'
import { parseDrawings } from '../datasets/drawings.ts'
import { isGzip } from '../datasets/idx.ts'
import { asDrawn } from '../datasets/own-digits.ts'
import { readBoundedSoon } from '../files/bounded.ts'
import { isPicture } from '../images/picture-file.ts'
import { PlainError } from '../plain-error.ts'
import { decodeModel, summarize } from '../recognizer/model.ts'
import { isSafetensors } from '../storage/safetensors.ts'
import { askToUseModel } from './dialogs.ts'
import type { MainWindow } from './main-window.ts'
import { modelName } from './model-files.ts'
import { isRunning, type Services } from './services.ts'

const OPENING_BRACE = 0x7b
const OPENED = { most: MAX_OPENED_BYTES }

/**
 * A drawing or a picture goes on the pad, where it can be undone; a model is offered for use. Rejects with a PlainError
 * where the file is none of them.
 */
export async function openFile(path: string, services: Services, main: MainWindow): Promise<void> {
  const name = basename(path)
  await openBytes(name, await read(path), services, main)
}

/** The same for a file that was read already. */
export async function openBytes(
  name: string,
  bytes: Uint8Array,
  services: Services,
  main: MainWindow,
): Promise<void> {
  if (isPicture(bytes)) {
    if (bytes.length > MAX_PICTURE_BYTES) {
      throw new PlainError(`${name} is larger than 20 MB. Choose a smaller picture.`)
    }
    main.whenListening(() => {
      main.tell('pictureOpened', { name, bytes })
    })
  } else if (isSafetensors(bytes)) {
    await offerModel(name, bytes, services, main)
  } else if (isGzip(bytes) || bytes[0] === OPENING_BRACE) {
    const drawings = parseDrawings(bytes, name)
    const strokes = asDrawn(drawings[0]?.strokes ?? [])
    if (strokes.length === 0) throw new PlainError(`${name} holds no drawing.`)
    main.whenListening(() => {
      main.tell('drawingOpened', { name, strokes, of: drawings.length })
    })
  } else {
    throw new PlainError(
      `${name} is neither a picture (PNG or JPEG), nor a drawing (JSON lines), nor a model (safetensors).`,
    )
  }
}

/** What the page says that a file is called, fit to be shown: its last part, in one line. */
export function fileName(said: string): string {
  return basename(said.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, ' ')) || 'The file'
}

async function offerModel(
  name: string,
  bytes: Uint8Array,
  services: Services,
  main: MainWindow,
): Promise<void> {
  const model = decodeModel(bytes)
  if (isRunning(services.training.state) || services.learning.running) {
    throw new PlainError(`The network is being trained. Wait or stop that, then open ${name} again.`)
  }
  if (await askToUseModel(main.open(), name, summarize(model, ''))) {
    await services.useModelFile(bytes, modelName(name))
  }
}

async function read(path: string): Promise<Uint8Array> {
  const name = basename(path)
  try {
    // A copy without Node's Buffer around it, which the bridge would not carry as it is.
    return new Uint8Array(await readBoundedSoon(path, OPENED, name))
  } catch (error) {
    if (error instanceof PlainError) throw error
    throw new PlainError(`${name} could not be read. Is it still there, and may you open it?`)
  }
}
