/** A plot of the pane as markup that needs no style sheet, and as a PNG file. */
import { COLOURS, PAPER, PARTS, SCALE } from './look.ts'

/** The plot as SVG that looks the same wherever it is opened. */
export function plotMarkup(plot: SVGSVGElement): string {
  const copy = plot.cloneNode(true) as SVGSVGElement
  const { width, height } = plot.viewBox.baseVal
  for (const element of copy.querySelectorAll('*')) {
    const names = [...element.classList]
    for (const name of names) {
      for (const [attribute, value] of Object.entries(PARTS[name] ?? {}))
        element.setAttribute(attribute, value)
    }
    const whose = names.includes('first') ? 'first' : names.includes('second') ? 'second' : null
    if (whose !== null) element.setAttribute(names.includes('line') ? 'stroke' : 'fill', COLOURS[whose])
    if (names.includes('line') && whose === 'second') element.setAttribute('stroke-dasharray', '6 3')
    element.removeAttribute('class')
  }
  copy.removeAttribute('class')
  copy.removeAttribute('data-plot')
  copy.setAttribute('width', String(width))
  copy.setAttribute('height', String(height))
  return new XMLSerializer().serializeToString(copy)
}

/** The bytes of a PNG file of the plot, on white. */
export async function plotPicture(plot: SVGSVGElement): Promise<Uint8Array<ArrayBuffer>> {
  const { width, height } = plot.viewBox.baseVal
  const address = URL.createObjectURL(new Blob([plotMarkup(plot)], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = address
    await image.decode()
    const canvas = new OffscreenCanvas(width * SCALE, height * SCALE)
    const context = canvas.getContext('2d')
    if (context === null) throw new Error('This canvas cannot be drawn on.')
    context.fillStyle = PAPER
    context.fillRect(0, 0, canvas.width, canvas.height)
    context.drawImage(image, 0, 0, canvas.width, canvas.height)
    return await pngOf(canvas)
  } finally {
    URL.revokeObjectURL(address)
  }
}

export async function pngOf(canvas: OffscreenCanvas): Promise<Uint8Array<ArrayBuffer>> {
  const file = await canvas.convertToBlob({ type: 'image/png' })
  return new Uint8Array(await file.arrayBuffer())
}
