/** What a network is made of, as plain data: this is what stands in a model file. */

/** The size of an image between two layers; a plain row of numbers is 1 × 1 × its length. */
export interface Size {
  readonly height: number
  readonly width: number
  readonly channels: number
}

export type LayerDescription =
  | { readonly kind: 'fully connected'; readonly outputs: number }
  | { readonly kind: 'sigmoid' }
  | { readonly kind: 'relu' }
  | { readonly kind: 'softmax' }
  | {
      readonly kind: 'convolution'
      readonly filters: number
      readonly kernel: number
      readonly padding: number
    }
  | { readonly kind: 'max pool'; readonly size: number }
  | { readonly kind: 'dropout'; readonly rate: number }

export interface Architecture {
  readonly input: Size
  readonly layers: readonly LayerDescription[]
}

/** Bounds that no sensible network for digits reaches, so that a damaged file cannot ask for all memory. */
const MOST_LAYERS = 64
const LONGEST_SIDE = 256
const MOST_CHANNELS = 4096
/** Numbers that a sample's input and the outputs of all layers come to. */
const MOST_VALUES = 1 << 18
const MOST_PARAMETERS = 1 << 24
/** Multiplications for one image: a fraction of a second, even without SIMD. */
const MOST_MULTIPLICATIONS = 1 << 28

/** Numbers in an image of that size. */
export function valuesIn({ height, width, channels }: Size): number {
  return height * width * channels
}

/** The size of each layer's output, in order. Throws an Error that names a layer which does not fit. */
export function outputSizes({ input, layers }: Architecture): Size[] {
  const sizes: Size[] = []
  let size = input
  for (const [index, layer] of layers.entries()) {
    size = outputSize(layer, size)
    if (size.height < 1 || size.width < 1) {
      throw new Error(`Layer ${index + 1} (${layer.kind}) is larger than the image it is given.`)
    }
    sizes.push(size)
  }
  return sizes
}

function outputSize(layer: LayerDescription, size: Size): Size {
  switch (layer.kind) {
    case 'fully connected':
      return { height: 1, width: 1, channels: layer.outputs }
    case 'convolution': {
      const smaller = layer.kernel - 1 - 2 * layer.padding
      return { height: size.height - smaller, width: size.width - smaller, channels: layer.filters }
    }
    case 'max pool':
      return {
        height: Math.floor(size.height / layer.size),
        width: Math.floor(size.width / layer.size),
        channels: size.channels,
      }
    case 'sigmoid':
    case 'relu':
    case 'softmax':
    case 'dropout':
      return size
  }
}

/**
 * One of the arrays that a network learns: "layers.0.weights", counted as in `layers`, and its dimensions.
 */
export interface ParameterShape {
  readonly name: string
  readonly shape: readonly number[]
}

/** All that the network learns, from the first layer to the last: weights, biases, weights, … */
export function parameterShapes(architecture: Architecture): ParameterShape[] {
  const shapes: ParameterShape[] = []
  let size = architecture.input
  for (const [index, output] of outputSizes(architecture).entries()) {
    const layer = architecture.layers[index]!
    const weights = weightShape(layer, size)
    if (weights) {
      const biases = layer.kind === 'convolution' ? [layer.filters] : [valuesIn(output)]
      shapes.push({ name: `layers.${index}.weights`, shape: weights })
      shapes.push({ name: `layers.${index}.biases`, shape: biases })
    }
    size = output
  }
  return shapes
}

function weightShape(layer: LayerDescription, size: Size): readonly number[] | null {
  if (layer.kind === 'fully connected') return [valuesIn(size), layer.outputs]
  if (layer.kind === 'convolution') return [layer.filters, layer.kernel, layer.kernel, size.channels]
  return null
}

/** How many numbers the network learns: weights and biases. */
export function countParameters(architecture: Architecture): number {
  return parameterShapes(architecture).reduce((count, { shape }) => count + shape.reduce((a, b) => a * b), 0)
}

/** Multiplications, each with an addition, that one sample takes going forward: those of the weighted sums. */
export function countMultiplications(architecture: Architecture): number {
  let size = architecture.input
  let count = 0
  for (const [index, output] of outputSizes(architecture).entries()) {
    const weights = weightShape(architecture.layers[index]!, size)
    // Each filter has a sum at each place; a fully connected layer has one place.
    if (weights) count += output.height * output.width * weights.reduce((a, b) => a * b)
    size = output
  }
  return count
}

