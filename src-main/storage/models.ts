/**
 * The folder in which trained models are kept: a file a model, named by the time it was trained, and
 * `models.json`, which says which of them is in use and which was before it. Nothing is ever half written,
 * a file that cannot be used is set aside, and what is deleted lies in the folder `deleted` for a while.
 */
import { existsSync } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat, utimes, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import * as v from 'valibot'
import writeFileAtomic from 'write-file-atomic'
import { PlainError } from '../plain-error.ts'

/** The id of the model that ships, which does not lie in this folder. */
export const SHIPPED = 'shipped'
/** The id of the model that ships beside it and reads rotated digits. It does not lie in this folder either. */
export const ROTATION = 'rotation'

const Id = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,63}$/))
const Choice = v.object({ inUse: Id, before: v.nullable(Id) })
/** Which models are in use and were before it, by their ids. */
export type Choice = Readonly<v.InferOutput<typeof Choice>>

/** A model's file, as it lies there. */
export interface KeptFile {
  readonly id: string
  /** Its size. */
  readonly bytes: number
  /** When it was written last or, among the deleted, when it was deleted. */
  readonly at: Date
}

const CHOICE_FILE = 'models.json'
const ENDING = '.safetensors'
const DELETED = 'deleted'

/** Longer files are read up to here, which makes them damaged ones: no choice and no model that can be built is so long. */
const MAX_CHOICE_BYTES = 64 * 1024
const MAX_MODEL_BYTES = 72 * 1024 * 1024

export class ModelFolder {
  readonly path: string

  /** @param path the folder; it is made when the first model is kept */
  constructor(path: string) {
    this.path = path
  }

  /** Keeps a model's bytes and gives its id, "2026-03-01-142530": local time, so that people know it again. */
  async add(bytes: Uint8Array, trainedAt: Date): Promise<string> {
    const stamp = stampOf(trainedAt)
    let id = stamp
    const taken = () => existsSync(this.#fileOf(id)) || existsSync(this.#deletedFileOf(id))
    for (let copy = 2; taken(); copy++) id = `${stamp}-${copy}`
    await this.replace(id, bytes)
    return id
  }

  /** Writes other bytes in the place of a model's. */
  async replace(id: string, bytes: Uint8Array): Promise<void> {
    await this.#write(this.#fileOf(id), Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  }

  /** All models that lie here, in no order. Files of other names are not looked at. */
  async list(): Promise<KeptFile[]> {
    return filesIn(this.path)
  }

  /** Those that were deleted and are not yet gone. */
  async listDeleted(): Promise<KeptFile[]> {
    return filesIn(join(this.path, DELETED))
  }

  /** The model's bytes, or `null` where there is no such file. */
  async read(id: string): Promise<Uint8Array | null> {
    return readIfThere(this.#fileOf(id), MAX_MODEL_BYTES)
  }

  /** The bytes of one that was deleted, or `null` as above. */
  async readDeleted(id: string): Promise<Uint8Array | null> {
    return readIfThere(this.#deletedFileOf(id), MAX_MODEL_BYTES)
  }

  /** Lays a model aside as deleted. */
  async delete(id: string): Promise<void> {
    await move(this.#fileOf(id), this.#deletedFileOf(id))
    const now = new Date()
    await utimes(this.#deletedFileOf(id), now, now)
  }

  /** Takes a deletion back. */
  async restore(id: string): Promise<void> {
    if (existsSync(this.#fileOf(id))) throw new PlainError('This model is there again already.')
    await move(this.#deletedFileOf(id), this.#fileOf(id))
  }

  /** Removes for good what was deleted before a time. */
  async forgetDeleted(before: Date): Promise<void> {
    for (const { id, at } of await this.listDeleted()) {
      if (at < before) await rm(this.#deletedFileOf(id), { force: true })
    }
  }

  /** Renames a model that cannot be used, and gives the file's new path. */
  async setAside(id: string): Promise<string> {
    return setAside(this.#fileOf(id))
  }

  /** The models chosen last; the one that ships where nothing was chosen or what was kept cannot be read. */
  async readChoice(): Promise<Choice> {
    const path = join(this.path, CHOICE_FILE)
    const bytes = await readIfThere(path, MAX_CHOICE_BYTES)
    if (bytes === null) return { inUse: SHIPPED, before: null }
    const choice = v.safeParse(v.pipe(v.string(), v.parseJson(), Choice), Buffer.from(bytes).toString())
    if (choice.success) return choice.output
    await setAside(path)
    return { inUse: SHIPPED, before: null }
  }

  async writeChoice(choice: Choice): Promise<void> {
    await this.#write(join(this.path, CHOICE_FILE), `${JSON.stringify(choice, null, 2)}\n`)
  }

  #fileOf(id: string): string {
    return join(this.path, v.parse(Id, id) + ENDING)
  }

  #deletedFileOf(id: string): string {
    return join(this.path, DELETED, v.parse(Id, id) + ENDING)
  }

  async #write(path: string, content: string | Buffer): Promise<void> {
    try {
      await mkdir(this.path, { recursive: true })
      await writeFileAtomic(path, content)
    } catch (error) {
      throw new PlainError(`The model could not be kept in ${this.path}: ${reason(error)}.`)
    }
  }
}

/** The first `most` bytes of a file, or `null` where there is none. */
async function readIfThere(path: string, most: number): Promise<Uint8Array | null> {
  let file: FileHandle | null = null
  try {
    file = await open(path)
    const bytes = Buffer.alloc(Math.min((await file.stat()).size, most))
    const { bytesRead } = await file.read(bytes)
    return bytes.subarray(0, bytesRead)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw new PlainError(`${path} cannot be read: ${reason(error)}.`)
  } finally {
    await file?.close()
  }
}

async function filesIn(folder: string): Promise<KeptFile[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw new PlainError(`${folder} cannot be read: ${reason(error)}.`)
  })
  const ids = names.filter((name) => name.endsWith(ENDING)).map((name) => name.slice(0, -ENDING.length))
  const files = ids
    .filter((id) => v.is(Id, id) && id !== SHIPPED && id !== ROTATION)
    .map(async (id) => {
      const { size, mtime } = await stat(join(folder, id + ENDING))
      return { id, bytes: size, at: mtime }
    })
  return Promise.all(files)
}

async function move(from: string, to: string): Promise<void> {
  try {
    await mkdir(dirname(to), { recursive: true })
    await rename(from, to)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      throw new PlainError('This model is not kept any more.')
    }
    throw new PlainError(`${from} cannot be moved to ${to}: ${reason(error)}.`)
  }
}

async function setAside(path: string): Promise<string> {
  let aside = `${path}.damaged`
  for (let copy = 2; existsSync(aside); copy++) aside = `${path}.damaged-${copy}`
  await rename(path, aside)
  return aside
}

function reason(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'ENOSPC') return 'the disk is full'
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return 'it may not be written to or read'
  return error instanceof Error ? error.message : String(error)
}

function stampOf(date: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0')
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-')
  return `${day}-${two(date.getHours())}${two(date.getMinutes())}${two(date.getSeconds())}`
}
