/**
 * The one loop that nearly all the work is done in: rows of numbers += Σ entry · row of a matrix, over the
 * entries of a list of nonzeros. Up to twelve vectors of a sum are kept in registers at a time, which is as
 * many as an x64 processor has beside those for the operands, and enough to keep its two multiply-adders busy.
 *
 * Each element is its initial value plus the products in the order of the list, whatever else is computed
 * beside it.
 */
import { multiplyAdd, storeLanes } from './lanes'
import { ENTRY } from './nonzeros'

const MOST_VECTORS = 12

/**
 * target[0 .. length) = initial[0 .. length) + Σ value · matrix[offset .. offset + length), over the entries
 * from `list` to `end`. Up to three floats behind each row are read.
 */
@inline
export function weightedSum(
  initial: usize,
  target: usize,
  length: i32,
  list: usize,
  end: usize,
  matrix: usize,
): void {
  panels(initial, 0, target, length, list, end, matrix, 0, 1)
}

/**
 * Adds such sums to `rows` rows of `target`, all with the same list. From one to the next the target moves on
 * by `targetStride` bytes and the matrix by `matrixStride`.
 */
@inline
export function addWeightedSums(
  target: usize,
  targetStride: usize,
  length: i32,
  list: usize,
  end: usize,
  matrix: usize,
  matrixStride: usize,
  rows: i32,
): void {
  panels(target, targetStride, target, length, list, end, matrix, matrixStride, rows)
}

@inline
function panels(
  initial: usize,
  targetStride: usize,
  target: usize,
  length: i32,
  list: usize,
  end: usize,
  matrix: usize,
  matrixStride: usize,
  rows: i32,
): void {
  let vectors = (length + 3) >> 2
  const lanesOfLast = length - ((vectors - 1) << 2)
  while (vectors > MOST_VECTORS) {
    // Shared out evenly: twenty are ten and ten, not twelve and eight.
    const panels = (vectors + MOST_VECTORS - 1) / MOST_VECTORS
    const some = (vectors + panels - 1) / panels
    panel(some, initial, targetStride, target, 4, list, end, matrix, matrixStride, rows)
    const bytes = <usize>some << 4
    initial += bytes
    target += bytes
    matrix += bytes
    vectors -= some
  }
  if (vectors > 0) panel(vectors, initial, targetStride, target, lanesOfLast, list, end, matrix, matrixStride, rows)
}

function panel(
  vectors: i32,
  initial: usize,
  targetStride: usize,
  target: usize,
  lanesOfLast: i32,
  list: usize,
  end: usize,
  matrix: usize,
  matrixStride: usize,
  rows: i32,
): void {
  switch (vectors) {
    case 1:
      sums(1, initial, targetStride, target, lanesOfLast, list, end, matrix, matrixStride, rows)
      break
    case 2:
      sums(2, initial, targetStride, target, lanesOfLast, list, end, matrix, matrixStride, rows)
      break
    case 3:
      sums(3, initial, targetStride, target, lanesOfLast, list, end, matrix, matrixStride, rows)
      break
    case 4:
      sums(4, initial, targetStride, target, lanesOfLast, list, end, matrix, matrixStride, rows)
      break
    case 5:
      sums(5, initial, targetStride, target, lanesOfLast, list, end, matrix, matrixStride, rows)
      break
    case 6:
      sums(6, initial, targetStride, target, lanesOfLast, list, end, matrix, matrixStride, rows)
      break
    case 7:
      sums(7, initial, targetStride, target, lanesOfLast, list, end, matrix, matrixStride, rows)
      break
    case 8:
      sums(8, initial, targetStride, target, lanesOfLast, list, end, matrix, matrixStride, rows)
      break
    case 9:
      sums(9, initial, targetStride, target, lanesOfLast, list, end, matrix, matrixStride, rows)
      break
    case 10:
      sums(10, initial, targetStride, target, lanesOfLast, list, end, matrix, matrixStride, rows)
      break
    case 11:
      sums(11, initial, targetStride, target, lanesOfLast, list, end, matrix, matrixStride, rows)
      break
    case 12:
      sums(12, initial, targetStride, target, lanesOfLast, list, end, matrix, matrixStride, rows)
      break
  }
}

