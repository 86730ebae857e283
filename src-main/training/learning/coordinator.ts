/** What the threads of a lesson do: thread 0 gathers the digits, tells how it goes, and hands over the model. */
import type { MessagePort } from 'node:worker_threads'
import type { Digits } from '../../datasets/digits.ts'
import { digitsOfInk } from '../../datasets/digits-of-ink.ts'
import { largest } from '../../network/one-hot.ts'
import { PlainError } from '../../plain-error.ts'
import { encodeModel, type Model } from '../../recognizer/model.ts'
import { drawDigits } from '../drawing.ts'
import { memoryAsPlain } from '../memory-problem.ts'
import { Pace } from '../pace.ts'
import { planIn, portsWith } from '../plan-delivery.ts'
import { ALIVE_EVERY } from '../watchdog.ts'
import { drift } from './drift.ts'
import { learn, type LessonFollower } from './learn.ts'
import {
  LEAST_LEARNT,
  MOST_DRIFT,
  nothingLearnt,
  type Course,
  type Learnt,
  type LearningJob,
  type Reading,
} from './lesson.ts'
import { otherDigits, type OtherDigits } from './other-digits.ts'
import { blockForLesson, SharedLesson, type LessonPlan } from './shared-lesson.ts'

/** What thread 0 sends while it works. */
export type LessonReport =
  /** A sign of life, where there is nothing else to tell. */
  | { readonly kind: 'alive' }
  | { readonly kind: 'preparing'; readonly doing: string; readonly fraction: number | null }
  /** The other threads' plan, for each of them in a port. */
  | { readonly kind: 'ready'; readonly ports: MessagePort[] }
  | { readonly kind: 'learning'; readonly fraction: number; readonly secondsLeft: number | null }
  | Learnt
  | { readonly kind: 'stopped' }
  /** The lesson ended without a model; the sentence is fit to be shown. */
  | { readonly kind: 'failed'; readonly message: string }

const CLASSES = 10

/** Seconds between two reports. */
const REPORT_EVERY = 0.1

/** Takes a thread's part in a lesson. */
export function takePart(job: LearningJob, port: MessagePort): void {
  if (job.rank === 0) void lead(job, port)
  else {
    port.once('message', (delivery: MessagePort) => {
      void follow(job, planIn(delivery) as LessonPlan)
    })
  }
}

async function follow({ lesson, modules, rank }: LearningJob, plan: LessonPlan): Promise<void> {
  const shared = new SharedLesson(lesson, plan, modules, rank)
  await drawDigits(shared, null)
  learn(shared, null)
}

/** Thread 0. While it computes it hears no message: the lesson is stopped by the integer `stop` then. */
async function lead(job: LearningJob, port: MessagePort): Promise<void> {
  const stopped = new AbortController()
  port.once('message', () => {
    stopped.abort()
  })
  const report = (told: LessonReport): void => {
    port.postMessage(told, told.kind === 'ready' ? told.ports : [])
  }
  // It beats while the thread waits for a file; while it computes, the follower tells.
  const beat = setInterval(() => {
    report({ kind: 'alive' })
  }, ALIVE_EVERY)
  try {
    await teach(job, stopped.signal, report)
  } catch (error) {
    if (stopped.signal.aborted) report({ kind: 'stopped' })
    else {
      const plain = memoryAsPlain(error)
      if (!(plain instanceof PlainError)) throw error
      report({ kind: 'failed', message: plain.message })
    }
  }
  clearInterval(beat)
  port.close()
}

async function teach(
  job: LearningJob,
  signal: AbortSignal,
  report: (told: LessonReport) => void,
): Promise<void> {
  const { lesson, modules, stop } = job
  const start = now()
  report({ kind: 'preparing', doing: /* @wc-include */ 'Gathering digits of other hands', fraction: null })
  const others = await otherDigits(lesson, signal)
  signal.throwIfAborted()
  const own = digitsOfInk(lesson.digits)
  const { practised, heldBack, toDraw, test } = others
  const counts = {
    own: own.count,
    practised: practised.count + toDraw.training + toDraw.nonDigits,
    heldBack: heldBack.count + toDraw.heldBack,
    test: test?.count ?? 0,
    toDraw,
  }
  const plan: LessonPlan = { block: blockForLesson(lesson, counts, modules), counts }
  const shared = new SharedLesson(lesson, plan, modules, 0)
  putDigits(shared.own, own)
  putDigits(shared.training, practised)
  putDigits(shared.heldBack, heldBack)
  if (test) putDigits(shared.test, test)
  report({ kind: 'ready', ports: portsWith(plan) })
  await drawDigits(shared, {
    signal,
    onProgress: (fraction) => {
      report({ kind: 'preparing', doing: /* @wc-include */ 'Drawing synthetic digits', fraction })
    },
  })

  const follower = new Follower(shared, stop, report)
  if (learn(shared, follower)) {
    const { mnistAccuracy } = follower
    report({
      kind: 'done',
      model: encodeModel(learntModel(shared, others, mnistAccuracy)),
      before: follower.ownBefore,
      after: follower.ownAfter,
      others: others.kind,
      mnistAccuracy,
      seconds: now() - start,
    })
  } else if (Atomics.load(stop, 0) !== 0) report({ kind: 'stopped' })
  else report({ kind: 'failed', message: nothingLearnt() })
}

