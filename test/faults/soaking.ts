/** A long day in the app, in one process: predictions and short runs, and what memory it holds. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Drawing } from '../../src-main/contract.ts'
import { Random } from '../../src-main/kernels/random.ts'
import { Services } from '../../src-main/shell/services.ts'
import { places } from '../built.ts'
import { folderOf, squares } from '../training/small-run.ts'
import { DIGITS, runOptions } from './run-options.ts'

export interface Day {
  readonly predictions: number
  readonly runs: number
  /** The day is measured after each of so many parts. */
  readonly parts: number
  /** Told of each reading. */
  readonly watch?: (reading: Reading, part: number) => void
}

/** In MiB. */
export interface Reading {
  /** What is resident before garbage is collected, and when all of it is. */
  readonly asFound: number
  readonly resident: number
  /** What lives on V8's heap, and what its objects hold outside of it. */
  readonly heap: number
  readonly external: number
}

export async function soak({ predictions, runs, parts, watch }: Day): Promise<Reading[]> {
  const home = mkdtempSync(join(tmpdir(), 'digit-pad-soak-'))
  const digits = folderOf(squares(DIGITS, 1), squares(100, 2))
  process.env['DIGIT_PAD_MNIST'] = digits
  try {
    const services = await Services.open(home, places)
    const random = Random.of(1)
    const readings: Reading[] = []
    for (let part = 0; part < parts; part++) {
      for (let run = 0; run < runs / parts; run++) await train(services, part * runs + run)
      for (let index = 0; index < predictions / parts; index++) {
        services.recognizer.recognizeInk(drawing(random))
        // The window asks from outside: between two of its questions there is a moment.
        if (index % 100 === 0) await wait(0)
      }
      const reading = await read()
      readings.push(reading)
      watch?.(reading, part + 1)
    }
    return readings
  } finally {
    rmSync(home, { recursive: true, force: true })
    rmSync(digits, { recursive: true, force: true })
  }
}

async function train(services: Services, seed: number): Promise<void> {
  const started = services.train({ ...runOptions, epochs: 2, seed })
  if (!started.ok) throw new Error(started.message)
  while (services.training.running) await wait(10)
  if (services.training.state.phase !== 'done') throw new Error(JSON.stringify(services.training.state))
}

function drawing(random: Random): Drawing {
  let [x, y] = [random.between(100, 300), random.between(100, 300)]
  return [
    Array.from({ length: 20 + random.integer(40) }, (_, index) => {
      x += random.between(-12, 12)
      y += random.between(-4, 14)
      return [x, y, 8 * index, 0.5]
    }),
  ]
}

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

async function read(): Promise<Reading> {
  const asFound = process.memoryUsage.rss()
  // What the first collection lets go of, such as a thread's port, may hold something else.
  for (let time = 0; time < 3; time++) {
    collectGarbage()
    await wait(20)
  }
  const { rss, heapUsed, external } = process.memoryUsage()
  const [found = 0, resident = 0, heap = 0, outside = 0] = [asFound, rss, heapUsed, external].map(
    (bytes) => bytes / 2 ** 20,
  )
  return { asFound: found, resident, heap, external: outside }
}
