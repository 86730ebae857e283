/** A layer as matrices (paper, section 2.3): their shapes for a batch, and what happens to them in steps. */
import type { InsideLayer } from '../../../src-main/contract.ts'
import { count } from '../../ui/format.ts'
import { leftToRight } from '../../ui/language.svelte.ts'
import { fanInOf } from '../forward/stages.ts'

export interface BatchShapes {
  /** Images in the batch. */
  readonly images: number
  /** Rows of X and of the net output: an image each, or, under a filter, a place of an image each. */
  readonly rows: number
  /** Columns of X and rows of W. */
  readonly inputs: number
  /** Columns of W, of b and of the net output. */
  readonly units: number
  /** Places that a filter stands at in an image; 1 for a layer that looks at all of it. */
  readonly places: number
}

export function shapesOf(layer: InsideLayer, images: number): BatchShapes {
  const { height, width, channels } = layer.output
  const places = layer.kind === 'convolution' ? height * width : 1
  return { images, places, rows: images * places, inputs: fanInOf(layer), units: channels }
}

/** "64 × 784". */
export const shapeText = (rows: number, columns: number): string =>
  leftToRight(`${count(rows)} × ${count(columns)}`)

/** What is seen in each step, in words. */
export function stepTexts(
  { images, rows, inputs, units, places }: BatchShapes,
  activation: string | null,
): string[] {
  const one = shapeText(1, units)
  const all = shapeText(rows, units)
  const row =
    places === 1
      ? `One image is one row x of ${count(inputs)} numbers. Times the weights W, plus the biases b, it gives one row of ${count(units)} net outputs.`
      : `At each of its ${count(places)} places a filter sees ${count(inputs)} numbers: one row x. Times the weights W, plus the biases b, it gives one row of ${count(units)} net outputs, one for each filter.`
  const stacked =
    places === 1
      ? `In training ${count(images)} images go through at once. Their rows, one below the other, are the matrix X.`
      : `In training ${count(images)} images go through at once. The rows of all places of all images, one below the other, are the matrix X.`
  return [
    row,
    stacked,
    `The first row of X times W gives the first row of the product: ${shapeText(1, inputs)} times ${shapeText(inputs, units)} is ${one}.`,
    `Every other row meets the same W. ${shapeText(rows, inputs)} times ${shapeText(inputs, units)} is ${all}: the inner ${count(inputs)} must agree, and is gone.`,
    `b is one row, ${one}, but the product has ${count(rows)} rows, ${all}. As they are, they cannot be added.`,
    `Broadcasting: b counts as if it stood in each of the ${count(rows)} rows. It is not copied: it is read again for each row.`,
    `Now the shapes agree: the net output is X·W + b, ${all}, all rows in one go.`,
    activation === null
      ? `Each row is what its image alone would have given: a batch changes the work, not the result.`
      : `${activation} is applied to the net outputs of each row. Each row is what its image alone would have given.`,
  ]
}