/** `vectors` is a constant wherever this is inlined, so that only the vectors in use remain. */
@inline
function sums(
  vectors: i32,
  initial: usize,
  targetStride: usize,
  target: usize,
  lanesOfLast: i32,
  list: usize,
  end: usize,
  matrix: usize,
  matrixStride: usize,
  rows: i32,
): void {
  for (; rows > 0; rows--) {
    let s0 = v128.load(initial)
    let s1 = vectors > 1 ? v128.load(initial, 16) : s0
    let s2 = vectors > 2 ? v128.load(initial, 32) : s0
    let s3 = vectors > 3 ? v128.load(initial, 48) : s0
    let s4 = vectors > 4 ? v128.load(initial, 64) : s0
    let s5 = vectors > 5 ? v128.load(initial, 80) : s0
    let s6 = vectors > 6 ? v128.load(initial, 96) : s0
    let s7 = vectors > 7 ? v128.load(initial, 112) : s0
    let s8 = vectors > 8 ? v128.load(initial, 128) : s0
    let s9 = vectors > 9 ? v128.load(initial, 144) : s0
    let s10 = vectors > 10 ? v128.load(initial, 160) : s0
    let s11 = vectors > 11 ? v128.load(initial, 176) : s0
    for (let entry = list; entry < end; entry += ENTRY) {
      const value = v128.load32_splat(entry)
      const row = matrix + load<u32>(entry, 4)
      s0 = multiplyAdd(value, v128.load(row), s0)
      if (vectors > 1) s1 = multiplyAdd(value, v128.load(row, 16), s1)
      if (vectors > 2) s2 = multiplyAdd(value, v128.load(row, 32), s2)
      if (vectors > 3) s3 = multiplyAdd(value, v128.load(row, 48), s3)
      if (vectors > 4) s4 = multiplyAdd(value, v128.load(row, 64), s4)
      if (vectors > 5) s5 = multiplyAdd(value, v128.load(row, 80), s5)
      if (vectors > 6) s6 = multiplyAdd(value, v128.load(row, 96), s6)
      if (vectors > 7) s7 = multiplyAdd(value, v128.load(row, 112), s7)
      if (vectors > 8) s8 = multiplyAdd(value, v128.load(row, 128), s8)
      if (vectors > 9) s9 = multiplyAdd(value, v128.load(row, 144), s9)
      if (vectors > 10) s10 = multiplyAdd(value, v128.load(row, 160), s10)
      if (vectors > 11) s11 = multiplyAdd(value, v128.load(row, 176), s11)
    }
    if (vectors > 1) v128.store(target, s0)
    if (vectors > 2) v128.store(target, s1, 16)
    if (vectors > 3) v128.store(target, s2, 32)
    if (vectors > 4) v128.store(target, s3, 48)
    if (vectors > 5) v128.store(target, s4, 64)
    if (vectors > 6) v128.store(target, s5, 80)
    if (vectors > 7) v128.store(target, s6, 96)
    if (vectors > 8) v128.store(target, s7, 112)
    if (vectors > 9) v128.store(target, s8, 128)
    if (vectors > 10) v128.store(target, s9, 144)
    if (vectors > 11) v128.store(target, s10, 160)
    const last = target + (<usize>(vectors - 1) << 4)
    if (vectors == 1) storeLanes(last, s0, lanesOfLast)
    if (vectors == 2) storeLanes(last, s1, lanesOfLast)
    if (vectors == 3) storeLanes(last, s2, lanesOfLast)
    if (vectors == 4) storeLanes(last, s3, lanesOfLast)
    if (vectors == 5) storeLanes(last, s4, lanesOfLast)
    if (vectors == 6) storeLanes(last, s5, lanesOfLast)
    if (vectors == 7) storeLanes(last, s6, lanesOfLast)
    if (vectors == 8) storeLanes(last, s7, lanesOfLast)
    if (vectors == 9) storeLanes(last, s8, lanesOfLast)
    if (vectors == 10) storeLanes(last, s9, lanesOfLast)
    if (vectors == 11) storeLanes(last, s10, lanesOfLast)
    if (vectors == 12) storeLanes(last, s11, lanesOfLast)
    initial += targetStride
    target += targetStride
    matrix += matrixStride
  }
}

