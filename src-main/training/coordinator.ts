/** What thread 0 of a run does: it loads the data, takes its part in the loop, tells how it goes, and hands over the model. */
import type { EpochResult, TrainingOptions } from '../contract.ts'
import { largest } from '../network/one-hot.ts'
import { PlainError } from '../plain-error.ts'
import { calibrate, type SecondLooks } from '../recognizer/certainty.ts'
import { encodeModel, OWN_NETWORK, type Model } from '../recognizer/model.ts'
import { SecondLook } from '../recognizer/second-look.ts'
import { presets } from '../network/presets.ts'
import { digitImage, type Digits } from '../datasets/digits.ts'
import {
  decodeCheckpoint,
  encodeCheckpoint,
  fingerprintOf,
  misfit,
  restore,
  type Checkpoint,
} from './checkpoint.ts'
import { drawDigits } from './drawing.ts'
import { Glimpses } from './glimpses.ts'
import { readDigits, train, type Batch, type Follower, type Range } from './loop.ts'
import { memoryAsPlain } from './memory-problem.ts'
import { Pace } from './pace.ts'
import { portsWith } from './plan-delivery.ts'
import { recipeFor } from './recipe.ts'
import { blockFor, SharedRun } from './shared-run.ts'
import type { DigitCounts, Plan, Report, TrainingJob } from './threads.ts'
import { augmentationWords, commandFor, loadTrainingData, type TrainingData } from './training-data.ts'

/** Seconds between two reports. */
const REPORT_EVERY = 0.1
/** Seconds into a run, or into the rest of one, after which its first checkpoint is due at the latest. */
const FIRST_CHECKPOINT = 0.5

/** Drawings that are no digit, for calibration: enough for a share to be had to a few hundredths, few enough to be looked at twice. */
const NON_DIGITS_HELD_BACK = 500
/** After so many drawings that may have been looked at twice the thread tells that it is alive. */
const LOOKS_BETWEEN_SIGNS = 16

/** Carries out a run from the data to the model's file. Never throws: what went wrong is reported. */
export async function coordinate(
  job: TrainingJob,
  signal: AbortSignal,
  report: (report: Report) => void,
): Promise<void> {
  try {
    await carryOut(job, signal, report)
  } catch (error) {
    if (signal.aborted) report({ kind: 'stopped' })
    else {
      const plain = memoryAsPlain(error)
      if (!(plain instanceof PlainError)) throw error
      report({ kind: 'failed', message: plain.message })
    }
  }
}

async function carryOut(
  job: TrainingJob,
  signal: AbortSignal,
  report: (report: Report) => void,
): Promise<void> {
  const { request, modules, watched } = job
  const recipe = recipeFor(request.options)
  const before = request.checkpoint ? decodeCheckpoint(request.checkpoint) : null
  const data = await loadTrainingData(request, recipe, {
    signal,
    onProgress: (doing, fraction) => {
      report({ kind: 'preparing', doing, fraction })
    },
  })
  signal.throwIfAborted()
  const { toDraw } = data
  const counts: DigitCounts = {
    training: data.training.count + toDraw.training + toDraw.nonDigits,
    heldBack: data.heldBack.count + toDraw.heldBack,
    test: data.test?.count ?? 0,
    nonDigits: toDraw.nonDigits === 0 ? 0 : NON_DIGITS_HELD_BACK,
  }
  const digits = fingerprintOf(counts, data)
  const allSteps = recipe.epochs * Math.ceil(counts.training / recipe.batchSize)
  const unfit = before && misfit(before, request.options, digits, allSteps)
  if (unfit !== null) throw new PlainError(unfit)
  const stepsDone = before?.standing.steps ?? 0
  const block = blockFor(recipe, counts, request.threads, modules)
  const plan: Plan = { recipe, counts, toDraw, stepsDone, block }
  const run = new SharedRun(plan, modules, 0)
  if (before) restore(run, before)
  putDigits(run.training, data.training)
  putDigits(run.heldBack, data.heldBack)
  if (data.test) putDigits(run.test, data.test)
  report({ kind: 'ready', ports: portsWith(plan) })
  await drawDigits(run, {
    signal,
    onProgress: (fraction) => {
      report({ kind: 'preparing', doing: /* @wc-include */ 'Drawing synthetic digits', fraction })
    },
  })

  const glimpses = new Glimpses(run, watched, (glimpse) => {
    report({ kind: 'glimpse', glimpse })
  })
  const follower = new RunFollower(run, { digits, before, job, glimpses }, report)
  train(run, follower)
  if (Atomics.load(job.stop, 0) !== 0) {
    report({ kind: 'stopped' })
    return
  }
  // The outputs for the digits held back are there since the last epoch.
  const heldBack = { outputs: outputsOf(run, run.heldBack), labels: run.heldBack.labels }
  const alive = () => {
    report({ kind: 'alive' })
  }
  readDigits(run, run.nonDigits, alive)
  const certainty = calibrate(heldBack, outputsOf(run, run.nonDigits), secondLooks(run, alive))
  readDigits(run, run.test, alive)
  const mnistAccuracy = counts.test === 0 ? null : accuracy(run, run.test)
  const model = modelOf(job, run, data, {
    certainty,
    heldBackAccuracy: follower.epochs.at(-1)?.heldBackAccuracy ?? null,
    mnistAccuracy,
  })
  report({ kind: 'done', model: encodeModel(model), epochs: follower.epochs, seconds: follower.seconds })
}

