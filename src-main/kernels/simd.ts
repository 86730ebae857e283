/**
 * The kernels in SIMD WebAssembly (their sources are in `assembly/`), behind the same interface as the plain
 * ones. The module works on addresses and checks nothing, so each array is checked here before its address is
 * handed over.
 */
import type { ConvolutionShape, ImageShape, Kernels, PoolShape } from './kernels.ts'
import type { Memory } from './memory.ts'
import { plainKernels } from './plain.ts'

/** Bytes at the front of the block that nobody uses, as 0 is no address. */
const FRONT = 65_536
/** Bytes of the area that each thread has for itself. A shape that needs more is left to the plain kernels. */
const SCRATCH = 16 * 1024 * 1024
/** Some kernels read, or write to their own area, a few numbers behind the last. */
const SLACK = 64

/** The first byte behind the areas of `threads` threads. */
export function scratchEnd(threads: number): number {
  return FRONT + threads * SCRATCH
}

/** What a block for `threads` threads and `bytes` bytes of arrays needs in all. */
export function blockBytes(bytes: number, threads: number): number {
  return scratchEnd(threads) + bytes + SLACK
}

type Kernel = (...addressesAndSizes: number[]) => void
type KernelName = Exclude<keyof Kernels, 'name' | 'memory'>
type Exports = Readonly<Record<KernelName | 'useScratch', Kernel>>

