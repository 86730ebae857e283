import type { PoolShape } from '../kernels/kernels.ts'
import { Layer, type Ground, type Source } from './layer.ts'

/**
 * Makes an image smaller: of each window of size × size places it keeps the largest, channel by channel.
 * Where exactly a stroke ran matters less after it. What is left over at the right and lower edges is not
 * read.
 */
export class MaxPool extends Layer {
  /** capacity × outputSize: where in its image each output was found. */
  readonly winners: Int32Array
  readonly #shape: PoolShape

  constructor(ground: Ground, before: Source, shape: PoolShape) {
    const { height, width, channels, size } = shape
    super(
      ground,
      before,
      height * width * channels,
      Math.floor(height / size) * Math.floor(width / size) * channels,
    )
    this.#shape = shape
    this.winners = ground.kernels.memory.integers(ground.capacity * this.outputSize)
  }

  /** output = the largest of the window */
  override forward(firstRow: number, endRow: number): void {
    this.kernels.maxPoolForward(this.input, this.output, this.winners, this.#shape, firstRow, endRow)
  }

  /**
   * ∂C/∂input = ∂C/∂output for the place that won its window, 0 for all others: only the winner was heard.
   */
  override backward(firstRow: number, endRow: number): void {
    this.kernels.maxPoolBackward(
      this.outputDerivative,
      this.winners,
      this.inputDerivative,
      this.#shape,
      firstRow,
      endRow,
    )
  }

  /** The window that an input lies in: the output it is for, and all its inputs, row by row; `null` where none reads it. */
  windowOf(input: number): { readonly output: number; readonly inputs: readonly number[] } | null {
    const { height, width, channels, size } = this.#shape
    const channel = input % channels
    const row = Math.floor(input / (width * channels) / size)
    const column = Math.floor((Math.floor(input / channels) % width) / size)
    const columns = Math.floor(width / size)
    if (row >= Math.floor(height / size) || column >= columns) return null
    return {
      output: (row * columns + column) * channels + channel,
      inputs: Array.from({ length: size * size }, (_, place) => {
        const y = row * size + Math.floor(place / size)
        const x = column * size + (place % size)
        return (y * width + x) * channels + channel
      }),
    }
  }
}
