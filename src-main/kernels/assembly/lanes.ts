/** Four floats at a time: what the instructions of wasm lack. */

/** a · b + c: rounded once with relaxed SIMD on a processor that can, otherwise after each step. */
@inline
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c)
  return f32x4.add(f32x4.mul(a, b), c)
}

/** c − a · b, likewise. */
@inline
export function subtractProduct(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_nmadd(a, b, c)
  return f32x4.sub(c, f32x4.mul(a, b))
}

/** Stores the first `lanes` (1 .. 4) of four floats. */
@inline
export function storeLanes(address: usize, value: v128, lanes: i32): void {
  if (lanes == 4) v128.store(address, value)
  else storeSome(address, value, lanes)
}

function storeSome(address: usize, value: v128, lanes: i32): void {
  if (lanes == 1) {
    v128.store32_lane(address, value, 0)
  } else {
    v128.store64_lane(address, value, 0)
    if (lanes == 3) v128.store32_lane(address, value, 2, 8)
  }
}

const LOG2_E: f32 = 1.44269504088896341
/** ln 2 in two parts, the first with so few bits that its products with whole numbers are exact. */
const LN_2_HIGH: f32 = 0.693359375
const LN_2_LOW: f32 = -2.12194440e-4
/** Below e^LEAST a float loses bits, above e^MOST it overflows. */
const LEAST: f32 = -87.33654
const MOST: f32 = 88.37626

/**
 * e^x to within two units in the last place, 0 below −87.3, NaN for NaN. From x = n ln 2 + r, the power of
 * two is put into the exponent and e^r is a polynomial (the coefficients are those of Cephes' expf).
 * Above 88.4 the result stays at e^88.4, near the largest float.
 */
@inline
export function exponential(x: v128): v128 {
  const clamped = f32x4.min(f32x4.max(x, f32x4.splat(LEAST)), f32x4.splat(MOST))
  const n = f32x4.nearest(f32x4.mul(clamped, f32x4.splat(LOG2_E)))
  let r = subtractProduct(n, f32x4.splat(LN_2_HIGH), clamped)
  r = subtractProduct(n, f32x4.splat(LN_2_LOW), r)
  let p = multiplyAdd(f32x4.splat(1.9875691500e-4), r, f32x4.splat(1.3981999507e-3))
  p = multiplyAdd(p, r, f32x4.splat(8.3334519073e-3))
  p = multiplyAdd(p, r, f32x4.splat(4.1665795894e-2))
  p = multiplyAdd(p, r, f32x4.splat(1.6666665459e-1))
  p = multiplyAdd(p, r, f32x4.splat(5.0000001201e-1))
  p = f32x4.add(multiplyAdd(p, f32x4.mul(r, r), r), f32x4.splat(1))
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23)
  return v128.andnot(f32x4.mul(p, power), f32x4.lt(x, f32x4.splat(LEAST)))
}
