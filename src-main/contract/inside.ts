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

/** How many maps of an image a glimpse has. */
export const GLIMPSE_MAPS = 6

export const ForwardQuestion = v.strictObject({
  ...InsideSubject.entries,
  /** The layers whose outputs are to be told. */
  layers: v.pipe(v.array(LayerIndex), v.maxLength(MOST_LAYERS)),
  /** The layers of which a glimpse is enough: the first maps of an image, or all of a plain row. */
  glimpses: v.pipe(v.array(LayerIndex), v.maxLength(MOST_LAYERS)),
  /** Whether the numbers are to be read. Else those of large layers are rounded, as is enough for a picture. */
  exact: v.boolean(),
  /** The unit whose sum is to be written out. */
  unit: v.nullable(UnitPlace),
})
export type ForwardQuestion = InferOutput<typeof ForwardQuestion>

/** The step that stands for 0. */
export const MIDDLE_STEP = 128

/**
 * What comes out of a layer: the numbers, or each rounded to one of 255 steps from −limit (1) over 0 (128) to limit (255). These
 * are a quarter to send, many times a second.
 */
export type LayerOutput =
  | { readonly layer: number; readonly output: Float32Array }
  | { readonly layer: number; readonly steps: Uint8Array; readonly limit: number }

/** Going forward, as far as was asked. */
export interface ForwardPass {
  /** 784 values from 0 paper to 1 ink: the network's input x. */
  readonly input: Float32Array
  /** Ten numbers: the output of the last layer. */
  readonly output: Float32Array
  /** The output of each layer that was asked for, in the question's order. */
  readonly layers: readonly LayerOutput[]
  /** The first maps of each layer that was glimpsed at, as an image of so many channels. */
  readonly glimpses: readonly { readonly layer: number; readonly output: Float32Array }[]
  /** The unit that was asked for; `null` where none was. */
  readonly unit: UnitDetail | null
}

/** How one unit comes to its value. */
export interface UnitDetail {
  /** Its weighted sum; `null` where there is no layer with weights before it. */
  readonly sum: UnitSum | null
  /** What becomes of its net output, layer by layer, up to the next layer with weights. */
  readonly after: readonly UnitStep[]
}

/**
 * net = Σ wᵢxᵢ + b (paper, equation 1), term by term: all inputs of the layer in their order, or the neighbourhood under a
 * filter, row by row, channels innermost.
 */
export interface UnitSum {
  readonly unit: UnitPlace
  readonly inputs: Float32Array
  readonly weights: Float32Array
  readonly products: Float32Array
  /** The places of the largest products by size, the largest first. */
  readonly largest: readonly number[]
  /** The sum of all other products. */
  readonly rest: number
  readonly bias: number
  /** As the network has it. */
  readonly net: number
}

export type UnitStep =
  | {
      readonly kind: 'sigmoid' | 'relu' | 'softmax'
      readonly unit: UnitPlace
      readonly net: number
      readonly output: number
      /** The function: outputs at the net outputs `x`; of softmax, while all other net outputs stay as they are. */
      readonly curve: { readonly x: Float32Array; readonly y: Float32Array }
    }
  | {
      readonly kind: 'max pool'
      readonly unit: UnitPlace
      /** The values of its window, row by row. */
      readonly window: readonly number[]
      readonly output: number
      /** Whether the unit is the largest of its window; if not, it is not heard of any more. */
      readonly won: boolean
    }

/** Asks for the weights of a layer's first units, or filters. */
export const WeightsQuestion = v.strictObject({ model: ModelId, layer: LayerIndex, units: whole(1, 1024) })
export type WeightsQuestion = InferOutput<typeof WeightsQuestion>

export interface LayerWeights {
  /** How many units are told of. */
  readonly units: number
  /** units × terms: each unit's weights in the order of its inputs. */
  readonly weights: Float32Array
  readonly biases: Float32Array
}

/** The size of an image between two layers; a plain row of numbers is 1 × 1 × its length. */
export interface LayerSize {
  readonly height: number
  readonly width: number
  readonly channels: number
}

export type InsideLayerKind =
  'fully connected' | 'convolution' | 'max pool' | 'sigmoid' | 'relu' | 'softmax' | 'dropout'

export interface InsideLayer {
  readonly kind: InsideLayerKind
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
