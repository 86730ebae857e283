/**
 * The lesson itself. All threads go through this program at the same time, each with its own share of the work, and meet at
 * barriers, as in the training loop (`../loop.ts`). No number depends on how the work is shared out.
 */
import { digitImage, DIGIT_PIXELS, type Digits } from '../../datasets/digits.ts'
import { rotateImage } from '../../images/augmentation.ts'
import { smoothImage } from '../../images/smoothing.ts'
import { varyInk } from '../../images/ink-variation.ts'
import { imageOfInk, MNIST_LIKE } from '../../images/strokes.ts'
import { Random } from '../../kernels/random.ts'
import { elements } from '../../network/optimizers.ts'
import { scalePixels } from '../../network/pixels.ts'
import { learningRateAt } from '../../network/schedule.ts'
import { share } from '../../network/share.ts'
import { judge } from '../judging.ts'
import { lessonStreams } from './lesson-streams.ts'
import { PEN_VARIATION, SHARES, VARIATION } from './lesson.ts'
import type { SharedLesson } from './shared-lesson.ts'

const CLASSES = 10

/** What thread 0 does besides its share. The others are given none. */
export interface LessonFollower {
  /** Called when the outputs of the old model for the person's digits, then for those held back, lie in `outputs`. */
  before(digits: Digits): void
  /**
   * Called after each step, from 0.
   *
   * @returns whether the lesson goes on
   */
  stepDone(step: number): boolean
  /**
   * Called when the outputs of weights that are tried lie in `outputs`: for the digits held back, then for the person's.
   *
   * @returns whether these are read well enough
   */
  willDo(digits: Digits): boolean
  /** Called when the outputs of the result for MNIST's test digits lie in `outputs`. */
  after(digits: Digits): void
}

/** @returns false where the lesson was stopped, or no weights would do; else the judging network holds the result */
export function learn(lesson: SharedLesson, follower: LessonFollower | null): boolean {
  const { barrier, own, heldBack, test } = lesson
  // All digits are drawn when all threads have come here.
  barrier.wait()
  turnHeldBack(lesson)
  for (const digits of [own, heldBack]) {
    readDigits(lesson, digits)
    follower?.before(digits)
  }
  if (!practise(lesson, follower)) return false

  for (const way of SHARES) {
    putWeights(lesson, way)
    if (!willDo(lesson, heldBack, follower) || !willDo(lesson, own, follower)) continue
    readDigits(lesson, test)
    follower?.after(test)
    return true
  }
  return false
}

/** Whether the weights that are tried read digits well enough: thread 0 decides for all. */
function willDo(lesson: SharedLesson, digits: Digits, follower: LessonFollower | null): boolean {
  const { leave, barrier } = lesson
  readDigits(lesson, digits)
  if (follower) leave[0] = follower.willDo(digits) ? 0 : 1
  barrier.wait()
  return leave[0] === 0
}

/** What was trained on turned digits must not forget those. */
function turnHeldBack({ lesson, heldBack, rank, threads }: SharedLesson): void {
  const { rotation } = lesson.model.metadata.options
  if (rotation === null) return
  const [first, end] = share(heldBack.count, rank, threads)
  for (let index = first; index < end; index++) {
    const random = Random.of(lesson.seed, lessonStreams.turn, index)
    const image = digitImage(heldBack, index)
    image.set(rotateImage(image, random.between(rotation.from, rotation.to)))
  }
}

/** Takes all steps, or as many as the follower wants. */
function practise(lesson: SharedLesson, follower: LessonFollower | null): boolean {
  const { network, optimizer, course, rank, threads, barrier, leave } = lesson
  const { steps, learningRate } = course
  const rows = network.capacity
  const [first, end] = share(rows, rank, threads)
  const ownOrder = new Order(lesson.own.count, lesson.lesson.seed, lessonStreams.ownOrder)
  const othersOrder = new Order(lesson.training.count, lesson.lesson.seed, lessonStreams.othersOrder)
  for (let step = 0; step < steps; step++) {
    for (let row = first; row < end; row++) fillRow(lesson, step, row, ownOrder, othersOrder)
    teach(lesson, Math.max(first, course.ownRows), end)
    // Without dropout: what it silences would look like a change of mind.
    network.forward(first, end)
    network.backward(first, end, rows)
    barrier.wait()
    network.gradient(rows, rank, threads)
    optimizer.step(learningRateAt('cosine', learningRate, step, steps), rank, threads)
    if (follower) leave[0] = follower.stepDone(step) ? 0 : 1
    barrier.wait()
    if (leave[0] !== 0) return false
  }
  return true
}

