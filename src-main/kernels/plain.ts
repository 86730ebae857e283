/**
 * The kernels in plain TypeScript: the reference that the SIMD ones are compared with, and what runs where
 * there is no SIMD. Every backward stands beside its forward.
 */
import type { ConvolutionShape, Kernels } from './kernels.ts'
import type { Memory } from './memory.ts'
import { moveEdges, scaleBytes, smoothField, warpImage } from './plain-images.ts'

/** The readable kernels, over arrays of `memory`. */
export function plainKernels(memory: Memory): Kernels {
  return {
    name: 'TypeScript',
    memory,
    denseForward,
    denseBackward,
    denseGradient,
    biasGradient,
    convolutionForward,
    convolutionBackward,
    convolutionGradient,
    maxPoolForward,
    maxPoolBackward,
    sigmoidForward,
    sigmoidBackward,
    reluForward,
    reluBackward,
    softmaxForward,
    softmaxBackward,
    momentumUpdate,
    adamUpdate,
    averageUpdate,
    scaleBytes,
    warpImage,
    smoothField,
    moveEdges,
  }
}

const denseForward: Kernels['denseForward'] = (
  input,
  weights,
  biases,
  net,
  { inputs, outputs },
  firstRow,
  endRow,
) => {
  for (let row = firstRow; row < endRow; row++) {
    const to = row * outputs
    for (let o = 0; o < outputs; o++) net[to + o] = biases[o]!
    for (let i = 0; i < inputs; i++) {
      const value = input[row * inputs + i]!
      if (value === 0) continue
      const from = i * outputs
      for (let o = 0; o < outputs; o++) net[to + o]! += value * weights[from + o]!
    }
  }
}

const denseBackward: Kernels['denseBackward'] = (
  netDerivative,
  weights,
  inputDerivative,
  { inputs, outputs },
  firstRow,
  endRow,
) => {
  for (let row = firstRow; row < endRow; row++) {
    for (let i = 0; i < inputs; i++) {
      let sum = 0
      for (let o = 0; o < outputs; o++) sum += netDerivative[row * outputs + o]! * weights[i * outputs + o]!
      inputDerivative[row * inputs + i] = sum
    }
  }
}

const denseGradient: Kernels['denseGradient'] = (
  input,
  netDerivative,
  weightGradient,
  { inputs, outputs },
  rows,
  firstInput,
  endInput,
) => {
  weightGradient.fill(0, firstInput * outputs, endInput * outputs)
  for (let i = firstInput; i < endInput; i++) {
    const to = i * outputs
    for (let row = 0; row < rows; row++) {
      const value = input[row * inputs + i]!
      if (value === 0) continue
      const from = row * outputs
      for (let o = 0; o < outputs; o++) weightGradient[to + o]! += value * netDerivative[from + o]!
    }
  }
}

const biasGradient: Kernels['biasGradient'] = (
  netDerivative,
  gradient,
  outputs,
  rows,
  firstOutput,
  endOutput,
) => {
  for (let o = firstOutput; o < endOutput; o++) {
    let sum = 0
    for (let row = 0; row < rows; row++) sum += netDerivative[row * outputs + o]!
    gradient[o] = sum
  }
}

/**
 * The three convolution kernels walk the same pairs: for an output place, a filter and a row of the kernel,
 * the input pixels below that row of the kernel lie side by side, and so do the weights. Such a pair of runs
 * is `length` numbers long, less where the kernel hangs over the edge into the padding.
 */
interface Runs {
  /** Where the run of the input starts, within its image. */
  input: number
  /** Where the run of the weights starts, within its filter. */
  weights: number
  length: number
}

function outputHeight(shape: ConvolutionShape): number {
  return shape.height + 2 * shape.padding - shape.kernel + 1
}

function outputWidth(shape: ConvolutionShape): number {
  return shape.width + 2 * shape.padding - shape.kernel + 1
}

/** What `runsOfPlaces` worked out before: a network asks for the same shapes over and over. */
const knownRuns = new WeakMap<ConvolutionShape, Runs[][]>()

