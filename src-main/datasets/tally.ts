/**
 * How many lines a file had when it was left, kept in a file beside it: so that it is noticed when the end of it, or all
 * of it, is gone. It is raised after lines are added and lowered before lines are removed, so a crash in between is no
 * loss that is told.
 */
import writeFileAtomic from 'write-file-atomic'
import { readBounded } from '../files/bounded.ts'

const besides = (file: string) => `${file}.count`

const COUNT = { most: 64 }

/** 0 where it is not known. */
export function readTally(file: string): number {
  try {
    const text = Buffer.from(readBounded(besides(file), COUNT)).toString()
    return /^\d{1,9}\n$/.test(text) ? Number(text) : 0
  } catch {
    return 0
  }
}

/** Where it cannot be written, the file that it belongs to cannot be either, and that is told. */
export function writeTally(file: string, lines: number): void {
  try {
    writeFileAtomic.sync(besides(file), `${lines}\n`, { fsync: false })
  } catch {
    return
  }
}
