/** Threads that do one piece of work together, as whoever starts them sees them: watched, and ended together. */
import { Worker, type MessagePort } from 'node:worker_threads'
import { PlainError } from '../plain-error.ts'
import { memoryAsPlain } from './memory-problem.ts'
import type { Job, Runtime } from './threads.ts'
import { Watchdog } from './watchdog.ts'

/** How long work that is asked to stop may take to do so itself, in ms; then its threads are ended. */
const GRACE = 60

export interface GroupOptions<Report, Result> {
  readonly runtime: Runtime
  /** In errors that are no person's, and for debuggers: "training". */
  readonly name: string
  /** What the person is told when the threads are taken to hang. */
  readonly hung?: string
  readonly threads: number
  /** What a thread is started with. `stop` is one shared integer: not 0 when the work is to be stopped. */
  readonly jobFor: (rank: number, stop: Int32Array<SharedArrayBuffer>) => Job
  /** Called with what thread 0 posts, never after the end. */
  readonly onReport: (report: Report, group: GroupControl<Result>) => void
  /** What the work comes to when it is stopped. */
  readonly stopped: Result
  /** How long the threads may be silent before they are taken to hang: looks, and ms between two of them. */
  readonly watch?: { readonly every: number; readonly patience: number } | undefined
}

export interface GroupControl<Result> {
  /** Gives every thread but the first one of these ports, unread. */
  readonly handOn: (ports: readonly MessagePort[]) => void
  /** Ends the threads; then `finished` resolves, to `stopped` where a stop was asked for meanwhile. */
  readonly succeed: (result: Result) => void
  /** Ends the threads; then `finished` rejects. */
  readonly fail: (error: Error) => void
}

export interface Group<Result> {
  /** Settles when all threads have ended. */
  readonly finished: Promise<Result>
  /** Ends the work. May be called at any time. */
  stop(): void
}

/**
 * All threads are started from here, so that the death of any of them is noticed: the rest are ended and the work
 * fails.
 */
export function startGroup<Report, Result>(options: GroupOptions<Report, Result>): Group<Result> {
  const { runtime, name, hung, threads, jobFor, onReport, stopped, watch } = options
  const stop = new Int32Array(new SharedArrayBuffer(4))
  const finished = Promise.withResolvers<Result>()
  const workers = Array.from(
    { length: threads },
    (_, rank) => new Worker(runtime.thread, { workerData: jobFor(rank, stop), name: `${name} ${rank}` }),
  )
  let over = false
  let grace: NodeJS.Timeout | undefined

  const end = (settle: () => void): void => {
    if (over) return
    over = true
    clearTimeout(grace)
    watchdog.end()
    void Promise.all(workers.map((worker) => worker.terminate())).then(settle)
  }
  const [first, ...peers] = workers
  const control: GroupControl<Result> = {
    handOn: (ports) => {
      for (const [index, port] of ports.entries()) peers[index]!.postMessage(port, [port])
    },
    succeed: (result) => {
      end(() => {
        finished.resolve(stop[0] === 0 ? result : stopped)
      })
    },
    fail: (error) => {
      end(() => {
        finished.reject(error)
      })
    },
  }

  const watchdog = new Watchdog(() => {
    control.fail(
      hung === undefined ? new Error(`The ${name} threads said nothing for too long.`) : new PlainError(hung),
    )
  }, watch)
  first?.on('message', (report: Report) => {
    watchdog.heard()
    if (!over) onReport(report, control)
  })
  for (const worker of workers) {
    worker.on('error', (error) => {
      const plain = memoryAsPlain(error)
      control.fail(
        plain instanceof PlainError
          ? plain
          : new Error(`A ${name} thread failed: ${messageOf(error)}`, { cause: error }),
      )
    })
    worker.on('exit', (code) => {
      // A thread has nothing to do once thread 0 has told how the work ended, which arrives before its exit.
      if (code !== 0) control.fail(new Error(`A ${name} thread ended with code ${code}.`))
      else if (worker === first) control.fail(new Error(`The ${name} thread ended without a result.`))
    })
  }

  return {
    finished: finished.promise,
    stop: () => {
      if (over || Atomics.exchange(stop, 0, 1) === 1) return
      first?.postMessage('stop')
      grace = setTimeout(() => {
        control.succeed(stopped)
      }, GRACE)
    },
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
