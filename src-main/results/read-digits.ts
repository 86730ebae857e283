/** Has digits read by a model in several threads, and hands on the outputs as they come. */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { KernelModules } from '../kernels/engine.ts'
import { share } from '../network/share.ts'
import type { Model } from '../recognizer/model.ts'
import type { Range, ReadingJob, SharedDigits } from './jobs.ts'
import type { Measurement } from './tasks.ts'

const CLASSES = 10
/** Fewer digits than this are not worth another thread. */
const LEAST_PER_THREAD = 500

/** What is needed to start threads. */
export interface ResultsRuntime {
  /** The file of the threads' program. */
  readonly thread: URL
  readonly modules: KernelModules
  readonly threads: number
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
  signal.addEventListener('abort', stop)
  try {
    // `once` rejects when a thread fails.
    await Promise.all(workers.map((worker) => once(worker, 'exit')))
  } finally {
    signal.removeEventListener('abort', stop)
    stop()
  }
  signal.throwIfAborted()
}