/** The person's digits stand in the first rows of a batch, those of others behind them. */
function fillRow(lesson: SharedLesson, step: number, row: number, ownOrder: Order, othersOrder: Order): void {
  const { network, course, own } = lesson
  if (row < course.ownRows) {
    const view = step * course.ownRows + row
    const digit = ownOrder.at(view)
    putImage(lesson, row, viewOf(lesson, digit, view))
    const target = network.target.subarray(row * CLASSES, (row + 1) * CLASSES)
    target.fill(0)
    target[own.labels[digit]!] = 1
  } else {
    const view = step * course.otherRows + row - course.ownRows
    putOther(lesson, row, othersOrder.at(view), view)
  }
}

/** Makes what the old model, which the judging network holds until the last step, says of these rows their target. */
function teach({ network, judge: old, judgingRows }: SharedLesson, first: number, end: number): void {
  if (end <= first) return
  const { input, target, inputSize } = network
  const [row] = judgingRows
  old.input.set(input.subarray(first * inputSize, end * inputSize), row * inputSize)
  old.forward(row, row + end - first)
  target.set(old.output.subarray(row * CLASSES, (row + end - first) * CLASSES), first * CLASSES)
}

/** Puts a digit of another hand into a row of the batch, changed as such digits were when the model was trained. */
function putOther(lesson: SharedLesson, row: number, digit: number, view: number): void {
  const { network, training, augmenter } = lesson
  if (augmenter) {
    const random = Random.of(lesson.lesson.seed, lessonStreams.augmentation, view)
    augmenter.augment(training.images, digit * DIGIT_PIXELS, network.input, row * DIGIT_PIXELS, random)
  } else putImage(lesson, row, digitImage(training, digit))
}

/** Puts an image into a row of the batch, as the model will see such images. */
function putImage({ network, lesson: { model } }: SharedLesson, row: number, image: Uint8Array): void {
  const seen = smoothImage(image, model.metadata.smoothing)
  scalePixels(seen, 0, network.input, row * DIGIT_PIXELS, DIGIT_PIXELS)
}

/** The image of one of the person's digits, drawn as it might have been drawn another time. */
function viewOf({ lesson: { digits, seed } }: SharedLesson, digit: number, view: number): Uint8Array {
  const random = Random.of(seed, lessonStreams.variation, view)
  const { strokes, label } = digits[digit]!
  const mates = digits.filter((other, index) => other.label === label && index !== digit)
  const mate = mates.length === 0 ? null : mates[random.integer(mates.length)]!.strokes
  const ink = varyInk(strokes, mate, VARIATION, random)
  const width = MNIST_LIKE.pen.width * (1 + random.between(-PEN_VARIATION, PEN_VARIATION))
  return imageOfInk(ink, { ...MNIST_LIKE, pen: { ...MNIST_LIKE.pen, width } }) ?? new Uint8Array(DIGIT_PIXELS)
}

/** Numbers from 0 to count − 1 over and over, in another order each time. */
class Order {
  readonly #count: number
  readonly #seed: number
  readonly #stream: number
  #round = -1
  readonly #places: Uint32Array

  constructor(count: number, seed: number, stream: number) {
    this.#count = count
    this.#seed = seed
    this.#stream = stream
    this.#places = new Uint32Array(count)
  }

  at(index: number): number {
    const round = Math.floor(index / this.#count)
    if (round !== this.#round) {
      this.#round = round
      for (let place = 0; place < this.#count; place++) this.#places[place] = place
      Random.of(this.#seed, this.#stream, round).shuffle(this.#places)
    }
    return this.#places[index % this.#count]!
  }
}

/** Puts weights that lie a share of the way from the old to the new ones into the judging network. */
function putWeights({ network, judge, lesson, rank, threads }: SharedLesson, way: number): void {
  for (const [index, parameter] of network.parameters.entries()) {
    const old = lesson.model.parameters[index]!
    const target = judge.parameters[index]!.values
    const [first, end] = elements(parameter, rank, threads)
    for (let i = first; i < end; i++) target[i] = old[i]! + way * (parameter.values[i]! - old[i]!)
  }
}

/** Computes the judging network's outputs for digits; they lie in `outputs` when this returns. */
function readDigits(
  { judge: network, lesson, kernels, rank, threads, judgingRows, barrier, outputs }: SharedLesson,
  digits: Digits,
): void {
  barrier.wait()
  const { smoothing } = lesson.model.metadata
  judge(network, kernels, digits.images, outputs, share(digits.count, rank, threads), judgingRows, smoothing)
  barrier.wait()
}
