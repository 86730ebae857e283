import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { Barrier } from '../../src-main/training/barrier.ts'

const ROUNDS = 3000

/** Each thread writes its round, waits, and then must find every thread in that very round. */
const program = `
  import { workerData } from 'node:worker_threads'
  const { state, rounds, rank, threads, count, file } = workerData
  const { Barrier } = await import(file)
  const barrier = new Barrier(state, threads)
  for (let round = 1; round <= count; round++) {
    if (round % 1000 === rank) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
    rounds[rank] = round
    barrier.wait()
    if (!rounds.every((other) => other === round)) throw new Error('out of step')
    barrier.wait()
  }
`

test.each([1, 2, 3, 5])('%i threads stay in step', async (threads) => {
  const state = new Int32Array(new SharedArrayBuffer(8))
  const rounds = new Int32Array(new SharedArrayBuffer(4 * threads))
  const file = new URL('../../src-main/training/barrier.ts', import.meta.url).href
  const workers = Array.from(
    { length: threads },
    (_, rank) =>
      new Worker(new URL(`data:text/javascript,${encodeURIComponent(program)}`), {
        workerData: { state, rounds, rank, threads, count: ROUNDS, file },
      }),
  )
  const codes = await Promise.all(workers.map((worker) => once(worker, 'exit')))
  expect(codes).toEqual(workers.map(() => [0]))
  expect([...rounds]).toEqual(workers.map(() => ROUNDS))
})

test('a thread of its own waits for nobody', () => {
  new Barrier(new Int32Array(new SharedArrayBuffer(8)), 1).wait()
})
