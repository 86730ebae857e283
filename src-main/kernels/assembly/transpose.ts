/** Weights laid out the other way round, for kernels that walk them so. */

/**
 * target[column, row] = source[row, column]. The rows of the target are `targetStride` floats long; what is
 * behind the `rows` of them that are used becomes zero.
 */
export function transpose(source: usize, rows: i32, columns: i32, target: usize, targetStride: i32): void {
  const from = <usize>columns << 2
  const to = <usize>targetStride << 2
  let row = 0
  for (; row <= rows - 4; row += 4) {
    let read = source + <usize>row * from
    let write = target + (<usize>row << 2)
    let column = 0
    for (; column <= columns - 4; column += 4) {
      const a = v128.load(read)
      const b = v128.load(read + from)
      const c = v128.load(read + 2 * from)
      const d = v128.load(read + 3 * from)
      const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5)
      const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5)
      const ef = v128.shuffle<f32>(a, b, 2, 6, 3, 7)
      const gh = v128.shuffle<f32>(c, d, 2, 6, 3, 7)
      v128.store(write, v128.shuffle<i64>(ab, cd, 0, 2))
      v128.store(write + to, v128.shuffle<i64>(ab, cd, 1, 3))
      v128.store(write + 2 * to, v128.shuffle<i64>(ef, gh, 0, 2))
      v128.store(write + 3 * to, v128.shuffle<i64>(ef, gh, 1, 3))
      read += 16
      write += to << 2
    }
    for (; column < columns; column++) {
      for (let i: usize = 0; i < 4; i++) store<f32>(write + (i << 2), load<f32>(read + i * from))
      read += 4
      write += to
    }
  }
  for (; row < targetStride; row++) {
    for (let column = 0; column < columns; column++) {
      const value = row < rows ? load<f32>(source + <usize>row * from + (<usize>column << 2)) : 0
      store<f32>(target + <usize>column * to + (<usize>row << 2), value)
    }
  }
}

/** Floats of a row that is filled up to whole vectors. */
@inline
export function wholeVectors(length: i32): i32 {
  return (length + 3) & ~3
}
