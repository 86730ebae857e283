/** The derivative of a convolution by its input. */
import { withoutFrame } from './frame'
import { appendNonzeros } from './nonzeros'
import { scratch } from './scratch'
import { weightedSum } from './weighted-sum'

/**
 * For an output place and a row of the kernel, the pixels of the input below it lie side by side, and so do
 * the weights of each filter: the pixels gain a sum of such rows of weights, one for each filter whose
 * derivative is not zero there.
 *
 * Few are not zero. So that a sum has more of them, the pixels are given all that comes from the places one
 * above the other at once: the lists of a column of places lie behind each other, and the offset of an entry
 * counts its place's row, less that of the pixels, to the row of the kernel.
 */
export function convolutionBackward(
  netDerivative: usize,
  weights: usize,
  inputDerivative: usize,
  height: i32,
  width: i32,
  channels: i32,
  kernel: i32,
  padding: i32,
  filters: i32,
  firstRow: i32,
  endRow: i32,
): void {
  const framedHeight = height + 2 * padding
  const framedWidth = width + 2 * padding
  const netHeight = framedHeight - kernel + 1
  const netWidth = framedWidth - kernel + 1
  const places = netHeight * netWidth
  const imageBytes = <usize>(height * width * channels) << 2
  const framedBytes = <usize>(framedHeight * framedWidth * channels) << 2
  const pixelBytes = <usize>channels << 2
  const framedRowBytes = <usize>framedWidth * pixelBytes
  const run = kernel * channels
  const runBytes = run << 2
  const filterBytes = kernel * runBytes

  const framed = scratch()
  const starts = padding == 0 ? framed : framed + framedBytes
  const lists = starts + (<usize>(places + 1) << 2)
  let derivatives = netDerivative + (<usize>(firstRow * places * filters) << 2)
  for (let row = firstRow; row < endRow; row++) {
    const image = inputDerivative + <usize>row * imageBytes
    const target = padding == 0 ? image : framed
    memory.fill(target, 0, framedBytes)

    let list = lists
    let start = starts
    for (let x = 0; x < netWidth; x++) {
      let from = derivatives + (<usize>(x * filters) << 2)
      for (let y = 0; y < netHeight; y++) {
        store<u32>(start, <u32>list)
        list = appendNonzeros(list, from, filters, -y * runBytes, filterBytes)
        from += <usize>(netWidth * filters) << 2
        start += 4
      }
    }
    store<u32>(start, <u32>list)
    derivatives += <usize>(places * filters) << 2

    for (let y = 0; y < framedHeight; y++) {
      const first = <usize>max(0, y - kernel + 1) << 2
      const behind = <usize>min(netHeight, y + 1) << 2
      let pixels = target + <usize>y * framedRowBytes
      start = starts
      for (let x = 0; x < netWidth; x++) {
        const begin = load<u32>(start + first)
        const end = load<u32>(start + behind)
        if (begin < end) weightedSum(pixels, pixels, run, begin, end, weights + <usize>(y * runBytes))
        pixels += pixelBytes
        start += <usize>netHeight << 2
      }
    }
    if (padding > 0) withoutFrame(framed, height, width, channels, padding, image)
  }
}
