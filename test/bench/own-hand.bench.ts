/**
 * What learning five of each digit of one hand does: writer by writer, learnt from the first of each digit and tested on the
 * writer's rest. `node test/bench/own-hand.bench.ts [--model FILE] [--writers all|odd|even] [--per-digit 5] [--threads 2]
 * [--seed 1] [--offline]`, after a build, with the pen strokes in the file DIGIT_PAD_PEN_DIGITS and MNIST in the folder
 * DIGIT_PAD_MNIST; `--offline` learns as where MNIST's files are not at hand.
 *
 * Prints a line a writer, with * behind it where the lesson left the model as it was because it would have read other hands
 * worse; then totals of all, of the writers with odd numbers, on whom the constants of
 * `src-main/training/learning` were chosen, and of those with even numbers, who had no say in it.
 */
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { Digits } from '../../src-main/datasets/digits.ts'
import { digitsOfInk, firstOfEach, type LabelledInk } from '../../src-main/datasets/digits-of-ink.ts'
import { readDrawings } from '../../src-main/datasets/drawings.ts'
import { loadMnistTest } from '../../src-main/datasets/mnist.ts'
import { loadKernelModules } from '../../src-main/kernels/engine.ts'
import { PlainError } from '../../src-main/plain-error.ts'
import { readModelFile } from '../../src-main/recognizer/kept-models.ts'
import { decodeModel, type Model } from '../../src-main/recognizer/model.ts'
import { answer } from '../../src-main/training/evaluate.ts'
import { nothingLearnt, type Learnt, type Lesson } from '../../src-main/training/learning/lesson.ts'
import { startLesson } from '../../src-main/training/learning/start-lesson.ts'
import { places } from '../built.ts'

interface Row {
  readonly writer: string
  readonly tested: number
  /** Errors. */
  readonly before: number
  readonly after: number
  /** Of these changes, digits that are read rightly now and were not, and the other way round. */
  readonly mended: number
  readonly broken: number
  /** By how many percentage points MNIST's test accuracy fell. */
  readonly mnistLoss: number | null
  /** False where the lesson left the model as it was. */
  readonly learnt: boolean
  readonly seconds: number
}

const NOWHERE = fileURLToPath(new URL('no-such-folder/', import.meta.url))

const { values } = parseArgs({
  options: {
    model: { type: 'string', default: fileURLToPath(new URL('model.safetensors', places.resources)) },
    writers: { type: 'string', default: 'all' },
    'per-digit': { type: 'string', default: '5' },
    threads: { type: 'string', default: '2' },
    seed: { type: 'string', default: '1' },
    offline: { type: 'boolean', default: false },
  },
})
const penDigits = process.env['DIGIT_PAD_PEN_DIGITS']
if (penDigits === undefined) throw new Error('Set DIGIT_PAD_PEN_DIGITS to the file of pen digits.')
const mnistFolder = process.env['DIGIT_PAD_MNIST'] ?? null
const runtime = { thread: places.thread, modules: loadKernelModules(places.kernels) }
const model = await readModelFile(values.model)
const test = mnistFolder === null ? null : await loadMnistTest({ folder: mnistFolder, cache: NOWHERE })
const mnistBefore = await accuracyOn(test, model)

console.log('writer  tested  errors before  after  mended  broken  MNIST lost  seconds')
const rows: Row[] = []
for (const [writer, drawings] of drawingsByWriter(penDigits)) {
  if (values.writers !== 'all' && isOdd(writer) !== (values.writers === 'odd')) continue
  const row = await learnHand(writer, drawings)
  rows.push(row)
  console.log(
    [
      writer.padEnd(6),
      String(row.tested).padStart(7),
      String(row.before).padStart(14),
      String(row.after).padStart(6),
      String(row.mended).padStart(7),
      String(row.broken).padStart(7),
      (row.mnistLoss?.toFixed(2) ?? '–').padStart(11),
      row.seconds.toFixed(1).padStart(8),
      ...(row.learnt ? [] : ['*']),
    ].join(' '),
  )
}
summarise('all', rows)
summarise(
  'odd (chosen on)',
  rows.filter(({ writer }) => isOdd(writer)),
)
summarise(
  'even (not chosen on)',
  rows.filter(({ writer }) => !isOdd(writer)),
)

