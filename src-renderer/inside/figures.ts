/** The numbers inside the network as people read them, and places in it in words. */
import type { LayerSize } from '../../src-main/contract.ts'
import { count, fixed, number } from '../ui/format.ts'
import { leftToRight } from '../ui/language.svelte.ts'

/** Decimals of every number that can be added up again. */
export const DECIMALS = 4

/** −0.12345 → "−0.1235": four decimals, and a true minus. */
export function exact(value: number): string {
  return fixed(Number(Math.abs(value).toFixed(DECIMALS)) === 0 ? 0 : value, DECIMALS)
}

/** A number of a scale: "−0.5", "20". */
export const short = (value: number): string =>
  number(value, { maximumSignificantDigits: 2, useGrouping: false })

/** "24×24×32", or "192" for a plain row. */
export function sizeText({ height, width, channels }: LayerSize): string {
  if (height * width === 1) return count(channels)
  const sides = `${String(height)}×${String(width)}`
  return leftToRight(channels === 1 ? sides : `${sides}×${count(channels)}`)
}

export const valuesIn = ({ height, width, channels }: LayerSize): number => height * width * channels

/** Where a number is: "unit 17", "row 3, column 5" or "map 2, row 3, column 5", counted from 1. */
export function placeText({ height, width, channels }: LayerSize, index: number): string {
  const channel = (index % channels) + 1
  // @wc-context: where a number stands
  if (height * width === 1) return `unit ${count(channel)}`
  const place = Math.floor(index / channels)
  const [row = '', column = ''] = [Math.floor(place / width) + 1, (place % width) + 1].map(count)
  // @wc-context: where a number stands
  return channels === 1
    ? `row ${row}, column ${column}`
    : `map ${count(channel)}, row ${row}, column ${column}`
}

/** The same in a column of a table, under `placeHeading`: "17", "3, 5" or "2: 3, 5". */
export function placeShort({ height, width, channels }: LayerSize, index: number): string {
  const channel = count((index % channels) + 1)
  if (height * width === 1) return channel
  const place = Math.floor(index / channels)
  const spot = `${String(Math.floor(place / width) + 1)}, ${String((place % width) + 1)}`
  return channels === 1 ? spot : `${channel}: ${spot}`
}

export function placeHeading({ height, width, channels }: LayerSize): string {
  if (height * width === 1) return /* @wc-context: of a layer of the network */ 'Unit'
  return channels === 1 ? 'Row, column' : 'Map: row, column'
}
