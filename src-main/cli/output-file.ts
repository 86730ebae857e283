/** The file that a command writes its result to. */
import { accessSync, constants, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { PlainError } from '../plain-error.ts'

/** Better to know before the work than after it that its result cannot be kept: throws a PlainError then. */
export function checkWritable(file: string): void {
  const folder = dirname(resolve(file))
  try {
    accessSync(folder, constants.W_OK)
  } catch {
    throw new PlainError(`${file} cannot be written: there is no folder ${folder} that can be written to.`)
  }
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory() === true) {
    throw new PlainError(`${file} is a folder; --out needs the name of a file.`)
  }
}
