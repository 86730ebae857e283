/**
 * Made-up letters: pieces of writing put together at random, as in a script that nobody knows. There is no end of them, so that
 * a network cannot learn them by heart but has to learn what digits are.
 */
import type { Ink } from '../../../images/ink.ts'
import { turn } from '../../../images/turn.ts'
import type { Random } from '../../../kernels/random.ts'
import type { Point } from '../curve.ts'
import { writeByHand } from '../hand.ts'
import type { PathPoint } from '../path.ts'

/** Where pieces begin and end: three columns and four rows of the field in which ways are put down. */
const COLUMNS = [2, 30, 58]
const ROWS = [2, 34, 66, 98]

export const GLYPHS: Readonly<Record<string, (random: Random) => Ink>> = {
  'lines and bows': (random) => glyph([line, line, bow], 3 + random.integer(2), random),
  'bows and rings': (random) => glyph([bow, bow, ring, line], 3 + random.integer(2), random),
  'lines and rings': (random) => glyph([line, line, ring], 3 + random.integer(2), random),
  'many pieces': (random) => glyph([line, bow, ring, dot], 5 + random.integer(3), random),
  'corners and dots': (random) => [
    ...glyph([corner, bow], 2, random),
    ...glyph([dot], 1 + random.integer(2), random),
  ],
}

type Piece = (random: Random) => Point[]

function glyph(pieces: readonly Piece[], count: number, random: Random): Ink {
  const strokes = Array.from({ length: count }, () => {
    const piece = pieces[random.integer(pieces.length)]!
    return piece(random).map(([x, y]): PathPoint => ({
      x,
      y,
      spreadX: 3,
      spreadY: 3,
      corner: piece === corner,
    }))
  })
  return writeByHand(strokes, random)
}

function line(random: Random): Point[] {
  return [...anchors(2, random)]
}

/** A line that bends to one side. */
function bow(random: Random): Point[] {
  const [from, to] = anchors(2, random) as [Point, Point]
  const side = random.between(-0.6, 0.6)
  const middle: Point = [
    (from[0] + to[0]) / 2 + side * (to[1] - from[1]),
    (from[1] + to[1]) / 2 - side * (to[0] - from[0]),
  ]
  return [from, middle, to]
}

function corner(random: Random): Point[] {
  return anchors(3, random)
}

function ring(random: Random): Point[] {
  const [[x, y]] = anchors(1, random) as [Point]
  const radius = random.between(8, 24)
  const start = random.between(0, 360)
  return Array.from({ length: 9 }, (_, index) => {
    const { cosine, sine } = turn(start + 45 * index)
    return [Math.round(x + radius * cosine), Math.round(y + radius * sine)]
  })
}

function dot(random: Random): Point[] {
  const [[x, y]] = anchors(1, random) as [Point]
  return [
    [x, y],
    [x + 2, y + 1],
  ]
}

/** Different places in the field. */
function anchors(count: number, random: Random): Point[] {
  const places = COLUMNS.flatMap((x) => ROWS.map((y): Point => [x, y]))
  return Array.from({ length: count }, () => places.splice(random.integer(places.length), 1)[0]!)
}
