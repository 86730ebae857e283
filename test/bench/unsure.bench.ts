/**
 * Compares measures of certainty: `node test/bench/unsure.bench.ts [--model FILE] [--kinds] [--calibrate FILE]`.
 *
 * Asked is what a measure could do with one threshold, under which lies at most one right answer in a hundred, both of MNIST's
 * digits that the model was not trained on and of the pen digits: how many of the wrong answers lie there too, and how many of
 * the drawings that are no digit, of kinds that the model was trained on and of kinds that it never met. Then how honest the
 * probabilities are, before and after temperature scaling, and what the model's own thresholds make of all this.
 *
 * Needs MNIST in the folder DIGIT_PAD_MNIST and pen digits in the file DIGIT_PAD_PEN_DIGITS, and the build. MNIST's test digits
 * are not touched. With --kinds each kind of non-digit is listed; --calibrate writes the model with the thresholds found
 * here, for models whose own were found by an earlier version.
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { DIGIT_PIXELS, emptyDigits, type Digits } from '../../src-main/datasets/digits.ts'
import { readDrawings } from '../../src-main/datasets/drawings.ts'
import { loadMnist } from '../../src-main/datasets/mnist.ts'
import { NON_DIGIT_KINDS } from '../../src-main/datasets/synthetic/non-digits/kinds.ts'
import { nonDigitImage, nonDigits } from '../../src-main/datasets/synthetic/non-digits/non-digits.ts'
import { imageOfInk } from '../../src-main/images/strokes.ts'
import { loadKernelModules } from '../../src-main/kernels/engine.ts'
import { Random } from '../../src-main/kernels/random.ts'
import {
  calibrate,
  twoLikeliest,
  unsureOf,
  type Certainty,
  type Seen,
} from '../../src-main/recognizer/certainty.ts'
import { calibrationError } from '../../src-main/recognizer/evaluation.ts'
import { readModelFile } from '../../src-main/recognizer/kept-models.ts'
import { encodeModel } from '../../src-main/recognizer/model.ts'
import { holdBack } from '../../src-main/training/training-data.ts'
import { places } from '../built.ts'
import { meanOverViews, measures, probabilities } from './unsure/measures.ts'
import { CLASSES, Reader, type Readings } from './unsure/readings.ts'

/** Share of the right answers that may be called unsure. */
const RIGHT_UNSURE = 0.01
const NON_DIGITS = 4000
const OF_A_KIND = 100
/** Seeds that no training uses. */
const SEEDS = { trained: 1001, heldBack: 1002, calibration: 1003, kinds: 1004 }

const { values } = parseArgs({
  options: {
    model: { type: 'string' },
    kinds: { type: 'boolean', default: false },
    calibrate: { type: 'string' },
  },
})
const model = await readModelFile(values.model ?? new URL('model.safetensors', places.resources))
const reader = new Reader(model, loadKernelModules(places.kernels))

const mnist = reader.read(await heldBackDigits(model.metadata.options.seed))
const pen = reader.read(penDigits())
const met = reader.read(await nonDigits(NON_DIGITS, SEEDS.trained, 'trained'))
const unmet = reader.read(await nonDigits(NON_DIGITS, SEEDS.heldBack, 'held back'))
const calibration = reader.read(await nonDigits(NON_DIGITS, SEEDS.calibration, 'trained'))
const sets = { 'MNIST, held back': mnist, 'pen digits': pen }

print(`Model: ${values.model ?? 'the one that ships'}`)
for (const [name, set] of Object.entries(sets)) {
  const wrong = rightsOf(set).filter((right) => !right).length
  print(`${name}: ${set.count} digits, ${wrong} read wrongly (${percent(wrong / set.count)} %)`)
}

const found = calibrate({ outputs: softmax(mnist), labels: mnist.labels }, softmax(calibration), {
  clearLead: model.metadata.certainty.clearLead,
  digit: (row, _, { temperature }) => seenOf(mnist, row, temperature),
  nonDigit: (row, _, { temperature }) => seenOf(calibration, row, temperature),
})
compareMeasures(found.temperature)
compareTemperatures(found.temperature)
asItIs('The model’s own thresholds', model.metadata.certainty)
asItIs('Thresholds found now', found)
if (values.kinds) listKinds(model.metadata.certainty)
if (values.calibrate !== undefined) {
  writeFileSync(
    values.calibrate,
    encodeModel({ ...model, metadata: { ...model.metadata, certainty: found } }),
  )
}

/** MNIST's training digits that a run with this seed holds back. */
async function heldBackDigits(seed: number): Promise<Digits> {
  const folder = process.env['DIGIT_PAD_MNIST']
  if (folder === undefined) throw new Error('Set DIGIT_PAD_MNIST to a folder with the four files of MNIST.')
  const { train } = await loadMnist({ folder, cache: folder })
  return holdBack(train, seed).heldBack
}

function penDigits(): Digits {
  const file = process.env['DIGIT_PAD_PEN_DIGITS']
  if (file === undefined) throw new Error('Set DIGIT_PAD_PEN_DIGITS to a file of labelled drawings.')
  const drawings = readDrawings(file).filter(({ suspect, label }) => !suspect && label !== null)
  const digits = emptyDigits(drawings.length)
  for (const [index, { strokes, label }] of drawings.entries()) {
    const image = imageOfInk(strokes)
    if (image) digits.images.set(image, index * DIGIT_PIXELS)
    digits.labels[index] = label!
  }
  return digits
}

