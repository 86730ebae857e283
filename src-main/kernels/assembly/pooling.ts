/** Max pooling. The winner of a window is kept as its place within the image. */
import { storeLanes } from './lanes'

/** Windows row by row; of a window, four channels at a time. */
export function maxPoolForward(
  input: usize,
  output: usize,
  winners: usize,
  height: i32,
  width: i32,
  channels: i32,
  size: i32,
  firstRow: i32,
  endRow: i32,
): void {
  const pooledHeight = height / size
  const pooledWidth = width / size
  let to = <usize>(firstRow * pooledHeight * pooledWidth * channels) << 2
  for (let row = firstRow; row < endRow; row++) {
    const image = input + (<usize>(row * height * width * channels) << 2)
    for (let y = 0; y < pooledHeight; y++) {
      for (let x = 0; x < pooledWidth; x++) {
        const corner = (y * size * width + x * size) * channels
        if (size == 2) poolFour(image, corner, width, channels, output + to, winners + to)
        else poolWindow(image, corner, width, channels, size, output + to, winners + to)
        to += <usize>channels << 2
      }
    }
  }
}

/** A window of any size, whose first place is `corner`. */
function poolWindow(
  image: usize,
  corner: i32,
  width: i32,
  channels: i32,
  size: i32,
  output: usize,
  winners: usize,
): void {
  for (let channel = 0; channel < channels; channel += 4) {
    let winner = placesFrom(corner + channel)
    let largest = v128.load(image + (<usize>(corner + channel) << 2))
    for (let dy = 0; dy < size; dy++) {
      for (let dx = 0; dx < size; dx++) {
        const place = corner + channel + (dy * width + dx) * channels
        const value = v128.load(image + (<usize>place << 2))
        const wins = beats(value, largest)
        largest = v128.bitselect(value, largest, wins)
        winner = v128.bitselect(placesFrom(place), winner, wins)
      }
    }
    store4(output, winners, channel, channels, largest, winner)
  }
}

/** The same for the usual window of two by two. */
@inline
function poolFour(
  image: usize,
  corner: i32,
  width: i32,
  channels: i32,
  output: usize,
  winners: usize,
): void {
  const pixel = <usize>channels << 2
  const line = (<usize>width) * pixel
  let from = image + (<usize>corner << 2)
  let winner = placesFrom(corner)
  const right = i32x4.splat(channels)
  const below = i32x4.splat(width * channels)
  for (let channel = 0; channel < channels; channel += 4) {
    const a = v128.load(from)
    const b = v128.load(from + pixel)
    const c = v128.load(from + line)
    const d = v128.load(from + line + pixel)
    // The winners of both lines, and of the two the winner.
    const bWins = beats(b, a)
    const dWins = beats(d, c)
    const upper = v128.bitselect(b, a, bWins)
    const lower = v128.bitselect(d, c, dWins)
    const lowerWins = beats(lower, upper)
    const shift = i32x4.add(
      v128.and(v128.bitselect(dWins, bWins, lowerWins), right),
      v128.and(lowerWins, below),
    )
    store4(output, winners, channel, channels, v128.bitselect(lower, upper, lowerWins), i32x4.add(winner, shift))
    winner = i32x4.add(winner, i32x4.splat(4))
    from += 16
  }
}

/** Where a number is larger than what is largest so far. A NaN is, than all numbers but not another NaN. */
@inline
function beats(value: v128, largest: v128): v128 {
  // Not "greater": where either is NaN, "not less or equal" holds and the second test decides.
  return v128.andnot(f32x4.eq(largest, largest), f32x4.le(value, largest))
}

@inline
function placesFrom(first: i32): v128 {
  return i32x4.add(i32x4.splat(first), i32x4(0, 1, 2, 3))
}

@inline
function store4(output: usize, winners: usize, channel: i32, channels: i32, largest: v128, winner: v128): void {
  const at = <usize>channel << 2
  const lanes = min(4, channels - channel)
  storeLanes(output + at, largest, lanes)
  storeLanes(winners + at, winner, lanes)
}

/** Nothing is left over at the edges of the usual windows of two by two: then every place is written just once. */
export function maxPoolBackward(
  outputDerivative: usize,
  winners: usize,
  inputDerivative: usize,
  height: i32,
  width: i32,
  channels: i32,
  size: i32,
  firstRow: i32,
  endRow: i32,
): void {
  if (size == 2 && ((height | width) & 1) == 0 && (channels & 3) == 0) {
    backwardFour(outputDerivative, winners, inputDerivative, height, width, channels, firstRow, endRow)
    return
  }
  const imageSize = height * width * channels
  const pooledSize = (height / size) * (width / size) * channels
  let image = inputDerivative + (<usize>(firstRow * imageSize) << 2)
  memory.fill(image, 0, <usize>(max(0, endRow - firstRow) * imageSize) << 2)
  for (let row = firstRow; row < endRow; row++) {
    let at = <usize>(row * pooledSize) << 2
    const end = at + (<usize>pooledSize << 2)
    for (; at < end; at += 4) {
      store<f32>(image + (load<u32>(winners + at) << 2), load<f32>(outputDerivative + at))
    }
    image += <usize>imageSize << 2
  }
}

/** Each of the four places of a window gets the derivative if it is the winner, else zero. */
function backwardFour(
  outputDerivative: usize,
  winners: usize,
  inputDerivative: usize,
  height: i32,
  width: i32,
  channels: i32,
  firstRow: i32,
  endRow: i32,
): void {
  const pixel = <usize>channels << 2
  const line = <usize>width * pixel
  const right = i32x4.splat(channels)
  const below = i32x4.splat(width * channels)
  const pooledBytes = <usize>((height >> 1) * (width >> 1)) * pixel
  let at = <usize>firstRow * pooledBytes
  let to = inputDerivative + <usize>(firstRow * height) * line
  for (let row = firstRow; row < endRow; row++) {
    for (let y = 0; y < height; y += 2) {
      for (let x = 0; x < width; x += 2) {
        let place = placesFrom((y * width + x) * channels)
        for (let channel = 0; channel < channels; channel += 4) {
          const winner = v128.load(winners + at)
          const derivative = v128.load(outputDerivative + at)
          const lower = i32x4.add(place, below)
          v128.store(to, v128.and(derivative, i32x4.eq(winner, place)))
          v128.store(to + pixel, v128.and(derivative, i32x4.eq(winner, i32x4.add(place, right))))
          v128.store(to + line, v128.and(derivative, i32x4.eq(winner, lower)))
          v128.store(to + line + pixel, v128.and(derivative, i32x4.eq(winner, i32x4.add(lower, right))))
          place = i32x4.add(place, i32x4.splat(4))
          at += 16
          to += 16
        }
        to += pixel
      }
      to += line
    }
  }
}
