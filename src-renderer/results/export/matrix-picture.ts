/** The confusion matrix as a PNG file: counts, the wrong ones coloured by their share of the row. */
import type { ModelResults } from '../../../src-main/contract.ts'
import { networkText } from '../../models/told.ts'
import { DIGITS, rates } from '../figures.ts'
import { FONT, PAPER, SCALE, SOFT, TEXT } from './look.ts'
import { pngOf } from './plot-picture.ts'

/** Side of a cell, and room for the names, in units. */
const CELL = 40
const HEAD = 46

export async function matrixPicture({ confusion, model }: ModelResults): Promise<Uint8Array<ArrayBuffer>> {
  const width = HEAD + 10 * CELL + 12
  const height = HEAD + 10 * CELL + 34
  const canvas = new OffscreenCanvas(width * SCALE, height * SCALE)
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('This canvas cannot be drawn on.')
  context.scale(SCALE, SCALE)
  context.fillStyle = PAPER
  context.fillRect(0, 0, width, height)
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  const write = (text: string, x: number, y: number, colour: string, font: string) => {
    context.fillStyle = colour
    context.font = `${font} ${FONT}`
    context.fillText(text, x, y)
  }
  const shares = rates(confusion)
  const most = Math.max(...shares.flatMap((row, label) => row.filter((_, answer) => answer !== label)), 1e-9)
  // @wc-context: above the columns of the confusion matrix
  write(/* @wc-include */ 'read as', HEAD + 5 * CELL, 12, SOFT, '12px')
  for (const label of DIGITS) {
    const middle = HEAD + (label + 0.5) * CELL
    write(String(label), middle, 32, SOFT, '600 14px')
    write(String(label), 32, middle, SOFT, '600 14px')
    for (const answer of DIGITS) {
      const x = HEAD + answer * CELL
      const y = HEAD + label * CELL
      const share = shares[label]?.[answer] ?? 0
      const strength = share === 0 ? 0 : 0.1 + 0.5 * Math.sqrt(share / most)
      context.fillStyle = label === answer ? '#e6e8ee' : `rgb(220 154 53 / ${String(strength)})`
      context.fillRect(x + 1, y + 1, CELL - 2, CELL - 2)
      const times = confusion[label]?.[answer] ?? 0
      write(
        String(times),
        x + CELL / 2,
        middle,
        times === 0 ? SOFT : TEXT,
        label === answer ? '600 13px' : '13px',
      )
    }
  }
  context.save()
  context.translate(12, HEAD + 5 * CELL)
  context.rotate(-Math.PI / 2)
  // @wc-context: beside the rows of the confusion matrix
  write(/* @wc-include */ 'written', 0, 0, SOFT, '12px')
  context.restore()
  write(networkText(model.network), width / 2, height - 14, SOFT, '12px')
  return pngOf(canvas)
}
