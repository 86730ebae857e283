/**
 * What the threads of a run share, laid out in one block of memory. Each thread builds this for itself; because
 * all allocate the same in the same order, all get the same arrays.
 */
import { DIGIT_PIXELS, type Digits } from '../datasets/digits.ts'
import { AUGMENTER_BYTES, Augmenter } from '../images/augmentation.ts'
import { createBlock, createKernels, type Block, type KernelModules } from '../kernels/engine.ts'
import type { Kernels } from '../kernels/kernels.ts'
import { createCost } from '../network/costs.ts'
import { Network, trainingBytes } from '../network/network.ts'
import { createOptimizer, type Optimizer } from '../network/optimizers.ts'
import { WeightAverage } from '../network/weight-average.ts'
import { Barrier } from './barrier.ts'
import type { Recipe } from './recipe.ts'
import type { DigitCounts, Plan } from './threads.ts'

/** How many digits one thread judges at a time. */
const JUDGED_AT_ONCE = 64
const CLASSES = 10
/** Bytes for the few integers and for the gaps between arrays. */
const SLACK = 1 << 16
const NONE = { training: 0, nonDigits: 0, heldBack: 0 }

export class SharedRun {
  readonly recipe: Recipe
  /** Batches that were done before: by a run that was interrupted and that this one goes on with. */
  readonly stepsDone: number
  /** What is yet to be drawn. */
  readonly toDraw: NonNullable<Plan['toDraw']>
  readonly rank: number
  readonly threads: number
  /** "relaxed SIMD, 2 threads". */
  readonly engine: string
  readonly kernels: Kernels
  readonly barrier: Barrier
  /** One integer, written by thread 0 between two barriers: not 0 when all shall leave the loop. */
  readonly leave: Int32Array
  /** Two integers, written by thread 0 likewise: the first and the end of the held-back digits to be read now, or 0 and 0. */
  readonly look: Int32Array

  readonly training: Digits
  readonly heldBack: Digits
  readonly test: Digits
  /** What changes this thread's digits; `null` where they are taken as they are. */
  readonly augmenter: Augmenter | null
  /** Drawings that are no digit, not trained on: with the digits held back they say when an answer is sure. */
  readonly nonDigits: Digits

  /** The network that is trained; its capacity is a batch. */
  readonly network: Network
  readonly optimizer: Optimizer
  readonly average: WeightAverage | null
  /** The cost of each row of the batch. */
  readonly costs: Float32Array

  /** The network that is judged and kept: it holds the average of the weights, or a copy of them. */
  readonly judge: Network
  /** Ten outputs for each digit that is judged. */
  readonly outputs: Float32Array

  constructor(
    { recipe, block, counts, toDraw = NONE, stepsDone = 0 }: Plan,
    modules: KernelModules,
    rank: number,
  ) {
    const kernels = createKernels(modules, block, rank)
    const { memory } = kernels
    const { threads } = block
    this.recipe = recipe
    this.stepsDone = stepsDone
    this.toDraw = toDraw
    this.rank = rank
    this.threads = threads
    this.kernels = kernels
    this.engine = `${kernels.name}, ${threads} ${threads === 1 ? 'thread' : 'threads'}`
    this.barrier = new Barrier(memory.integers(2), threads)
    this.leave = memory.integers(1)
    this.look = memory.integers(2)

    const digits = (count: number): Digits => ({
      count,
      images: memory.bytes(count * DIGIT_PIXELS),
      labels: memory.bytes(count),
    })
    this.training = digits(counts.training)
    this.heldBack = digits(counts.heldBack)
    this.test = digits(counts.test)
    this.nonDigits = digits(counts.nonDigits ?? 0)

    const { architecture, batchSize, averageDecay, augmentation } = recipe
    // One for each thread, because each thread has to ask for the same memory.
    const augmenters = Array.from(
      { length: threads },
      () => augmentation && new Augmenter(kernels, augmentation),
    )
    this.augmenter = augmenters[rank] ?? null

    this.network = new Network(architecture, kernels, { capacity: batchSize, cost: createCost(recipe.cost) })
    const { parameters } = this.network
    this.optimizer = createOptimizer(recipe.optimizer, parameters, kernels)
    this.average = averageDecay === null ? null : new WeightAverage(parameters, kernels, averageDecay)
    this.optimizer.resumeAfter(stepsDone)
    this.average?.resumeAfter(stepsDone)
    this.costs = memory.floats(batchSize)

    this.judge = new Network(architecture, kernels, { capacity: threads * JUDGED_AT_ONCE })
    this.outputs = memory.floats(mostJudged(counts) * CLASSES)
  }

  /** Every number that the rest of the run depends on: weights, what the optimizer remembers, the average of the weights. */
  get state(): readonly Float32Array[] {
    const weights = this.network.parameters.map(({ values }) => values)
    return [...weights, ...this.optimizer.state, ...(this.average?.values ?? [])]
  }

  /** The rows of the judging network that are this thread's. */
  get judgingRows(): readonly [first: number, end: number] {
    return [this.rank * JUDGED_AT_ONCE, (this.rank + 1) * JUDGED_AT_ONCE]
  }
}

/** A block that is large enough for a run. */
export function blockFor(
  recipe: Recipe,
  counts: DigitCounts,
  threads: number,
  modules: KernelModules,
): Block {
  return createBlock(modules, blockBytes(recipe, counts, threads), threads)
}

/** How many outputs are kept at a time. */
function mostJudged({ heldBack, test, nonDigits = 0 }: DigitCounts): number {
  return Math.max(heldBack, test, nonDigits)
}

function blockBytes({ architecture, batchSize }: Recipe, counts: DigitCounts, threads: number): number {
  const images = counts.training + counts.heldBack + counts.test + (counts.nonDigits ?? 0)
  return (
    images * (DIGIT_PIXELS + 1) +
    trainingBytes(architecture, batchSize) +
    trainingBytes(architecture, threads * JUDGED_AT_ONCE) +
    4 * CLASSES * mostJudged(counts) +
    4 * batchSize +
    AUGMENTER_BYTES * threads +
    SLACK
  )
}
