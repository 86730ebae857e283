import { mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { carryOut, type Carrying, type PlannedRun } from '../../src-main/paper/carry-out.ts'
import { experiment, type Experiment } from '../../src-main/paper/experiment.ts'
import { PlainError } from '../../src-main/plain-error.ts'
import { rotatedDigits } from '../../src-main/datasets/rotated-digits.ts'
import { readModelFile } from '../../src-main/recognizer/kept-models.ts'
import { answer } from '../../src-main/training/evaluate.ts'
import { places } from '../built.ts'
import { fastest, folderOf, squares } from '../training/small-run.ts'

/** Many threads are started here, which the built program does sooner. */
const runtime = { ...fastest, thread: places.thread }
const digits = squares(60, 2)
const whole = experiment(2, true)
/** Two rows of it, which train at once. */
const small: Experiment = {
  ...whole,
  rows: whole.rows.filter(({ id }) => id === 'one-layer-none' || id === 'two-hidden-rotation-90'),
}

let mnist: string
let folder: string
/** What was trained, as told. */
let done: string[]
let stop: AbortController

beforeAll(() => {
  mnist = folderOf(squares(300, 1), digits)
  return () => {
    rmSync(mnist, { recursive: true })
  }
})
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'paper-')), 'report')
  done = []
  stop = new AbortController()
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

const titleOf = ({ row, seed }: PlannedRun) => `${row.id} ${seed}`
function carrying(onDone: () => void = () => undefined): Carrying {
  return {
    folder,
    mnistFolder: mnist,
    cacheFolder: mnist,
    threads: 1,
    runtime,
    signal: stop.signal,
    watcher: {
      preparing: () => undefined,
      planned: () => undefined,
      running: () => undefined,
      done: (run) => {
        done.push(titleOf(run))
        onDone()
      },
    },
  }
}

test('each run’s answers are its model’s, upright and rotated', async () => {
  const { labels, runs } = await carryOut(small, carrying())
  expect(labels).toEqual(digits.labels)
  expect(done).toEqual([
    'one-layer-none 1',
    'two-hidden-rotation-90 1',
    'one-layer-none 2',
    'two-hidden-rotation-90 2',
  ])
  const rotated = rotatedDigits(digits, { from: 0, to: 90 }, 1)
  for (const run of [...runs.values()].flat()) {
    const model = await readModelFile(join(folder, run.model))
    expect(model.metadata.options.seed).toBe(run.seed)
    for (const [set, given] of [
      ['upright', digits],
      ['rotated', rotated],
    ] as const) {
      const answers = await answer(model, given, runtime, 1)
      expect(run.answers[set]).toBe(answers.map(({ digit }) => digit).join(''))
    }
  }
  expect(runs.get('two-hidden-rotation-90')![0]!.command).toContain(
    '--network perceptron --layers "dense 128 relu, dense 64 relu" --rotation 0..90 --warp off',
  )
})

test('what was stopped goes on where it was, and comes to the same', async () => {
  const stopped = carryOut(
    small,
    carrying(() => stop.abort()),
  )
  await expect(stopped).rejects.toThrow(PlainError)
  expect(done).toHaveLength(1)
  stop = new AbortController()
  const resumed = await carryOut(small, carrying())
  expect(done).toHaveLength(4)
  expect(new Set(done).size).toBe(4)
  const again = await carryOut(small, carrying())
  expect(done).toHaveLength(4)
  expect(again).toEqual(resumed)
  rmSync(folder, { recursive: true })
  const { runs } = await carryOut(small, carrying())
  expect([...runs.values()].flat().map(({ answers }) => answers)).toEqual(
    [...resumed.runs.values()].flat().map(({ answers }) => answers),
  )
})

test('a run whose file is damaged, or that would come out otherwise, is done again', async () => {
  const one: Experiment = { ...small, seeds: [1] }
  await carryOut(one, carrying())
  const runs = join(folder, 'runs')
  const [file] = readdirSync(runs).filter((name) => name.startsWith('one-layer') && name.endsWith('.json'))
  truncateSync(join(runs, file!), 40)
  done = []
  await carryOut(one, carrying())
  expect(done).toEqual(['one-layer-none 1'])
  const [first, ...rest] = one.rows
  const longer = { ...first!, network: { ...first!.network, epochs: first!.network.epochs + 1 } }
  done = []
  await carryOut({ ...one, rows: [longer, ...rest] }, carrying())
  expect(done).toEqual(['one-layer-none 1'])
  // Both are kept, so that neither a quick experiment nor a full one takes the other's runs away.
  done = []
  await carryOut(one, carrying())
  expect(done).toEqual([])
})

test('a folder that cannot be made is refused before anything is trained', async () => {
  writeFileSync(`${mnist}/file`, '')
  const refused = carryOut(small, { ...carrying(), folder: `${mnist}/file/below` })
  await expect(refused).rejects.toThrow(PlainError)
  expect(done).toEqual([])
})
