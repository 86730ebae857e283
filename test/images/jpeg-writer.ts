/** Writes JPEG files whose blocks are of one value each, so that what must come out is known to the last bit (ITU-T T.81). */

export interface JpegParts {
  readonly width: number
  readonly height: number
  readonly components: readonly JpegComponent[]
  /** Units between two restart markers; none where left out. */
  readonly restartEvery?: number
  /** What Adobe's segment says of the colours; there is none where left out. */
  readonly adobe?: number
}

export interface JpegComponent {
  /** Blocks in a unit. */
  readonly across: number
  readonly down: number
  /** The value, 0 to 255, of the block in a column and a row. */
  readonly value: (column: number, row: number) => number
}

export function writeJpeg({ width, height, components, restartEvery = 0, adobe }: JpegParts): Buffer {
  const unitWidth = 8 * Math.max(...components.map(({ across }) => across))
  const unitHeight = 8 * Math.max(...components.map(({ down }) => down))
  const bits = new BitWriter()
  const before = components.map(() => 128)
  const columns = Math.ceil(width / unitWidth)
  const rows = Math.ceil(height / unitHeight)
  for (let unit = 0; unit < columns * rows; unit++) {
    if (restartEvery > 0 && unit > 0 && unit % restartEvery === 0) {
      bits.restart(unit / restartEvery - 1)
      before.fill(128)
    }
    for (const [c, { across, down, value }] of components.entries()) {
      for (let i = 0; i < across * down; i++) {
        const column = (unit % columns) * across + (i % across)
        const row = Math.floor(unit / columns) * down + Math.floor(i / across)
        const now = value(column, row)
        writeBlock(bits, now - before[c]!)
        before[c] = now
      }
    }
  }
  // The step of the means is 8, which the transform divides by.
  const steps = Buffer.alloc(65, 8).fill(0, 0, 1)
  const size = [8, height >> 8, height & 255, width >> 8, width & 255, components.length]
  const ids = components.map((_, i) => i + 1)
  return Buffer.concat([
    Buffer.of(0xff, 0xd8),
    ...(adobe === undefined ? [] : [segment(0xee, [...Buffer.from('Adobe'), 0, 100, 0, 0, 0, 0, adobe])]),
    segment(0xdb, [...steps]),
    segment(0xc0, [
      ...size,
      ...components.flatMap(({ across, down }, i) => [ids[i]!, (across << 4) | down, 0]),
    ]),
    segment(0xdd, [restartEvery >> 8, restartEvery & 255]),
    // Twelve sizes of differences with four bits each; of the other frequencies only "no more", which is one bit.
    segment(0xc4, [
      0x00,
      0,
      0,
      0,
      12,
      ...new Array<number>(12).fill(0),
      ...Array.from({ length: 12 }, (_, i) => i),
    ]),
    segment(0xc4, [0x10, 1, ...new Array<number>(15).fill(0), 0]),
    segment(0xda, [components.length, ...ids.flatMap((id) => [id, 0]), 0, 63, 0]),
    bits.end(),
    Buffer.of(0xff, 0xd9),
  ])
}

function segment(marker: number, body: readonly number[]): Buffer {
  const length = body.length + 2
  return Buffer.from([0xff, marker, length >> 8, length & 255, ...body])
}

function writeBlock(bits: BitWriter, difference: number): void {
  const size = difference === 0 ? 0 : Math.floor(Math.log2(Math.abs(difference))) + 1
  bits.write(size, 4)
  bits.write(difference < 0 ? difference + (1 << size) - 1 : difference, size)
  bits.write(0, 1)
}

class BitWriter {
  readonly #bytes: number[] = []
  #byte = 0
  #count = 0

  write(value: number, bits: number): void {
    for (let bit = bits - 1; bit >= 0; bit--) {
      this.#byte = (this.#byte << 1) | ((value >> bit) & 1)
      if (++this.#count < 8) continue
      this.#bytes.push(this.#byte)
      if (this.#byte === 0xff) this.#bytes.push(0)
      this.#byte = 0
      this.#count = 0
    }
  }

  /** Fills the last byte up with ones and puts one of the eight restart markers. */
  restart(number: number): void {
    while (this.#count > 0) this.write(1, 1)
    this.#bytes.push(0xff, 0xd0 + (number % 8))
  }

  end(): Buffer {
    while (this.#count > 0) this.write(1, 1)
    return Buffer.from(this.#bytes)
  }
}
