/** Numbers laid over a drawing: the ink in grey, and over it how much each pixel says. */
import { colourAt, type Palette } from '../pictures/palette.ts'

export const SIDE = 28
/** How dark ink is that says nothing, 0..1. */
const INK = 0.45

/**
 * @param greys 784 greys, 0 paper to 255 ink
 * @param values 784 numbers
 * @param limit the number that has full colour
 * @param text red, green and blue of what is written in, which ink that says nothing comes near to
 */
export function paintOverlay(
  canvas: HTMLCanvasElement,
  greys: Uint8Array,
  values: Float32Array,
  limit: number,
  palette: Palette,
  text: readonly number[],
): void {
  const context = canvas.getContext('2d')
  if (context === null) return
  const pixels = context.createImageData(SIDE, SIDE)
  const paper = colourAt(0, limit)
  for (let pixel = 0; pixel < SIDE * SIDE; pixel++) {
    const value = values[pixel] ?? 0
    const ink = (INK * (greys[pixel] ?? 0)) / 255
    // Ink shows where there is nothing to be said; what is said covers it.
    const covered = limit > 0 ? Math.min(1, Math.abs(value) / limit) : 0
    const colour = colourAt(value, limit)
    for (let channel = 0; channel < 3; channel++) {
      const grey = (palette[paper + channel] ?? 0) * (1 - ink) + (text[channel] ?? 0) * ink
      const full = palette[colour + channel] ?? 0
      pixels.data[4 * pixel + channel] = grey * (1 - covered) + full * covered
    }
    pixels.data[4 * pixel + 3] = 255
  }
  context.putImageData(pixels, 0, 0)
}
