/** Going backward: the cost of one drawing, its derivatives, a few steps downhill, and what the pixels say for an answer. */
import * as v from 'valibot'
import type { InferOutput } from 'valibot'
import type { Probabilities } from './drawings.ts'
import { InsideSubject, LayerIndex } from './inside.ts'
import { whole } from './numbers.ts'
import { Label } from './own-digits.ts'

/** The most weights that a layer has (`network/architecture.ts`). */
const MOST_WEIGHTS = 1 << 24
/** The most steps that the copy of a model takes. */
export const MOST_STEPS = 100
/** The bounds of the rate η of these steps. */
export const LEAST_RATE = 1e-6
export const MOST_RATE = 10

export const BackwardQuestion = v.strictObject({
  ...InsideSubject.entries,
  /** The digit that the output is compared with. */
  truth: Label,
  /** η, or `null` for one that suits the network. */
  rate: v.nullable(v.pipe(v.number(), v.minValue(LEAST_RATE), v.maxValue(MOST_RATE))),
  /** How many steps of gradient descent a copy of the model takes on this one image first. */
  steps: whole(0, MOST_STEPS),
  /** A layer that learns, whose gradient is to be told. */
  layer: LayerIndex,
  /** One of its weights, to be written out; `null` for the one with the largest gradient. */
  weight: v.nullable(whole(0, MOST_WEIGHTS - 1)),
})
export type BackwardQuestion = InferOutput<typeof BackwardQuestion>

/** Going backward from the cost C of one image, after so many steps. */
export interface BackwardPass {
  /** η */
  readonly rate: number
  /** Before the first step: the model in use. */
  readonly before: CostReading
  /** After the last step: the copy. All that follows is of the copy. */
  readonly after: CostReading
  /** 784 numbers: ∂C/∂input. */
  readonly inputDerivative: Float32Array
  /** For each layer of the network, ∂C/∂output: what it is handed. */
  readonly outputDerivatives: readonly Float32Array[]
  /** `null` where that layer does not learn, or has no such weight. */
  readonly gradient: LayerGradient | null
}

export interface CostReading {
  /** C. */
  readonly cost: number
  /** The network's ten outputs, which the cost is computed of. */
  readonly outputs: readonly number[]
  /** The same as the bars show them. */
  readonly probabilities: Probabilities
}

/** ∂C/∂W and ∂C/∂b of one layer, in the order of its weights and biases. */
export interface LayerGradient {
  readonly layer: number
  readonly weights: Float32Array
  readonly biases: Float32Array
  readonly weight: WeightGradient
}

/** One weight, and where its gradient comes from. */
export interface WeightGradient {
  readonly index: number
  readonly value: number
  /** ∂C/∂w: the sum of the products of all terms. */
  readonly gradient: number
  /** How many terms there are: 1, or for a filter one for each place that it was laid on. */
  readonly places: number
  /** Those of the largest products, the largest first. */
  readonly terms: readonly GradientTerm[]
}

export interface GradientTerm {
  /** What the weight was multiplied by. */
  readonly input: number
  /** ∂C/∂net of the sum that it went into. */
  readonly netDerivative: number
  readonly product: number
}

export const WhyQuestion = v.pipe(
  v.strictObject({
    ...InsideSubject.entries,
    /** Why this digit … */
    digit: Label,
    /** … and not this one; `null` asks for what speaks for the digit alone. */
    instead: v.nullable(Label),
  }),
  v.check(({ digit, instead }) => digit !== instead, 'A digit is not compared with itself.'),
)
export type WhyQuestion = InferOutput<typeof WhyQuestion>

/**
 * What each pixel says for a digit: the quantity f that is explained is the digit's net output, or how far that lies above the
 * other digit's.
 */
export interface Why {
  /** f of the drawing. */
  readonly netOutput: number
  /** f of empty paper: where the network stands before it sees ink. */
  readonly emptyPaper: number
  /** 784 numbers, which sum to `netOutput` less `emptyPaper`: above 0 where ink speaks for the digit. */
  readonly contributions: Float32Array
  /** The sums of those above 0, and of those below. */
  readonly speaksFor: number
  readonly speaksAgainst: number
  /** 784 numbers: by how much f would rise if this pixel were filled with ink, going by its derivative at the drawing. */
  readonly moreInk: Float32Array
}
