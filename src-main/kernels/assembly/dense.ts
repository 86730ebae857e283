/** Fully connected layers. Weights are inputs × outputs; see ../kernels.ts for what each kernel promises. */
import { storeLanes } from './lanes'
import { appendNonzeros, appendNonzerosOfColumns, emptyLists, ENTRY } from './nonzeros'
import { scratch } from './scratch'
import { transpose, wholeVectors } from './transpose'
import { weightedSum } from './weighted-sum'

/** net = input · weights + biases: each row is the biases plus a row of weights for each nonzero input. */
export function denseForward(
  input: usize,
  weights: usize,
  biases: usize,
  net: usize,
  inputs: i32,
  outputs: i32,
  firstRow: i32,
  endRow: i32,
): void {
  const list = scratch()
  for (let row = firstRow; row < endRow; row++) {
    const end = appendNonzeros(list, input + (<usize>(row * inputs) << 2), inputs, 0, outputs << 2)
    weightedSum(biases, net + (<usize>(row * outputs) << 2), outputs, list, end, weights)
  }
}

/** inputDerivative = netDerivative · weightsᵀ, as a sum of rows of the transposed weights. */
export function denseBackward(
  netDerivative: usize,
  weights: usize,
  inputDerivative: usize,
  inputs: i32,
  outputs: i32,
  firstRow: i32,
  endRow: i32,
): void {
  if (firstRow >= endRow) return
  const stride = wholeVectors(inputs)
  const zeros = scratch()
  memory.fill(zeros, 0, <usize>stride << 2)
  const transposed = zeros + (<usize>stride << 2)
  const list = transposed + (<usize>(stride * outputs) << 2)
  transpose(weights, inputs, outputs, transposed, stride)
  for (let row = firstRow; row < endRow; row++) {
    const derivatives = netDerivative + (<usize>(row * outputs) << 2)
    const end = appendNonzeros(list, derivatives, outputs, 0, stride << 2)
    weightedSum(zeros, inputDerivative + (<usize>(row * inputs) << 2), inputs, list, end, transposed)
  }
}

/** weightGradient = inputᵀ · netDerivative: for an input, the derivatives of the rows where it is not zero. */
export function denseGradient(
  input: usize,
  netDerivative: usize,
  weightGradient: usize,
  inputs: i32,
  outputs: i32,
  rows: i32,
  firstInput: i32,
  endInput: i32,
): void {
  const ends = scratch()
  const zeros = ends + 16
  memory.fill(zeros, 0, (<usize>wholeVectors(outputs)) << 2)
  const lists = zeros + ((<usize>wholeVectors(outputs)) << 2)
  const room = <usize>(rows + 1) * ENTRY
  const apart = <usize>inputs << 2
  for (let i = firstInput; i < endInput; i += 4) {
    emptyLists(ends, lists, room)
    appendNonzerosOfColumns(ends, input + (<usize>i << 2), apart, rows, 0, outputs << 2)
    for (let column = i; column < min(i + 4, endInput); column++) {
      const list = lists + <usize>(column - i) * room
      const end = <usize>load<u32>(ends + (<usize>(column - i) << 2))
      weightedSum(zeros, weightGradient + (<usize>(column * outputs) << 2), outputs, list, end, netDerivative)
    }
  }
}

/** Rows are dealt out to four sums in turn, as one sum would have to wait for itself. */
export function biasGradient(
  netDerivative: usize,
  gradient: usize,
  outputs: i32,
  rows: i32,
  firstOutput: i32,
  endOutput: i32,
): void {
  const stride = <usize>outputs << 2
  for (let output = firstOutput; output < endOutput; output += 4) {
    let from = netDerivative + (<usize>output << 2)
    let a = f32x4.splat(0)
    let b = a
    let c = a
    let d = a
    let row = 0
    for (; row <= rows - 4; row += 4) {
      a = f32x4.add(a, v128.load(from))
      b = f32x4.add(b, v128.load(from + stride))
      c = f32x4.add(c, v128.load(from + 2 * stride))
      d = f32x4.add(d, v128.load(from + 3 * stride))
      from += stride << 2
    }
    for (; row < rows; row++) {
      a = f32x4.add(a, v128.load(from))
      from += stride
    }
    const sum = f32x4.add(f32x4.add(a, b), f32x4.add(c, d))
    storeLanes(gradient + (<usize>output << 2), sum, min(4, endOutput - output))
  }
}
