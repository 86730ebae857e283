/**
 * Cross-correlation, in the way that suits the number of channels. Both leave out inputs that are zero, and
 * both walk the image once for each row of the kernel, so that the weights in use stay in the nearest cache.
 *
 * Many channels: an output place is a sum of rows of weights, a row for each nonzero input in its window, kept
 * in registers. Few channels: there is too little to sum for that; instead each nonzero input is handed out to
 * all the places whose window it is in.
 */
import { multiplyAdd, storeLanes } from './lanes'
import { appendNonzeros } from './nonzeros'
import { scratch } from './scratch'
import { transpose, wholeVectors } from './transpose'
import { weightedSum } from './weighted-sum'

/** From so many channels on the sums are long enough. */
const MANY_CHANNELS = 4

export function convolutionForward(
  input: usize,
  weights: usize,
  biases: usize,
  net: usize,
  height: i32,
  width: i32,
  channels: i32,
  kernel: i32,
  padding: i32,
  filters: i32,
  firstRow: i32,
  endRow: i32,
): void {
  const places = (height + 2 * padding - kernel + 1) * (width + 2 * padding - kernel + 1)
  const imageBytes = <usize>(height * width * channels) << 2
  const netBytes = <usize>(places * filters) << 2
  if (firstRow >= endRow || places == 0) return

  // Filters are filled up to whole vectors; where they are not whole, so is an image of the output.
  const columns = wholeVectors(filters)
  const packed = scratch()
  const packedBiases = packed + (<usize>(kernel * kernel * channels * columns) << 2)
  const image = packedBiases + (<usize>columns << 2)
  const lists = columns == filters ? image : image + (<usize>(places * columns) << 2)
  transpose(biases, filters, 1, packedBiases, columns)
  transpose(weights, filters, kernel * kernel * channels, packed, columns)
  if (channels < MANY_CHANNELS) mirrorRows(packed, kernel, channels, columns, lists)

  for (let row = firstRow; row < endRow; row++) {
    const from = input + <usize>row * imageBytes
    const to = net + <usize>row * netBytes
    const target = columns == filters ? to : image
    fill(target, packedBiases, columns, places)
    if (channels < MANY_CHANNELS) {
      handOut(from, packed, target, height, width, channels, kernel, padding, columns)
    } else {
      collect(from, packed, target, height, width, channels, kernel, padding, columns, lists)
    }
    if (columns != filters) narrow(image, columns, to, filters, places)
  }
}

/** Copies the biases to each place. */
function fill(target: usize, biases: usize, columns: i32, places: i32): void {
  for (let column = 0; column < columns; column += 4) {
    const value = v128.load(biases + (<usize>column << 2))
    let to = target + (<usize>column << 2)
    for (let place = 0; place < places; place++) {
      v128.store(to, value)
      to += <usize>columns << 2
    }
  }
}

/** Copies the first `filters` of each place's `columns`. */
function narrow(source: usize, columns: i32, target: usize, filters: i32, places: i32): void {
  for (let place = 0; place < places; place++) {
    for (let filter = 0; filter < filters; filter += 4) {
      const value = v128.load(source + (<usize>filter << 2))
      storeLanes(target + (<usize>filter << 2), value, min(4, filters - filter))
    }
    source += <usize>columns << 2
    target += <usize>filters << 2
  }
}

/**
 * A sum for each place. `lists` holds, for each row of the image, the list of its nonzeros, and before it a
 * table of where each pixel's begin.
 */
