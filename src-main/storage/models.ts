/**
 * The folder in which trained models are kept: a file a model, named by the time it was trained, and
 * `models.json`, which says which of them is in use and which was before it. Nothing is ever half written,
 * a file that cannot be used is set aside, and what is deleted lies in the folder `deleted` for a while.
 */
import { existsSync, readdirSync } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat, utimes, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import * as v from 'valibot'
import writeFileAtomic from 'write-file-atomic'
import { PlainError } from '../plain-error.ts'
import { asideWords, fileProblem, setAside, stampOf } from '../files/set-aside.ts'

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
    // Where models are, a choice is: one that is missing is known to have vanished.
    if (!existsSync(this.#choiceFile)) await this.writeChoice({ inUse: SHIPPED, before: null })
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

  /** Renames a model that cannot be used. @returns where its file is now, as the end of a sentence about it */
  setAside(id: string): string {
    const file = this.#fileOf(id)
    return asideWords(file, setAside(file))
  }

  /**
   * The models chosen last; the one that ships where nothing was chosen. Where the choice is lost, the newest model that
   * is kept stands as the one before, so that it can be taken back.
   *
   * @param tell is called with a sentence about a choice that is lost
   */
  async readChoice(tell: (message: string) => void = () => undefined): Promise<Choice> {
    const newest = this.#newest()
    const lost = (how: string): Choice => {
      tell(
        newest === null
          ? `It is not known which model was in use: ${how}. The model that ships is used.`
          : `It is not known which model was in use: ${how}. The model that ships is used. The newest of yours can be taken back from the menu Model.`,
      )
      return { inUse: SHIPPED, before: newest }
    }
    let bytes: Uint8Array | null
    try {
      bytes = await readIfThere(this.#choiceFile, MAX_CHOICE_BYTES)
    } catch (error) {
      if (!(error instanceof PlainError)) throw error
      return lost(error.message.replace(/\.$/, ''))
    }
    if (bytes === null)
      return newest === null ? { inUse: SHIPPED, before: null } : lost(`${this.#choiceFile} is gone`)
    const choice = v.safeParse(v.pipe(v.string(), v.parseJson(), Choice), Buffer.from(bytes).toString())
    if (choice.success) return choice.output
    return lost(
      `${this.#choiceFile} is damaged and ${asideWords(this.#choiceFile, setAside(this.#choiceFile))}`,
    )
  }

  async writeChoice(choice: Choice): Promise<void> {
    await this.#write(this.#choiceFile, `${JSON.stringify(choice, null, 2)}\n`)
  }

  get #choiceFile(): string {
    return join(this.path, CHOICE_FILE)
  }

  /** The id of the model that was kept last. */
  #newest(): string | null {
    if (!existsSync(this.path)) return null
    try {
      const names = readdirSync(this.path).filter((name) => name.endsWith(ENDING))
      const ids = names.map((name) => name.slice(0, -ENDING.length)).filter((id) => v.is(Id, id))
      return ids.sort().at(-1) ?? null
    } catch {
      return null
    }
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
      throw new PlainError(`The model could not be kept in ${this.path}: ${fileProblem(error)}.`)
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
    throw new PlainError(`${path} cannot be read: ${fileProblem(error)}.`)
  } finally {
    await file?.close()
  }
}

async function filesIn(folder: string): Promise<KeptFile[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw new PlainError(`${folder} cannot be read: ${fileProblem(error)}.`)
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
    throw new PlainError(`${from} cannot be moved to ${to}: ${fileProblem(error)}.`)
  }
}
