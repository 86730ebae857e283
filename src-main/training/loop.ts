/**
 * The training loop. All threads of a run go through the same program at the same time, each with its own share of the
 * work; they meet at barriers:
 *
 * 1. each fills its rows of the batch, takes them forward and backward;
 * 2. each computes the gradient of its part of the weights over all rows, and moves those weights;
 * 3. after each epoch, each reads its share of the digits held back.
 *
 * No number depends on how the work is shared out, so a run gives the same weights on any number of threads.
 */
import { DIGIT_PIXELS, NO_DIGIT, type Digits } from '../datasets/digits.ts'
import { Random } from '../kernels/random.ts'
import { oneHot } from '../network/one-hot.ts'
import { elements } from '../network/optimizers.ts'
import { learningRateAt } from '../network/schedule.ts'
import { share } from '../network/share.ts'
import { judge } from './judging.ts'
import type { SharedRun } from './shared-run.ts'
import { streams } from './streams.ts'

const NOTHING: Range = [0, 0]

/** What thread 0 does besides its share. The others are given none. */
export interface Follower {
  /**
   * Called after each batch. Epochs and batches count from 0.
   *
   * @returns whether the run goes on
   */
  batchDone(epoch: number, batch: number, done: Batch): boolean
  /** Called after that, when the other threads have moved their weights too. None moves any before this returns. */
  weightsMoved?(epoch: number, batch: number): void
  /** Asked after each batch which of the digits held back are to be read at once; nothing of the training depends on it. */
  wanted?(): Range | null
  /** Called when the judging network holds the present weights and the outputs for these digits lie in `outputs`. */
  read?(digits: Range, begun: number): void
  /** Called now and then while digits are read: a sign of life. */
  reading?(): void
  /** Called after each epoch, when the outputs for the digits held back lie in `outputs`. */
  epochDone(epoch: number): void
}

/** The first digit, and the one behind the last. */
export type Range = readonly [first: number, end: number]

/** A batch that was trained on. */
export interface Batch {
  readonly rows: number
  /** How many of them show a digit. */
  readonly digits: number
  /** The sum of the costs of its digits; what is no digit does not count. */
  readonly cost: number
}

/** Trains for all epochs, or until the follower wants no more. Then the judging network holds the result. */
export function train(run: SharedRun, follower: Follower | null): void {
  const { recipe, rank, threads, network, barrier } = run
  const { epochs, batchSize, seed } = recipe
  const batches = Math.ceil(run.training.count / batchSize)
  const dropoutSeed = Random.of(seed, streams.dropout).integer(2 ** 32)
  const firstEpoch = Math.floor(run.stepsDone / batches)
  // What is gone on with lies in the block already.
  if (rank === 0 && run.stepsDone === 0) network.initialise(Random.of(seed, streams.weights).integer(2 ** 32))
  barrier.wait()

  for (let epoch = firstEpoch; epoch < epochs; epoch++) {
    const order = orderOf(run.training.count, seed, epoch)
    for (let batch = epoch === firstEpoch ? run.stepsDone % batches : 0; batch < batches; batch++) {
      const digits = order.subarray(batch * batchSize, (batch + 1) * batchSize)
      const rows = digits.length
      const step = epoch * batches + batch
      const [first, end] = share(rows, rank, threads)
      fill(run, digits, epoch, first, end)
      network.forwardTraining(first, end, dropoutSeed, step)
      for (let row = first; row < end; row++) run.costs[row] = network.cost(row)
      network.backward(first, end, rows)
      barrier.wait()

      network.gradient(rows, rank, threads)
      const rate = learningRateAt(recipe.schedule, recipe.learningRate, step, epochs * batches)
      run.optimizer.step(rate, rank, threads)
      run.average?.update(rank, threads)
      if (follower) {
        const goesOn = follower.batchDone(epoch, batch, batchOf(run, digits))
        run.leave[0] = goesOn ? 0 : 1
        run.look.set(follower.wanted?.() ?? NOTHING)
      }
      barrier.wait()
      if (run.leave[0] !== 0) return
      follower?.weightsMoved?.(epoch, batch)
      if (run.look[1] !== 0) look(run, follower)
    }
    takeWeights(run)
    readDigits(run, run.heldBack, () => follower?.reading?.())
    follower?.epochDone(epoch)
  }
  // The last epoch was over already, and its weights were not kept.
  if (firstEpoch === epochs) {
    takeWeights(run)
    readDigits(run, run.heldBack)
  }
}

/** Reads a few of the digits held back in the middle of an epoch. The network that is trained is only copied. */
function look(run: SharedRun, follower: Follower | null): void {
  const begun = performance.now()
  const range: Range = [run.look[0]!, run.look[1]!]
  takeWeights(run)
  readDigits(run, run.heldBack, undefined, range)
  follower?.read?.(range, begun)
}

/**
 * Computes the judging network's outputs for digits; they lie in `run.outputs` when this returns.
 *
 * @param alive is called now and then
 * @param range which of the digits; all of them where nothing is said
 */
export function readDigits(
  run: SharedRun,
  digits: Digits,
  alive?: () => void,
  [from, to]: Range = [0, digits.count],
): void {
  const { kernels, outputs, judgingRows, recipe } = run
  run.barrier.wait()
  const [first, end] = share(to - from, run.rank, run.threads)
  const own: Range = [from + first, from + end]
  judge(run.judge, kernels, digits.images, outputs, own, judgingRows, recipe.smoothing, alive)
  run.barrier.wait()
}

/** Puts the network as it would be if training ended here into the judging network. */
function takeWeights({ network, average, judge, rank, threads }: SharedRun): void {
  for (const [index, parameter] of network.parameters.entries()) {
    const values = average?.values[index] ?? parameter.values
    const [first, end] = elements(parameter, rank, threads)
    judge.parameters[index]!.values.set(values.subarray(first, end), first)
  }
}

/** Puts the digits of the rows `first`..`end` of a batch into the network, changed as the recipe says. */
function fill(run: SharedRun, digits: Uint32Array, epoch: number, first: number, end: number): void {
  const { network, training, augmenter, kernels, recipe } = run
  for (let row = first; row < end; row++) {
    const digit = digits[row]!
    const [from, to] = [digit * DIGIT_PIXELS, row * DIGIT_PIXELS]
    if (augmenter) {
      const random = Random.of(recipe.seed, streams.augmentation, epoch, digit)
      augmenter.augment(training.images, from, network.input, to, random)
    } else {
      kernels.scaleBytes(training.images, from, network.input, to, DIGIT_PIXELS)
    }
    oneHot(training.labels, digit, network.target, row, 1)
  }
}

/** All digits, in an order of its own for each epoch. Every thread computes it for itself. */
function orderOf(count: number, seed: number, epoch: number): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, digit) => digit)
  Random.of(seed, streams.order, epoch).shuffle(order)
  return order
}

/** The places of a batch's digits, and their costs. */
function batchOf({ costs, training }: SharedRun, places: Uint32Array): Batch {
  let digits = 0
  let cost = 0
  for (const [row, place] of places.entries()) {
    if (training.labels[place] === NO_DIGIT) continue
    digits++
    cost += costs[row]!
  }
  return { rows: places.length, digits, cost }
}
