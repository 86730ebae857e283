/** The program of the threads that train and measure. Which part a thread plays stands in its job. */
import { parentPort, workerData, type MessagePort } from 'node:worker_threads'
import { speakAsStarted } from '../language.ts'
import { evaluateShare } from './evaluation-share.ts'
import { coordinate } from './coordinator.ts'
import { drawDigits } from './drawing.ts'
import { takePart } from './learning/coordinator.ts'
import { readDigits, train } from './loop.ts'
import { planIn } from './plan-delivery.ts'
import { letOthersGoFirst } from './priority.ts'
import { SharedRun } from './shared-run.ts'
import type { Job, Plan, Report, TrainingJob } from './threads.ts'
import { timeTraining } from './timing.ts'
import { ALIVE_EVERY } from './watchdog.ts'

await speakAsStarted()
const job = workerData as Job
const port = parentPort!

// An evaluation is short, and people wait for it.
if (job.kind !== 'evaluate') letOthersGoFirst()
if (job.kind === 'evaluate') evaluateShare(job)
else if (job.kind === 'learn') takePart(job, port)
else if (job.kind === 'time') await timeTraining(job, port)
else if (job.rank === 0) await lead(job)
else {
  port.once('message', (delivery: MessagePort) => {
    void follow(job, planIn(delivery) as Plan)
  })
}

/** Thread 0. While it trains it hears no message: the run is stopped by the integer `stop` then. */
async function lead(job: TrainingJob): Promise<void> {
  const stopped = new AbortController()
  port.once('message', () => {
    stopped.abort()
  })
  // It beats while the thread waits for data; while it computes, the follower tells.
  const beat = setInterval(() => {
    port.postMessage({ kind: 'alive' } satisfies Report)
  }, ALIVE_EVERY)
  await coordinate(job, stopped.signal, (report) => {
    port.postMessage(report, report.kind === 'ready' ? report.ports : [])
  })
  clearInterval(beat)
  port.close()
}

/** Every other thread: its share of the drawing, of the loop, and of the measurements at the end. */
async function follow({ modules, rank }: TrainingJob, plan: Plan): Promise<void> {
  const run = new SharedRun(plan, modules, rank)
  await drawDigits(run, null)
  train(run, null)
  if (run.leave[0] !== 0) return
  readDigits(run, run.nonDigits)
  readDigits(run, run.test)
}
