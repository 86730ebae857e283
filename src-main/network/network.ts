/**
 * The network: layers in a row, from an image to ten numbers.
 *
 * Everything it holds lies in the memory of its kernels. Threads that build the same network over the same
 * memory hold the same matrices, and train it together by each taking its share:
 *
 * 1. forwardTraining and backward for its rows of the batch;
 * 2. when all are done: gradient, and the optimizer's step, for its part of the weights;
 * 3. when all are done: the next batch.
 */
import type { ConvolutionShape, Kernels } from '../kernels/kernels.ts'
import { Random } from '../kernels/random.ts'
import {
  countParameters,
  outputSizes,
  valuesIn,
  type Architecture,
  type LayerDescription,
  type Size,
} from './architecture.ts'
import { Convolution } from './convolution.ts'
import type { Cost } from './costs.ts'
import { Dropout } from './dropout.ts'
import { FullyConnected } from './fully-connected.ts'
import { fillEvenly, glorotLimit, heLimit } from './initialisation.ts'
import {
  ActivationLayer,
  WeightedLayer,
  type Ground,
  type Layer,
  type Parameter,
  type Source,
} from './layer.ts'
import { MaxPool } from './max-pool.ts'
import { ReLU } from './relu.ts'
import { Sigmoid } from './sigmoid.ts'
import { Softmax } from './softmax.ts'

export interface NetworkOptions {
  /** The most samples that are computed at once. */
  readonly capacity: number
  /**
   * What training makes small. Without a cost the network can be used, not trained, and takes less memory.
   */
  readonly cost?: Cost
}

export class Network {
  readonly architecture: Architecture
  readonly capacity: number
  readonly inputSize: number
  readonly outputSize: number
  readonly layers: readonly Layer[]
  /** All that is learnt, from the first layer to the last: weights, biases, weights, biases, … */
  readonly parameters: readonly Parameter[]

  /** capacity × inputSize: to be filled before going forward. */
  readonly input: Float32Array
  /** capacity × inputSize: ∂C/∂input, computed only where backward is asked to go as far as the input. */
  readonly inputDerivative: Float32Array
  /** capacity × outputSize: the result of going forward. */
  readonly output: Float32Array
  /** capacity × outputSize: what the output should be, to be filled before going backward. */
  readonly target: Float32Array

  /** Those of the layers that learn. */
  readonly #weighted: readonly WeightedLayer[]
  readonly #cost: Cost | null

  constructor(architecture: Architecture, kernels: Kernels, { capacity, cost }: NetworkOptions) {
    const training = cost !== undefined
    const ground: Ground = { kernels, capacity, training }
    const { memory } = kernels
    this.architecture = architecture
    this.capacity = capacity
    this.inputSize = valuesIn(architecture.input)
    this.input = memory.floats(capacity * this.inputSize)
    this.inputDerivative = memory.floats(training ? capacity * this.inputSize : 0)

    const layers: Layer[] = []
    let before: Source = { output: this.input, outputDerivative: this.inputDerivative }
    let size = architecture.input
    for (const [index, outputSize] of outputSizes(architecture).entries()) {
      const layer = createLayer(architecture.layers[index]!, ground, before, size, index)
      layers.push(layer)
      before = layer
      size = outputSize
    }
    this.layers = layers
    this.#weighted = layers.filter((layer) => layer instanceof WeightedLayer)
    this.parameters = this.#weighted.flatMap(({ weights, biases }) => [weights, biases])
    this.outputSize = valuesIn(size)
    this.output = before.output
    this.target = memory.floats(training ? capacity * this.outputSize : 0)
    this.#cost = cost ?? null
  }

  /** Gives the weights the values they start from, a function of the seed. One thread does it for all. */
  initialise(seed: number): void {
    for (const layer of this.#weighted) {
      const index = this.layers.indexOf(layer)
      const activation = this.layers.slice(index).find((later) => later instanceof ActivationLayer)
      const limit = activation instanceof ReLU ? heLimit(layer.fanIn) : glorotLimit(layer.fanIn, layer.fanOut)
      fillEvenly(layer.weights.values, limit, Random.of(seed, index))
      layer.biases.values.fill(0)
    }
  }

  /** Computes `output` from `input`, for the given rows. */
  forward(firstRow = 0, endRow = this.capacity): void {
    for (const layer of this.layers) layer.forward(firstRow, endRow)
  }

