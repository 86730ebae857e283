/** Adding to the end of a file, all of it or nothing. */
import {
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { PlainError } from '../plain-error.ts'

const NEWLINE = 0x0a

/**
 * Appends whole lines to a file, which is made where it is missing. When this returns they are on the disk. Where it
 * fails, the file is cut back to what it was and a PlainError begins with `failure`. A last line that a former crash left
 * without its end is ended first, so that it spoils none of these.
 */
export function appendWhole(file: string, lines: string | Uint8Array, failure: string): void {
  let descriptor: number | null = null
  let before: number | null = null
  try {
    mkdirSync(dirname(file), { recursive: true })
    descriptor = openSync(file, 'a+')
    before = fstatSync(descriptor).size
    const bytes = Buffer.from(lines)
    const whole = endsInNewline(descriptor, before) ? bytes : Buffer.concat([Buffer.of(NEWLINE), bytes])
    for (let written = 0; written < whole.length;) written += writeSync(descriptor, whole, written)
    fsyncSync(descriptor)
  } catch (error) {
    if (descriptor !== null && before !== null) cutBack(descriptor, before)
    throw new PlainError(`${failure}: ${file} cannot be written to (${reason(error)}).`)
  } finally {
    if (descriptor !== null) closeSync(descriptor)
  }
}

function endsInNewline(descriptor: number, size: number): boolean {
  if (size === 0) return true
  const last = Buffer.alloc(1)
  readSync(descriptor, last, 0, 1, size - 1)
  return last[0] === NEWLINE
}

/** A disk that takes no more may well give back. Where it does not, the reader sets the torn line aside. */
function cutBack(descriptor: number, size: number): void {
  try {
    ftruncateSync(descriptor, size)
  } catch {
    // What was wrong with the writing is what is told.
  }
}

function reason(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException
  return code === 'ENOSPC' ? 'the disk is full' : (code ?? String(error))
}