/** The kernels of `module` over `wasm`, for the thread number `rank`. `memory` lies within `wasm`. */
export function simdKernels(
  module: WebAssembly.Module,
  wasm: WebAssembly.Memory,
  memory: Memory,
  rank: number,
  name: string,
): Kernels {
  const instance = new WebAssembly.Instance(module, { env: { memory: wasm } })
  const run = instance.exports as unknown as Exports
  run.useScratch(FRONT + rank * SCRATCH)
  const plain = plainKernels(memory)

  /** The address of an array of `memory` that is at least `length` long. */
  function at(array: Float32Array | Int32Array | Uint8Array, length: number): number {
    if (array.buffer !== memory.buffer)
      throw new RangeError('The array is not from the memory of the kernels.')
    if (array.length < length) throw new RangeError(`The array is ${array.length} long instead of ${length}.`)
    return array.byteOffset
  }

  return {
    name,
    memory,

    denseForward(input, weights, biases, net, { inputs, outputs }, firstRow, endRow) {
      run.denseForward(
        at(input, inputs * endRow),
        at(weights, inputs * outputs),
        at(biases, outputs),
        at(net, outputs * endRow),
        inputs,
        outputs,
        firstRow,
        endRow,
      )
    },
    denseBackward(netDerivative, weights, inputDerivative, shape, firstRow, endRow) {
      const { inputs, outputs } = shape
      if (!fits((inputs + 4) * (outputs + 1) * 4 + outputs * 8)) {
        plain.denseBackward(netDerivative, weights, inputDerivative, shape, firstRow, endRow)
        return
      }
      run.denseBackward(
        at(netDerivative, outputs * endRow),
        at(weights, inputs * outputs),
        at(inputDerivative, inputs * endRow),
        inputs,
        outputs,
        firstRow,
        endRow,
      )
    },
    denseGradient(input, netDerivative, weightGradient, { inputs, outputs }, rows, firstInput, endInput) {
      run.denseGradient(
        at(input, inputs * rows),
        at(netDerivative, outputs * rows),
        at(weightGradient, outputs * endInput),
        inputs,
        outputs,
        rows,
        firstInput,
        endInput,
      )
    },
    biasGradient(netDerivative, gradient, outputs, rows, firstOutput, endOutput) {
      run.biasGradient(
        at(netDerivative, outputs * rows),
        at(gradient, endOutput),
        outputs,
        rows,
        firstOutput,
        endOutput,
      )
    },

    convolutionForward(input, weights, biases, net, shape, firstRow, endRow) {
      const { image, filter, places, filters, height } = sizes(shape)
      const packed = filter * (filters + 4) * 4
      const lists = image * 8 + height * (shape.width + 1) * 4
      if (!fits(packed * 2 + places * (filters + 4) * 4 + lists)) {
        plain.convolutionForward(input, weights, biases, net, shape, firstRow, endRow)
        return
      }
      run.convolutionForward(
        at(input, image * endRow),
        at(weights, filter * filters),
        at(biases, filters),
        at(net, places * filters * endRow),
        ...numbersOf(shape),
        firstRow,
        endRow,
      )
    },
    convolutionBackward(netDerivative, weights, inputDerivative, shape, firstRow, endRow) {
      const { image, framed, filter, places, filters } = sizes(shape)
      if (!fits(framed * 4 + (places + 1) * 4 + places * filters * 8)) {
        plain.convolutionBackward(netDerivative, weights, inputDerivative, shape, firstRow, endRow)
        return
      }
      run.convolutionBackward(
        at(netDerivative, places * filters * endRow),
        at(weights, filter * filters),
        at(inputDerivative, image * endRow),
        ...numbersOf(shape),
        firstRow,
        endRow,
      )
    },
    convolutionGradient(input, netDerivative, weightGradient, shape, rows, firstFilter, endFilter) {
      const { image, framed, filter, places, filters } = sizes(shape)
      const sums = (filters + 8) * shape.kernel * Math.max(8, shape.kernel) * 4
      if (!fits(framed * 4 + sums + (places + 1) * 4 * 8 + image * 20 + shape.height * 4)) {
        plain.convolutionGradient(input, netDerivative, weightGradient, shape, rows, firstFilter, endFilter)
        return
      }
      run.convolutionGradient(
        at(input, image * rows),
        at(netDerivative, places * filters * rows),
        at(weightGradient, filter * endFilter),
        ...numbersOf(shape),
        rows,
        firstFilter,
        endFilter,
      )
    },

    maxPoolForward(input, output, winners, shape, firstRow, endRow) {
      const { image, pooled } = poolSizes(shape)
      run.maxPoolForward(
        at(input, image * endRow),
        at(output, pooled * endRow),
        at(winners, pooled * endRow),
        shape.height,
        shape.width,
        shape.channels,
        shape.size,
        firstRow,
        endRow,
      )
    },
    maxPoolBackward(outputDerivative, winners, inputDerivative, shape, firstRow, endRow) {
      const { image, pooled } = poolSizes(shape)
      run.maxPoolBackward(
        at(outputDerivative, pooled * endRow),
        at(winners, pooled * endRow),
        at(inputDerivative, image * endRow),
        shape.height,
        shape.width,
        shape.channels,
        shape.size,
        firstRow,
        endRow,
      )
    },

    sigmoidForward(net, output, first, end) {
      run.sigmoidForward(at(net, end), at(output, end), first, end)
    },
    sigmoidBackward(output, outputDerivative, netDerivative, first, end) {
      run.sigmoidBackward(at(output, end), at(outputDerivative, end), at(netDerivative, end), first, end)
    },
    reluForward(net, output, first, end) {
      run.reluForward(at(net, end), at(output, end), first, end)
    },
    reluBackward(output, outputDerivative, netDerivative, first, end) {
      run.reluBackward(at(output, end), at(outputDerivative, end), at(netDerivative, end), first, end)
    },
    softmaxForward(net, output, classes, firstRow, endRow) {
      run.softmaxForward(at(net, classes * endRow), at(output, classes * endRow), classes, firstRow, endRow)
    },
    softmaxBackward(output, outputDerivative, netDerivative, classes, firstRow, endRow) {
      const length = classes * endRow
      run.softmaxBackward(
        at(output, length),
        at(outputDerivative, length),
        at(netDerivative, length),
        classes,
        firstRow,
        endRow,
      )
    },

    momentumUpdate(values, gradient, velocity, step, first, end) {
      run.momentumUpdate(
        at(values, end),
        at(gradient, end),
        at(velocity, end),
        step.learningRate,
        step.momentum,
        step.weightDecay,
        first,
        end,
      )
    },
    adamUpdate(values, gradient, mean, variance, step, first, end) {
      run.adamUpdate(
        at(values, end),
        at(gradient, end),
        at(mean, end),
        at(variance, end),
        step.learningRate,
        step.beta1,
        1 - step.beta1,
        step.beta2,
        1 - step.beta2,
        step.epsilon,
        step.weightDecay,
        1 / (1 - step.beta1 ** step.step),
        1 / (1 - step.beta2 ** step.step),
        first,
        end,
      )
    },
    averageUpdate(average, values, share, first, end) {
      run.averageUpdate(at(average, end), at(values, end), share, first, end)
    },

    scaleBytes(source, sourceOffset, target, targetOffset, count) {
      run.scaleBytes(
        at(source, sourceOffset + count) + sourceOffset,
        at(target, targetOffset + count) + 4 * targetOffset,
        count,
      )
    },
    warpImage(source, sourceOffset, target, targetOffset, shape, map, displacements) {
      const pixels = shape.height * shape.width
      if (!fits(framedBytes(shape))) {
        plain.warpImage(source, sourceOffset, target, targetOffset, shape, map, displacements)
        return
      }
      run.warpImage(
        at(source, sourceOffset + pixels) + sourceOffset,
        at(target, targetOffset + pixels) + 4 * targetOffset,
        shape.height,
        shape.width,
        map.x,
        map.xAcross,
        map.xDown,
        map.y,
        map.yAcross,
        map.yDown,
        displacements ? at(displacements.right, pixels) : 0,
        displacements ? at(displacements.down, pixels) : 0,
      )
    },
    smoothField(controls, weights, field, points, side) {
      if (!fits(points * (side + 4) * 4)) {
        plain.smoothField(controls, weights, field, points, side)
        return
      }
      run.smoothField(
        at(controls, points * points),
        at(weights, points * side),
        at(field, side * side),
        points,
        side,
      )
    },
    moveEdges(image, offset, shape, share) {
      if (!fits(framedBytes(shape))) {
        plain.moveEdges(image, offset, shape, share)
        return
      }
      const pixels = shape.height * shape.width
      run.moveEdges(at(image, offset + pixels) + 4 * offset, shape.height, shape.width, share)
    },
  }
}

/** Whether so many bytes fit into a thread's area. */
function fits(bytes: number): boolean {
  return bytes + SLACK <= SCRATCH
}

/** How many numbers the parts of a convolution have; `framed` is an image with its padding. */
function sizes(shape: ConvolutionShape) {
  const { height, width, channels, kernel, padding, filters } = shape
  const framedHeight = height + 2 * padding
  const framedWidth = width + 2 * padding
  return {
    height,
    filters,
    image: height * width * channels,
    framed: framedHeight * framedWidth * channels,
    filter: kernel * kernel * channels,
    places: Math.max(0, framedHeight - kernel + 1) * Math.max(0, framedWidth - kernel + 1),
  }
}

function poolSizes({ height, width, channels, size }: PoolShape) {
  return {
    image: height * width * channels,
    pooled: Math.floor(height / size) * Math.floor(width / size) * channels,
  }
}

/** An image of floats with a pixel of frame around it, and a row and a vector to spare. */
function framedBytes({ height, width }: ImageShape): number {
  return (height + 3) * (width + 2) * 4 + 16
}

/** In the order in which the module takes them. */
function numbersOf(shape: ConvolutionShape): [number, number, number, number, number, number] {
  return [shape.height, shape.width, shape.channels, shape.kernel, shape.padding, shape.filters]
}
