/** Has digits read by a model in several threads, and hands on the outputs as they come. */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { KernelModules } from '../kernels/engine.ts'
import { share } from '../network/share.ts'
import { PlainError } from '../plain-error.ts'
import type { Model } from '../recognizer/model.ts'
import { memoryAsPlain } from '../training/memory-problem.ts'
import type { Runtime } from '../training/threads.ts'
import { Watchdog } from '../training/watchdog.ts'
import type { Range, ReadingJob, SharedDigits } from './jobs.ts'
import type { Measurement } from './tasks.ts'

const CLASSES = 10
const hungWords = () =>
  'The measurement was ended, because nothing was heard of it for a long time. Try again.'
/** Fewer digits than this are not worth another thread. */
const LEAST_PER_THREAD = 500

/** What is needed to start threads. */
export interface ResultsRuntime {
  /** The file of the threads' program. */
  readonly thread: URL
  readonly modules: KernelModules
  readonly threads: number
  /** As for a training's threads. */
  readonly watch?: Runtime['watch']
}

/** Hears of each digit of the measurement, in no certain order: its index in it, and the network's ten outputs. */
export type Listener = (index: number, outputs: Float32Array) => void

/** Resolves when all are read, the test set before the angles. Rejects with the signal's reason when it is stopped, and when a thread fails. */
export async function readDigits(
  model: Model,
  digits: SharedDigits,
  measurement: Measurement,
  runtime: ResultsRuntime,
  signal: AbortSignal,
  listener: Listener,
): Promise<void> {
  signal.throwIfAborted()
  const { wholeSet, length: count } = measurement
  const outputs = new Float32Array(new SharedArrayBuffer(count * CLASSES * 4))
  const parts = Math.max(1, Math.min(runtime.threads, Math.floor(count / LEAST_PER_THREAD)))
  const workers = Array.from({ length: parts }, (_, part) => {
    const [first, end] = share(count - wholeSet, part, parts)
    const job: ReadingJob = {
      kind: 'read',
      measurement,
      architecture: model.architecture,
      parameters: model.parameters,
      smoothing: model.metadata.smoothing,
      modules: runtime.modules,
      images: digits.images,
      outputs,
      ranges: [share(wholeSet, part, parts), [wholeSet + first, wholeSet + end]],
    }
    const worker = new Worker(runtime.thread, { workerData: job, name: `results ${part}` })
    worker.on('message', ([from, to]: Range) => {
      if (signal.aborted) return
      for (let index = from; index < to; index++) {
        listener(index, outputs.subarray(index * CLASSES, (index + 1) * CLASSES))
      }
    })
    return worker
  })
  const stop = () => {
    for (const worker of workers) void worker.terminate()
  }
  const fate = { hung: false }
  const watchdog = new Watchdog(() => {
    fate.hung = true
    stop()
  }, runtime.watch)
  for (const worker of workers) {
    worker.on('message', () => {
      watchdog.heard()
    })
  }
  signal.addEventListener('abort', stop)
  try {
    // `once` rejects when a thread fails.
    const codes = (await Promise.all(workers.map((worker) => once(worker, 'exit')))) as [code: number][]
    signal.throwIfAborted()
    if (fate.hung) throw new PlainError(hungWords())
    const code = codes.flat().find((code) => code !== 0)
    if (code !== undefined) throw new Error(`A results thread ended with code ${code}.`)
  } catch (error) {
    throw signal.aborted ? error : memoryAsPlain(error)
  } finally {
    watchdog.end()
    signal.removeEventListener('abort', stop)
    stop()
  }
  signal.throwIfAborted()
}
