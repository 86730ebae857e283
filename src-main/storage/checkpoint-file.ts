/** The file in which the checkpoint of a run is kept until the run has ended. One checkpoint takes the place of the last. */
import { mkdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import * as v from 'valibot'
import writeFileAtomic from 'write-file-atomic'
import { readBounded } from '../files/bounded.ts'
import { fileProblem, setAside } from '../files/set-aside.ts'

/**
 * How often a run is gone on with from the same checkpoint: what ends the program each time is not tried for ever. But the
 * program may also be ended from outside, a few times in a row, before a run has come any further.
 */
const MOST_TRIES = 5
/** More than the largest network's weights take, with all that an optimizer remembers of them. */
const MOST_BYTES = 320 * 1024 * 1024
const TRIES = { most: 64 }

export class CheckpointFile {
  readonly path: string
  /** Called with a sentence when checkpoints can no longer be kept, and not again until one could. */
  readonly #failed: (message: string) => void
  #waiting: Uint8Array | null = null
  #writing: Promise<void> | null = null
  #told = false

  constructor(path: string, failed: (message: string) => void) {
    this.path = path
    this.#failed = failed
  }

  /** Keeps a checkpoint without anybody waiting for it. Where the disk is slower than they come, only the last one counts. */
  save(bytes: Uint8Array): void {
    this.#waiting = bytes
    this.#writing ??= this.#write().finally(() => {
      this.#writing = null
    })
  }

  /** Keeps a small first checkpoint: it is on the disk when this returns. */
  saveAtOnce(bytes: Uint8Array): void {
    try {
      mkdirSync(dirname(this.path), { recursive: true })
      writeFileAtomic.sync(this.path, Buffer.from(bytes))
      rmSync(this.#triesFile, { force: true })
    } catch (error) {
      this.#tellFailure(error)
    }
  }

  /** Resolves when what was given to `save` is on the disk. */
  async written(): Promise<void> {
    await this.#writing
  }

  /** The bytes that are kept, none of a file that is too long; `null` where there is no file. Throws what the file system throws. */
  read(): Uint8Array | null {
    try {
      return statSync(this.path).size > MOST_BYTES ? new Uint8Array(0) : readFileSync(this.path)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
      throw error
    }
  }

  /** Counts a try to go on from this checkpoint. @returns whether there were too many already */
  triedTooOften(): boolean {
    const tries = this.#tries + 1
    try {
      writeFileAtomic.sync(this.#triesFile, String(tries))
    } catch {
      // Where nothing can be written, no checkpoint could be either.
    }
    return tries > MOST_TRIES
  }

  /** Whoever goes on from this checkpoint next does so for the first time. */
  forgetTries(): void {
    try {
      rmSync(this.#triesFile, { force: true })
    } catch {
      // Then this try counts.
    }
  }

  /** Removes the checkpoint of a run that has ended. */
  async remove(): Promise<void> {
    this.#waiting = null
    await this.#writing
    for (const file of [this.path, this.#triesFile]) {
      try {
        rmSync(file, { force: true })
      } catch {
        // It is there at the next start, where the run is carried to its end again.
      }
    }
  }

  /** Renames what cannot be gone on with. @returns as `setAside` */
  setAside(why: 'damaged' | 'other' = 'damaged'): string | null {
    rmSync(this.#triesFile, { force: true })
    return setAside(this.path, why)
  }

  get #triesFile(): string {
    return `${this.path}.tries`
  }

  get #tries(): number {
    try {
      const tries = v.safeParse(
        v.pipe(v.string(), v.digits()),
        Buffer.from(readBounded(this.#triesFile, TRIES)).toString(),
      )
      return tries.success ? Number(tries.output) : 0
    } catch {
      return 0
    }
  }

  async #write(): Promise<void> {
    while (this.#waiting !== null) {
      const bytes = this.#waiting
      this.#waiting = null
      try {
        await mkdir(dirname(this.path), { recursive: true })
        await writeFileAtomic(this.path, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
        rmSync(this.#triesFile, { force: true })
        this.#told = false
      } catch (error) {
        this.#tellFailure(error)
      }
    }
  }

  #tellFailure(error: unknown): void {
    if (this.#told) return
    this.#told = true
    this.#failed(
      `This training goes on, but could not be taken up again if it were interrupted now: ${this.path} cannot be written (${fileProblem(error)}).`,
    )
  }
}
