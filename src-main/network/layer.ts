/**
 * One layer of the network, and what every kind of layer has in common.
 *
 * A layer knows nothing of its neighbours. Forward it turns its input into its output; backward it is handed
 * the derivative of the cost C by its own output, ∂C/∂output, and turns it, by the chain rule, into the
 * derivative by its input, which is in turn what the layer before it is handed (paper, section 2.2.2).
 *
 * All of it works on whole batches (paper, section 2.3): a row of a matrix is one sample.
 */
import type { Kernels } from '../kernels/kernels.ts'

/** Numbers that a layer learns, and the derivative of the cost by each of them. */
export interface Parameter {
  readonly name: 'weights' | 'biases'
  /** For instance [inputs, outputs]; the last dimension is innermost. */
  readonly shape: readonly number[]
  readonly values: Float32Array
  /** As long as `values`; empty in a network that is not trained. */
  readonly gradient: Float32Array
  /** Independent rows in which threads divide the gradient and the update between them: `shape[0]`. */
  readonly rows: number
}

/** What a layer is built over. */
export interface Ground {
  readonly kernels: Kernels
  /** The most rows (samples) a batch may have. */
  readonly capacity: number
  /** Whether derivatives will be asked for; if not, no memory is taken for them. */
  readonly training: boolean
}

/** What one output is the weighted sum of: places in a row of the input and among the weights, term by term. */
export interface Terms {
  /** −1 where a filter reaches into the padding around its image, which counts as 0. */
  readonly inputs: Int32Array
  /** As long as `inputs`. */
  readonly weights: Int32Array
  /** The place of its bias among the biases. */
  readonly bias: number
}

/** What stands before a layer: another layer, or the input of the network. */
export interface Source {
  /** capacity × size */
  readonly output: Float32Array
  /** capacity × size: the derivative of the cost by `output`; empty in a network that is not trained. */
  readonly outputDerivative: Float32Array
}

export abstract class Layer implements Source {
  readonly inputSize: number
  readonly outputSize: number
  /** capacity × inputSize. The same array as the output of the layer before. */
  readonly input: Float32Array
  /** capacity × outputSize */
  readonly output: Float32Array
  /** capacity × outputSize: ∂C/∂output, written by the layer behind (or by the cost) and read by this one. */
  readonly outputDerivative: Float32Array
  /**
   * capacity × inputSize: ∂C/∂input, written by this layer. The layer before knows it as its
   * outputDerivative.
   */
  readonly inputDerivative: Float32Array
  protected readonly kernels: Kernels

  constructor(ground: Ground, before: Source, inputSize: number, outputSize: number) {
    const { kernels, capacity, training } = ground
    this.kernels = kernels
    this.inputSize = inputSize
    this.outputSize = outputSize
    this.input = before.output
    this.inputDerivative = before.outputDerivative
    this.output = kernels.memory.floats(capacity * outputSize)
    this.outputDerivative = kernels.memory.floats(training ? capacity * outputSize : 0)
  }

  /**
   * The paper's net output: the weighted sums before an activation function bends them. A layer with weights
   * gives them out, an activation layer takes them in.
   */
  get netOutput(): Float32Array {
    return this.output
  }

  /** Computes `output` from `input`, for the given rows. */
  abstract forward(firstRow: number, endRow: number): void

  /** Computes `inputDerivative` from `outputDerivative` (and what forward left), for the given rows. */
  abstract backward(firstRow: number, endRow: number): void
}

/** A layer that learns: its net output is a weighted sum of its input, plus a bias. */
export abstract class WeightedLayer extends Layer {
  readonly weights: Parameter
  readonly biases: Parameter
  /** How many inputs one output is summed from. */
  readonly fanIn: number
  /** How many outputs one input has a part in. */
  readonly fanOut: number

  constructor(
    ground: Ground,
    before: Source,
    shape: {
      readonly inputSize: number
      readonly outputSize: number
      readonly weights: readonly [number, ...number[]]
      readonly biases: number
      readonly fanIn: number
      readonly fanOut: number
    },
  ) {
    super(ground, before, shape.inputSize, shape.outputSize)
    this.weights = parameter(ground, 'weights', shape.weights)
    this.biases = parameter(ground, 'biases', [shape.biases])
    this.fanIn = shape.fanIn
    this.fanOut = shape.fanOut
  }

  /**
   * Computes the gradient of the weights and biases, summed over all `rows` of the batch, after every row
   * went forward and backward. Thread `part` of `parts` computes its share of each one's rows.
   */
  abstract gradient(rows: number, part: number, parts: number): void

  /** What an output of each row is summed from: output = Σ weights · inputs + bias (paper, equation 1). */
  abstract termsOf(output: number): Terms
}

/** A layer that bends each net output, or each row of them, by a function of its own. It learns nothing. */
export abstract class ActivationLayer extends Layer {
  constructor(ground: Ground, before: Source, size: number) {
    super(ground, before, size, size)
  }

  override get netOutput(): Float32Array {
    return this.input
  }
}

/** Allocates a parameter with zeros in it. */
function parameter(
  { kernels, training }: Ground,
  name: Parameter['name'],
  shape: readonly [number, ...number[]],
): Parameter {
  const length = shape.reduce((product, size) => product * size, 1)
  return {
    name,
    shape,
    values: kernels.memory.floats(length),
    gradient: kernels.memory.floats(training ? length : 0),
    rows: shape[0],
  }
}
