/** Reading a file that may be anything: its kind and its length are looked at before any of it is read. */
import { closeSync, constants, fstatSync, openSync, readFileSync, type Stats } from 'node:fs'
import { open } from 'node:fs/promises'
import { PlainError } from '../plain-error.ts'

export interface Bounds {
  /** The most bytes that are read. */
  readonly most: number
}

/**
 * The bytes of a file. Throws a PlainError where it is no file or too long, and what the file system throws.
 *
 * @param name what it is called in the messages
 */
export function readBounded(path: string | URL, { most }: Bounds, name = String(path)): Uint8Array {
  // A file that is not there to be read, such as a pipe, would have opening it wait for somebody to write to it.
  const descriptor = openSync(path, READ_AT_ONCE)
  try {
    check(fstatSync(descriptor), most, name)
    return readFileSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** The same without anybody waiting for it. */
export async function readBoundedSoon(
  path: string | URL,
  { most }: Bounds,
  name = String(path),
): Promise<Uint8Array> {
  const file = await open(path, READ_AT_ONCE)
  try {
    check(await file.stat(), most, name)
    return await file.readFile()
  } finally {
    await file.close()
  }
}

/** Without waiting for a pipe. Windows has no such thing. */
const READ_AT_ONCE = constants.O_RDONLY | (process.platform === 'win32' ? 0 : constants.O_NONBLOCK)

function check(found: Stats, most: number, name: string): void {
  if (!found.isFile()) throw new PlainError(`${name} is not a file.`)
  if (found.size > most) {
    throw new PlainError(`${name} is larger than ${sizeWords(most)} and cannot be opened.`)
  }
}

/** "64 MB", "512 kB". */
export function sizeWords(bytes: number): string {
  return bytes < 2 ** 20 ? `${Math.ceil(bytes / 1024)} kB` : `${Math.ceil(bytes / 2 ** 20)} MB`
}
