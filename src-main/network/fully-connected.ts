import type { DenseShape } from '../kernels/kernels.ts'
import { WeightedLayer, type Ground, type Source, type Terms } from './layer.ts'
import { share } from './share.ts'

/**
 * Every output is a weighted sum of all inputs, plus a bias (paper, equation 1: net = W·x + b).
 *
 * A sample is a row here, so the matrices stand the other way round: with a batch X of rows × inputs and
 * weights W of inputs × outputs, net = X·W + b, and the biases are added to every row.
 */
export class FullyConnected extends WeightedLayer {
  readonly #shape: DenseShape

  /** Weights are inputs × outputs. */
  constructor(ground: Ground, before: Source, inputs: number, outputs: number) {
    super(ground, before, {
      inputSize: inputs,
      outputSize: outputs,
      weights: [inputs, outputs],
      biases: outputs,
      fanIn: inputs,
      fanOut: outputs,
    })
    this.#shape = { inputs, outputs }
  }

  /** output = input · W + b */
  override forward(firstRow: number, endRow: number): void {
    const { input, weights, biases, output } = this
    this.kernels.denseForward(input, weights.values, biases.values, output, this.#shape, firstRow, endRow)
  }

  /**
   * ∂C/∂input = ∂C/∂output · Wᵀ: an input is to blame for every output it feeds, by the weight between them.
   */
  override backward(firstRow: number, endRow: number): void {
    const { outputDerivative, weights, inputDerivative } = this
    this.kernels.denseBackward(
      outputDerivative,
      weights.values,
      inputDerivative,
      this.#shape,
      firstRow,
      endRow,
    )
  }

  /** ∂C/∂W = inputᵀ · ∂C/∂output and ∂C/∂b = Σ over the rows of ∂C/∂output. */
  override gradient(rows: number, part: number, parts: number): void {
    const { input, outputDerivative, weights, biases } = this
    const [firstInput, endInput] = share(weights.rows, part, parts)
    this.kernels.denseGradient(
      input,
      outputDerivative,
      weights.gradient,
      this.#shape,
      rows,
      firstInput,
      endInput,
    )
    const [firstBias, endBias] = share(biases.rows, part, parts)
    this.kernels.biasGradient(outputDerivative, biases.gradient, this.outputSize, rows, firstBias, endBias)
  }

  /** All inputs, each with its weight in the output's column of W. */
  override termsOf(output: number): Terms {
    const { inputs, outputs } = this.#shape
    return {
      inputs: Int32Array.from({ length: inputs }, (_, input) => input),
      weights: Int32Array.from({ length: inputs }, (_, input) => input * outputs + output),
      bias: output,
    }
  }
}
