/**
 * A person's own digits: drawings that they gave a label, kept as strokes with time and pressure in one file of JSON
 * lines, oldest first:
 *
 *     {"id":"…","label":7,"at":"2026-03-01T12:05:09.000Z","strokes":[[[x,y,ms,pressure],…],…]}
 *
 * Where it was written by this version, a line ends with a checksum of what stands before it, `,"crc":"0123abcd"}`.
 *
 * Each line is a drawing as `drawings.ts` reads them, so the file serves wherever drawings do. A digit is appended as
 * one line; whatever else changes the file writes it anew beside the old one and then takes its place. A line that
 * cannot be read is moved to a file of its own, as it was.
 */
import { randomUUID } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { join } from 'node:path'
import * as v from 'valibot'
import writeFileAtomic from 'write-file-atomic'
import { MAX_OWN_DIGITS, OwnDigit, type Drawing } from '../contract.ts'
import type { Ink } from '../images/ink.ts'
import { PlainError } from '../plain-error.ts'
import { readBounded, sizeWords } from '../files/bounded.ts'
import { appendWhole } from '../files/append.ts'
import type { LabelledDrawing } from './drawings.ts'
import { readTally, writeTally } from './tally.ts'

export const OWN_DIGITS_FILE = 'own-digits.jsonl'
export const SET_ASIDE_FILE = 'own-digits.damaged.jsonl'

/** The most that all digits may take in the file, in bytes: 2000 of 30 kB each, which is ten times what a digit usually has. */
const MOST_BYTES = 60 * 1024 * 1024
/** A file that is longer was not written by this program, which reads what it wrote and what was added by hand. */
const OWN_DIGITS = { most: 2 * MOST_BYTES }

/** A drawing and what it is. */
export interface LabelledOwn {
  readonly label: number
  readonly strokes: Drawing
}

/** Those of a file's drawings that can be kept. */
export function keepable(drawings: readonly LabelledDrawing[]): LabelledOwn[] {
  return drawings.flatMap(({ label, strokes, suspect }) => {
    if (label === null || suspect) return []
    const inked = asDrawn(strokes)
    return inked.length === 0 ? [] : [{ label, strokes: inked }]
  })
}

/**
 * A file's strokes as if they had been drawn here: without empty ones, and a point that says no time or no pressure that
 * makes sense is given what a mouse has.
 */
export function asDrawn(strokes: Ink): Drawing {
  return strokes.filter((stroke) => stroke.length > 0).map((stroke) => stroke.map(pointOf))
}

function pointOf([x = 0, y = 0, time = 0, pressure = 0.5]: readonly number[]): Drawing[number][number] {
  const sensible = pressure >= 0 && pressure <= 1
  return [x, y, time >= 0 && Number.isFinite(time) ? time : 0, sensible ? pressure : 0.5]
}

/** A digit and its line in the file, which may say more than this program knows. */
interface Entry {
  readonly digit: OwnDigit
  readonly line: string
}

export class OwnDigits {
  readonly #file: string
  #entries: readonly Entry[]
  /** What was deleted since the start, by id, with the place it had. */
  readonly #deleted = new Map<string, { readonly entry: Entry; readonly place: number }>()
  /** Why nothing can be kept: the file is there but cannot be read, and must not be written over. */
  readonly #problem: string | null

  private constructor(file: string, entries: readonly Entry[], problem: string | null) {
    this.#file = file
    this.#entries = entries
    this.#problem = problem
  }

