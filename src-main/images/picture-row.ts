/** A picture of a row of digits: its pieces of ink, and any of them together as the 28×28 image of one digit. */
import { piecesOfInk } from './digit-ink.ts'
import type { Piece } from './components.ts'
import type { GreyImage } from './grey-image.ts'
import { outlineOf } from './outline.ts'
import { partOf, type Part } from './parts.ts'
import { drawPieces, readInk, type FoundInk } from './picture.ts'

export interface PictureRow {
  /** A part of each connected piece of ink. */
  readonly parts: readonly Part[]
  /** 784 greys, 0 paper to 255 ink, of some parts as one digit. */
  readonly imageOf: (members: readonly number[]) => Uint8Array
}

/** The row in a picture of greys, 0 black to 255 white, whichever of them is the ink; `null` where there is none. */
export function rowOfGreys(picture: GreyImage): PictureRow | null {
  return readInk(picture, {
    // Made as MNIST's are: one digit.
    normalised: (image) => ({ parts: [partOf([Float64Array.of(0, 0)])], imageOf: () => image }),
    found: rowOfInk,
  })
}

function rowOfInk(found: FoundInk): PictureRow | null {
  const { width, height } = found.ink
  const { pieces, labels } = piecesOfInk(found.lines, width, height)
  if (pieces.length === 0) return null
  const line = outlineOf(found.lines, width, height).line
  return {
    parts: pieces.map((piece) => partOf(edgesOf(piece, labels, width, line / 2))),
    imageOf: (members) => {
      const chosen = new Set(members.map((member) => pieces[member]!.label))
      return drawPieces(
        found,
        Uint8Array.from(labels, (label) => (chosen.has(label) ? 1 : 0)),
      )
    },
  }
}

/**
 * The edges of a piece as seen from its four sides, moved inward by half the pen's width: distances between pieces are then those
 * between the middles of their lines, as for strokes.
 */
function edgesOf(piece: Piece, labels: Int32Array, width: number, half: number): Float64Array[] {
  const { label, left, top, right, bottom } = piece
  const inked = (x: number, y: number): boolean => labels[y * width + x] === label
  const clamp = (value: number, least: number, most: number): number =>
    least > most ? (least + most) / 2 : Math.max(least, Math.min(most, value))
  const inX = (x: number): number => clamp(x, left + half, right - half)
  const inY = (y: number): number => clamp(y, top + half, bottom - half)
  const sides: number[][] = [[], [], [], []]
  for (let y = top; y < bottom; y++) {
    let first = left
    while (!inked(first, y)) first++
    let last = right - 1
    while (!inked(last, y)) last--
    sides[0]!.push(inX(first + half), inY(y + 0.5))
    sides[1]!.push(inX(last + 1 - half), inY(y + 0.5))
  }
  for (let x = left; x < right; x++) {
    let first = top
    while (!inked(x, first)) first++
    let last = bottom - 1
    while (!inked(x, last)) last--
    sides[2]!.push(inX(x + 0.5), inY(first + half))
    sides[3]!.push(inX(x + 0.5), inY(last + 1 - half))
  }
  return sides.map((side) => Float64Array.from(side))
}
