/** A network as people put it together: a list of layers, each with its activation, from the image to the ten digits. */
import {
  countMultiplications,
  countParameters,
  outputSizes,
  valuesIn,
  type Architecture,
  type LayerDescription,
  type Size,
} from './architecture.ts'

/** `linear` leaves the net output as it is. */
export type ActivationName = 'relu' | 'sigmoid' | 'linear'

export type LayerChoice =
  | {
      readonly kind: 'fully connected'
      readonly units: number
      readonly activation: ActivationName
    }
  | {
      readonly kind: 'convolution'
      readonly filters: number
      readonly kernel: number
      readonly padding: number
      readonly activation: ActivationName
    }
  | { readonly kind: 'max pool'; readonly size: number }
  | { readonly kind: 'dropout'; readonly rate: number }

/** What the ten outputs are bent by. */
export type OutputActivation = 'sigmoid' | 'softmax'

export const IMAGE: Size = { height: 28, width: 28, channels: 1 }
const DIGITS = 10

/**
 * Bounds that keep a run's memory sane: numbers that the layers give out for one digit, of which a batch holds up to
 * a thousand, and weights, of which training keeps six copies.
 */
export const MOST_VALUES = 1 << 16
export const MOST_PARAMETERS = 1 << 22

/** What is wrong with one layer of a list. `height` and `width` are those of the image that it is given. */
export type LayerProblem =
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

/** What is wrong with a list as a whole. */
export type NetworkProblem =
  | { readonly kind: 'too many values'; readonly values: number; readonly most: number }
  | { readonly kind: 'too many parameters'; readonly parameters: number; readonly most: number }

/** What one layer of a list comes to. */
export interface LayerOutline {
  /** `null` where it does not fit, and behind such a layer. */
  readonly output: Size | null
  readonly parameters: number
  /** Multiplications, each with an addition, for one digit going forward. */
  readonly multiplications: number
  readonly problem: LayerProblem | null
}

export interface NetworkOutline {
  /** One for each layer of the list, and one for the ten outputs behind them. */
  readonly layers: readonly LayerOutline[]
  /** Of the whole network; `null` where a layer does not fit. */
  readonly parameters: number | null
  readonly multiplications: number | null
  readonly problem: NetworkProblem | null
}

/**
 * The layers that are computed. An activation behind a convolution is computed after the max pooling that follows: both
 * keep the order of numbers, so the result is the same, and there are fewer of them.
 */
export function architectureOf(choices: readonly LayerChoice[], output: OutputActivation): Architecture {
  const layers: LayerDescription[] = []
  for (const [index, choice] of choices.entries()) {
    if (choice.kind === 'max pool' && choices[index - 1]?.kind === 'convolution') continue
    layers.push(descriptionOf(choice))
    const next = choices[index + 1]
    if (choice.kind === 'convolution' && next?.kind === 'max pool') layers.push(next)
    layers.push(...activationOf(choice))
  }
  return { input: IMAGE, layers: [...layers, { kind: 'fully connected', outputs: DIGITS }, { kind: output }] }
}

function descriptionOf(choice: LayerChoice): LayerDescription {
  switch (choice.kind) {
    case 'fully connected':
      return { kind: 'fully connected', outputs: choice.units }
    case 'convolution': {
      const { kind, filters, kernel, padding } = choice
      return { kind, filters, kernel, padding }
    }
    case 'max pool':
      return { kind: 'max pool', size: choice.size }
    case 'dropout':
      return { kind: 'dropout', rate: choice.rate }
  }
}

function activationOf(choice: LayerChoice): LayerDescription[] {
  if (!('activation' in choice) || choice.activation === 'linear') return []
  return [{ kind: choice.activation }]
}

/** The size, the weights and the work of each layer, and whatever makes the network impossible. */
export function outlineOf(choices: readonly LayerChoice[]): NetworkOutline {
  const descriptions: LayerDescription[] = [
    ...choices.map(descriptionOf),
    { kind: 'fully connected', outputs: DIGITS },
  ]
  let size: Size | null = IMAGE
  const layers: LayerOutline[] = []
  for (const description of descriptions) {
    const outline: LayerOutline = size === null ? NOTHING : outlineOfLayer(description, size)
    layers.push(outline)
    size = outline.output
  }
  if (size === null) return { layers, parameters: null, multiplications: null, problem: null }
  const sum = (of: (layer: LayerOutline) => number) => layers.reduce((total, layer) => total + of(layer), 0)
  const parameters = sum((layer) => layer.parameters)
  const multiplications = sum((layer) => layer.multiplications)
  const values = sum(({ output }) => (output === null ? 0 : valuesIn(output)))
  return { layers, parameters, multiplications, problem: problemOf(values, parameters) }
}

const NOTHING: LayerOutline = { output: null, parameters: 0, multiplications: 0, problem: null }

function outlineOfLayer(layer: LayerDescription, input: Size): LayerOutline {
  const problem = fittingProblem(layer, input)
  if (problem !== null) return { ...NOTHING, problem }
  const alone = { input, layers: [layer] }
  return {
    output: outputSizes(alone)[0]!,
    parameters: countParameters(alone),
    multiplications: countMultiplications(alone),
    problem: null,
  }
}

function fittingProblem(layer: LayerDescription, { height, width }: Size): LayerProblem | null {
  const side = Math.min(height, width)
  if (layer.kind === 'convolution' && layer.kernel > side + 2 * layer.padding) {
    return { kind: 'filter does not fit', kernel: layer.kernel, height, width }
  }
  if (layer.kind === 'max pool' && layer.size > side) {
    return { kind: 'window does not fit', size: layer.size, height, width }
  }
  return null
}

function problemOf(values: number, parameters: number): NetworkProblem | null {
  if (values > MOST_VALUES) return { kind: 'too many values', values, most: MOST_VALUES }
  if (parameters > MOST_PARAMETERS) return { kind: 'too many parameters', parameters, most: MOST_PARAMETERS }
  return null
}
