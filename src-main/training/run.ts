/** A run, as whoever starts it sees it: it goes on in threads of its own, and can be followed and stopped. */
import { Worker } from 'node:worker_threads'
import { PlainError } from '../plain-error.ts'
import type { Finished, Job, Report, RunRequest, RunState, Runtime } from './threads.ts'

/** How long a run that is asked to stop may take to do so itself, in ms; then its threads are ended. */
const GRACE = 60

export interface Run {
  /** Rejects with a PlainError where a person can do something about it. The threads have ended by then. */
  readonly finished: Promise<Finished>
  /** Ends the run without a model. May be called at any time. */
  stop(): void
}

/**
 * Starts a run. `onState` is called about ten times a second, never after the run has finished.
 *
 * All threads are started from here, so that the death of any of them is noticed: the rest are ended and the
 * run fails.
 */
export function startRun(request: RunRequest, runtime: Runtime, onState: (state: RunState) => void): Run {
  const { options, threads } = request
  const stop = new Int32Array(new SharedArrayBuffer(4))
  const finished = Promise.withResolvers<Finished>()
  const workers = Array.from({ length: threads }, (_, rank) => {
    const job: Job = { kind: 'train', rank, request, modules: runtime.modules, stop }
    return new Worker(runtime.thread, { workerData: job, name: `training ${rank}` })
  })
  let over = false
  let grace: NodeJS.Timeout | undefined

  const end = (settle: () => void): void => {
    if (over) return
    over = true
    clearTimeout(grace)
    void Promise.all(workers.map((worker) => worker.terminate())).then(settle)
  }
  const succeed = (result: Finished): void => {
    end(() => {
      finished.resolve(result)
    })
  }
  const fail = (error: Error): void => {
    end(() => {
      finished.reject(error)
    })
  }

  const [first, ...peers] = workers
  first?.on('message', (report: Report) => {
    if (over) return
    switch (report.kind) {
      case 'preparing':
        onState({ phase: 'preparing', options, doing: report.doing, fraction: report.fraction })
        break
      case 'ready':
        for (const peer of peers) peer.postMessage(report.plan)
        break
      case 'training':
        onState({ phase: 'training', options, ...report.progress })
        break
      case 'done':
        succeed(stop[0] === 0 ? report : { kind: 'stopped' })
        break
      case 'stopped':
        succeed(report)
        break
      case 'failed':
        fail(new PlainError(report.message))
        break
    }
  })
  for (const worker of workers) {
    worker.on('error', (error) => {
      fail(new Error(`A training thread failed: ${messageOf(error)}`, { cause: error }))
    })
    worker.on('exit', (code) => {
      // A thread has nothing to do once thread 0 has told how the run ended, which arrives before its exit.
      if (code !== 0) fail(new Error(`A training thread ended with code ${code}.`))
      else if (worker === first) fail(new Error('The training thread ended without a result.'))
    })
  }

  return {
    finished: finished.promise,
    stop: () => {
      if (over || Atomics.exchange(stop, 0, 1) === 1) return
      first?.postMessage('stop')
      grace = setTimeout(() => {
        succeed({ kind: 'stopped' })
      }, GRACE)
    },
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
