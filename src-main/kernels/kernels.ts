/**
 * The inner loops that the network stands on, as one interface with two implementations: readable TypeScript
 * (`plain.ts`, the reference) and SIMD compiled to WebAssembly. They must agree to rounding.
 *
 * Conventions, for all of them:
 * - A matrix is a row-major Float32Array; a row is one sample of the batch.
 * - Work is given as a half-open range (`first`..`end`), so that threads can divide it. **What one element of
 *   the result is never depends on how the range was divided**: each is computed by one thread, in one order.
 *   This is what makes a run give the same weights on one thread or eight.
 * - A sum may leave out the terms whose input (forward) or derivative (backward) is zero: what 0 × NaN or
 *   0 × ∞ gives is promised only where it is said below. Every other NaN reaches the result.
 * - Images are height × width × channels, channels innermost.
 * - Arrays come from `memory`; an implementation may refuse others.
 */
import type { Memory } from './memory.ts'

/** A fully connected layer: `inputs` numbers in, `outputs` numbers out; weights are inputs × outputs. */
export interface DenseShape {
  readonly inputs: number
  readonly outputs: number
}

/**
 * A convolution with stride 1. `padding` zeros are laid around the image on each side, so the output is
 * (height + 2·padding − kernel + 1) high, likewise wide, and has `filters` channels.
 * Weights are filters × kernel × kernel × channels.
 */
export interface ConvolutionShape {
  readonly height: number
  readonly width: number
  readonly channels: number
  readonly kernel: number
  readonly padding: number
  readonly filters: number
}

/** Max pooling over windows of size × size side by side; what is left over at the edges is not read. */
export interface PoolShape {
  readonly height: number
  readonly width: number
  readonly channels: number
  readonly size: number
}

/** The size of an image with one channel. */
export interface ImageShape {
  readonly height: number
  readonly width: number
}

/**
 * Where a warp finds the pixels of its result: the one in row r and column c shows the point
 * (x + xAcross · c + xDown · r, y + yAcross · c + yDown · r) of the source, whose pixels have their centres at
 * whole numbers.
 */
export interface WarpMap {
  readonly x: number
  readonly xAcross: number
  readonly xDown: number
  readonly y: number
  readonly yAcross: number
  readonly yDown: number
}

/** By how much further each pixel's point lies to the right and down: height × width numbers each. */
export interface Displacements {
  readonly right: Float32Array
  readonly down: Float32Array
}

/** Settings of a step of gradient descent with momentum (Polyak). `weightDecay` is decoupled (AdamW paper). */
export interface MomentumStep {
  readonly learningRate: number
  readonly momentum: number
  readonly weightDecay: number
}

/** Settings of a step of Adam (Kingma & Ba 2015) with decoupled decay (Loshchilov & Hutter 2019). */
export interface AdamStep {
  readonly learningRate: number
  readonly beta1: number
  readonly beta2: number
  readonly epsilon: number
  readonly weightDecay: number
  /** Counts from 1. */
  readonly step: number
}

export interface Kernels {
  /** As people see it: "TypeScript", "SIMD", "relaxed SIMD". */
  readonly name: string
  readonly memory: Memory

  /** net = input · weights + biases, for the given rows (paper, equation 1; the biases are broadcast). */
  denseForward(
    input: Float32Array,
    weights: Float32Array,
    biases: Float32Array,
    net: Float32Array,
    shape: DenseShape,
    firstRow: number,
    endRow: number,
  ): void
  /** inputDerivative = netDerivative · weightsᵀ, for the given rows. */
  denseBackward(
    netDerivative: Float32Array,
    weights: Float32Array,
    inputDerivative: Float32Array,
    shape: DenseShape,
    firstRow: number,
    endRow: number,
  ): void
  /**
   * weightGradient = inputᵀ · netDerivative summed over all `rows`, for the weights of the given inputs.
   * An input that is zero is left out of the sum, so 0 × NaN is 0 here.
   */
  denseGradient(
    input: Float32Array,
    netDerivative: Float32Array,
    weightGradient: Float32Array,
    shape: DenseShape,
    rows: number,
    firstInput: number,
    endInput: number,
  ): void
  /** biasGradient[o] = Σ over `rows` of netDerivative[row, o], for the given outputs. */
  biasGradient(
    netDerivative: Float32Array,
    biasGradient: Float32Array,
    outputs: number,
    rows: number,
    firstOutput: number,
    endOutput: number,
  ): void

