/** The threads' program, but thread 1 dies when it is given its plan, in the way that the address asks for. */
import { parentPort, workerData } from 'node:worker_threads'
import type { Job } from '../../src-main/training/threads.ts'

const job = workerData as Job
if (job.kind === 'train' && job.rank === 1) {
  parentPort!.once('message', () => {
    if (new URL(import.meta.url).searchParams.get('how') === 'exits') process.exit(3)
    throw new Error('on purpose')
  })
} else {
  await import('../../src-main/training/thread.ts')
}