interface Followed {
  readonly job: TrainingJob
  /** The fingerprint of the digits. */
  readonly digits: string
  /** Where the run went on from. */
  readonly before: Checkpoint | null
  readonly glimpses: Glimpses
}

/** Counts costs and accuracies, reports them, gives out checkpoints, and says when the loop is to be left. */
class RunFollower implements Follower {
  readonly epochs: EpochResult[]
  readonly #run: SharedRun
  readonly #job: TrainingJob
  readonly #digits: string
  readonly #glimpses: Glimpses
  readonly #report: (report: Report) => void
  readonly #start = now()
  readonly #secondsBefore: number
  readonly #batches: number
  readonly #pace: Pace
  #reported = 0
  /** When the next checkpoint is to be given out. */
  #checkpointDue: number
  /** Of this run, without those before it was interrupted. */
  #samples = 0
  /** Sums of costs and numbers of digits: of this epoch, and since the last report. */
  #epochCost = 0
  #epochDigits = 0
  #recentCost = 0
  #recentDigits = 0

  constructor(run: SharedRun, { job, digits, before, glimpses }: Followed, report: (report: Report) => void) {
    const { epochs = [], seconds = 0, epochCost = 0, epochDigits = 0 } = before?.standing ?? {}
    const { training, recipe, stepsDone } = run
    this.#run = run
    this.#job = job
    this.#digits = digits
    this.#glimpses = glimpses
    this.#report = report
    this.epochs = [...epochs]
    this.#secondsBefore = seconds
    this.#epochCost = epochCost
    this.#epochDigits = epochDigits
    this.#batches = Math.ceil(training.count / recipe.batchSize)
    const left = recipe.epochs - stepsDone / this.#batches
    this.#pace = new Pace(training.count * left, this.#start)
    this.#checkpointDue = this.#start + Math.min(FIRST_CHECKPOINT, job.request.checkpointEvery ?? 0)
  }

  /** Seconds that the loop took. */
  get seconds(): number {
    return this.#secondsBefore + now() - this.#start
  }

