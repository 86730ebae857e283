/**
 * Why a drawing is read as a digit: how much each pixel says for it.
 *
 * The quantity f that is explained is the digit's net output, before softmax or sigmoid: unlike a probability it does not stand
 * still when it comes near 1. "Why not a 5?" is the difference of two net outputs, which behind a softmax is the logarithm of how
 * many times likelier one digit is than the other.
 *
 * The derivative ∂f/∂x says what a pixel would do if it changed a little, and is next to nothing where a unit is at rest or
 * saturated. So it is not taken at the drawing alone, but all along the way on which the drawing's ink grows from empty paper to what
 * it is (M. Sundararajan, A. Taly, Q. Yan 2017, "Axiomatic attribution for deep networks", integrated gradients, equation 1):
 *
 *     contributionᵢ = xᵢ · ∫₀¹ ∂f/∂xᵢ(α·x) dα
 *
 * What makes it worth more than gradient × input: the contributions of all pixels sum to f(drawing) − f(empty paper), so none of
 * what the network found is left out (completeness). With empty paper as what the drawing is compared with, paper says nothing
 * itself. What ink that is not there would say is told apart, by the derivative at the drawing.
 */
import type { Why, WhyQuestion } from '../contract.ts'
import type { Network } from '../network/network.ts'
import { scalePixels } from '../network/pixels.ts'
import { fillNetwork } from '../recognizer/model.ts'
import type { OpenedModel } from './opened-model.ts'
import { Turns, letOthersGoFirst } from './turns.ts'

/** Drawings that go through the network at once: few enough for a prediction not to wait long behind them. */
const ROWS = 8
/** Points on the way from empty paper to the drawing, in the middles of as many equal parts of it. */
const POINTS = 16 * ROWS

export class Attribution {
  readonly opened: OpenedModel
  readonly #network: Network
  readonly #turns = new Turns()

  constructor(opened: OpenedModel) {
    this.opened = opened
    this.#network = opened.build(opened.model.architecture, ROWS).network
    fillNetwork(this.#network, opened.model)
  }

  explain(question: WhyQuestion): Promise<Why> {
    return this.#turns.take(() => this.#explain(question))
  }

  async #explain({ image, digit, instead }: WhyQuestion): Promise<Why> {
    const ink = new Float32Array(image.length)
    scalePixels(image, 0, ink, 0, image.length)
    const contributions = new Float64Array(image.length)
    for (let first = 0; first < POINTS; first += ROWS) {
      const shares = Array.from({ length: ROWS }, (_, row) => (first + row + 0.5) / POINTS)
      const { derivative } = this.#derive(ink, shares, digit, instead)
      for (const [i, slope] of derivative.entries()) {
        contributions[i % ink.length]! += (ink[i % ink.length]! * slope) / POINTS
      }
      await letOthersGoFirst()
    }
    const { values, derivative } = this.#derive(ink, [1, 0], digit, instead)
    const sumOf = (sign: number): number =>
      contributions.reduce((sum, value) => (value * sign > 0 ? sum + value : sum), 0)
    return {
      netOutput: values[0]!,
      emptyPaper: values[1]!,
      contributions: Float32Array.from(contributions),
      speaksFor: sumOf(1),
      speaksAgainst: sumOf(-1),
      moreInk: ink.map((value, i) => (1 - value) * derivative[i]!),
    }
  }

  /** f and ∂f/∂x (rows × 784) of the drawing with so much of its ink: a row for each share, 0 to 1. */
  #derive(
    ink: Float32Array,
    shares: readonly number[],
    digit: number,
    instead: number | null,
  ): { readonly values: readonly number[]; readonly derivative: Float32Array } {
    const network = this.#network
    const { input, inputSize, inputDerivative, netOutput, netDerivative, outputSize } = network
    for (const [row, share] of shares.entries()) {
      for (let i = 0; i < inputSize; i++) input[row * inputSize + i] = share * ink[i]!
    }
    network.forward(0, shares.length)
    netDerivative.fill(0)
    const values = shares.map((_, row) => {
      const first = row * outputSize
      netDerivative[first + digit] = 1
      if (instead === null) return netOutput[first + digit]!
      netDerivative[first + instead] = -1
      return netOutput[first + digit]! - netOutput[first + instead]!
    })
    network.backwardFromNet(0, shares.length)
    return { values, derivative: inputDerivative.subarray(0, shares.length * inputSize) }
  }
}