/**
 * In short: "784-128-10", or "conv 5×5×16, pool 2, conv 5×5×32, pool 2, 128-10". Activations and dropout,
 * which change no size, are left out.
 */
export function describe({ input, layers }: Architecture): string {
  const parts: string[] = []
  let dense: number[] = layers.some(({ kind }) => kind === 'convolution' || kind === 'max pool')
    ? []
    : [valuesIn(input)]
  const endDense = () => {
    if (dense.length > 0) parts.push(dense.join('-'))
    dense = []
  }
  for (const layer of layers) {
    if (layer.kind === 'fully connected') dense.push(layer.outputs)
    if (layer.kind === 'convolution') {
      endDense()
      parts.push(`conv ${layer.kernel}×${layer.kernel}×${layer.filters}`)
    }
    if (layer.kind === 'max pool') {
      endDense()
      parts.push(`pool ${layer.size}`)
    }
  }
  endDense()
  return parts.join(', ')
}

/**
 * Makes sure that a value from a file is an architecture that can be built, and returns it without anything
 * else that was in it. Throws an Error that says what is wrong.
 */
export function checkArchitecture(value: unknown): Architecture {
  const { input, layers } = record(value, 'The architecture')
  if (!Array.isArray(layers)) throw new Error('The architecture has no list of layers.')
  if (layers.length < 1 || layers.length > MOST_LAYERS) {
    throw new Error(`The architecture must have 1 to ${MOST_LAYERS} layers, not ${layers.length}.`)
  }
  const size = record(input, 'The input')
  const architecture: Architecture = {
    input: {
      height: whole(size, 'height', 1, LONGEST_SIDE, 'The input'),
      width: whole(size, 'width', 1, LONGEST_SIDE, 'The input'),
      channels: whole(size, 'channels', 1, MOST_CHANNELS, 'The input'),
    },
    layers: layers.map((layer: unknown, index) => checkLayer(layer, `Layer ${index + 1}`)),
  }
  const sizes = [architecture.input, ...outputSizes(architecture)]
  const values = sizes.reduce((sum, each) => sum + valuesIn(each), 0)
  if (values > MOST_VALUES) {
    throw new Error(`The input and the layers have ${values} values together, more than ${MOST_VALUES}.`)
  }
  if (countParameters(architecture) > MOST_PARAMETERS) {
    throw new Error(`The network has more than ${MOST_PARAMETERS} weights and biases.`)
  }
  if (countMultiplications(architecture) > MOST_MULTIPLICATIONS) {
    throw new Error(`The network takes more than ${MOST_MULTIPLICATIONS} multiplications for an image.`)
  }
  return architecture
}

function checkLayer(value: unknown, where: string): LayerDescription {
  const layer = record(value, where)
  switch (layer['kind']) {
    case 'fully connected':
      return { kind: 'fully connected', outputs: whole(layer, 'outputs', 1, MOST_VALUES, where) }
    case 'sigmoid':
    case 'relu':
    case 'softmax':
      return { kind: layer['kind'] }
    case 'convolution':
      return {
        kind: 'convolution',
        filters: whole(layer, 'filters', 1, MOST_CHANNELS, where),
        kernel: whole(layer, 'kernel', 1, LONGEST_SIDE, where),
        padding: whole(layer, 'padding', 0, LONGEST_SIDE, where),
      }
    case 'max pool':
      return { kind: 'max pool', size: whole(layer, 'size', 1, LONGEST_SIDE, where) }
    case 'dropout': {
      const rate = layer['rate']
      if (typeof rate !== 'number' || !(rate >= 0 && rate < 1)) {
        throw new Error(`${where}: the dropout rate must be at least 0 and below 1.`)
      }
      return { kind: 'dropout', rate }
    }
    default:
      throw new Error(`${where} is of a kind that is not known.`)
  }
}

function record(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error(`${what} is not described by an object.`)
  }
  return Object.fromEntries(Object.entries(value))
}

function whole(
  from: Readonly<Record<string, unknown>>,
  key: string,
  least: number,
  most: number,
  where: string,
): number {
  const value = from[key]
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most) {
    throw new Error(`${where}: ${key} must be a whole number from ${least} to ${most}.`)
  }
  return value
}
