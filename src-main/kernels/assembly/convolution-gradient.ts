/** The derivative of a convolution by its weights. */
import { gradientOfOneChannel } from './convolution-gradient-one'
import { withFrame } from './frame'
import { storeLanes } from './lanes'
import { appendNonzerosOfColumns, emptyLists, ENTRY } from './nonzeros'
import { scratch } from './scratch'
import { addWeightedSums, narrowSums } from './weighted-sum'

/** Runs of up to so many floats (a kernel's width times the channels) are summed all rows of the kernel at once. */
const NARROW = 8

/**
 * For a filter and a row of the kernel, the weights' gradient is a sum of runs of the input, one for each
 * place where the filter's derivative is not zero. The sums go on from image to image.
 */
export function convolutionGradient(
  input: usize,
  netDerivative: usize,
  weightGradient: usize,
  height: i32,
  width: i32,
  channels: i32,
  kernel: i32,
  padding: i32,
  filters: i32,
  rows: i32,
  firstFilter: i32,
  endFilter: i32,
): void {
  if (channels == 1) {
    gradientOfOneChannel(
      input,
      netDerivative,
      weightGradient,
      height,
      width,
      kernel,
      padding,
      filters,
      rows,
      firstFilter,
      endFilter,
    )
    return
  }
  const framedHeight = height + 2 * padding
  const framedWidth = width + 2 * padding
  const netHeight = framedHeight - kernel + 1
  const netWidth = framedWidth - kernel + 1
  const imageBytes = <usize>(height * width * channels) << 2
  const framedBytes = <usize>(framedHeight * framedWidth * channels) << 2
  const filterBytes = <usize>filters << 2
  const pixelBytes = channels << 2
  const framedRowBytes = <usize>(framedWidth * pixelBytes)
  const run = kernel * channels
  const narrow = run <= NARROW

  // The sums of narrow runs are filled up to two vectors and kept here; wide ones are the gradient itself.
  const ends = scratch()
  const room = ends + 16
  const sums = room + framedBytes
  const sumBytes = <usize>((narrow ? NARROW : run) * kernel) << 2
  const lists = sums + (narrow ? <usize>filters * sumBytes : 0)
  const listRoom = <usize>(netHeight * netWidth + 1) * ENTRY
  const target = narrow ? sums : weightGradient
  memory.fill(target + <usize>firstFilter * sumBytes, 0, <usize>max(0, endFilter - firstFilter) * sumBytes)

  for (let row = 0; row < rows; row++) {
    let image = input + <usize>row * imageBytes
    if (padding > 0) {
      withFrame(image, height, width, channels, padding, room)
      image = room
    }
    const derivatives = netDerivative + <usize>(row * netHeight * netWidth) * filterBytes
    for (let filter = firstFilter; filter < endFilter; filter += 4) {
      emptyLists(ends, lists, listRoom)
      let from = derivatives + (<usize>filter << 2)
      for (let y = 0; y < netHeight; y++) {
        appendNonzerosOfColumns(ends, from, filterBytes, netWidth, y * <i32>framedRowBytes, pixelBytes)
        from += <usize>netWidth * filterBytes
      }
      for (let column = filter; column < min(filter + 4, endFilter); column++) {
        const list = lists + <usize>(column - filter) * listRoom
        const end = <usize>load<u32>(ends + (<usize>(column - filter) << 2))
        const to = target + <usize>column * sumBytes
        if (narrow) {
          narrowSums(to, kernel, list, end, image, framedRowBytes)
        } else {
          addWeightedSums(to, <usize>run << 2, run, list, end, image, framedRowBytes, kernel)
        }
      }
    }
  }
  if (narrow) {
    const kernels = (endFilter - firstFilter) * kernel
    gather(
      sums + <usize>firstFilter * sumBytes,
      weightGradient + (<usize>(firstFilter * kernel * run) << 2),
      run,
      kernels,
    )
  }
}

/** Copies the first `run` of each eight floats. */
function gather(sums: usize, target: usize, run: i32, kernels: i32): void {
  for (let i = 0; i < kernels; i++) {
    storeLanes(target, v128.load(sums), min(4, run))
    if (run > 4) storeLanes(target + 16, v128.load(sums, 16), run - 4)
    sums += NARROW << 2
    target += <usize>run << 2
  }
}
