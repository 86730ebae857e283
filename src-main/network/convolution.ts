import type { ConvolutionShape } from '../kernels/kernels.ts'
import { WeightedLayer, type Ground, type Source, type Terms } from './layer.ts'
import { share } from './share.ts'

/**
 * Slides small filters over an image: each output is the weighted sum of the kernel × kernel neighbourhood of
 * one place (all channels), plus the filter's bias. It is equation 1 of the paper with the same few weights
 * at every place, so what is learnt about a stroke in one corner holds in all of them (LeCun et al. 1998).
 *
 * Images are height × width × channels, channels innermost; the stride is 1. As everywhere in machine
 * learning, the filter is not flipped: strictly this is a cross-correlation.
 */
export class Convolution extends WeightedLayer {
  readonly #shape: ConvolutionShape

  /** Weights are filters × kernel × kernel × channels. */
  constructor(ground: Ground, before: Source, shape: ConvolutionShape) {
    const { height, width, channels, kernel, padding, filters } = shape
    const outputHeight = height + 2 * padding - kernel + 1
    const outputWidth = width + 2 * padding - kernel + 1
    super(ground, before, {
      inputSize: height * width * channels,
      outputSize: outputHeight * outputWidth * filters,
      weights: [filters, kernel, kernel, channels],
      biases: filters,
      fanIn: kernel * kernel * channels,
      fanOut: kernel * kernel * filters,
    })
    this.#shape = shape
  }

  /** output[y, x, f] = Σ over i, j, c of input[y + i − padding, x + j − padding, c] · W[f, i, j, c] + b[f] */
  override forward(firstRow: number, endRow: number): void {
    const { input, weights, biases, output } = this
    this.kernels.convolutionForward(
      input,
      weights.values,
      biases.values,
      output,
      this.#shape,
      firstRow,
      endRow,
    )
  }

  /**
   * ∂C/∂input[v, u, c] = Σ over i, j, f of ∂C/∂output[v − i + padding, u − j + padding, f] · W[f, i, j, c]
   */
  override backward(firstRow: number, endRow: number): void {
    const { outputDerivative, weights, inputDerivative } = this
    this.kernels.convolutionBackward(
      outputDerivative,
      weights.values,
      inputDerivative,
      this.#shape,
      firstRow,
      endRow,
    )
  }

  /**
   * Each weight had a part in the output of every place, so, summed over all samples and all places y, x:
   * ∂C/∂W[f, i, j, c] = Σ of ∂C/∂output[y, x, f] · input[y + i − padding, x + j − padding, c], and
   * ∂C/∂b[f] = Σ of ∂C/∂output[y, x, f].
   */
  override gradient(rows: number, part: number, parts: number): void {
    const { input, outputDerivative, weights, biases } = this
    const [firstFilter, endFilter] = share(weights.rows, part, parts)
    this.kernels.convolutionGradient(
      input,
      outputDerivative,
      weights.gradient,
      this.#shape,
      rows,
      firstFilter,
      endFilter,
    )
    // Every place of every image is one more row of `filters` derivatives.
    const places = rows * (this.outputSize / biases.rows)
    this.kernels.biasGradient(outputDerivative, biases.gradient, biases.rows, places, firstFilter, endFilter)
  }

  /** The neighbourhood of the output's place, in the order of its filter's weights: row, column, channel. */
  override termsOf(output: number): Terms {
    const { height, width, channels, kernel, padding, filters } = this.#shape
    const filter = output % filters
    const place = Math.floor(output / filters)
    const outputWidth = width + 2 * padding - kernel + 1
    const top = Math.floor(place / outputWidth) - padding
    const left = (place % outputWidth) - padding
    const fanIn = kernel * kernel * channels
    const inputAt = (term: number): number => {
      const y = top + Math.floor(term / (kernel * channels))
      const x = left + (Math.floor(term / channels) % kernel)
      if (y < 0 || y >= height || x < 0 || x >= width) return -1
      return (y * width + x) * channels + (term % channels)
    }
    return {
      inputs: Int32Array.from({ length: fanIn }, (_, term) => inputAt(term)),
      weights: Int32Array.from({ length: fanIn }, (_, term) => filter * fanIn + term),
      bias: filter,
    }
  }
}