/** For each output place, row by row, the runs that its window is made of. */
function runsOfPlaces(shape: ConvolutionShape): Runs[][] {
  const known = knownRuns.get(shape)
  if (known) return known
  const { height, width, channels, kernel, padding } = shape
  const places: Runs[][] = []
  for (let y = 0; y < outputHeight(shape); y++) {
    for (let x = 0; x < outputWidth(shape); x++) {
      const runs: Runs[] = []
      const left = Math.max(0, padding - x)
      const right = Math.min(kernel, width + padding - x)
      for (let ky = Math.max(0, padding - y); ky < Math.min(kernel, height + padding - y); ky++) {
        if (right <= left) continue
        runs.push({
          input: ((y + ky - padding) * width + x + left - padding) * channels,
          weights: (ky * kernel + left) * channels,
          length: (right - left) * channels,
        })
      }
      places.push(runs)
    }
  }
  knownRuns.set(shape, places)
  return places
}

const convolutionForward: Kernels['convolutionForward'] = (
  input,
  weights,
  biases,
  net,
  shape,
  firstRow,
  endRow,
) => {
  const { filters } = shape
  const imageSize = shape.height * shape.width * shape.channels
  const places = runsOfPlaces(shape)
  const byFilter = transposed(weights, filters)
  const sums = new Float64Array(filters)
  for (let row = firstRow; row < endRow; row++) {
    for (let place = 0; place < places.length; place++) {
      sums.set(biases)
      for (const run of places[place]!) {
        const from = row * imageSize + run.input
        for (let i = 0; i < run.length; i++) {
          const value = input[from + i]!
          if (value === 0) continue
          const by = (run.weights + i) * filters
          for (let filter = 0; filter < filters; filter++) sums[filter]! += value * byFilter[by + filter]!
        }
      }
      net.set(sums, (row * places.length + place) * filters)
    }
  }
}

/** A matrix of `rows` rows, with its columns as rows. */
function transposed(matrix: Float32Array, rows: number): Float32Array {
  const columns = matrix.length / rows
  const result = new Float32Array(matrix.length)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      result[column * rows + row] = matrix[row * columns + column]!
    }
  }
  return result
}

const convolutionBackward: Kernels['convolutionBackward'] = (
  netDerivative,
  weights,
  inputDerivative,
  shape,
  firstRow,
  endRow,
) => {
  const { filters } = shape
  const imageSize = shape.height * shape.width * shape.channels
  const filterSize = shape.kernel * shape.kernel * shape.channels
  const places = runsOfPlaces(shape)
  inputDerivative.fill(0, firstRow * imageSize, endRow * imageSize)
  for (let row = firstRow; row < endRow; row++) {
    for (let place = 0; place < places.length; place++) {
      const runs = places[place]!
      for (let filter = 0; filter < filters; filter++) {
        const derivative = netDerivative[(row * places.length + place) * filters + filter]!
        if (derivative === 0) continue
        for (const run of runs) {
          const to = row * imageSize + run.input
          const by = filter * filterSize + run.weights
          for (let i = 0; i < run.length; i++) inputDerivative[to + i]! += derivative * weights[by + i]!
        }
      }
    }
  }
}

const convolutionGradient: Kernels['convolutionGradient'] = (
  input,
  netDerivative,
  weightGradient,
  shape,
  rows,
  firstFilter,
  endFilter,
) => {
  const { filters } = shape
  const imageSize = shape.height * shape.width * shape.channels
  const filterSize = shape.kernel * shape.kernel * shape.channels
  const places = runsOfPlaces(shape)
  weightGradient.fill(0, firstFilter * filterSize, endFilter * filterSize)
  for (let row = 0; row < rows; row++) {
    for (let place = 0; place < places.length; place++) {
      const runs = places[place]!
      for (let filter = firstFilter; filter < endFilter; filter++) {
        const derivative = netDerivative[(row * places.length + place) * filters + filter]!
        if (derivative === 0) continue
        for (const run of runs) {
          const from = row * imageSize + run.input
          const to = filter * filterSize + run.weights
          for (let i = 0; i < run.length; i++) weightGradient[to + i]! += derivative * input[from + i]!
        }
      }
    }
  }
}

const maxPoolForward: Kernels['maxPoolForward'] = (input, output, winners, shape, firstRow, endRow) => {
  const { height, width, channels, size } = shape
  const pooledHeight = Math.floor(height / size)
  const pooledWidth = Math.floor(width / size)
  let to = firstRow * pooledHeight * pooledWidth * channels
  for (let row = firstRow; row < endRow; row++) {
    const image = row * height * width * channels
    for (let y = 0; y < pooledHeight; y++) {
      for (let x = 0; x < pooledWidth; x++) {
        for (let channel = 0; channel < channels; channel++) {
          let winner = (y * size * width + x * size) * channels + channel
          let largest = input[image + winner]!
          for (let dy = 0; dy < size; dy++) {
            for (let dx = 0; dx < size; dx++) {
              const place = ((y * size + dy) * width + x * size + dx) * channels + channel
              const value = input[image + place]!
              // A NaN wins over every number, so that it is not lost on the way to the cost.
              if (value > largest || (Number.isNaN(value) && !Number.isNaN(largest))) {
                largest = value
                winner = place
              }
            }
          }
          output[to] = largest
          winners[to] = winner
          to++
        }
      }
    }
  }
}

