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
import { MAX_POINTS, MAX_POINTS_PER_STROKE, MAX_STROKES } from '../contract.ts'
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

/** The most that a file may hold when it is unzipped, in bytes. Read, it takes several times as much memory. */
const MAX_BYTES = 16 * 1024 * 1024
const DRAWINGS_FILE = { most: MAX_BYTES }
/** The most that one line may hold, in bytes: more than the longest drawing needs. */
const MAX_LINE_BYTES = 4 * 1024 * 1024
const MAX_COORDINATE = 100_000
const MAX_NUMBERS_PER_POINT = 16

const Line = v.object({
  strokes: v.array(v.unknown(), 'is not a list of strokes'),
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

/** What is wrong with strokes, or `null`. Not a schema, because a file may have millions of points. */
function faultOf(strokes: readonly unknown[]): string | null {
  if (strokes.length > MAX_STROKES) return `strokes has more than ${MAX_STROKES} strokes`
  let points = 0
  for (const [index, stroke] of strokes.entries()) {
    const where = `strokes.${index}`
    if (!Array.isArray(stroke)) return `${where} is not a list of points`
    if (stroke.length > MAX_POINTS_PER_STROKE) return `${where} has more than ${MAX_POINTS_PER_STROKE} points`
    points += stroke.length
    const place = stroke.findIndex((point: unknown) => faultOfPoint(point) !== null)
    if (place >= 0) return `${where}.${place}${faultOfPoint(stroke[place])!}`
  }
  return points > MAX_POINTS ? `strokes has more than ${MAX_POINTS} points` : null
}

function faultOfPoint(point: unknown): string | null {
  if (!Array.isArray(point)) return ' is not a point: [x, y]'
  for (let i = 0; i < point.length; i++) if (typeof point[i] !== 'number') return `.${i} is not a number`
  if (point.length < 2) return ' needs x and y'
  if (point.length > MAX_NUMBERS_PER_POINT) return ` has more than ${MAX_NUMBERS_PER_POINT} numbers`
  const [x, y] = point as [number, number]
  const inside = Math.abs(x) <= MAX_COORDINATE && Math.abs(y) <= MAX_COORDINATE
  return inside ? null : ` lies outside −${MAX_COORDINATE}…${MAX_COORDINATE}`
}

/** Reads a file of drawings, `.jsonl` or `.jsonl.gz`. Throws a PlainError that names the line at fault. */
export function readDrawings(path: string): LabelledDrawing[] {
  return parseDrawings(readNamedFile(path, DRAWINGS_FILE), path)
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
  const fault = faultOf(strokes)
  if (fault !== null) throw new PlainError(`${where}: ${fault}.`)
  return { strokes: strokes as Ink, label: label ?? null, writer: writer ?? null, suspect: suspect ?? false }
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
