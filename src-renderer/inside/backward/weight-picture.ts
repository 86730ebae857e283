/** The weights of a layer as a picture: what belongs to one unit or filter stands together. */
import type { InsideLayer } from '../../../src-main/contract.ts'
import { count } from '../../ui/format.ts'
import { tilingOf } from '../pictures/tiling.ts'
import type { Tiling } from '../pictures/tiling.ts'

export interface WeightPicture {
  readonly tiling: Tiling
  /** How the picture is to be read, in a sentence. */
  readonly reading: string
  /** From the order of the weights to that of the picture's numbers. */
  readonly arrange: (weights: Float32Array) => Float32Array
  /** Where a weight stands among the picture's numbers, and the other way. */
  readonly placeOf: (weight: number) => number
  readonly weightAt: (place: number) => number
  /** "from the pixel in row 9, column 14 to unit 3", "of filter 2, row 1, column 5". */
  readonly describe: (weight: number) => string
}

const same = (index: number): number => index

/** For a layer that learns. @param last whether its units stand for the digits */
export function weightPicture(layer: InsideLayer, last: boolean): WeightPicture {
  return layer.kind === 'convolution' ? filtersOf(layer) : connectionsOf(layer, last)
}

/** Weights are inputs × units, so they stand already as the channels of an image do: innermost. */
function connectionsOf({ input, output }: InsideLayer, last: boolean): WeightPicture {
  const units = output.channels
  const { height, width, channels } = input
  const flat = height * width === 1
  // Plain inputs: a row a unit. An image: a tile a unit, or where it has channels, a column of tiles.
  const size = flat
    ? { height: 1, width: channels, channels: units }
    : { ...input, channels: channels * units }
  const columns = flat ? 1 : channels === 1 ? undefined : units
  const from = (index: number): string => {
    // @wc-context: where a weight leads from, within: the weight from … to unit 3
    if (flat) return `input ${count(index + 1)}`
    const place = Math.floor(index / channels)
    const [row = '', column = ''] = [Math.floor(place / width) + 1, (place % width) + 1].map(count)
    // @wc-context: where a weight leads from, within: the weight from … to unit 3
    return channels === 1
      ? `the pixel in row ${row}, column ${column}`
      : `map ${count((index % channels) + 1)}, row ${row}, column ${column}`
  }
  return {
    tiling: tilingOf(size, columns),
    reading: flat
      ? 'A row for each unit, a column for each of its inputs.'
      : channels === 1
        ? 'A tile for each unit: its weights where the pixels are.'
        : 'A column of tiles for each unit, with a tile for each map that it is fed by.',
    arrange: (weights) => weights,
    placeOf: same,
    weightAt: same,
    describe: (weight) => {
      const unit = weight % units
      const origin = from(Math.floor(weight / units))
      // @wc-context: which weight: “The weight from …”
      return last
        ? `from ${origin} to the digit ${String(unit)}`
        : `from ${origin} to unit ${count(unit + 1)}`
    },
  }
}

/** Weights are filters × kernel × kernel × channels; in the picture the places of a kernel are outermost. */
function filtersOf({ input, output, window }: InsideLayer): WeightPicture {
  const [filters, channels, places] = [output.channels, input.channels, window * window]
  const tiles = filters * channels
  const placeOf = (weight: number): number => {
    const filter = Math.floor(weight / (places * channels))
    const place = Math.floor(weight / channels) % places
    return place * tiles + (weight % channels) * filters + filter
  }
  const weightAt = (place: number): number => {
    const tile = place % tiles
    const channel = Math.floor(tile / filters)
    return ((tile % filters) * places + Math.floor(place / tiles)) * channels + channel
  }
  return {
    tiling: tilingOf(
      { height: window, width: window, channels: tiles },
      channels === 1 ? undefined : filters,
    ),
    reading:
      channels === 1
        ? 'A tile for each filter.'
        : 'A column of tiles for each filter, with a tile for each map that it is laid on.',
    arrange: (weights) => {
      const arranged = new Float32Array(weights.length)
      weights.forEach((value, weight) => {
        arranged[placeOf(weight)] = value
      })
      return arranged
    },
    placeOf,
    weightAt,
    describe: (weight) => {
      const place = Math.floor(weight / channels) % places
      const [row = '', column = ''] = [Math.floor(place / window) + 1, (place % window) + 1].map(count)
      const filter = count(Math.floor(weight / (places * channels)) + 1)
      // @wc-context: which weight: “The weight of filter …”
      return channels === 1
        ? `of filter ${filter}, row ${row}, column ${column}`
        : `of filter ${filter}, on map ${count((weight % channels) + 1)}, row ${row}, column ${column}`
    },
  }
}