const maxPoolBackward: Kernels['maxPoolBackward'] = (
  outputDerivative,
  winners,
  inputDerivative,
  shape,
  firstRow,
  endRow,
) => {
  const { height, width, channels, size } = shape
  const imageSize = height * width * channels
  const pooledSize = Math.floor(height / size) * Math.floor(width / size) * channels
  inputDerivative.fill(0, firstRow * imageSize, endRow * imageSize)
  for (let row = firstRow; row < endRow; row++) {
    for (let i = row * pooledSize; i < (row + 1) * pooledSize; i++) {
      inputDerivative[row * imageSize + winners[i]!] = outputDerivative[i]!
    }
  }
}

const sigmoidForward: Kernels['sigmoidForward'] = (net, output, first, end) => {
  for (let i = first; i < end; i++) output[i] = 1 / (1 + Math.exp(-net[i]!))
}

const sigmoidBackward: Kernels['sigmoidBackward'] = (output, outputDerivative, netDerivative, first, end) => {
  for (let i = first; i < end; i++) netDerivative[i] = outputDerivative[i]! * output[i]! * (1 - output[i]!)
}

const reluForward: Kernels['reluForward'] = (net, output, first, end) => {
  for (let i = first; i < end; i++) output[i] = net[i]! <= 0 ? 0 : net[i]!
}

const reluBackward: Kernels['reluBackward'] = (output, outputDerivative, netDerivative, first, end) => {
  for (let i = first; i < end; i++) netDerivative[i] = output[i]! > 0 ? outputDerivative[i]! : 0
}

const softmaxForward: Kernels['softmaxForward'] = (net, output, classes, firstRow, endRow) => {
  for (let row = firstRow; row < endRow; row++) {
    const from = row * classes
    let largest = -Infinity
    for (let i = from; i < from + classes; i++) largest = Math.max(largest, net[i]!)
    let sum = 0
    for (let i = from; i < from + classes; i++) sum += output[i] = Math.exp(net[i]! - largest)
    for (let i = from; i < from + classes; i++) output[i]! /= sum
  }
}

const softmaxBackward: Kernels['softmaxBackward'] = (
  output,
  outputDerivative,
  netDerivative,
  classes,
  firstRow,
  endRow,
) => {
  for (let row = firstRow; row < endRow; row++) {
    const from = row * classes
    let mean = 0
    for (let i = from; i < from + classes; i++) mean += output[i]! * outputDerivative[i]!
    for (let i = from; i < from + classes; i++) netDerivative[i] = output[i]! * (outputDerivative[i]! - mean)
  }
}

const momentumUpdate: Kernels['momentumUpdate'] = (values, gradient, velocity, step, first, end) => {
  const { learningRate, momentum, weightDecay } = step
  for (let i = first; i < end; i++) {
    velocity[i] = momentum * velocity[i]! + gradient[i]!
    values[i]! -= learningRate * (velocity[i]! + weightDecay * values[i]!)
  }
}

const adamUpdate: Kernels['adamUpdate'] = (values, gradient, mean, variance, step, first, end) => {
  const { learningRate, beta1, beta2, epsilon, weightDecay } = step
  const meanCorrection = 1 / (1 - beta1 ** step.step)
  const varianceCorrection = 1 / (1 - beta2 ** step.step)
  for (let i = first; i < end; i++) {
    const slope = gradient[i]!
    mean[i] = beta1 * mean[i]! + (1 - beta1) * slope
    variance[i] = beta2 * variance[i]! + (1 - beta2) * slope * slope
    const direction = (mean[i]! * meanCorrection) / (Math.sqrt(variance[i]! * varianceCorrection) + epsilon)
    values[i]! -= learningRate * (direction + weightDecay * values[i]!)
  }
}

const averageUpdate: Kernels['averageUpdate'] = (average, values, share, first, end) => {
  for (let i = first; i < end; i++) average[i]! += share * (values[i]! - average[i]!)
}
