/** The derivative of a convolution by its input. */
import { withoutFrame } from './frame'
import { appendNonzeros } from './nonzeros'
import { scratch } from './scratch'
import { addWeightedSums } from './weighted-sum'

/**
 * For an output place and a row of the kernel, the pixels of the input below it lie side by side, and so do
 * the weights of each filter: the pixels gain a sum of such rows of weights, one for each filter whose
 * derivative is not zero there. Row of the kernel by row of the kernel, so that the weights in use are near.
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
  const filterBytes = (kernel * run) << 2

  const framed = scratch()
  const starts = padding == 0 ? framed : framed + framedBytes
  const lists = starts + (<usize>(places + 1) << 2)
  let derivatives = netDerivative + (<usize>(firstRow * places * filters) << 2)
  for (let row = firstRow; row < endRow; row++) {
    const image = inputDerivative + <usize>row * imageBytes
    const target = padding == 0 ? image : framed
    memory.fill(target, 0, framedBytes)

    let list = lists
    for (let place = 0; place < places; place++) {
      store<u32>(starts + (<usize>place << 2), <u32>list)
      list = appendNonzeros(list, derivatives, filters, 0, filterBytes)
      derivatives += <usize>filters << 2
    }
    store<u32>(starts + (<usize>places << 2), <u32>list)

    let start = starts
    for (let y = 0; y < netHeight; y++) {
      let corner = target + <usize>y * framedRowBytes
      for (let x = 0; x < netWidth; x++) {
        const begin = load<u32>(start)
        const end = load<u32>(start, 4)
        if (begin < end) {
          addWeightedSums(corner, framedRowBytes, run, begin, end, weights, <usize>run << 2, kernel)
        }
        corner += pixelBytes
        start += 4
      }
    }
    if (padding > 0) withoutFrame(framed, height, width, channels, padding, image)
  }
}
