/** Steps of the optimizers. */
import { multiplyAdd, storeLanes, subtractProduct } from './lanes'

export function momentumUpdate(
  values: usize,
  gradient: usize,
  velocity: usize,
  learningRate: f32,
  momentum: f32,
  weightDecay: f32,
  first: i32,
  end: i32,
): void {
  const rate = f32x4.splat(learningRate)
  const kept = f32x4.splat(momentum)
  const decay = f32x4.splat(weightDecay)
  for (let i = first; i < end; i += 4) {
    const at = <usize>i << 2
    const lanes = min(4, end - i)
    const value = v128.load(values + at)
    const speed = multiplyAdd(kept, v128.load(velocity + at), v128.load(gradient + at))
    storeLanes(velocity + at, speed, lanes)
    storeLanes(values + at, subtractProduct(rate, multiplyAdd(decay, value, speed), value), lanes)
  }
}

/**
 * `new1` and `new2` are 1 − β, handed over so that they are rounded only once.
 * `meanCorrection` and `varianceCorrection` are 1 / (1 − βᵗ), which undo the start of the moments
 * at zero.
 */
export function adamUpdate(
  values: usize,
  gradient: usize,
  mean: usize,
  variance: usize,
  learningRate: f32,
  beta1: f32,
  new1: f32,
  beta2: f32,
  new2: f32,
  epsilon: f32,
  weightDecay: f32,
  meanCorrection: f32,
  varianceCorrection: f32,
  first: i32,
  end: i32,
): void {
  const rate = f32x4.splat(learningRate)
  const kept1 = f32x4.splat(beta1)
  const fresh1 = f32x4.splat(new1)
  const kept2 = f32x4.splat(beta2)
  const fresh2 = f32x4.splat(new2)
  const least = f32x4.splat(epsilon)
  const decay = f32x4.splat(weightDecay)
  const correct1 = f32x4.splat(meanCorrection)
  const correct2 = f32x4.splat(varianceCorrection)
  for (let i = first; i < end; i += 4) {
    const at = <usize>i << 2
    const lanes = min(4, end - i)
    const value = v128.load(values + at)
    const g = v128.load(gradient + at)
    const m = multiplyAdd(fresh1, g, f32x4.mul(kept1, v128.load(mean + at)))
    const v = multiplyAdd(f32x4.mul(fresh2, g), g, f32x4.mul(kept2, v128.load(variance + at)))
    storeLanes(mean + at, m, lanes)
    storeLanes(variance + at, v, lanes)
    const spread = f32x4.add(f32x4.sqrt(f32x4.mul(v, correct2)), least)
    const direction = f32x4.div(f32x4.mul(m, correct1), spread)
    storeLanes(values + at, subtractProduct(rate, multiplyAdd(decay, value, direction), value), lanes)
  }
}

/** average += share · (values − average). */
export function averageUpdate(average: usize, values: usize, share: f32, first: i32, end: i32): void {
  const taken = f32x4.splat(share)
  for (let i = first; i < end; i += 4) {
    const at = <usize>i << 2
    const old = v128.load(average + at)
    const change = f32x4.sub(v128.load(values + at), old)
    storeLanes(average + at, multiplyAdd(taken, change, old), min(4, end - i))
  }
}
