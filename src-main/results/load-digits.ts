/** Has the test digits loaded by a thread of its own. */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { PlainError } from '../plain-error.ts'
import type { LoadingJob, LoadingReport, SharedDigits } from './jobs.ts'

/** The test digits cannot be had where they were looked for. */
export class MissingDigits extends PlainError {}

/** Rejects with MissingDigits, or with the signal's reason when it is stopped. */
export async function loadDigits(
  job: Omit<LoadingJob, 'kind'>,
  thread: URL,
  signal: AbortSignal,
  onProgress: (doing: string, fraction: number | null) => void,
): Promise<SharedDigits> {
  const workerData: LoadingJob = { kind: 'load', ...job }
  const worker = new Worker(thread, { workerData, name: 'test digits' })
  let last: LoadingReport | null = null
  worker.on('message', (report: LoadingReport) => {
    if (report.kind !== 'doing') last = report
    else if (!signal.aborted) onProgress(report.doing, report.fraction)
  })
  const stop = () => void worker.terminate()
  signal.addEventListener('abort', stop)
  try {
    await once(worker, 'exit')
  } finally {
    signal.removeEventListener('abort', stop)
  }
  signal.throwIfAborted()
  return digitsIn(last)
}

function digitsIn(report: LoadingReport | null): SharedDigits {
  if (report?.kind === 'loaded') return report.digits
  if (report?.kind === 'missing') throw new MissingDigits(report.message)
  throw new Error('The thread that loads the test digits ended without them.')
}