  /**
   * Opens the digits that are kept in a folder. Lines that cannot be read are set aside; `notices` then holds a
   * sentence to be shown.
   */
  static open(folder: string): { readonly ownDigits: OwnDigits; readonly notices: readonly string[] } {
    const file = join(folder, OWN_DIGITS_FILE)
    let bytes: Uint8Array
    try {
      bytes = readBounded(file, OWN_DIGITS)
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException
      if (code === 'ENOENT') return { ownDigits: new OwnDigits(file, [], null), notices: missing(file, 0) }
      const problem = `Your own digits in ${file} cannot be read (${code ?? message.replace(/\.$/, '')}).`
      return { ownDigits: new OwnDigits(file, [], problem), notices: [problem] }
    }
    const { entries, damaged } = readLines(bytes)
    const ownDigits = new OwnDigits(file, entries, null)
    const notices = missing(file, entries.length + damaged.length)
    return {
      ownDigits,
      notices: damaged.length === 0 ? notices : [...notices, ownDigits.#setAside(folder, damaged)],
    }
  }

  /** All of them, oldest first. */
  get list(): readonly OwnDigit[] {
    return this.#entries.map(({ digit }) => digit)
  }

  /** Keeps a drawing with what it is. Throws a PlainError where that cannot be done; then nothing has changed. */
  keep(label: number, strokes: Drawing, at = new Date()): OwnDigit {
    return this.#add([{ label, strokes }], at)[0]!
  }

  /**
   * Keeps all of these but those that are kept already, stroke for stroke. Throws a PlainError where that cannot be
   * done; then none of them is kept.
   *
   * @returns those that are new
   */
  import(drawings: readonly LabelledOwn[], at = new Date()): readonly OwnDigit[] {
    const known = new Set(this.#entries.map(({ digit }) => contentOf(digit)))
    const fresh = drawings.filter((drawing) => {
      const content = contentOf(drawing)
      if (known.has(content)) return false
      known.add(content)
      return true
    })
    return this.#add(fresh, at)
  }

  /** Deletes the digits with these ids. Until the program ends they can be brought back. */
  delete(ids: readonly string[]): void {
    const gone = new Set(ids)
    const kept = this.#entries.filter(({ digit }) => !gone.has(digit.id))
    if (kept.length === this.#entries.length) return
    this.#rewrite(kept)
    for (const [place, entry] of this.#entries.entries()) {
      if (gone.has(entry.digit.id)) this.#deleted.set(entry.digit.id, { entry, place })
    }
    this.#entries = kept
  }

  /** Brings deleted digits back, each to the place it had. Ids that were not deleted are passed over. */
  restore(ids: readonly string[]): void {
    const back = ids
      .flatMap((id) => this.#deleted.get(id) ?? [])
      .sort((one, other) => one.place - other.place)
    if (back.length === 0) return
    const all = [...this.#entries]
    for (const { entry, place } of back) all.splice(place, 0, entry)
    this.#rewrite(all)
    this.#entries = all
    for (const { entry } of back) this.#deleted.delete(entry.digit.id)
  }

  #add(drawings: readonly LabelledOwn[], at: Date): readonly OwnDigit[] {
    this.#refuseUnread()
    const room = MAX_OWN_DIGITS - this.#entries.length
    if (drawings.length > room) {
      throw new PlainError(
        `There is room for ${MAX_OWN_DIGITS} of your own digits, and ${this.#entries.length} are kept. Delete some that you no longer need first.`,
      )
    }
    const entries = drawings.map(({ label, strokes }) => entryOf(label, strokes, at))
    if (entries.length > 0) {
      if (bytesOf(this.#entries) + bytesOf(entries) > MOST_BYTES) {
        throw new PlainError(
          `All of your own digits together may take ${sizeWords(MOST_BYTES)}, and those that are kept take ${sizeWords(bytesOf(this.#entries))} of them. Delete some that you no longer need first.`,
        )
      }
      appendWhole(this.#file, entries.map(({ line }) => `${line}\n`).join(''), 'Your digit could not be kept')
      this.#entries = [...this.#entries, ...entries]
      writeTally(this.#file, this.#entries.length)
    }
    return entries.map(({ digit }) => digit)
  }

  #rewrite(entries: readonly Entry[]): void {
    this.#refuseUnread()
    try {
      if (entries.length < this.#entries.length) writeTally(this.#file, entries.length)
      writeFileAtomic.sync(this.#file, entries.map(({ line }) => `${line}\n`).join(''))
      writeTally(this.#file, entries.length)
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      throw new PlainError(
        `Your own digits could not be written to ${this.#file} (${code ?? String(error)}).`,
      )
    }
  }

  #refuseUnread(): void {
    if (this.#problem !== null) throw new PlainError(`${this.#problem} Nothing is changed until it can be.`)
  }

  /** Moves lines to a file of their own. Where that fails they stay where they are. */
  #setAside(folder: string, damaged: readonly Uint8Array[]): string {
    const aside = join(folder, SET_ASIDE_FILE)
    const those = damaged.length === 1 ? 'One of your own digits' : `${damaged.length} of your own digits`
    try {
      const newline = Buffer.from('\n')
      appendWhole(
        aside,
        Buffer.concat(damaged.flatMap((line) => [line, newline])),
        'They could not be set aside',
      )
      this.#rewrite(this.#entries)
      return `${those} could not be read. What was there was set aside as ${aside}.`
    } catch (error) {
      if (!(error instanceof PlainError)) throw error
      return `${those} could not be read. ${error.message}`
    }
  }
}

/** What they take in the file, newlines included. */
function bytesOf(entries: readonly Entry[]): number {
  return entries.reduce((sum, { line }) => sum + Buffer.byteLength(line) + 1, 0)
}

function entryOf(label: number, strokes: Drawing, at: Date): Entry {
  const given = { id: randomUUID(), label, at: at.toISOString(), strokes }
  const checked = v.safeParse(OwnDigit, given, { abortEarly: true })
  if (!checked.success) throw new PlainError(`This cannot be kept: ${checked.issues[0].message}`)
  return { digit: checked.output, line: withChecksum(JSON.stringify(checked.output)) }
}

/** What is told where a file has fewer lines than it was left with. */
function missing(file: string, lines: number): readonly string[] {
  const before = readTally(file)
  if (lines >= before) return []
  writeTally(file, lines)
  return [`Of your own digits ${before - lines} are gone from ${file}: it held ${before}, and now ${lines}.`]
}

const CHECKSUM = /,"crc":"(?<crc>[0-9a-f]{8})"\}$/

const checksumOf = (text: string): string => crc32(text).toString(16).padStart(8, '0')

/** @param json an object that is not empty */
function withChecksum(json: string): string {
  const before = json.slice(0, -1)
  return `${before},"crc":"${checksumOf(before)}"}`
}

/** Whether the line is as it was written, as far as it says. */
function isWhole(line: string): boolean {
  const found = CHECKSUM.exec(line)
  return found === null || found.groups?.['crc'] === checksumOf(line.slice(0, found.index))
}

/** Two digits are the same where their strokes are, to the last point. */
function contentOf({ label, strokes }: LabelledOwn): string {
  return JSON.stringify([label, strokes])
}

const NEWLINE = 0x0a

/** The digits in a file's bytes, and the lines that are none. Blank lines are neither. */
function readLines(bytes: Uint8Array): { entries: Entry[]; damaged: Uint8Array[] } {
  const entries: Entry[] = []
  const damaged: Uint8Array[] = []
  const ids = new Set<string>()
  for (let start = 0; start < bytes.length;) {
    const found = bytes.indexOf(NEWLINE, start)
    const end = found < 0 ? bytes.length : found
    const line = bytes.subarray(start, end)
    const entry = readLine(line)
    if (entry !== null && !ids.has(entry.digit.id)) {
      ids.add(entry.digit.id)
      entries.push(entry)
    } else if (line.some((byte) => byte > 0x20)) damaged.push(line)
    start = end + 1
  }
  return { entries, damaged }
}

function readLine(bytes: Uint8Array): Entry | null {
  try {
    const line = new TextDecoder('utf-8', { fatal: true }).decode(bytes).trim()
    if (!isWhole(line)) return null
    const digit = v.safeParse(OwnDigit, JSON.parse(line))
    return digit.success ? { digit: digit.output, line } : null
  } catch {
    return null
  }
}
