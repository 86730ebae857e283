/** Digits of other hands, which keep a model from forgetting them while it learns one person's. */
import { emptyDigits, selectDigits, type Digits } from '../../datasets/digits.ts'
import { loadMnist } from '../../datasets/mnist.ts'
import { Random } from '../../kernels/random.ts'
import { PlainError } from '../../plain-error.ts'
import { recipeFor } from '../recipe.ts'
import { holdBack } from '../training-data.ts'
import { lessonStreams } from './lesson-streams.ts'
import { courseFor, DRAWN_HELD_BACK, NON_DIGIT_SHARE, type Learnt, type Lesson } from './lesson.ts'

export interface OtherDigits {
  readonly practised: Digits
  /** Digits that tell whether the model got worse. Of MNIST's those that its own training held back. */
  readonly heldBack: Digits
  /** What belongs behind them, which the threads draw: synthetic digits, and what is no digit. */
  readonly toDraw: { readonly training: number; readonly nonDigits: number; readonly heldBack: number }
  /** MNIST's test digits, read once at the end; `null` where they are not at hand. */
  readonly test: Digits | null
  readonly kind: Learnt['others']
}

/**
 * Half MNIST's training digits and half synthetic ones, which are written in ways that MNIST lacks; synthetic ones alone
 * where MNIST's files are not at hand, because a lesson never waits for a download.
 */
export async function otherDigits(lesson: Lesson, signal: AbortSignal): Promise<OtherDigits> {
  const { model, digits, seed, mnistFolder, cacheFolder } = lesson
  const { others } = courseFor(model.architecture, digits.length)
  // A model that learnt not to be sure of nonsense must not forget that either.
  const nonDigits =
    recipeFor(model.metadata.options).nonDigitShare > 0 ? Math.round(others * NON_DIGIT_SHARE) : 0
  try {
    const mnist = await loadMnist({ folder: mnistFolder, cache: cacheFolder, signal, mirrors: [] })
    // What the model was trained on would not tell what it forgets: it knows those digits best.
    const { training, heldBack } = holdBack(mnist.train, model.metadata.options.seed)
    const practised = chosen(training, others / 2, seed)
    return {
      practised,
      heldBack,
      toDraw: { training: others / 2, nonDigits, heldBack: 0 },
      test: mnist.original ? mnist.test : null,
      kind: mnist.original ? 'MNIST' : 'other digits',
    }
  } catch (error) {
    if (!(error instanceof PlainError)) throw error
  }
  return {
    practised: emptyDigits(0),
    heldBack: emptyDigits(0),
    toDraw: { training: others, nonDigits, heldBack: DRAWN_HELD_BACK },
    test: null,
    kind: 'synthetic digits',
  }
}

/** As many of the digits, or all where there are no more, picked by the seed. */
function chosen(digits: Digits, count: number, seed: number): Digits {
  const places = Uint32Array.from({ length: digits.count }, (_, place) => place)
  Random.of(seed, lessonStreams.others).shuffle(places)
  return selectDigits(digits, places.subarray(0, count))
}
