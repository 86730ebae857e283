/** The program of the threads that measure models. Which part a thread plays stands in its job. */
import { parentPort, workerData } from 'node:worker_threads'
import { speakAsStarted } from '../language.ts'
import type { ResultsJob } from './jobs.ts'
import { loadDigits } from './loading.ts'
import { readShare } from './reading.ts'

await speakAsStarted()
const job = workerData as ResultsJob
const report = (message: unknown): void => {
  parentPort!.postMessage(message)
}

if (job.kind === 'load') await loadDigits(job, report)
else readShare(job, report)