/**
 * The same for `rows` short rows at once, each of eight floats in `target`: the matrix's are `stride` bytes
 * apart. Alone they would be too short to keep the processor busy.
 */
@inline
export function narrowSums(target: usize, rows: i32, list: usize, end: usize, matrix: usize, stride: usize): void {
  while (rows > 0) {
    const some = min(rows, 5)
    narrowSumsOf(some, target, list, end, matrix, stride)
    target += <usize>some << 5
    matrix += <usize>some * stride
    rows -= some
  }
}

function narrowSumsOf(
  rows: i32,
  target: usize,
  list: usize,
  end: usize,
  matrix: usize,
  stride: usize,
): void {
  switch (rows) {
    case 1:
      narrowSum(1, target, list, end, matrix, stride)
      break
    case 2:
      narrowSum(2, target, list, end, matrix, stride)
      break
    case 3:
      narrowSum(3, target, list, end, matrix, stride)
      break
    case 4:
      narrowSum(4, target, list, end, matrix, stride)
      break
    case 5:
      narrowSum(5, target, list, end, matrix, stride)
  }
}

@inline
function narrowSum(rows: i32, target: usize, list: usize, end: usize, matrix: usize, stride: usize): void {
  let a0 = v128.load(target)
  let a1 = v128.load(target, 16)
  let b0 = rows > 1 ? v128.load(target, 32) : a0
  let b1 = rows > 1 ? v128.load(target, 48) : a0
  let c0 = rows > 2 ? v128.load(target, 64) : a0
  let c1 = rows > 2 ? v128.load(target, 80) : a0
  let d0 = rows > 3 ? v128.load(target, 96) : a0
  let d1 = rows > 3 ? v128.load(target, 112) : a0
  let e0 = rows > 4 ? v128.load(target, 128) : a0
  let e1 = rows > 4 ? v128.load(target, 144) : a0
  for (; list < end; list += ENTRY) {
    const value = v128.load32_splat(list)
    let row = matrix + load<u32>(list, 4)
    a0 = multiplyAdd(value, v128.load(row), a0)
    a1 = multiplyAdd(value, v128.load(row, 16), a1)
    if (rows > 1) {
      row += stride
      b0 = multiplyAdd(value, v128.load(row), b0)
      b1 = multiplyAdd(value, v128.load(row, 16), b1)
    }
    if (rows > 2) {
      row += stride
      c0 = multiplyAdd(value, v128.load(row), c0)
      c1 = multiplyAdd(value, v128.load(row, 16), c1)
    }
    if (rows > 3) {
      row += stride
      d0 = multiplyAdd(value, v128.load(row), d0)
      d1 = multiplyAdd(value, v128.load(row, 16), d1)
    }
    if (rows > 4) {
      row += stride
      e0 = multiplyAdd(value, v128.load(row), e0)
      e1 = multiplyAdd(value, v128.load(row, 16), e1)
    }
  }
  v128.store(target, a0)
  v128.store(target, a1, 16)
  if (rows > 1) {
    v128.store(target, b0, 32)
    v128.store(target, b1, 48)
  }
  if (rows > 2) {
    v128.store(target, c0, 64)
    v128.store(target, c1, 80)
  }
  if (rows > 3) {
    v128.store(target, d0, 96)
    v128.store(target, d1, 112)
  }
  if (rows > 4) {
    v128.store(target, e0, 128)
    v128.store(target, e1, 144)
  }
}
