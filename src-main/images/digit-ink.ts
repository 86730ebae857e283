/** Which of the ink in a picture is the digit, or digits: no specks, no frame; and of one digit, no neighbours. */
import { findPieces, type Piece } from './components.ts'
import type { Area } from './resample.ts'

/** A piece with less than this share of the largest one's ink is a speck. */
const SPECK = 0.03
/**
 * A piece farther from the digit than this share of the digit's size does not belong to it. (Of digits that people wrote in
 * several strokes, 99 in 100 leave no gap as wide between the strokes' boxes.)
 */
const NEAR = 0.2
/** Fewer pixels than this are dirt. */
const LEAST_AREA = 3

/**
 * The pixels that are the digit's, 1 each, of those that are 1 for any ink; `null` where there is no digit.
 *
 * @param ink 1 where there is ink, row by row
 */
export function findDigit(ink: Uint8Array, width: number, height: number): Uint8Array | null {
  const { pieces, labels } = findPieces(ink, width, height)
  const candidates = withoutSurroundings(pieces, labels, width, height)
  const main = candidates.reduce<Piece | null>(
    (best, piece) => (best && best.area >= piece.area ? best : piece),
    null,
  )
  if (main === null || main.area < LEAST_AREA) return null
  const kept = new Uint8Array(pieces.length + 1)
  for (const { label } of belonging(main, candidates)) kept[label] = 1
  return ink.map((_, i) => kept[labels[i]!]!)
}

/**
 * The pieces that could be digits or parts of some: no specks, no frame, nothing that reaches in from outside.
 *
 * @param ink 1 where there is ink, row by row
 */
export function piecesOfInk(
  ink: Uint8Array,
  width: number,
  height: number,
): { readonly pieces: readonly Piece[]; readonly labels: Int32Array } {
  const { pieces, labels } = findPieces(ink, width, height)
  const candidates = withoutSurroundings(pieces, labels, width, height)
  const largest = Math.max(0, ...candidates.map(({ area }) => area))
  const least = Math.max(LEAST_AREA, SPECK * largest)
  return { pieces: candidates.filter(({ area }) => area >= least), labels }
}

/** The digit's pieces: the largest, and by and by all that are near. */
function belonging(main: Piece, candidates: readonly Piece[]): Piece[] {
  const digit = [main]
  let rest = candidates.filter((piece) => piece !== main && piece.area >= SPECK * main.area)
  for (let box = main; ;) {
    const reach = NEAR * Math.max(box.right - box.left, box.bottom - box.top)
    const near = rest.filter((piece) => gap(piece, box) <= reach)
    if (near.length === 0) return digit
    digit.push(...near)
    rest = rest.filter((piece) => !near.includes(piece))
    box = near.reduce(
      (joined, piece) => ({
        ...joined,
        left: Math.min(joined.left, piece.left),
        top: Math.min(joined.top, piece.top),
        right: Math.max(joined.right, piece.right),
        bottom: Math.max(joined.bottom, piece.bottom),
      }),
      box,
    )
  }
}

function gap(a: Piece, b: Piece): number {
  return Math.max(a.left - b.right, b.left - a.right, a.top - b.bottom, b.top - a.bottom, 0)
}

/** A piece at the picture's edge counts only where no piece within has this share of its ink. */
const WITHIN = 0.1

/** All pieces but frames, ruled lines and what reaches into the picture from outside, unless there is nothing else. */
function withoutSurroundings(
  pieces: readonly Piece[],
  labels: Int32Array,
  width: number,
  height: number,
): readonly Piece[] {
  const noFrames = pieces.filter((piece) => !isFrame(piece, labels, width, height))
  const rest = noFrames.length > 0 ? noFrames : pieces
  const within = rest.filter(
    ({ left, top, right, bottom }) => left > 0 && top > 0 && right < width && bottom < height,
  )
  const largest = Math.max(0, ...rest.map(({ area }) => area))
  return within.some(({ area }) => area >= Math.max(LEAST_AREA, WITHIN * largest)) ? within : rest
}

/** A frame or a line spans this share of the picture, and its ink lies this close to straight. */
const SPAN = 0.7
const STRAIGHT = 0.04
const COVERED = 0.9

/**
 * Whether a piece is drawn around the digit or across the paper: a straight line from edge to edge, or a box of which at least
 * three sides are straight.
 */
function isFrame(piece: Piece, labels: Int32Array, width: number, height: number): boolean {
  const wide = piece.right - piece.left
  const high = piece.bottom - piece.top
  if (wide >= 0.95 * width && high <= STRAIGHT * height) return true
  if (high >= 0.95 * height && wide <= STRAIGHT * width) return true
  if (wide < SPAN * width || high < SPAN * height) return false
  const band = Math.max(1, Math.round(STRAIGHT * Math.min(wide, high)))
  const inked = (x: number, y: number): boolean => labels[y * width + x] === piece.label
  const covers = (length: number, hit: (along: number, depth: number) => boolean): boolean => {
    let covered = 0
    for (let along = 0; along < length; along++) {
      for (let depth = 0; depth < band; depth++) {
        if (!hit(along, depth)) continue
        covered++
        break
      }
    }
    return covered >= COVERED * length
  }
  const sides = [
    covers(wide, (along, depth) => inked(piece.left + along, piece.top + depth)),
    covers(wide, (along, depth) => inked(piece.left + along, piece.bottom - 1 - depth)),
    covers(high, (along, depth) => inked(piece.left + depth, piece.top + along)),
    covers(high, (along, depth) => inked(piece.right - 1 - depth, piece.top + along)),
  ]
  return sides.filter(Boolean).length >= 3
}

/** A piece that covers this share of the picture, and of its own box, is a sheet of paper on a table. */
const SHEET = 0.25
const SHEET_FILLS = 0.75
/** The rim that is left out, a share of each side, because the sheet may lie askew. */
const RIM = 0.06

/** The inside of a sheet of paper that was taken for ink, because the table around it reaches to the picture's border. */
export function findSheet(ink: Uint8Array, width: number, height: number): Area | null {
  for (const { area, left, top, right, bottom } of findPieces(ink, width, height).pieces) {
    const wide = right - left
    const high = bottom - top
    if (area < SHEET * width * height || area < SHEET_FILLS * wide * high) continue
    return {
      left: left + RIM * wide,
      top: top + RIM * high,
      width: (1 - 2 * RIM) * wide,
      height: (1 - 2 * RIM) * high,
    }
  }
  return null
}