  batchDone(epoch: number, batch: number, { rows, digits, cost }: Batch): boolean {
    if (!Number.isFinite(cost)) throw wentAstray(this.#job.request.options)
    this.#samples += rows
    this.#epochCost += cost
    this.#epochDigits += digits
    this.#recentCost += cost
    this.#recentDigits += digits
    if (now() - this.#reported >= REPORT_EVERY) this.#tell(epoch, batch + 1)
    return Atomics.load(this.#job.stop, 0) === 0
  }

  weightsMoved(epoch: number, batch: number): void {
    // After the last batch of an epoch, only once its result is there.
    if (batch + 1 < this.#batches) this.#giveCheckpoint(epoch * this.#batches + batch + 1)
  }

  wanted(): Range | null {
    return this.#glimpses.wanted()
  }

  read(digits: Range, begun: number): void {
    this.#glimpses.read(digits, begun)
  }

  reading(): void {
    if (now() - this.#reported < REPORT_EVERY) return
    this.#reported = now()
    this.#report({ kind: 'alive' })
  }

  epochDone(epoch: number): void {
    const run = this.#run
    this.epochs.push({
      epoch: epoch + 1,
      loss: this.#epochCost / this.#epochDigits,
      heldBackAccuracy: accuracy(run, run.heldBack),
    })
    this.#epochCost = 0
    this.#epochDigits = 0
    this.#tell(epoch, this.#batches)
    this.#giveCheckpoint((epoch + 1) * this.#batches)
  }

  /** Gives out a checkpoint where one is due. No weight moves meanwhile. */
  #giveCheckpoint(steps: number): void {
    const { checkpointEvery, options } = this.#job.request
    if (checkpointEvery === undefined || now() < this.#checkpointDue) return
    this.#checkpointDue = now() + checkpointEvery
    const standing = {
      options,
      digits: this.#digits,
      steps,
      allSteps: this.#batches * options.epochs,
      seconds: this.seconds,
      epochs: this.epochs,
      epochCost: this.#epochCost,
      epochDigits: this.#epochDigits,
    }
    this.#report({ kind: 'checkpoint', bytes: encodeCheckpoint({ standing, state: this.#run.state }) })
  }

  #tell(epoch: number, batch: number): void {
    this.#reported = now()
    this.#pace.update(this.#samples, this.#reported)
    this.#report({
      kind: 'training',
      progress: {
        epoch: epoch + 1,
        batch,
        batches: this.#batches,
        samplesPerSecond: this.#pace.samplesPerSecond,
        loss:
          this.#recentDigits === 0
            ? (this.epochs.at(-1)?.loss ?? null)
            : this.#recentCost / this.#recentDigits,
        epochs: [...this.epochs],
        secondsLeft: this.#pace.secondsLeft,
        engine: this.#run.engine,
      },
    })
    this.#recentCost = 0
    this.#recentDigits = 0
  }
}

/** At the digits held back, and at what is no digit. The outputs of a reading before are gone then. */
function secondLooks(run: SharedRun, alive: () => void): SecondLooks {
  const secondLook = new SecondLook(run.judge, run.kernels, run.judgingRows[0])
  const at =
    (digits: Digits): SecondLooks['digit'] =>
    (row, first, look) => {
      if (row % LOOKS_BETWEEN_SIGNS === 0) alive()
      return secondLook.see(digitImage(digits, row), first, look)
    }
  return { clearLead: run.recipe.clearLead, digit: at(run.heldBack), nonDigit: at(run.nonDigits) }
}

/** Share of the digits that `run.outputs` holds the right answers for. */
function accuracy({ outputs }: SharedRun, { count, labels }: Digits): number {
  let correct = 0
  for (let row = 0; row < count; row++) if (largest(outputs, row) === labels[row]) correct++
  return correct / count
}

/** A copy of the outputs for the digits that were read last. */
function outputsOf({ outputs, judge }: SharedRun, { count }: Digits): Float32Array {
  return outputs.slice(0, count * judge.outputSize)
}

function modelOf(
  { request: { options } }: TrainingJob,
  { judge, recipe }: SharedRun,
  { words }: TrainingData,
  measured: Pick<Model['metadata'], 'certainty' | 'heldBackAccuracy' | 'mnistAccuracy'>,
): Model {
  const parameters = judge.parameters.map(({ values }) => values.slice())
  if (!parameters.every((values) => values.every(Number.isFinite))) throw wentAstray(options)
  return {
    architecture: recipe.architecture,
    parameters,
    metadata: {
      title: options.layers === null ? presets[options.network].title : OWN_NETWORK,
      options,
      trainedOn: words,
      augmentation: augmentationWords(options),
      smoothing: recipe.smoothing,
      command: commandFor(options),
      ...measured,
      trainedAt: new Date().toISOString(),
    },
  }
}

/** Puts digits to the front of others. */
function putDigits(target: Digits, source: Digits): void {
  target.images.set(source.images)
  target.labels.set(source.labels)
}

function wentAstray({ learningRate, network }: TrainingOptions): PlainError {
  const usual = presets[network].learningRate
  const smaller = usual < learningRate ? usual : learningRate / 10
  return new PlainError(
    `The learning rate ${learningRate} is too high for this network: the loss is no longer a number. Try ${smaller}.`,
  )
}

/** In seconds. */
function now(): number {
  return performance.now() / 1000
}