  /** Cross-correlation of each of the given rows (images) with each filter, plus the filter's bias. */
  convolutionForward(
    input: Float32Array,
    weights: Float32Array,
    biases: Float32Array,
    net: Float32Array,
    shape: ConvolutionShape,
    firstRow: number,
    endRow: number,
  ): void
  /** The derivative by the input, for the given rows. Derivatives that are zero are left out. */
  convolutionBackward(
    netDerivative: Float32Array,
    weights: Float32Array,
    inputDerivative: Float32Array,
    shape: ConvolutionShape,
    firstRow: number,
    endRow: number,
  ): void
  /**
   * The derivative by the weights of the given filters, summed over all `rows`. Derivatives of zero are left out; or,
   * where the image has one channel, pixels of zero.
   */
  convolutionGradient(
    input: Float32Array,
    netDerivative: Float32Array,
    weightGradient: Float32Array,
    shape: ConvolutionShape,
    rows: number,
    firstFilter: number,
    endFilter: number,
  ): void

  /** The largest of each window, and in `winners` where it stood within its image (the first, on a tie). */
  maxPoolForward(
    input: Float32Array,
    output: Float32Array,
    winners: Int32Array,
    shape: PoolShape,
    firstRow: number,
    endRow: number,
  ): void
  /** Hands each derivative to the place that won; all other places get zero. */
  maxPoolBackward(
    outputDerivative: Float32Array,
    winners: Int32Array,
    inputDerivative: Float32Array,
    shape: PoolShape,
    firstRow: number,
    endRow: number,
  ): void

  /** output = 1 / (1 + e^−net), element by element (paper, equation 2). */
  sigmoidForward(net: Float32Array, output: Float32Array, first: number, end: number): void
  /** netDerivative = outputDerivative · output · (1 − output). */
  sigmoidBackward(
    output: Float32Array,
    outputDerivative: Float32Array,
    netDerivative: Float32Array,
    first: number,
    end: number,
  ): void
  /** output = max(0, net). NaN stays NaN. */
  reluForward(net: Float32Array, output: Float32Array, first: number, end: number): void
  /** netDerivative = outputDerivative where output > 0, else 0. */
  reluBackward(
    output: Float32Array,
    outputDerivative: Float32Array,
    netDerivative: Float32Array,
    first: number,
    end: number,
  ): void
  /** Each row's e^net divided by their sum; the row's largest is subtracted first, so nothing overflows. */
  softmaxForward(
    net: Float32Array,
    output: Float32Array,
    classes: number,
    firstRow: number,
    endRow: number,
  ): void
  /** netDerivativeᵢ = outputᵢ (outputDerivativeᵢ − Σⱼ outputⱼ · outputDerivativeⱼ), row by row. */
  softmaxBackward(
    output: Float32Array,
    outputDerivative: Float32Array,
    netDerivative: Float32Array,
    classes: number,
    firstRow: number,
    endRow: number,
  ): void

  /** velocity = momentum · velocity + gradient; values −= learningRate · (velocity + weightDecay · values). */
  momentumUpdate(
    values: Float32Array,
    gradient: Float32Array,
    velocity: Float32Array,
    step: MomentumStep,
    first: number,
    end: number,
  ): void
  /** One step of AdamW over the given elements; `mean` and `variance` are its running moments. */
  adamUpdate(
    values: Float32Array,
    gradient: Float32Array,
    mean: Float32Array,
    variance: Float32Array,
    step: AdamStep,
    first: number,
    end: number,
  ): void
  /** average += share · (values − average), for the given elements. */
  averageUpdate(average: Float32Array, values: Float32Array, share: number, first: number, end: number): void

  /** target[targetOffset + i] = source[sourceOffset + i] / 255, for i below `count`: greys as 0..1. */
  scaleBytes(
    source: Uint8Array,
    sourceOffset: number,
    target: Float32Array,
    targetOffset: number,
    count: number,
  ): void
  /**
   * A warped copy of one image of bytes, as 0..1: each pixel is read at the point that the map says, between
   * the four pixels around it (bilinear). What lies outside the image is 0.
   */
  warpImage(
    source: Uint8Array,
    sourceOffset: number,
    target: Float32Array,
    targetOffset: number,
    shape: ImageShape,
    map: WarpMap,
    displacements: Displacements | null,
  ): void
  /**
   * A smooth square field from a few control points: field = weightsᵀ · controls · weights, where controls are
   * points × points and weights, points × side, say how much of each control point a row or a column gets.
   */
  smoothField(
    controls: Float32Array,
    weights: Float32Array,
    field: Float32Array,
    points: number,
    side: number,
  ): void
  /**
   * Each pixel of one image goes `share` of the way to the largest of itself and its four neighbours; to the
   * smallest, by −`share`, where that is negative. What lies outside the image is 0.
   */
  moveEdges(image: Float32Array, offset: number, shape: ImageShape, share: number): void
}
