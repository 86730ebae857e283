/**
 * A long day in the app: predictions and short runs in one process, and what memory it holds.
 *
 *     node --import ./test/faults/without-electron.ts test/faults/soak.ts [--predictions 100000] [--runs 50]
 *
 * Prints the resident memory after the first tenth and at the end; fails where it grew by more than 5 %.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { Drawing } from '../../src-main/contract.ts'
import { Random } from '../../src-main/kernels/random.ts'
import { Services } from '../../src-main/shell/services.ts'
import { places } from '../built.ts'
import { folderOf, squares } from '../training/small-run.ts'
import { DIGITS, runOptions } from './run-options.ts'

const MOST_GROWTH = 0.05
const TENTHS = 10

const { values } = parseArgs({
  options: {
    predictions: { type: 'string', default: '100000' },
    runs: { type: 'string', default: '50' },
  },
})
const home = mkdtempSync(join(tmpdir(), 'digit-pad-soak-'))
const digits = folderOf(squares(DIGITS, 1), squares(100, 2))
process.env['DIGIT_PAD_MNIST'] = digits
try {
  await soak(Number(values.predictions), Number(values.runs))
} finally {
  rmSync(home, { recursive: true, force: true })
  rmSync(digits, { recursive: true, force: true })
}

async function soak(predictions: number, runs: number): Promise<void> {
  const services = await Services.open(home, places)
  const random = Random.of(1)
  const memory: number[] = []
  let done = 0
  for (let tenth = 0; tenth < TENTHS; tenth++) {
    for (let run = 0; run < runs / TENTHS; run++) {
      await train(services, { ...runOptions, epochs: 2, seed: tenth * runs + run })
      done++
    }
    for (let index = 0; index < predictions / TENTHS; index++) {
      services.recognizer.recognizeInk(drawing(random))
      // The window asks from outside: between two of its questions there is a moment.
      if (index % 100 === 0) await wait(0)
    }
    memory.push(process.memoryUsage.rss() / 2 ** 20)
    process.stderr.write(`${tenth + 1} of ${TENTHS}: ${memory.at(-1)!.toFixed(1)} MiB\n`)
  }
  const [first = 0] = memory
  const growth = memory.at(-1)! / first - 1
  console.log(
    `${predictions} predictions and ${done} runs in one process: resident memory ${first.toFixed(1)} MiB after the ` +
      `first tenth, ${memory.at(-1)!.toFixed(1)} MiB at the end (${(100 * growth).toFixed(1)} %)`,
  )
  if (growth > MOST_GROWTH) process.exitCode = 1
}

async function train(services: Services, options: typeof runOptions): Promise<void> {
  const started = services.train(options)
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