async function learnHand(writer: string, drawings: readonly LabelledInk[]): Promise<Row> {
  const { taught, rest } = firstOfEach(drawings, Number(values['per-digit']))
  const lesson = {
    model,
    digits: taught,
    seed: Number(values.seed),
    mnistFolder: values.offline ? NOWHERE : mnistFolder,
    cacheFolder: NOWHERE,
    threads: Number(values.threads),
  }
  const start = performance.now()
  const learnt = await learn(lesson)
  const seconds = (performance.now() - start) / 1000
  const after = learnt ? decodeModel(learnt.model) : model
  const digits = digitsOfInk(rest)
  const [rightBefore, rightAfter] = [await rightIn(model, digits), await rightIn(after, digits)]
  const mnistAfter = learnt?.mnistAccuracy ?? (await accuracyOn(test, after))
  return {
    writer,
    tested: digits.count,
    before: digits.count - count(rightBefore),
    after: digits.count - count(rightAfter),
    mended: count(rightAfter.map((right, index) => right && !rightBefore[index]!)),
    broken: count(rightBefore.map((right, index) => right && !rightAfter[index]!)),
    mnistLoss: mnistBefore === null || mnistAfter === null ? null : 100 * (mnistBefore - mnistAfter),
    learnt: learnt !== null,
    seconds,
  }
}

/** What the lesson came to; `null` where it would have cost other hands too much. */
async function learn(lesson: Lesson): Promise<Learnt | null> {
  try {
    const learnt = await startLesson(lesson, runtime, () => undefined).finished
    if (learnt.kind === 'stopped') throw new Error('The lesson was stopped.')
    return learnt
  } catch (error) {
    if (error instanceof PlainError && error.message === nothingLearnt()) return null
    throw error
  }
}

async function accuracyOn(digits: Digits | null, read: Model): Promise<number | null> {
  return digits && count(await rightIn(read, digits)) / digits.count
}

async function rightIn(read: Model, digits: Digits): Promise<boolean[]> {
  const answers = await answer(read, digits, runtime)
  return answers.map(({ digit }, index) => digit === digits.labels[index])
}

function count(flags: readonly boolean[]): number {
  return flags.filter(Boolean).length
}

/** By name; drawings that are marked as suspect are left out. */
function drawingsByWriter(file: string): [writer: string, drawings: LabelledInk[]][] {
  const byWriter = new Map<string, LabelledInk[]>()
  for (const { writer, label, strokes, suspect } of readDrawings(file)) {
    if (writer === null || label === null || suspect) continue
    byWriter.set(writer, [...(byWriter.get(writer) ?? []), { label, strokes }])
  }
  return [...byWriter].sort(([one], [other]) => one.localeCompare(other))
}

function isOdd(writer: string): boolean {
  return Number(/\d+$/.exec(writer)?.[0]) % 2 === 1
}

function summarise(name: string, some: readonly Row[]): void {
  if (some.length === 0) return
  const sum = (of: (row: Row) => number): number => some.reduce((total, row) => total + of(row), 0)
  const [before, after] = [sum((row) => row.before), sum((row) => row.after)]
  // More broken than mended by twice the deviation that chance would give (McNemar's test).
  const worse = some.filter(({ mended, broken }) => broken - mended > 2 * Math.sqrt(mended + broken))
  const unchanged = some.filter(({ learnt }) => !learnt).length
  const losses = some.flatMap(({ mnistLoss }) => (mnistLoss === null ? [] : [mnistLoss]))
  const mnist =
    losses.length === 0
      ? ''
      : `; MNIST lost ${(losses.reduce((a, b) => a + b, 0) / losses.length).toFixed(3)} points on average, ` +
        `${Math.max(...losses).toFixed(2)} at most`
  console.log(
    `${name}: ${String(some.length)} writers, ${String(before)} errors of ${String(sum((row) => row.tested))} before, ` +
      `${String(after)} after (${((100 * (after - before)) / before).toFixed(0)} %); ` +
      `${String(worse.length)} worse than by chance${mnist}; ${String(unchanged)} left as they were; ${Math.max(...some.map(({ seconds }) => seconds)).toFixed(1)} s at most`,
  )
}
