/** What is done with a file that cannot be used: it is renamed, so that nothing in it is lost and nothing written over it. */
import { existsSync, renameSync } from 'node:fs'
import { join, parse } from 'node:path'

/**
 * Renames `settings.json` to `settings.damaged-2026-03-01-142530.json`, to a name that is not taken.
 *
 * @returns the new path; `null` where the file may not be renamed, and stays where it is
 */
export function setAside(path: string, why: 'damaged' | 'other' = 'damaged', at = new Date()): string | null {
  const aside = asideName(path, why, at)
  try {
    renameSync(path, aside)
    return aside
  } catch {
    return null
  }
}

/** A name that is not taken, with why and when. */
export function asideName(path: string, why: 'damaged' | 'other', at = new Date()): string {
  const { dir, name, ext } = parse(path)
  const stem = join(dir, `${name}.${why}-${stampOf(at)}`)
  let aside = stem + ext
  for (let copy = 2; existsSync(aside); copy++) aside = `${stem}-${copy}${ext}`
  return aside
}

/** Where the file is now, as the end of a sentence about it: "was set aside as …". */
export function asideWords(path: string, aside: string | null): string {
  // @wc-context: the end of a sentence about a damaged file: “The model … is damaged and …”
  // @wc-include
  return aside === null ? `could not be moved from ${path}` : `was set aside as ${aside}`
}

/** "2026-03-01-142530": local time, so that people know it again. */
export function stampOf(date: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0')
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-')
  return `${day}-${two(date.getHours())}${two(date.getMinutes())}${two(date.getSeconds())}`
}

/** Why a file could not be read or written, as it can stand in a sentence. */
export function fileProblem(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'ENOSPC' || code === 'EDQUOT') return /* @wc-include */ 'the disk is full'
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return /* @wc-include */ 'it may not be written to or read'
  return code ?? message
}
