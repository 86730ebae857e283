/** Images: bytes to numbers, and what augmentation is made of. See ../kernels.ts for what each promises. */
import { multiplyAdd, storeLanes } from './lanes'
import { scratch } from './scratch'
import { wholeVectors } from './transpose'

const LARGEST_GREY: f32 = 255

/** Four bytes as floats. */
@inline
function greys(source: usize): v128 {
  const bytes = v128.load32_zero(source)
  return f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(bytes)))
}

/** Divided, not multiplied by 1 / 255, so that each is rounded as the plain kernel rounds it. */
export function scaleBytes(source: usize, target: usize, count: i32): void {
  const largest = f32x4.splat(LARGEST_GREY)
  for (let i = 0; i < count; i += 4) {
    storeLanes(target, f32x4.div(greys(source), largest), min(4, count - i))
    source += 4
    target += 16
  }
}

/** Four pixels of the result at a time; nothing is read for those that show no ink. */
export function warpImage(
  source: usize,
  target: usize,
  height: i32,
  width: i32,
  x: f32,
  xAcross: f32,
  xDown: f32,
  y: f32,
  yAcross: f32,
  yDown: f32,
  right: usize,
  down: usize,
): void {
  // In its frame of zeros the image begins at (1, 1), and reading at its edge needs no special case.
  const framed = scratch()
  const stride = width + 2
  memory.fill(framed, 0, (<usize>(height + 3) * stride + 4) << 2)
  let firstRow = height
  let lastRow = -1
  for (let row = 0; row < height; row++) {
    let ink = f32x4.splat(0)
    let to = framed + (<usize>((row + 1) * stride + 1) << 2)
    for (let column = 0; column < width; column += 4) {
      const lanes = min(4, width - column)
      const four = greys(source)
      storeLanes(to, four, lanes)
      ink = v128.or(ink, four)
      source += lanes
      to += 16
    }
    if (v128.any_true(ink)) {
      firstRow = min(firstRow, row)
      lastRow = row
    }
  }

  const zero = f32x4.splat(0)
  const one = f32x4.splat(1)
  const rightEdge = f32x4.splat(<f32>(width + 1))
  const top = f32x4.splat(<f32>firstRow)
  const bottom = f32x4.splat(<f32>(lastRow + 2))
  const strides = i32x4.splat(stride)
  const scale = f32x4.splat(1 / LARGEST_GREY)
  const acrossX = f32x4.splat(xAcross)
  const acrossY = f32x4.splat(yAcross)
  for (let row = 0; row < height; row++) {
    const rowX = f32x4.splat(x + xDown * <f32>row)
    const rowY = f32x4.splat(y + yDown * <f32>row)
    let columns = f32x4(0, 1, 2, 3)
    for (let column = 0; column < width; column += 4) {
      const lanes = min(4, width - column)
      let px = multiplyAdd(acrossX, columns, rowX)
      let py = multiplyAdd(acrossY, columns, rowY)
      if (right) {
        px = f32x4.add(px, v128.load(right))
        py = f32x4.add(py, v128.load(down))
        right += <usize>lanes << 2
        down += <usize>lanes << 2
      }
      px = f32x4.add(px, one)
      py = f32x4.add(py, one)
      const inside = v128.and(
        v128.and(f32x4.gt(px, zero), f32x4.lt(px, rightEdge)),
        v128.and(f32x4.gt(py, top), f32x4.lt(py, bottom)),
      )
      let ink = zero
      if (v128.any_true(inside)) {
        const left = i32x4.trunc_sat_f32x4_s(px)
        const above = i32x4.trunc_sat_f32x4_s(py)
        const corners = v128.and(i32x4.add(i32x4.mul(above, strides), left), inside)
        const share = f32x4.sub(px, f32x4.convert_i32x4_s(left))
        const upper = between(framed, corners, share)
        const lower = between(framed + (<usize>stride << 2), corners, share)
        const fall = f32x4.sub(py, f32x4.convert_i32x4_s(above))
        ink = multiplyAdd(fall, f32x4.sub(lower, upper), upper)
        ink = f32x4.mul(v128.and(ink, inside), scale)
      }
      storeLanes(target, ink, lanes)
      target += <usize>lanes << 2
      columns = f32x4.add(columns, f32x4.splat(4))
    }
  }
}

