import { ActivationLayer } from './layer.ts'

/** Bends each net output into 0..1: σ(net) = 1 / (1 + e^−net) (paper, equation 2). */
export class Sigmoid extends ActivationLayer {
  /** output = σ(input) */
  override forward(firstRow: number, endRow: number): void {
    this.kernels.sigmoidForward(this.input, this.output, firstRow * this.outputSize, endRow * this.outputSize)
  }

  /** ∂C/∂input = ∂C/∂output · σ′(input), and σ′ = σ · (1 − σ) = output · (1 − output). */
  override backward(firstRow: number, endRow: number): void {
    this.kernels.sigmoidBackward(
      this.output,
      this.outputDerivative,
      this.inputDerivative,
      firstRow * this.outputSize,
      endRow * this.outputSize,
    )
  }
}
