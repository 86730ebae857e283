/** Paints a digit's greys on a canvas of 28 × 28, in the colours that the network's pixels have everywhere. */

export const SIDE = 28

/** @param greys 784 values, 0 paper to 255 ink; `null` leaves the canvas empty */
export function paintGreys(canvas: HTMLCanvasElement, greys: Uint8Array | null): void {
  const context = canvas.getContext('2d')
  if (context === null) return
  const pixels = context.createImageData(SIDE, SIDE)
  if (greys !== null) greys.forEach((grey, i) => pixels.data.set([255, 255, 255, grey], 4 * i))
  context.putImageData(pixels, 0, 0)
}