/** From each of four places in an image, what stands `share` of the way to its right neighbour. */
@inline
function between(image: usize, places: v128, share: v128): v128 {
  const a = image + (<usize>i32x4.extract_lane(places, 0) << 2)
  const b = image + (<usize>i32x4.extract_lane(places, 1) << 2)
  const c = image + (<usize>i32x4.extract_lane(places, 2) << 2)
  const d = image + (<usize>i32x4.extract_lane(places, 3) << 2)
  const ab = v128.load64_lane(b, v128.load64_zero(a), 1)
  const cd = v128.load64_lane(d, v128.load64_zero(c), 1)
  const left = v128.shuffle<f32>(ab, cd, 0, 2, 4, 6)
  const right = v128.shuffle<f32>(ab, cd, 1, 3, 5, 7)
  return multiplyAdd(share, f32x4.sub(right, left), left)
}

/** First each row of control points as a row of the field, then the columns. */
export function smoothField(controls: usize, weights: usize, field: usize, points: i32, side: i32): void {
  const rowBytes = <usize>wholeVectors(side) << 2
  const weightBytes = <usize>side << 2
  let to = scratch()
  for (let row = 0; row < points; row++) {
    for (let x = 0; x < side; x += 4) {
      let sum = f32x4.splat(0)
      let from = weights + (<usize>x << 2)
      for (let point = 0; point < points; point++) {
        const control = v128.load32_splat(controls + (<usize>point << 2))
        sum = multiplyAdd(control, v128.load(from), sum)
        from += weightBytes
      }
      v128.store(to, sum)
      to += 16
    }
    controls += <usize>points << 2
  }
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x += 4) {
      let sum = f32x4.splat(0)
      let from = scratch() + (<usize>x << 2)
      let weight = weights + (<usize>y << 2)
      for (let point = 0; point < points; point++) {
        sum = multiplyAdd(v128.load32_splat(weight), v128.load(from), sum)
        from += rowBytes
        weight += weightBytes
      }
      storeLanes(field + (<usize>x << 2), sum, min(4, side - x))
    }
    field += weightBytes
  }
}

/** From a copy in a frame of zeros, so that every pixel has its four neighbours. */
export function moveEdges(image: usize, height: i32, width: i32, share: f32): void {
  const framed = scratch()
  const stride = <usize>(width + 2) << 2
  memory.fill(framed, 0, <usize>(height + 3) * stride + 16)
  let from = image
  for (let row = 0; row < height; row++) {
    let to = framed + <usize>(row + 1) * stride + 4
    for (let column = 0; column < width; column += 4) {
      const lanes = min(4, width - column)
      storeLanes(to, v128.load(from), lanes)
      from += <usize>lanes << 2
      to += 16
    }
  }
  const outward = share > 0
  const way = f32x4.splat(abs(share))
  let to = image
  for (let row = 0; row < height; row++) {
    let at = framed + <usize>(row + 1) * stride + 4
    for (let column = 0; column < width; column += 4) {
      const lanes = min(4, width - column)
      const ink = v128.load(at)
      const left = v128.load(at - 4)
      const right = v128.load(at, 4)
      const above = v128.load(at - stride)
      const below = v128.load(at + stride)
      const reached = outward
        ? f32x4.max(ink, f32x4.max(f32x4.max(left, right), f32x4.max(above, below)))
        : f32x4.min(ink, f32x4.min(f32x4.min(left, right), f32x4.min(above, below)))
      storeLanes(to, multiplyAdd(way, f32x4.sub(reached, ink), ink), lanes)
      at += 16
      to += <usize>lanes << 2
    }
  }
}
