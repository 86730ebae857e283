/**
 * Drawings as JSON lines, one drawing a line:
 *
 *     {"strokes":[[[x,y],…],…],"label":3,"writer":"anna"}
 *
 * y grows downward. A point may have further numbers (time, pressure) after x and y. `label`, `writer` and
 * `suspect` (true where a reader doubts the label) may be missing; other keys are ignored.
 */
import { gunzipSync } from 'node:zlib'
import * as v from 'valibot'
import { MAX_POINTS_PER_STROKE, MAX_STROKES } from '../contract.ts'
import type { Ink } from '../images/ink.ts'
import { PlainError } from '../plain-error.ts'
import { isGzip, readNamedFile } from './idx.ts'

export interface LabelledDrawing {
  readonly strokes: Ink
  /** 0 to 9, or `null` where the line does not say. */
  readonly label: number | null
  readonly writer: string | null
  readonly suspect: boolean
}

/** The most that a file may hold when it is unzipped, in bytes. Read, it takes some ten times as much memory. */
const MAX_BYTES = 128 * 1024 * 1024
/** The most that one line may hold, in bytes: more than a million points. */
const MAX_LINE_BYTES = 16 * 1024 * 1024
const MAX_COORDINATE = 100_000
const MAX_NUMBERS_PER_POINT = 16

const Point = v.pipe(
  v.array(v.number('is not a number'), 'is not a point: [x, y]'),
  v.minLength(2, 'needs x and y'),
  v.maxLength(MAX_NUMBERS_PER_POINT, `has more than ${MAX_NUMBERS_PER_POINT} numbers`),
  v.check(
    ([x = NaN, y = NaN]) => Math.abs(x) <= MAX_COORDINATE && Math.abs(y) <= MAX_COORDINATE,
    `lies outside −${MAX_COORDINATE}…${MAX_COORDINATE}`,
  ),
)
const Stroke = v.pipe(
  v.array(Point, 'is not a list of points'),
  v.maxLength(MAX_POINTS_PER_STROKE, `has more than ${MAX_POINTS_PER_STROKE} points`),
)
const Line = v.object({
  strokes: v.pipe(
    v.array(Stroke, 'is not a list of strokes'),
    v.maxLength(MAX_STROKES, `has more than ${MAX_STROKES} strokes`),
  ),
  label: v.nullish(
    v.pipe(
      v.number('is not a digit from 0 to 9'),
      v.integer('is not a digit from 0 to 9'),
      v.minValue(0, 'is not a digit from 0 to 9'),
      v.maxValue(9, 'is not a digit from 0 to 9'),
    ),
  ),
  writer: v.nullish(v.string('is not a text')),
  suspect: v.nullish(v.boolean('is neither true nor false')),
})

/** Reads a file of drawings, `.jsonl` or `.jsonl.gz`. Throws a PlainError that names the line at fault. */
export function readDrawings(path: string): LabelledDrawing[] {
  return parseDrawings(readNamedFile(path), path)
}

/** Reads a file's bytes, gzipped or plain. `name` stands in the PlainErrors. Empty lines are skipped. */
export function parseDrawings(bytes: Uint8Array, name: string): LabelledDrawing[] {
  const plain = isGzip(bytes) ? unzip(bytes, name) : bytes
  if (plain.length > MAX_BYTES) throw tooLarge(name)
  const drawings: LabelledDrawing[] = []
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let number = 0
  for (let start = 0; start < plain.length;) {
    const found = plain.indexOf(0x0a, start)
    const end = found < 0 ? plain.length : found
    number++
    const where = `${name}, line ${number}`
    if (end - start > MAX_LINE_BYTES) {
      throw new PlainError(`${where}: this is longer than ${MAX_LINE_BYTES / 2 ** 20} MB, as no drawing is.`)
    }
    const text = decodeLine(decoder, plain.subarray(start, end), where).trim()
    if (text !== '') drawings.push(parseLine(text, where))
    start = end + 1
  }
  return drawings
}

/** One line for a file of drawings, with its newline. */
export function drawingLine(drawing: LabelledDrawing): string {
  const { strokes, label, writer, suspect } = drawing
  const line = {
    ...(label === null ? {} : { label }),
    ...(writer === null ? {} : { writer }),
    ...(suspect ? { suspect } : {}),
    strokes,
  }
  return `${JSON.stringify(line)}\n`
}

function parseLine(text: string, where: string): LabelledDrawing {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new PlainError(`${where}: this is not JSON. A line is {"strokes":[[[x,y],…],…]}.`)
  }
  const result = v.safeParse(Line, value, { abortEarly: true })
  if (!result.success) {
    const [issue] = result.issues
    const path = v.getDotPath(issue)
    throw new PlainError(
      path === null || (path === 'strokes' && issue.received === 'undefined')
        ? `${where}: there are no strokes. A line is {"strokes":[[[x,y],…],…]}.`
        : `${where}: ${path} ${issue.message}.`,
    )
  }
  const { strokes, label, writer, suspect } = result.output
  return { strokes, label: label ?? null, writer: writer ?? null, suspect: suspect ?? false }
}

function decodeLine(decoder: TextDecoder, bytes: Uint8Array, where: string): string {
  try {
    return decoder.decode(bytes)
  } catch {
    throw new PlainError(`${where}: this is not text in UTF-8.`)
  }
}

function unzip(bytes: Uint8Array, name: string): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_BYTES })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(name)
    throw new PlainError(`${name} is damaged: it cannot be unzipped.`)
  }
}

function tooLarge(name: string): PlainError {
  return new PlainError(`${name} holds more than ${MAX_BYTES / 2 ** 20} MB of drawings. Split it.`)
}
