/**
 * Lists of the numbers that are not zero: what the kernels walk instead of all numbers. Four fifths of an
 * MNIST image are zero, and so is most of what comes back through ReLU and max pooling.
 *
 * An entry is eight bytes: the number, and the offset in bytes of the row that it will be multiplied with.
 */

export const ENTRY: usize = 8

/**
 * Appends those of four numbers whose bit in `mask` is set. All four are written without a branch, each where
 * it belongs if it stays; one that does not is written over by the next.
 */
@inline
function append(list: usize, values: v128, offsets: v128, mask: i32): usize {
  const first = list
  const second = first + (<usize>(mask & 1) << 3)
  const third = second + (<usize>(mask & 2) << 2)
  const fourth = third + (<usize>(mask & 4) << 1)
  const low = v128.shuffle<f32>(values, offsets, 0, 4, 1, 5)
  const high = v128.shuffle<f32>(values, offsets, 2, 6, 3, 7)
  v128.store64_lane(first, low, 0)
  v128.store64_lane(second, low, 1)
  v128.store64_lane(third, high, 0)
  v128.store64_lane(fourth, high, 1)
  return fourth + (<usize>(mask & 8))
}

/**
 * Appends those of `count` numbers side by side that are not zero (a NaN is not) to the list, with offsets
 * that begin at `offset` and grow by `stride` a number. Returns the list's new end. Up to 32 bytes behind
 * the end are written to, and up to three numbers behind the last are read.
 */
@inline
export function appendNonzeros(list: usize, numbers: usize, count: i32, offset: i32, stride: i32): usize {
  const zero = f32x4.splat(0)
  const step = i32x4.splat(stride << 2)
  let offsets = i32x4.add(
    i32x4.splat(offset),
    i32x4.mul(i32x4.splat(stride), i32x4(0, 1, 2, 3)),
  )
  let i = 0
  for (; i <= count - 4; i += 4) {
    const values = v128.load(numbers)
    const mask = i32x4.bitmask(f32x4.ne(values, zero))
    list = append(list, values, offsets, mask)
    offsets = i32x4.add(offsets, step)
    numbers += 16
  }
  if (i < count) {
    const values = v128.load(numbers)
    const mask = i32x4.bitmask(f32x4.ne(values, zero)) & ((1 << (count - i)) - 1)
    list = append(list, values, offsets, mask)
  }
  return list
}

/**
 * The same for four columns of a matrix at once: from `count` rows that lie `apart` bytes apart the four
 * numbers side by side, each appended to the list of its column if it is not zero. `ends` is where the ends
 * of the four lists are kept.
 */
@inline
export function appendNonzerosOfColumns(
  ends: usize,
  numbers: usize,
  apart: usize,
  count: i32,
  offset: i32,
  stride: i32,
): void {
  let first = <usize>load<u32>(ends)
  let second = <usize>load<u32>(ends, 4)
  let third = <usize>load<u32>(ends, 8)
  let fourth = <usize>load<u32>(ends, 12)
  for (let i = 0; i < count; i++) {
    const values = v128.load(numbers)
    const mask = i32x4.bitmask(f32x4.ne(values, f32x4.splat(0)))
    const offsets = i32x4.splat(offset)
    const low = v128.shuffle<f32>(values, offsets, 0, 4, 1, 5)
    const high = v128.shuffle<f32>(values, offsets, 2, 6, 3, 7)
    v128.store64_lane(first, low, 0)
    v128.store64_lane(second, low, 1)
    v128.store64_lane(third, high, 0)
    v128.store64_lane(fourth, high, 1)
    first += <usize>(mask & 1) << 3
    second += <usize>(mask & 2) << 2
    third += <usize>(mask & 4) << 1
    fourth += <usize>(mask & 8)
    numbers += apart
    offset += stride
  }
  store<u32>(ends, <u32>first)
  store<u32>(ends, <u32>second, 4)
  store<u32>(ends, <u32>third, 8)
  store<u32>(ends, <u32>fourth, 12)
}

/** Makes four lists empty: they begin `room` bytes apart, the first at `lists`. */
@inline
export function emptyLists(ends: usize, lists: usize, room: usize): void {
  for (let i: usize = 0; i < 4; i++) store<u32>(ends + (i << 2), <u32>(lists + i * room))
}