function collect(
  input: usize,
  packed: usize,
  target: usize,
  height: i32,
  width: i32,
  channels: i32,
  kernel: i32,
  padding: i32,
  columns: i32,
  lists: usize,
): void {
  const netHeight = height + 2 * padding - kernel + 1
  const netWidth = width + 2 * padding - kernel + 1
  const columnBytes = columns << 2
  const pixelBytes = channels * columnBytes
  const starts = lists
  let list = starts + (<usize>(height * (width + 1)) << 2)
  let table = starts
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      store<u32>(table, <u32>list)
      list = appendNonzeros(list, input, channels, x * pixelBytes, columnBytes)
      input += <usize>channels << 2
      table += 4
    }
    store<u32>(table, <u32>list)
    table += 4
  }
  for (let ky = 0; ky < kernel; ky++) {
    const firstY = max(0, padding - ky)
    const endY = min(netHeight, height + padding - ky)
    for (let y = firstY; y < endY; y++) {
      const rowStarts = starts + (<usize>((y + ky - padding) * (width + 1)) << 2)
      let to = target + <usize>(y * netWidth * columnBytes)
      // The weights of the window's first pixel, less the offset of that pixel in its row of the image.
      let matrix = packed + <usize>(ky * kernel * pixelBytes) + <usize>(padding * pixelBytes)
      for (let x = 0; x < netWidth; x++) {
        const left = x - padding
        const begin = load<u32>(rowStarts + (<usize>max(0, min(width, left)) << 2))
        const end = load<u32>(rowStarts + (<usize>max(0, min(width, left + kernel)) << 2))
        if (begin < end) weightedSum(to, to, columns, begin, end, matrix)
        to += <usize>columnBytes
        matrix -= <usize>pixelBytes
      }
    }
  }
}

/**
 * Turns each row of the kernel round and sets the channels apart: weights become channels × kernel × kernel
 * (mirrored) × columns. The places that see an input then lie side by side in the order of their weights.
 */
function mirrorRows(packed: usize, kernel: i32, channels: i32, columns: i32, room: usize): void {
  const bytes = <usize>columns << 2
  const size = <usize>(kernel * kernel * channels) * bytes
  memory.copy(room, packed, size)
  let to = packed
  for (let channel = 0; channel < channels; channel++) {
    for (let ky = 0; ky < kernel; ky++) {
      for (let kx = kernel - 1; kx >= 0; kx--) {
        memory.copy(to, room + <usize>((ky * kernel + kx) * channels + channel) * bytes, bytes)
        to += bytes
      }
    }
  }
}

/** Adds each nonzero input, times a mirrored row of the kernel, to the places that it is seen from. */
function handOut(
  input: usize,
  packed: usize,
  target: usize,
  height: i32,
  width: i32,
  channels: i32,
  kernel: i32,
  padding: i32,
  columns: i32,
): void {
  const netHeight = height + 2 * padding - kernel + 1
  const netWidth = width + 2 * padding - kernel + 1
  const columnBytes = <usize>columns << 2
  const kernelRowBytes = <usize>kernel * columnBytes
  for (let y = 0; y < height; y++) {
    // The rows of places that see this row of the image are y + padding − ky.
    const firstKy = max(0, y + padding - netHeight + 1)
    const endKy = min(kernel, y + padding + 1)
    for (let x = 0; x < width; x++) {
      const firstX = max(0, x + padding - kernel + 1)
      const endX = min(netWidth, x + padding + 1)
      const hidden = <usize>(firstX - (x + padding - kernel + 1)) * columnBytes
      for (let channel = 0; channel < channels; channel++) {
        const value = load<f32>(input)
        input += 4
        if (value == 0 || firstX >= endX) continue
        let from = packed + <usize>(channel * kernel + firstKy) * kernelRowBytes + hidden
        let to = target + <usize>((y + padding - firstKy) * netWidth + firstX) * columnBytes
        const vectors = (<usize>(endX - firstX) * columnBytes) >> 4
        const factor = f32x4.splat(value)
        for (let ky = firstKy; ky < endKy; ky++) {
          addScaled(factor, from, to, vectors)
          from += kernelRowBytes
          to -= <usize>netWidth * columnBytes
        }
      }
    }
  }
}

/** target += factor · source. */
@inline
function addScaled(factor: v128, source: usize, target: usize, vectors: usize): void {
  let left = vectors
  for (; left >= 4; left -= 4) {
    const a = multiplyAdd(factor, v128.load(source), v128.load(target))
    const b = multiplyAdd(factor, v128.load(source, 16), v128.load(target, 16))
    const c = multiplyAdd(factor, v128.load(source, 32), v128.load(target, 32))
    const d = multiplyAdd(factor, v128.load(source, 48), v128.load(target, 48))
    v128.store(target, a)
    v128.store(target, b, 16)
    v128.store(target, c, 32)
    v128.store(target, d, 48)
    source += 64
    target += 64
  }
  for (; left > 0; left--) {
    v128.store(target, multiplyAdd(factor, v128.load(source), v128.load(target)))
    source += 16
    target += 16
  }
}
