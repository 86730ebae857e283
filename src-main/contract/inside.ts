/** The network seen from inside: what it is made of, and the numbers in it for one image. */
import * as v from 'valibot'
import type { InferOutput } from 'valibot'
import { DigitImage } from './drawings.ts'
import { ModelId } from './models.ts'
import { whole } from './numbers.ts'

/** The most layers and values that a network has (`network/architecture.ts`). */
const MOST_LAYERS = 64
const MOST_VALUES = 1 << 18

/** A layer, counted from 0 as in the network's architecture. */
export const LayerIndex = whole(0, MOST_LAYERS - 1)

/** One number in the network: an output of a layer. Images count row by row, channels innermost. */
export const UnitPlace = v.strictObject({ layer: LayerIndex, output: whole(0, MOST_VALUES - 1) })
export type UnitPlace = InferOutput<typeof UnitPlace>

/**
 * What every question is about: the image that the recognizer read, and the model that read it. An answer is `null`
 * where another model is in use by the time it is asked.
 */
export const InsideSubject = v.strictObject({ model: ModelId, image: DigitImage })
export type InsideSubject = InferOutput<typeof InsideSubject>

export const ForwardQuestion = v.strictObject({
  ...InsideSubject.entries,
  /** The layers whose outputs are to be told. */
  layers: v.pipe(v.array(LayerIndex), v.maxLength(MOST_LAYERS)),
})
export type ForwardQuestion = InferOutput<typeof ForwardQuestion>

/** Going forward, as far as was asked. */
export interface ForwardPass {
  /** 784 values from 0 paper to 1 ink: the network's input x. */
  readonly input: Float32Array
  /** Ten numbers: the output of the last layer. */
  readonly output: Float32Array
  /** The output of each layer that was asked for, in the question's order. */
  readonly layers: readonly { readonly layer: number; readonly output: Float32Array }[]
}

/** The size of an image between two layers; a plain row of numbers is 1 × 1 × its length. */
export interface LayerSize {
  readonly height: number
  readonly width: number
  readonly channels: number
}

export type LayerKind =
  'fully connected' | 'convolution' | 'max pool' | 'sigmoid' | 'relu' | 'softmax' | 'dropout'

export interface InsideLayer {
  readonly kind: LayerKind
  readonly input: LayerSize
  readonly output: LayerSize
  /** The shape of its weights, last dimension innermost; `null` where it learns nothing. */
  readonly weights: readonly number[] | null
  /** Sides of a filter or of a pool's window, else 1. */
  readonly window: number
  /** Rows and columns of zeros around the image. */
  readonly padding: number
}

/** What a model is made of. */
export interface InsideNetwork {
  /** The model's id. */
  readonly model: string
  /** For instance "Perceptron 784-128-10". */
  readonly network: string
  readonly cost: 'squared-error' | 'cross-entropy'
  /** What the outputs' logarithms are divided by before the bars show them. */
  readonly temperature: number
  /** Samples in a batch of its training, and the rate of its steps. */
  readonly batchSize: number
  readonly learningRate: number
  readonly input: LayerSize
  readonly layers: readonly InsideLayer[]
}
