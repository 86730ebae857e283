/** How the numbers between two layers are laid out as a picture: a tile for each channel, or a row of plain numbers. */
import type { LayerSize } from '../../../src-main/contract.ts'

export interface Tiling {
  readonly size: LayerSize
  /** Tiles beside each other. */
  readonly columns: number
  /** Pixels between two tiles. */
  readonly gap: number
  /** Of the whole picture, in pixels: a number is a pixel. */
  readonly width: number
  readonly height: number
}

/** Where a number is in the picture, in pixels from the upper left. */
export interface Spot {
  readonly x: number
  readonly y: number
}

/** The wider side of a picture is about so many times its other. */
const ASPECT = 2

/** @param columns tiles beside each other, where it is not left to the number of tiles */
export function tilingOf(size: LayerSize, columns = columnsFor(size)): Tiling {
  const { height, width, channels } = size
  const gap = height * width === 1 ? 0 : 1
  const across = Math.min(columns, channels)
  const rows = Math.ceil(channels / across)
  return {
    size,
    columns: across,
    gap,
    width: across * (width + gap) - gap,
    height: rows * (height + gap) - gap,
  }
}

/** Rows that come out even, where that does not make the picture much wider. */
function columnsFor({ height, width, channels: tiles }: LayerSize): number {
  // Ten numbers, or fewer, stand in one row.
  if (height * width === 1 && tiles <= 10) return tiles
  const wanted = Math.ceil(Math.sqrt(ASPECT * tiles))
  for (let columns = wanted; columns <= 1.45 * wanted; columns++) if (tiles % columns === 0) return columns
  return wanted
}

/** The number's place in the picture. Numbers stand row by row, channels innermost. */
export function spotOf({ size, columns, gap }: Tiling, index: number): Spot {
  const { width, channels } = size
  const tile = index % channels
  const place = Math.floor(index / channels)
  return {
    x: (tile % columns) * (width + gap) + (place % width),
    y: Math.floor(tile / columns) * (size.height + gap) + Math.floor(place / width),
  }
}

/** The number at a place of the picture; `null` between the tiles and behind the last. */
export function indexAt({ size, columns, gap }: Tiling, { x, y }: Spot): number | null {
  const { height, width, channels } = size
  const [column, row] = [Math.floor(x / (width + gap)), Math.floor(y / (height + gap))]
  const [across, down] = [x - column * (width + gap), y - row * (height + gap)]
  const tile = row * columns + column
  if (x < 0 || y < 0 || column >= columns || tile >= channels || across >= width || down >= height)
    return null
  return (down * width + across) * channels + tile
}

/** The number that the keyboard goes to from another; `null` for keys that lead nowhere. */
export function stepFrom(tiling: Tiling, index: number, key: string): number | null {
  const { size, gap, width, height } = tiling
  const spot = spotOf(tiling, index)
  const steps: Readonly<Record<string, readonly [number, number]>> = {
    ArrowLeft: [-1, 0],
    ArrowRight: [1, 0],
    ArrowUp: [0, -1],
    ArrowDown: [0, 1],
  }
  const step = steps[key]
  if (step !== undefined) {
    let [x, y] = [spot.x + step[0], spot.y + step[1]]
    const found = indexAt(tiling, { x, y })
    if (found !== null) return found
    // Over the gap to the tile beside.
    ;[x, y] = [x + step[0] * gap, y + step[1] * gap]
    const beyond = x < 0 || y < 0 || x >= width || y >= height
    return beyond ? index : (indexAt(tiling, { x, y }) ?? index)
  }
  const tile = index % size.channels
  const tiles: Readonly<Record<string, number>> = { PageUp: tile - 1, PageDown: tile + 1 }
  const next = tiles[key]
  if (next !== undefined) return next < 0 || next >= size.channels ? index : index - tile + next
  if (key === 'Home') return tile
  if (key === 'End') return (size.height * size.width - 1) * size.channels + tile
  return null
}