  /** The same while training: dropout silences units, as a function of the seed and the step of the run. */
  forwardTraining(firstRow: number, endRow: number, seed: number, step: number): void {
    for (const layer of this.layers) {
      if (layer instanceof Dropout) layer.forwardTraining(firstRow, endRow, seed, step)
      else layer.forward(firstRow, endRow)
    }
  }

  /** The cost of one row, after going forward. */
  cost(row: number): number {
    return this.#trained().value(this.output, this.target, this.outputSize, row)
  }

  /**
   * Goes backward from the mean cost of a batch of `rows` samples, for the given rows of it: each layer is
   * handed the derivative by its output and computes that by its input.
   *
   * For training that ends at the first layer with weights, whose input is of no interest; `to: 'input'` goes
   * on to `inputDerivative`, which says how each pixel sways the cost.
   */
  backward(firstRow: number, endRow: number, rows: number, to: 'weights' | 'input' = 'weights'): void {
    const last = this.layers.at(-1)!
    const { output, target, outputSize } = this
    this.#trained().derivative(output, target, last.outputDerivative, outputSize, rows, firstRow, endRow)
    const end = to === 'input' ? -1 : this.layers.findIndex((layer) => layer instanceof WeightedLayer)
    for (let index = this.layers.length - 1; index > end; index--) {
      this.layers[index]!.backward(firstRow, endRow)
    }
  }

  /**
   * capacity × outputSize: the ten weighted sums that the last activation bends into the output. Unlike the output they
   * have no bounds, so what raises one of them is not hidden where the output is nearly 1.
   */
  get netOutput(): Float32Array {
    return this.layers.at(-1)!.netOutput
  }

  /** capacity × outputSize: the derivative of any quantity by `netOutput`, to be filled before `backwardFromNet`. */
  get netDerivative(): Float32Array {
    const last = this.layers.at(-1)!
    return last instanceof ActivationLayer ? last.inputDerivative : last.outputDerivative
  }

  /**
   * Goes backward from `netDerivative` instead of from the cost, for the given rows, as far as `inputDerivative`: with 1 for
   * one digit's net output and 0 for the others, that says how each pixel sways this digit.
   */
  backwardFromNet(firstRow: number, endRow: number): void {
    const layers = this.layers.at(-1) instanceof ActivationLayer ? this.layers.slice(0, -1) : this.layers
    for (const layer of layers.toReversed()) layer.backward(firstRow, endRow)
  }

  /**
   * Computes the gradient of the mean cost by every weight and bias, after all `rows` went backward; thread
   * `part` of `parts` its share of each.
   */
  gradient(rows: number, part = 0, parts = 1): void {
    for (const layer of this.#weighted) layer.gradient(rows, part, parts)
  }

  #trained(): Cost {
    if (!this.#cost) throw new Error('This network was built without a cost: it cannot be trained.')
    return this.#cost
  }
}

/**
 * Bytes of memory that suffice to build and train a network of this kind with its optimizer and an average of
 * its weights. Generous, because memory that is never touched costs nothing.
 */
export function trainingBytes(architecture: Architecture, capacity: number): number {
  const sizes = [architecture.input, ...outputSizes(architecture)]
  const values = sizes.reduce((count, size) => count + capacity * valuesIn(size), 0)
  // Values and derivatives, and a mask, a target or the places of winners; a parameter's value, gradient, two
  // moments, average and a copy; and what is lost between arrays.
  return 4 * (3 * values + 6 * countParameters(architecture)) + (1 << 20)
}

function createLayer(
  description: LayerDescription,
  ground: Ground,
  before: Source,
  size: Size,
  index: number,
): Layer {
  switch (description.kind) {
    case 'fully connected':
      return new FullyConnected(ground, before, valuesIn(size), description.outputs)
    case 'sigmoid':
      return new Sigmoid(ground, before, valuesIn(size))
    case 'relu':
      return new ReLU(ground, before, valuesIn(size))
    case 'softmax':
      return new Softmax(ground, before, valuesIn(size))
    case 'convolution': {
      const { kernel, padding, filters } = description
      const shape: ConvolutionShape = { ...size, kernel, padding, filters }
      return new Convolution(ground, before, shape)
    }
    case 'max pool':
      return new MaxPool(ground, before, { ...size, size: description.size })
    case 'dropout':
      return new Dropout(ground, before, valuesIn(size), description.rate, index)
  }
}
