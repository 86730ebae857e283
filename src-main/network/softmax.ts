import { ActivationLayer } from './layer.ts'

/** Turns each row of net outputs into probabilities: e^netᵢ / Σⱼ e^netⱼ. They are positive and sum to 1. */
export class Softmax extends ActivationLayer {
  /** pᵢ = e^inputᵢ / Σⱼ e^inputⱼ */
  override forward(firstRow: number, endRow: number): void {
    this.kernels.softmaxForward(this.input, this.output, this.outputSize, firstRow, endRow)
  }

  /**
   * ∂C/∂inputᵢ = pᵢ (∂C/∂pᵢ − Σⱼ pⱼ · ∂C/∂pⱼ)
   *
   * because raising one net output lowers all other probabilities: ∂pᵢ/∂inputⱼ is pᵢ (1 − pᵢ) where i = j,
   * else −pᵢ pⱼ. With cross-entropy behind it, all this comes to p − target.
   */
  override backward(firstRow: number, endRow: number): void {
    this.kernels.softmaxBackward(
      this.output,
      this.outputDerivative,
      this.inputDerivative,
      this.outputSize,
      firstRow,
      endRow,
    )
  }
}
