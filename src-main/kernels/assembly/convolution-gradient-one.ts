/** The derivative of a convolution by its weights, where the input has one channel. */
import { multiplyAdd } from './lanes'
import { appendNonzeros } from './nonzeros'
import { scratch } from './scratch'
import { narrowSums } from './weighted-sum'

/** Filters whose sums are computed together: two vectors of them. */
const GROUP = 8
const GROUP_BYTES: usize = GROUP << 2
/** Lines of an image that are walked before the next are. */
const BAND = 4
/** Bytes of an entry in the list of pixels near an edge. */
const EDGE: usize = 12

/**
 * An image of one channel is mostly paper, more than the derivatives are zero: so here it is the pixels that are
 * walked. A pixel that is not zero adds its multiple of the derivatives, at each of the kernel × kernel places that see
 * it, to the gradient of the weight that it is seen through; for a row of the kernel those places lie side by side, in
 * the opposite order of the weights.
 *
 * Near the left and right edges not all of those places exist: these pixels are added one by one.
 */
export function gradientOfOneChannel(
  input: usize,
  netDerivative: usize,
  weightGradient: usize,
  height: i32,
  width: i32,
  kernel: i32,
  padding: i32,
  filters: i32,
  rows: i32,
  firstFilter: i32,
  endFilter: i32,
): void {
  const netHeight = height + 2 * padding - kernel + 1
  const netWidth = width + 2 * padding - kernel + 1
  const placeBytes = filters << 2
  const netRowBytes = netWidth * placeBytes
  // Pixels from `left` to `right` are seen through every column of the kernel.
  const left = min(width, max(0, kernel - 1 - padding))
  const right = max(left, min(width, netWidth - padding))

  const groups = max(0, endFilter - firstFilter + GROUP - 1) / GROUP
  const sums = scratch()
  const sumBytes = <usize>(kernel * kernel) * GROUP_BYTES
  const starts = sums + <usize>groups * sumBytes
  const edges = starts + (<usize>(height + 1) << 2)
  const lists = edges + <usize>(height * (width - (right - left))) * EDGE
  memory.fill(sums, 0, <usize>groups * sumBytes)

  for (let row = 0; row < rows; row++) {
    let line = input + (<usize>(row * height * width) << 2)
    const derivatives = netDerivative + <usize>(row * netHeight) * netRowBytes + (<usize>firstFilter << 2)
    let list = lists
    let endOfEdges = edges
    for (let y = 0; y < height; y++) {
      store<u32>(starts + (<usize>y << 2), <u32>list)
      const from = line + (<usize>left << 2)
      list = appendNonzeros(list, from, right - left, y * netRowBytes + left * placeBytes, placeBytes)
      endOfEdges = appendEdge(endOfEdges, line, y, 0, left)
      endOfEdges = appendEdge(endOfEdges, line, y, right, width)
      line += <usize>width << 2
    }
    store<u32>(starts + (<usize>height << 2), <u32>list)

    // A few lines at a time, so that the derivatives stay in the nearest cache for all rows of the kernel.
    for (let band = 0; band < height; band += BAND) {
      for (let ky = 0; ky < kernel; ky++) {
        const firstY = min(height, max(band, ky - padding))
        const endY = max(firstY, min(min(height, band + BAND), netHeight + ky - padding))
        const begin = load<u32>(starts + (<usize>firstY << 2))
        const end = load<u32>(starts + (<usize>endY << 2))
        if (begin == end) continue
        // From the offset of a pixel to the first of its places.
        const places = derivatives + <usize>((padding - ky) * netRowBytes + (padding - kernel + 1) * placeBytes)
        for (let group = 0; group < groups; group++) {
          const target = sums + <usize>group * sumBytes + <usize>(ky * kernel) * GROUP_BYTES
          narrowSums(target, kernel, begin, end, places + <usize>group * GROUP_BYTES, placeBytes)
        }
      }
    }

    for (let edge = edges; edge < endOfEdges; edge += EDGE) {
      const factor = v128.load32_splat(edge)
      const firstPlace = load<i32>(edge, 4) + padding - kernel + 1
      const y = load<i32>(edge, 8) + padding
      for (let ky = max(0, y - netHeight + 1); ky < min(kernel, y + 1); ky++) {
        const places = derivatives + <usize>((y - ky) * netRowBytes + firstPlace * placeBytes)
        for (let i = max(0, -firstPlace); i < min(kernel, netWidth - firstPlace); i++) {
          for (let group = 0; group < groups; group++) {
            const to = sums + <usize>group * sumBytes + <usize>(ky * kernel + i) * GROUP_BYTES
            const from = places + <usize>(i * placeBytes) + <usize>group * GROUP_BYTES
            v128.store(to, multiplyAdd(factor, v128.load(from), v128.load(to)))
            v128.store(to, multiplyAdd(factor, v128.load(from, 16), v128.load(to, 16)), 16)
          }
        }
      }
    }
  }

  for (let filter = firstFilter; filter < endFilter; filter++) {
    const group = (filter - firstFilter) / GROUP
    const lane = (filter - firstFilter) % GROUP
    const from = sums + <usize>group * sumBytes + (<usize>lane << 2)
    const to = weightGradient + (<usize>(filter * kernel * kernel) << 2)
    for (let ky = 0; ky < kernel; ky++) {
      for (let kx = 0; kx < kernel; kx++) {
        const sum = load<f32>(from + <usize>(ky * kernel + kernel - 1 - kx) * GROUP_BYTES)
        store<f32>(to + (<usize>(ky * kernel + kx) << 2), sum)
      }
    }
  }
}

/** Appends the pixels `first`..`end` of a line that are not zero to the edges: their number, x and y. */
@inline
function appendEdge(edges: usize, line: usize, y: i32, first: i32, end: i32): usize {
  for (let x = first; x < end; x++) {
    const value = load<f32>(line + (<usize>x << 2))
    if (value == 0) continue
    store<f32>(edges, value)
    store<i32>(edges, x, 4)
    store<i32>(edges, y, 8)
    edges += EDGE
  }
  return edges
}
