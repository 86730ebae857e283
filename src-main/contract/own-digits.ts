/** The person's own digits, and the learning of them. */
import * as v from 'valibot'
import type { InferOutput } from 'valibot'
import { Drawing, pointsIn } from './drawings.ts'
import type { ModelSummary } from './models.ts'
import { listOf, whole } from './numbers.ts'

/** The most digits of their own that a person can keep, and the most points that one of them may have. */
export const MAX_OWN_DIGITS = 2000
export const MAX_OWN_DIGIT_POINTS = 5000

/** What a drawing is said to be: 0 to 9. */
export const Label = whole(0, 9)
/** A drawing that a person gave a label, to be learnt from. */
export const OwnDigit = v.object({
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  label: Label,
  /** When it was kept, in ISO 8601. */
  at: v.pipe(v.string(), v.isoTimestamp()),
  strokes: v.pipe(
    Drawing,
    v.minLength(1, 'The pad is empty. Draw a digit first.'),
    v.check(
      (strokes) => pointsIn(strokes) <= MAX_OWN_DIGIT_POINTS,
      'This drawing has more points than a digit can have. Draw it again with fewer strokes.',
    ),
  ),
})
export type OwnDigit = InferOutput<typeof OwnDigit>

/** The digits that are meant. */
export const OwnDigitIds = v.pipe(listOf(2 * MAX_OWN_DIGITS), v.array(OwnDigit.entries.id))

/** What came of an import. */
export interface Import {
  readonly ownDigits: readonly OwnDigit[]
  /** How many are new, were kept already, and were left out because they have no label, or one that is doubted. */
  readonly added: number
  readonly known: number
  readonly leftOut: number
}

/** Where the learning of the person's own digits stands. */
export type LearningState =
  | { readonly phase: 'idle' }
  | {
      readonly phase: 'learning'
      /** What is being done, in words: "Learning". */
      readonly doing: string
      /** 0..1, or `null` where it cannot be known. */
      readonly fraction: number | null
      readonly secondsLeft: number | null
    }
  | {
      readonly phase: 'done'
      /** The person's digits that were learnt, and how many of them are read rightly, before and after. */
      readonly digits: number
      readonly rightBefore: number
      readonly rightAfter: number
      readonly seconds: number
      readonly model: ModelSummary
      readonly before: ModelSummary
    }
  | { readonly phase: 'stopped' }
  | { readonly phase: 'failed'; readonly message: string }