/** A row for each measure: the shares that lie under the threshold which leaves 99 of 100 right answers above it. */
function compareMeasures(temperature: number): void {
  const rows = measures(temperature, mnist).map(({ name, of, answers }) => {
    const scored = [mnist, pen].map((set) => ({
      scores: of(set),
      rights: Array.from(answers(set), (answer, row) => answer === set.labels[row]),
    }))
    const own = scored.map(({ scores, rights }) => thresholdFor(scores.filter((_, i) => rights[i])))
    const both = Math.min(...own)
    const wrong = scored.map(({ scores, rights }) => scores.filter((_, i) => !rights[i]))
    return [
      name,
      ...wrong.map((scores, index) => percent(below(scores, own[index]!))),
      ...wrong.map((scores) => percent(below(scores, both))),
      ...[met, unmet].map((set) => percent(below(of(set), both))),
    ]
  })
  print('\nCalled unsure where at most 1 % of the right answers are, in per cent')
  print(
    table([
      ['', 'each set by its own threshold', '', 'one threshold for both', '', '', ''],
      ['measure', 'MNIST wrong', 'pen wrong', 'MNIST wrong', 'pen wrong', 'non-digits met', 'never met'],
      ...rows,
    ]),
  )
}

function compareTemperatures(temperature: number): void {
  const rows = Object.entries(sets).map(([name, set]) => [
    name,
    percent(errorAt(set, 1)),
    percent(errorAt(set, temperature)),
  ])
  print('\nExpected calibration error, 15 bins, in per cent')
  print(table([['', 'as it is', `at temperature ${temperature.toFixed(2)}`], ...rows]))
}

function asItIs(title: string, certainty: Certainty): void {
  const unsure = (set: Readings, wanted: boolean | null): string => {
    const rights = rightsOf(set)
    const rows = Array.from({ length: set.count }, (_, row) => row).filter(
      (row) => wanted === null || rights[row] === wanted,
    )
    const whys = rows.map((row) => unsureOf(seenOf(set, row, certainty.temperature), certainty))
    const count = whys.filter((why) => why !== null).length
    const none = whys.filter((why) => why?.kind === 'no digit').length
    return `${percent(count / rows.length)} (${percent(none / rows.length)})`
  }
  const { temperature, leastLead, leastTogether } = certainty
  print(
    `\n${title}: temperature ${temperature.toFixed(3)}, lead ${leastLead.toFixed(3)}, together ${leastTogether.toFixed(3)}`,
  )
  print('Called unsure, in per cent (in brackets: said to be no digit)')
  print(
    table([
      ['', 'right answers', 'wrong answers'],
      ...Object.entries(sets).map(([name, set]) => [name, unsure(set, true), unsure(set, false)]),
      ['non-digits met', '', unsure(met, null)],
      ['non-digits never met', '', unsure(unmet, null)],
    ]),
  )
}

function listKinds(certainty: Certainty): void {
  print('\nEach kind of non-digit: called unsure, in per cent, and the digit that it is taken for most often')
  const rows = NON_DIGIT_KINDS.map((kind, index) => {
    const images = emptyDigits(OF_A_KIND)
    for (let i = 0; i < OF_A_KIND; i++) {
      images.images.set(nonDigitImage(kind, Random.of(SEEDS.kinds, index, i)), i * DIGIT_PIXELS)
    }
    const readings = reader.read(images)
    const taken = new Array<number>(CLASSES).fill(0)
    for (let row = 0; row < OF_A_KIND; row++) {
      const seen = seenOf(readings, row, certainty.temperature)
      if (unsureOf(seen, certainty) === null) taken[seen.answer]!++
    }
    const sure = taken.reduce((sum, count) => sum + count)
    const most = sure === 0 ? '' : `${taken.indexOf(Math.max(...taken))}`
    return { kind, unsure: 1 - sure / OF_A_KIND, most }
  }).sort((a, b) => a.kind.use.localeCompare(b.kind.use) || a.unsure - b.unsure)
  print(
    table([
      ['kind', 'use', 'unsure', 'taken for'],
      ...rows.map(({ kind, unsure, most }) => [
        `${kind.group}: ${kind.name}`,
        kind.use,
        percent(unsure),
        most,
      ]),
    ]),
  )
}

/** What is seen in an image at the first look, or at the second where there was one. */
function seenOf(readings: Readings, row: number, temperature: number): Seen {
  const first = [...probabilities(readings.logits, row, temperature)]
  return {
    answer: twoLikeliest(first)[0],
    probabilities: [...meanOverViews(row, readings, temperature)],
    first,
  }
}

function rightsOf(readings: Readings): boolean[] {
  return Array.from(readings.labels, (label, row) => seenOf(readings, row, 1).answer === label)
}

function softmax({ logits, count }: Readings): Float32Array {
  return Float32Array.from(Array.from({ length: count }, (_, row) => [...probabilities(logits, row)]).flat())
}

function errorAt({ logits, labels, count }: Readings, temperature: number): number {
  const given = Array.from({ length: count }, (_, row) => {
    const shares = [...probabilities(logits, row, temperature)]
    const [digit] = twoLikeliest(shares)
    return { digit, probability: shares[digit]! }
  })
  return calibrationError(labels, given)
}

/** Below it lies one in a hundred of the scores. */
function thresholdFor(scores: Float64Array): number {
  return scores.toSorted()[Math.floor(scores.length * RIGHT_UNSURE)]!
}

function below(scores: Float64Array, threshold: number): number {
  return scores.filter((score) => score < threshold).length / scores.length
}

function percent(share: number): string {
  return (100 * share).toFixed(2)
}

/** The first column to the left, the others to the right. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = rows.at(-1)!.map((_, column) => Math.max(...rows.slice(1).map((row) => row[column]!.length)))
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}
