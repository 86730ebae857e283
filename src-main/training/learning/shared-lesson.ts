/**
 * What the threads of a lesson share, laid out in one block of memory. Each thread builds this for itself; because all
 * allocate the same in the same order, all get the same arrays.
 */
import { DIGIT_PIXELS, type Digits } from '../../datasets/digits.ts'
import { AUGMENTER_BYTES, Augmenter } from '../../images/augmentation.ts'
import { createBlock, createKernels, type Block, type KernelModules } from '../../kernels/engine.ts'
import type { Kernels } from '../../kernels/kernels.ts'
import { createCost } from '../../network/costs.ts'
import { Network, trainingBytes } from '../../network/network.ts'
import { Adam } from '../../network/optimizers.ts'
import { Barrier } from '../barrier.ts'
import type { ToBeDrawn } from '../drawing.ts'
import { augmentationFor } from '../recipe.ts'
import { courseFor, type Course, type Lesson } from './lesson.ts'

/** How many digits one thread judges at a time. */
const JUDGED_AT_ONCE = 64
const CLASSES = 10
/** Bytes for the few integers and for the gaps between arrays. */
const SLACK = 1 << 16

/** How many digits of each kind lie in the block. */
export interface LessonCounts {
  readonly own: number
  readonly practised: number
  readonly heldBack: number
  readonly test: number
  /** Of those practised with and held back, the last of each, which the threads are yet to draw. */
  readonly toDraw: ToBeDrawn['toDraw']
}

/** All that the threads need besides the lesson: sent by thread 0 to the others when the digits lie in the block. */
export interface LessonPlan {
  readonly block: Block
  readonly counts: LessonCounts
}

export class SharedLesson {
  readonly lesson: Lesson
  readonly course: Course
  /** Where the synthetic digits come from. */
  readonly recipe: { readonly seed: number }
  readonly toDraw: LessonCounts['toDraw']
  readonly rank: number
  readonly threads: number
  readonly kernels: Kernels
  readonly barrier: Barrier
  /** One integer, written by thread 0 between two barriers: not 0 when all shall leave, or have come to an end. */
  readonly leave: Int32Array

  /** The person's digits as they were drawn. */
  readonly own: Digits
  /** Those of others that are practised with. */
  readonly training: Digits
  readonly heldBack: Digits
  readonly test: Digits

  /** This thread's own; `null` where the model was trained on digits as they are. */
  readonly augmenter: Augmenter | null

  /** The network that learns; its capacity is a batch. */
  readonly network: Network
  readonly optimizer: Adam
  /** The network that reads: with the old weights until all steps are taken, then with what is tried. */
  readonly judge: Network
  /** Ten outputs for each digit that was read last. */
  readonly outputs: Float32Array

  constructor(lesson: Lesson, { block, counts }: LessonPlan, modules: KernelModules, rank: number) {
    const kernels = createKernels(modules, block, rank)
    const { memory } = kernels
    const { architecture, parameters } = lesson.model
    this.lesson = lesson
    this.course = courseFor(architecture, lesson.digits.length)
    this.recipe = lesson
    this.toDraw = counts.toDraw
    this.rank = rank
    this.threads = block.threads
    this.kernels = kernels
    this.barrier = new Barrier(memory.integers(2), block.threads)
    this.leave = memory.integers(1)

    const digits = (count: number): Digits => ({
      count,
      images: memory.bytes(count * DIGIT_PIXELS),
      labels: memory.bytes(count),
    })
    this.own = digits(counts.own)
    this.training = digits(counts.practised)
    this.heldBack = digits(counts.heldBack)
    this.test = digits(counts.test)

    const augmentation = augmentationFor(lesson.model.metadata.options)
    // One for each thread, because each thread has to ask for the same memory.
    const augmenters = Array.from(
      { length: block.threads },
      () => augmentation && new Augmenter(kernels, augmentation),
    )
    this.augmenter = augmenters[rank] ?? null

    const { ownRows, otherRows, cost } = this.course
    const capacity = ownRows + otherRows
    this.network = new Network(architecture, kernels, { capacity, cost: createCost(cost) })
    this.optimizer = new Adam(this.network.parameters, kernels)
    this.judge = new Network(architecture, kernels, { capacity: block.threads * JUDGED_AT_ONCE })
    this.outputs = memory.floats(mostJudged(counts) * CLASSES)
    if (rank === 0) {
      for (const [index, values] of parameters.entries()) {
        this.network.parameters[index]!.values.set(values)
        this.judge.parameters[index]!.values.set(values)
      }
    }
  }

  /** The rows of the judging network that are this thread's. */
  get judgingRows(): readonly [first: number, end: number] {
    return [this.rank * JUDGED_AT_ONCE, (this.rank + 1) * JUDGED_AT_ONCE]
  }
}

/** A block that is large enough for a lesson. */
export function blockForLesson(
  { model, threads }: Lesson,
  counts: LessonCounts,
  modules: KernelModules,
): Block {
  const { ownRows, otherRows } = courseFor(model.architecture, counts.own)
  const digits = counts.own + counts.practised + counts.heldBack + counts.test
  const bytes =
    digits * (DIGIT_PIXELS + 1) +
    trainingBytes(model.architecture, ownRows + otherRows) +
    trainingBytes(model.architecture, threads * JUDGED_AT_ONCE) +
    4 * CLASSES * mostJudged(counts) +
    AUGMENTER_BYTES * threads +
    SLACK
  return createBlock(modules, bytes, threads)
}

function mostJudged({ own, heldBack, test }: LessonCounts): number {
  return Math.max(own, heldBack, test)
}
