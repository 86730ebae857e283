/** A drawing as lines that stay sharp at any size. */
import { BOX, SIDE } from './field.ts'
import type { Ink } from './ink.ts'
import { fitLines } from './lines.ts'
import { reach, type Pen } from './pen.ts'
import { MNIST_LIKE } from './strokes.ts'

/**
 * The text of an SVG 1.1 file, the twin of the PNG: `size` × `size` units, dark ink on white, the drawing in the middle
 * with the margin and the pen of the image that the network reads. Each stroke is one path, so that it can be changed in
 * a drawing program; its title and description are for those who do not see it.
 */
export function svgOfInk(ink: Ink, size: number): string {
  const pen: Pen = { width: (MNIST_LIKE.pen.width * size) / SIDE, softness: 1 }
  const lines = fitLines(ink, size, (BOX * size) / SIDE - 2 * reach(pen)) ?? []
  const strokes = lines.length === 1 ? 'one stroke' : `${lines.length} strokes`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 ${size} ${size}" role="img" aria-labelledby="title description">`,
    '  <title id="title">A drawing</title>',
    `  <desc id="description">Drawn by hand in Digit Pad, in ${strokes}.</desc>`,
    `  <rect width="${size}" height="${size}" fill="#fff"/>`,
    `  <g fill="none" stroke="#000" stroke-width="${rounded(pen.width)}" stroke-linecap="round" stroke-linejoin="round">`,
    ...lines.map((line) => `    <path d="${pathOf(line)}"/>`),
    '  </g>',
    '</svg>',
    '',
  ].join('\n')
}

/** A line of no length is a dot with a round pen. */
function pathOf(line: Float64Array): string {
  const points: string[] = []
  for (let i = 0; i < line.length; i += 2) points.push(`${rounded(line[i]!)} ${rounded(line[i + 1]!)}`)
  return `M${points.join('L')}${points.length === 1 ? 'h0' : ''}`
}

const rounded = (value: number) => String(Math.round(100 * value) / 100)
