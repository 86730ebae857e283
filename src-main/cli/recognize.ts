/** `digit-pad recognize`: one line of JSON for each drawing or picture. */
import { MAX_PICTURE_BYTES, type NumberReading, type Recognition } from '../contract.ts'
import { parseDrawings } from '../datasets/drawings.ts'
import { isGzip, readNamedFile } from '../datasets/idx.ts'
import type { GreyImage } from '../images/grey-image.ts'
import type { Ink } from '../images/ink.ts'
import { loadJpegDecoder } from '../images/jpeg-file.ts'
import { decodePicture } from '../images/picture-file.ts'
import { PlainError } from '../plain-error.ts'
import { readGreysNumber, readNumber } from '../recognizer/number.ts'
import { Recognizer } from '../recognizer/recognizer.ts'
import type { RecognizeCommand } from './arguments.ts'
import { openModel, type Surroundings } from './surroundings.ts'

const OPENING_BRACE = 0x7b
const READ = { most: MAX_PICTURE_BYTES }
const NAMED_DRAWINGS = /\.jsonl(\.gz)?$/i

export async function recognize(
  { files, model, number }: RecognizeCommand,
  around: Surroundings,
): Promise<void> {
  const recognizer = new Recognizer(around.modules, await openModel(model, around))
  const { ofInk, ofPicture } = number ? numberLines(recognizer) : digitLines(recognizer)
  const jpegDecoder = loadJpegDecoder(around.places.jpegDecoder)
  for (const file of files) {
    const bytes = readNamedFile(file, READ)
    if (NAMED_DRAWINGS.test(file) || isGzip(bytes) || bytes[0] === OPENING_BRACE) {
      for (const { strokes } of parseDrawings(bytes, file)) print(ofInk(strokes), around)
    } else {
      print(
        naming(file, () => ofPicture(decodePicture(bytes, jpegDecoder))),
        around,
      )
    }
  }
}

function print(line: object, around: Surroundings): void {
  around.print(`${JSON.stringify(line)}\n`)
}

function naming<T>(file: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof PlainError) throw new PlainError(`${file}: ${error.message}`)
    throw error
  }
}

/** What is printed for a drawing's strokes and for a picture. */
interface Lines {
  readonly ofInk: (ink: Ink) => object
  readonly ofPicture: (picture: GreyImage) => object
}

function digitLines(recognizer: Recognizer): Lines {
  return {
    ofInk: (ink) => digitLine(recognizer.recognizeInk(ink)),
    ofPicture: (picture) => digitLine(recognizer.recognizeGreys(picture)),
  }
}

function numberLines(recognizer: Recognizer): Lines {
  return {
    ofInk: (ink) => numberLine(readNumber(recognizer, ink)),
    ofPicture: (picture) => numberLine(readGreysNumber(recognizer, picture)),
  }
}

/** Without ink there is no opinion: the digit is null, and nothing is sure. Where an answer is not, `why` says why. */
function digitLine(answer: Recognition | null): object {
  const { digit, probabilities, unsure } = answer ?? { digit: null, probabilities: null, unsure: null }
  const why = unsure === null ? {} : { why: unsure }
  return { digit, probabilities, unsure: digit === null || unsure !== null, ...why }
}

function numberLine(reading: NumberReading | null): object {
  const { number, digits } = reading ?? { number: null, digits: [] }
  return { number, digits: digits.map(({ strokes, ...digit }) => ({ ...digitLine(digit), strokes })) }
}
