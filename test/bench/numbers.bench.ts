/**
 * How well rows of digits are read as numbers: `node test/bench/numbers.bench.ts [--rows N] [--writers even|odd|all] [--model FILE]
 * [--json]`.
 *
 * The rows are made up from the pen digits in the file DIGIT_PAD_PEN_DIGITS (the suspects left out) of the writers that no parameter
 * was chosen on: those with even numbers, every second by name, unless others are asked for. Half of the rows are of one writer, half of four. The same rows every time.
 */
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { readDrawings, type LabelledDrawing } from '../../src-main/datasets/drawings.ts'
import { loadKernelModules } from '../../src-main/kernels/engine.ts'
import { Random } from '../../src-main/kernels/random.ts'
import { readModelFile } from '../../src-main/recognizer/kept-models.ts'
import { readNumber } from '../../src-main/recognizer/number.ts'
import { Recognizer } from '../../src-main/recognizer/recognizer.ts'
import { places } from '../built.ts'
import { rowOf, usualGap, type Row } from './rows-of-digits.ts'

const DIGITS_IN_ROW = 4
const GOAL = 0.95
const SEED = 2026

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000' },
    writers: { type: 'string', default: 'even' },
    model: { type: 'string' },
    json: { type: 'boolean' },
  },
})
const file = process.env['DIGIT_PAD_PEN_DIGITS']
if (file === undefined) throw new Error('Set DIGIT_PAD_PEN_DIGITS to the file of pen digits.')
const rows = Number(values.rows)
const model = values.model ?? fileURLToPath(new URL('../../resources/model.safetensors', import.meta.url))
const recognizer = new Recognizer(loadKernelModules(places.kernels), await readModelFile(model))

const all = readDrawings(file).filter(({ suspect, label }) => !suspect && label !== null)
const writers = [...new Set(all.map(({ writer }) => writer!))].sort()
const reporting = writers.filter(
  (_, index) => values.writers === 'all' || (values.writers === 'odd') === (index % 2 === 0),
)

interface Figures {
  readonly gaps: string
  readonly rows: number
  /** Rows whose strokes were put together rightly. */
  readonly grouped: number
  /** Rows that were read rightly as a whole. */
  readonly read: number
  /** Rows that were read rightly, and those of them with one writer each. */
  readonly readOneWriter: number
  /** Rows of which each digit by itself is read rightly: the best that any grouping can do. */
  readonly readable: number
}

const SIZES: readonly (readonly [name: string, gap: (random: Random) => number])[] = [
  ['as people leave them', usualGap],
  ['0 (touching)', () => 0],
  ['0.05', () => 0.05],
  ['0.1', () => 0.1],
  ['0.15', () => 0.15],
  ['0.2', () => 0.2],
  ['0.3', () => 0.3],
  ['0.5', () => 0.5],
  ['0.05 to 1, each its own', (random) => random.between(0.05, 1)],
]

const figures = SIZES.map(([gaps, gap], index) => measure(gaps, gap, index))
const singles = measureSingles()
if (values.json) console.log(JSON.stringify({ figures, singles }))
else print()
if (figures[0]!.read < GOAL * figures[0]!.rows) process.exitCode = 1

function measure(gaps: string, gap: (random: Random) => number, stream: number): Figures {
  let [grouped, read, readOneWriter, readable] = [0, 0, 0, 0]
  for (let number = 0; number < rows; number++) {
    const random = Random.of(SEED, stream, number)
    const oneWriter = number % 2 === 0
    const row = someRow(random, oneWriter, () => gap(random))
    const reading = readNumber(recognizer, row.strokes)!
    if (isGrouped(row, reading.digits)) grouped++
    if (reading.number === row.labels.join('')) {
      read++
      if (oneWriter) readOneWriter++
    }
    if (isReadable(row)) readable++
  }
  return { gaps, rows, grouped, read, readOneWriter, readable }
}

function someRow(random: Random, oneWriter: boolean, gap: () => number): Row {
  const someWriter = (): string => reporting[random.integer(reporting.length)]!
  const only = someWriter()
  const digits = Array.from({ length: DIGITS_IN_ROW }, (): LabelledDrawing => {
    const writer = oneWriter ? only : someWriter()
    const own = all.filter((drawing) => drawing.writer === writer)
    return own[random.integer(own.length)]!
  })
  return rowOf(digits, gap, random)
}

function isGrouped({ owners }: Row, digits: readonly { readonly strokes: readonly number[] }[]): boolean {
  return (
    digits.length === DIGITS_IN_ROW &&
    digits.every(({ strokes }, place) => strokes.every((stroke) => owners[stroke] === place))
  )
}

function isReadable({ strokes, labels, owners }: Row): boolean {
  return labels.every((label, place) => {
    const own = strokes.filter((_, stroke) => owners[stroke] === place)
    return recognizer.recognizeInk(own)!.digit === label
  })
}

/** What reading several digits costs those who draw one. */
function measureSingles(): {
  count: number
  split: number
  splitOfReporting: number
  countOfReporting: number
} {
  let [split, splitOfReporting, countOfReporting] = [0, 0, 0]
  for (const { strokes, writer } of all) {
    const isSplit = readNumber(recognizer, strokes)!.digits.length > 1
    const isReporting = reporting.includes(writer!)
    if (isSplit) split++
    if (isReporting) countOfReporting++
    if (isSplit && isReporting) splitOfReporting++
  }
  return { count: all.length, split, splitOfReporting, countOfReporting }
}

function print(): void {
  const share = (count: number, of: number): string => `${((100 * count) / of).toFixed(1)} %`.padStart(8)
  console.log(`Rows of ${DIGITS_IN_ROW} digits by ${reporting.length} writers, ${rows} for each line\n`)
  console.log('gap, in heights         grouped  read whole  one writer  several  each digit readable')
  for (const { gaps, grouped, read, readOneWriter, readable } of figures) {
    const half = Math.ceil(rows / 2)
    console.log(
      gaps.padEnd(22),
      share(grouped, rows),
      share(read, rows).padStart(11),
      share(readOneWriter, half).padStart(11),
      share(read - readOneWriter, rows - half),
      share(readable, rows).padStart(20),
    )
  }
  const { count, split, splitOfReporting, countOfReporting } = singles
  console.log(
    `\nSingle digits that would be split: ${split} of ${count} (${((100 * split) / count).toFixed(2)} %),` +
      ` ${splitOfReporting} of ${countOfReporting} by these writers`,
  )
}
