/** Images with a frame of zeros around them, for convolutions with padding. */

/** Copies an image into the middle of one that is `padding` pixels larger on each side, whose frame is zero. */
export function withFrame(
  source: usize,
  height: i32,
  width: i32,
  channels: i32,
  padding: i32,
  target: usize,
): void {
  const rowBytes = <usize>(width * channels) << 2
  const framedRowBytes = <usize>((width + 2 * padding) * channels) << 2
  memory.fill(target, 0, <usize>(height + 2 * padding) * framedRowBytes)
  let to = target + <usize>padding * framedRowBytes + (<usize>(padding * channels) << 2)
  for (let y = 0; y < height; y++) {
    memory.copy(to, source, rowBytes)
    source += rowBytes
    to += framedRowBytes
  }
}

/** Copies the image out of its frame. */
export function withoutFrame(
  source: usize,
  height: i32,
  width: i32,
  channels: i32,
  padding: i32,
  target: usize,
): void {
  const rowBytes = <usize>(width * channels) << 2
  const framedRowBytes = <usize>((width + 2 * padding) * channels) << 2
  let from = source + <usize>padding * framedRowBytes + (<usize>(padding * channels) << 2)
  for (let y = 0; y < height; y++) {
    memory.copy(target, from, rowBytes)
    target += rowBytes
    from += framedRowBytes
  }
}
