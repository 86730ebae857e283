/** The threads' program, but thread 1 dies when it is given its plan, in the way that DYING_THREAD asks for. */
import { parentPort, workerData } from 'node:worker_threads'
import type { Job } from '../../src-main/training/threads.ts'

const job = workerData as Job
if (job.kind === 'train' && job.rank === 1) {
  parentPort!.once('message', () => {
    const how = process.env['DYING_THREAD']
    if (how === 'exits') process.exit(3)
    if (how === 'hangs') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
    if (how === 'fills its memory') {
      // What the system says then, without filling the machine's.
      throw new RangeError('Array buffer allocation failed')
    }
    throw new Error('on purpose')
  })
} else {
  await import('../../src-main/training/thread.ts')
}
