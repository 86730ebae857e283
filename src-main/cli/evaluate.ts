/** `digit-pad evaluate`: how well a model reads labelled digits. */
import { DIGIT_PIXELS, DIGIT_SIDE, emptyDigits, type Digits } from '../datasets/digits.ts'
import { readDrawings } from '../datasets/drawings.ts'
import { readIdxImages, readIdxLabels, readNamedFile } from '../datasets/idx.ts'
import { loadMnistTest } from '../datasets/mnist.ts'
import { rotatedDigits } from '../datasets/rotated-digits.ts'
import { normaliseImage } from '../images/normalise.ts'
import { imageOfInk } from '../images/strokes.ts'
import { PlainError } from '../plain-error.ts'
import { evaluate } from '../training/evaluate.ts'
import type { EvaluateCommand, EvaluationData } from './arguments.ts'
import { countByAngle } from './by-angle.ts'
import { ProgressReport } from './progress.ts'
import { openModel, type Surroundings } from './surroundings.ts'
import { angleTable, evaluationTable } from './table.ts'

export async function evaluateCommand(command: EvaluateCommand, around: Surroundings): Promise<void> {
  const model = await openModel(command.model, around)
  const loaded = await load(command.data, around)
  const digits = command.rotation ? rotatedDigits(loaded, command.rotation, command.seed) : loaded
  const evaluation = await evaluate(model, digits, around.runtime)
  const byAngle = command.byAngle ? await countByAngle(model, digits, around.runtime) : null
  if (command.json) around.print(`${JSON.stringify({ ...evaluation, ...(byAngle && { byAngle }) })}\n`)
  else around.print(evaluationTable(evaluation) + (byAngle ? angleTable(byAngle) : ''))
}

async function load(data: EvaluationData, around: Surroundings): Promise<Digits> {
  switch (data.kind) {
    case 'mnist':
      return loadTestDigits(around)
    case 'idx':
      return readPair(data.images, data.labels, data.normalize)
    case 'drawings':
      return readLabelledDrawings(data.file, around)
  }
}

async function loadTestDigits({ mnistFolder, cacheFolder, stderr }: Surroundings): Promise<Digits> {
  const progress = new ProgressReport(stderr)
  const digits = await loadMnistTest({
    folder: mnistFolder,
    cache: cacheFolder,
    onProgress: (doing, fraction) => {
      progress.preparing(doing, fraction)
    },
  })
  progress.clear()
  return digits
}

/** 28×28 is taken to be normalised already, unless the person says otherwise; any other size never is. */
function readPair(imageFile: string, labelFile: string, normalize: boolean): Digits {
  const { count, height, width, values } = readIdxImages(readNamedFile(imageFile), imageFile)
  const labels = readIdxLabels(readNamedFile(labelFile), labelFile)
  if (labels.length !== count) {
    throw new PlainError(
      `${imageFile} holds ${count} images but ${labelFile} ${labels.length} labels; they must belong together.`,
    )
  }
  if (!normalize && height === DIGIT_SIDE && width === DIGIT_SIDE) return { count, images: values, labels }
  const images = new Uint8Array(count * DIGIT_PIXELS)
  for (let index = 0; index < count; index++) {
    const picture = values.subarray(index * height * width, (index + 1) * height * width)
    images.set(normaliseImage({ width, height, values: picture }), index * DIGIT_PIXELS)
  }
  return { count, images, labels }
}

/** Drawings that are marked as suspect are left out, and it is said how many; one without ink is a blank image. */
function readLabelledDrawings(file: string, { stderr }: Surroundings): Digits {
  const all = readDrawings(file)
  const drawings = all.filter(({ suspect }) => !suspect)
  if (drawings.length < all.length) {
    stderr.write(`Left out ${all.length - drawings.length} drawings marked as suspect.\n`)
  }
  const digits = emptyDigits(drawings.length)
  for (const [index, { strokes, label }] of drawings.entries()) {
    if (label === null) throw new PlainError(`${file}: drawing ${index + 1} has no "label" to compare with.`)
    const image = imageOfInk(strokes)
    if (image) digits.images.set(image, index * DIGIT_PIXELS)
    digits.labels[index] = label
  }
  return digits
}
