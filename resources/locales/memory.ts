/** A file system in memory over the one on the disk: what is made for a build is read by it and never written. */
import { readFile } from 'node:fs/promises'

/** What wuchale asks of a file system; paths are absolute. */
export class Memory {
  readonly #files: Map<string, string>

  /** @param files what is there from the start, by paths */
  constructor(files: Readonly<Record<string, string>> = {}) {
    this.#files = new Map(Object.entries(files))
  }

  /** The files that were written here, and what is in them. */
  get written(): ReadonlyMap<string, string> {
    return this.#files
  }

  async read(path: string): Promise<string | null> {
    const kept = this.#files.get(path)
    if (kept !== undefined) return kept
    try {
      return await readFile(path, 'utf8')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
      throw error
    }
  }

  write(path: string, content: string): void {
    this.#files.set(path, content)
  }

  mkdir(): void {
    // A path is enough.
  }

  async exists(path: string): Promise<boolean> {
    return (await this.read(path)) !== null
  }

  unlink(path: string): boolean {
    return this.#files.delete(path)
  }
}
