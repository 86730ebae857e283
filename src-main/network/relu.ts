import { ActivationLayer } from './layer.ts'

/** The rectified linear unit: lets what is positive through and nothing else (Nair & Hinton 2010). */
export class ReLU extends ActivationLayer {
  /** output = max(0, input) */
  override forward(firstRow: number, endRow: number): void {
    this.kernels.reluForward(this.input, this.output, firstRow * this.outputSize, endRow * this.outputSize)
  }

  /** ∂C/∂input = ∂C/∂output where the input was positive, else 0. */
  override backward(firstRow: number, endRow: number): void {
    this.kernels.reluBackward(
      this.output,
      this.outputDerivative,
      this.inputDerivative,
      firstRow * this.outputSize,
      endRow * this.outputSize,
    )
  }
}
