/** Paints numbers on a canvas, a pixel each. */
import { colourAt, type Palette } from './palette.ts'
import { spotOf, type Tiling } from './tiling.ts'

/** @param limit the number that has full colour @param values `null` leaves the canvas empty */
export function paintTiles(
  canvas: HTMLCanvasElement,
  values: Float32Array | null,
  tiling: Tiling,
  limit: number,
  palette: Palette,
): void {
  if (canvas.width !== tiling.width) canvas.width = tiling.width
  if (canvas.height !== tiling.height) canvas.height = tiling.height
  const context = canvas.getContext('2d')
  if (context === null) return
  const pixels = context.createImageData(tiling.width, tiling.height)
  const colours = new Uint32Array(palette.buffer)
  const data = new Uint32Array(pixels.data.buffer)
  const { height, width, channels } = tiling.size
  // Tile by tile, row by row: this is done for thousands of numbers in every frame.
  for (let tile = 0; values !== null && tile < channels; tile++) {
    const corner = spotOf(tiling, tile)
    for (let row = 0; row < height; row++) {
      const start = (corner.y + row) * tiling.width + corner.x
      for (let column = 0; column < width; column++) {
        const value = values[(row * width + column) * channels + tile] ?? 0
        data[start + column] = colours[colourAt(value, limit) / 4] ?? 0
      }
    }
  }
  context.putImageData(pixels, 0, 0)
}

const ROUND = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10]

/** A round number that no value exceeds by its size, and the largest nearly reaches. 0 where all are 0. */
export function limitOf(values: Float32Array | null): number {
  let most = 0
  for (const value of values ?? []) most = Math.max(most, Math.abs(value))
  if (most === 0) return 0
  const power = 10 ** Math.floor(Math.log10(most))
  return (ROUND.find((step) => step * power >= most) ?? 10) * power
}
