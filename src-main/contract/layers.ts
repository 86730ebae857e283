/** The layers that a network is built of, and what they come to. */
import * as v from 'valibot'
import type { InferOutput } from 'valibot'
import { listOf, whole } from './numbers.ts'

/** `linear` leaves the weighted sum as it is. */
export const ACTIVATIONS = ['relu', 'sigmoid', 'linear'] as const
export const Activation = v.picklist(ACTIVATIONS)
export type Activation = InferOutput<typeof Activation>

export const LAYER_KINDS = ['fully connected', 'convolution', 'max pool', 'dropout'] as const
export type LayerKind = (typeof LAYER_KINDS)[number]

/** The least and the most of each number that a layer is chosen by. The padding is smaller than the filter, too. */
export const LAYER_BOUNDS = {
  units: [1, 2048],
  filters: [1, 256],
  kernel: [1, 15],
  padding: [0, 14],
  size: [2, 14],
  rate: [0, 0.9],
} as const
export type LayerNumber = keyof typeof LAYER_BOUNDS

function wholeOf(number: Exclude<LayerNumber, 'rate'>) {
  const [least, most] = LAYER_BOUNDS[number]
  return whole(least, most)
}
const [leastRate, mostRate] = LAYER_BOUNDS.rate

/** One layer, with its activation, as in `network/layer-choices.ts`. */
export const Layer = v.variant('kind', [
  v.strictObject({
    kind: v.literal('fully connected'),
    units: wholeOf('units'),
    activation: Activation,
  }),
  v.pipe(
    v.strictObject({
      kind: v.literal('convolution'),
      filters: wholeOf('filters'),
      /** The filter's side, in pixels. */
      kernel: wholeOf('kernel'),
      /** Rows and columns of zeros around the image. */
      padding: wholeOf('padding'),
      activation: Activation,
    }),
    v.check(({ kernel, padding }) => padding < kernel, 'The padding must be smaller than the filter.'),
  ),
  v.strictObject({ kind: v.literal('max pool'), size: wholeOf('size') }),
  v.strictObject({
    kind: v.literal('dropout'),
    /** Share of the values that are silenced in each step of the training. */
    rate: v.pipe(v.number(), v.finite(), v.minValue(leastRate), v.maxValue(mostRate)),
  }),
])
export type Layer = InferOutput<typeof Layer>

export const MOST_LAYERS = 20

/** All layers between the image of 28 × 28 and the ten outputs. */
export const Layers = v.pipe(listOf(MOST_LAYERS), v.array(Layer))
export type Layers = InferOutput<typeof Layers>

/** The size of an image between two layers; a plain row of numbers is 1 × 1 × its length. */
export interface ImageSize {
  readonly height: number
  readonly width: number
  readonly channels: number
}

/** What one layer comes to. */
export interface LayerOutline {
  /** `null` where the layer does not fit, and behind such a layer. */
  readonly output: ImageSize | null
  readonly parameters: number
  /** Multiplications, each with an addition, for one digit going forward. */
  readonly multiplications: number
  /** Why it does not fit on the image of `height` × `width` that it is given. */
  readonly problem:
    | {
        readonly kind: 'filter does not fit'
        readonly kernel: number
        readonly height: number
        readonly width: number
      }
    | {
        readonly kind: 'window does not fit'
        readonly size: number
        readonly height: number
        readonly width: number
      }
    | null
}

/** What a list of layers comes to. */
export interface NetworkOutline {
  /** One for each layer of the list, and one for the ten outputs behind them. */
  readonly layers: readonly LayerOutline[]
  /** Of the whole network; `null` where a layer does not fit. */
  readonly parameters: number | null
  readonly multiplications: number | null
  /** What is wrong with the list as a whole. */
  readonly problem:
    | { readonly kind: 'too many values'; readonly values: number; readonly most: number }
    | { readonly kind: 'too many parameters'; readonly parameters: number; readonly most: number }
    | null
}

/** About how long a run would take on this machine, as far as it was tried. */
export interface TimeEstimate {
  readonly secondsPerEpoch: number
  /** All epochs, without the download and the drawing of digits before. */
  readonly seconds: number
}
