/** Activation functions, element by element; softmax row by row. */
import { exponential, storeLanes } from './lanes'

export function sigmoidForward(net: usize, output: usize, first: i32, end: i32): void {
  const one = f32x4.splat(1)
  for (let i = first; i < end; i += 4) {
    const e = exponential(f32x4.neg(v128.load(net + (<usize>i << 2))))
    storeLanes(output + (<usize>i << 2), f32x4.div(one, f32x4.add(one, e)), min(4, end - i))
  }
}

export function sigmoidBackward(
  output: usize,
  outputDerivative: usize,
  netDerivative: usize,
  first: i32,
  end: i32,
): void {
  const one = f32x4.splat(1)
  for (let i = first; i < end; i += 4) {
    const at = <usize>i << 2
    const o = v128.load(output + at)
    const d = f32x4.mul(f32x4.mul(v128.load(outputDerivative + at), o), f32x4.sub(one, o))
    storeLanes(netDerivative + at, d, min(4, end - i))
  }
}

export function reluForward(net: usize, output: usize, first: i32, end: i32): void {
  const zero = f32x4.splat(0)
  for (let i = first; i < end; i += 4) {
    const at = <usize>i << 2
    const n = v128.load(net + at)
    storeLanes(output + at, v128.andnot(n, f32x4.le(n, zero)), min(4, end - i))
  }
}

export function reluBackward(
  output: usize,
  outputDerivative: usize,
  netDerivative: usize,
  first: i32,
  end: i32,
): void {
  const zero = f32x4.splat(0)
  for (let i = first; i < end; i += 4) {
    const at = <usize>i << 2
    const open = f32x4.gt(v128.load(output + at), zero)
    storeLanes(netDerivative + at, v128.and(v128.load(outputDerivative + at), open), min(4, end - i))
  }
}

export function softmaxForward(net: usize, output: usize, classes: i32, firstRow: i32, endRow: i32): void {
  for (let row = firstRow; row < endRow; row++) {
    const from = net + (<usize>(row * classes) << 2)
    const to = output + (<usize>(row * classes) << 2)
    let largest: f32 = -Infinity
    for (let i = 0; i < classes; i++) largest = max(largest, load<f32>(from + (<usize>i << 2)))
    const shift = f32x4.splat(largest)
    for (let i = 0; i < classes; i += 4) {
      const at = <usize>i << 2
      const e = exponential(f32x4.sub(v128.load(from + at), shift))
      storeLanes(to + at, e, min(4, classes - i))
    }
    let sum: f32 = 0
    for (let i = 0; i < classes; i++) sum += load<f32>(to + (<usize>i << 2))
    for (let i = 0; i < classes; i++) {
      const at = to + (<usize>i << 2)
      store<f32>(at, load<f32>(at) / sum)
    }
  }
}

export function softmaxBackward(
  output: usize,
  outputDerivative: usize,
  netDerivative: usize,
  classes: i32,
  firstRow: i32,
  endRow: i32,
): void {
  for (let row = firstRow; row < endRow; row++) {
    const start = <usize>(row * classes) << 2
    const end = start + (<usize>classes << 2)
    let mean: f32 = 0
    for (let at = start; at < end; at += 4) mean += load<f32>(output + at) * load<f32>(outputDerivative + at)
    for (let at = start; at < end; at += 4) {
      store<f32>(netDerivative + at, load<f32>(output + at) * (load<f32>(outputDerivative + at) - mean))
    }
  }
}