/** Counts what is read rightly, reports how far the lesson is, and decides what is kept. */
class Follower implements LessonFollower {
  ownBefore: Reading = { right: 0, count: 0 }
  ownAfter: Reading = { right: 0, count: 0 }
  mnistAccuracy: number | null = null
  /** What the old model says of the digits held back: ten outputs each. */
  #heldBackBefore = new Float32Array(0)
  readonly #lesson: SharedLesson
  readonly #stop: Int32Array
  readonly #report: (told: LessonReport) => void
  /** Work in digits taken forward. */
  readonly #work: number
  readonly #pace: Pace
  #done = 0
  #reported = 0

  constructor(lesson: SharedLesson, stop: Int32Array, report: (told: LessonReport) => void) {
    const { own, heldBack, test, course } = lesson
    this.#lesson = lesson
    this.#stop = stop
    this.#report = report
    this.#work = 2 * (own.count + heldBack.count) + test.count + course.steps * workOfStep(course)
    this.#pace = new Pace(this.#work, now())
  }

  before(digits: Digits): void {
    const { own, outputs } = this.#lesson
    if (digits === own) this.ownBefore = this.#count(digits)
    else this.#heldBackBefore = outputs.slice(0, digits.count * CLASSES)
    this.#did(digits.count)
  }

  stepDone(): boolean {
    this.#did(workOfStep(this.#lesson.course))
    return Atomics.load(this.#stop, 0) === 0
  }

  willDo(digits: Digits): boolean {
    const { own, judge, outputs } = this.#lesson
    this.#did(digits.count)
    if (digits === own) {
      this.ownAfter = this.#count(digits)
      return this.ownAfter.right >= LEAST_LEARNT * digits.count
    }
    if (!judge.parameters.every(({ values }) => values.every(Number.isFinite))) return false
    return drift(this.#heldBackBefore, outputs, digits.count) <= MOST_DRIFT
  }

  after(digits: Digits): void {
    const { right, count } = this.#count(digits)
    if (count > 0) this.mnistAccuracy = right / count
    this.#did(count)
  }

  /** How many of the digits whose outputs lie in `outputs` are read rightly. */
  #count({ count, labels }: Digits): Reading {
    let right = 0
    for (let row = 0; row < count; row++) if (largest(this.#lesson.outputs, row) === labels[row]) right++
    return { right, count }
  }

  #did(work: number): void {
    this.#done += work
    const time = now()
    this.#pace.update(this.#done, time)
    if (time - this.#reported < REPORT_EVERY) return
    this.#reported = time
    const fraction = Math.min(1, this.#done / this.#work)
    this.#report({ kind: 'learning', fraction, secondsLeft: Math.max(0, this.#pace.secondsLeft ?? 0) })
  }
}

/** In digits taken forward. All of a batch go backward too, which takes twice as long, and others' are read by the old model. */
function workOfStep({ ownRows, otherRows }: Course): number {
  return 3 * (ownRows + otherRows) + otherRows
}

function learntModel(
  { lesson, judge }: SharedLesson,
  others: OtherDigits,
  mnistAccuracy: number | null,
): Model {
  const { model, digits, seed, learntFrom } = lesson
  const { metadata } = model
  return {
    architecture: model.architecture,
    parameters: judge.parameters.map(({ values }) => values.slice()),
    metadata: {
      ...metadata,
      command: `${metadata.command}; npm run digit-pad -- learn --drawings FILE --seed ${seed} --out FILE, with ${others.kind}`,
      ownDigits: digits.length,
      ...(learntFrom === undefined ? {} : { learntFrom }),
      // What it was measured on before says nothing of the weights that it has now.
      heldBackAccuracy: null,
      mnistAccuracy,
      trainedAt: new Date().toISOString(),
    },
  }
}

/** Puts digits where the threads see them. */
function putDigits(target: Digits, source: Digits): void {
  target.images.set(source.images)
  target.labels.set(source.labels)
}

/** In seconds. */
function now(): number {
  return performance.now() / 1000
}
