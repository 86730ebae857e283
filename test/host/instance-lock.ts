/** One app for each folder of data: a second one tells the first and gives way. */
import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  watch,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'

const HEARTBEAT = 1000
/** A lock that was not renewed for so long is left over from an app that was killed. */
const STALE = 5 * HEARTBEAT

export class InstanceLock {
  readonly #file: string

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true })
    this.#file = join(folder, 'instance.lock')
  }

  /**
   * @param told what this app tells the one that is there already
   * @param called is given the command line of a second app and what it tells, whenever one starts
   */
  take(told: unknown, called: (argv: string[], told: unknown) => void): boolean {
    if (this.#heldByAnother()) {
      appendFileSync(this.#file, `${JSON.stringify({ argv: process.argv, told })}\n`)
      return false
    }
    writeFileSync(this.#file, `${process.pid}\n`)
    let heard = 1
    watch(this.#file, () => {
      const lines = readFileSync(this.#file, 'utf8').trimEnd().split('\n')
      for (const line of lines.slice(heard)) {
        const second = JSON.parse(line) as { argv: string[]; told: unknown }
        called(second.argv, second.told)
      }
      heard = lines.length
    }).unref()
    setInterval(() => {
      utimesSync(this.#file, new Date(), new Date())
    }, HEARTBEAT).unref()
    process.once('exit', () => {
      rmSync(this.#file, { force: true })
    })
    return true
  }

  #heldByAnother(): boolean {
    try {
      const age = Date.now() - statSync(this.#file).mtimeMs
      const holder = Number.parseInt(readFileSync(this.#file, 'utf8'), 10)
      process.kill(holder, 0)
      return age < STALE
    } catch {
      return false
    }
  }
}
