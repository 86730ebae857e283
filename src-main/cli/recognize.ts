/** `digit-pad recognize`: one line of JSON for each drawing or picture. */
import { parseDrawings } from '../datasets/drawings.ts'
import { isGzip, readNamedFile } from '../datasets/idx.ts'
import { PlainError } from '../plain-error.ts'
import { Recognizer } from '../recognizer/recognizer.ts'
import type { RecognizeCommand } from './arguments.ts'
import { openModel, type Surroundings } from './surroundings.ts'

const OPENING_BRACE = 0x7b
const NAMED_DRAWINGS = /\.jsonl(\.gz)?$/i

export async function recognize({ files, model }: RecognizeCommand, around: Surroundings): Promise<void> {
  const recognizer = new Recognizer(around.modules, await openModel(model, around))
  for (const file of files) {
    const bytes = readNamedFile(file)
    if (NAMED_DRAWINGS.test(file) || isGzip(bytes) || bytes[0] === OPENING_BRACE) {
      for (const { strokes } of parseDrawings(bytes, file)) {
        around.print(line(recognizer.recognizeInk(strokes)))
      }
    } else {
      around.print(line(recognizePicture(recognizer, bytes, file)))
    }
  }
}

function recognizePicture(recognizer: Recognizer, bytes: Uint8Array, file: string): Answer {
  try {
    return recognizer.recognizePicture(bytes)
  } catch (error) {
    if (error instanceof PlainError) throw new PlainError(`${file}: ${error.message}`)
    throw error
  }
}

type Answer = ReturnType<Recognizer['recognizeInk']>

/** Without ink there is no opinion: the digit is null, and nothing is sure. */
function line(answer: Answer): string {
  const { digit, probabilities, unsure } = answer ?? { digit: null, probabilities: null, unsure: true }
  return `${JSON.stringify({ digit, probabilities, unsure })}\n`
}
