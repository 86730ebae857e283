/**
 * Which parts of a row make one digit each, by over-segmentation and dynamic programming (Y. LeCun et al. 1998, "Gradient-based
 * learning applied to document recognition", V). The parts stand in order from left to right; a digit is a run of parts that
 * follow one another; of all ways to cut the row into runs the likeliest is taken. How likely one is follows from how the parts
 * lie to each other, and from how much each run looks like a digit.
 */
import { distanceBetween, type Part } from './parts.ts'

/** How two neighbours lie to each other; lengths in units of the larger one's size, but for the last. */
interface Placement {
  /** From ink to ink; 0 where they cross. */
  readonly distance: number
  /** The width that they share, of the narrower one's; 0..1. */
  readonly overlap: number
  /** How much lower the one ends than the other. */
  readonly drop: number
  /** The height of the less tall one, in heights of the row; 0..1. */
  readonly height: number
}

/**
 * The log-odds that two neighbours belong to one digit. Digits stand beside one another on one line; the strokes of a digit touch,
 * or lie over or under one another. These numbers, and those of `worthOf`, are the most likely ones for rows made up from
 * the pen digits of half of their writers (docs/drawing-to-image.md).
 */
function logOdds({ distance, overlap, drop, height }: Placement): number {
  const near = Math.sqrt(Math.min(distance, FAR))
  return -5.26 - 12.16 * near + 5.7 * overlap + 6.94 * Math.min(drop, DEEP) + 2.98 * height
}

/** Farther than this is no less likely. */
const FAR = 0.6
/** Lower than this is no likelier. */
const DEEP = 0.7
/** What is narrower than this, of the size, overlaps as if it were so wide: the share of a thin line says little. */
const THIN = 0.1

/** Neighbours with these log-odds belong together, whatever they look like: strokes that cross one over the other. */
const CERTAIN = 5
/** Neighbours with these log-odds are never tried as one digit: no look would make up for it. */
const HOPELESS = -10
/** No digit is tried of more pieces, once what certainly belongs together is one piece. */
const MOST_PIECES = 5
/** No more digits than about this are tried in a row: of hundreds of pieces, which are no number, only those of few pieces. */
const MOST_TRIED = 200

/** How much parts count as one digit for their look and their shape: a log-probability, but for a constant. */
function worthOf(resemblance: number, width: number, height: number, rowHeight: number): number {
  const wide = Math.max(0, width / Math.max(height, 0.2 * rowHeight) - 1)
  const short = Math.max(0, Math.log(rowHeight / Math.max(height, 0.1 * rowHeight)) - 0.3)
  return 3.6 * Math.max(LEAST_RESEMBLANCE, resemblance) - 3.44 * wide - 4.71 * short
}

/** What looks less like a digit than this looks like none at all. */
const LEAST_RESEMBLANCE = -5

/**
 * Cuts a row into digits. Every part is in exactly one group; groups come from left to right, the parts of a group in the order
 * they were given. The result depends neither on the row's size nor on its place.
 *
 * @param parts in any order
 * @param resemblance how much these parts together look like one digit: the logarithm of a probability. It is asked only for what
 *   may be one digit, at most once for the same parts
 */
export function groupParts(
  parts: readonly Part[],
  resemblance: (members: readonly number[]) => number,
): number[][] {
  if (parts.length === 0) return []
  const row = new Row(parts, resemblance)
  const pieces = piecesOf(row)
  const middle = (piece: readonly number[]): number => {
    const { left, right } = row.boxOf(piece)
    return left + right
  }
  // By place, not by time: a bar that was added later stands beside what it belongs to.
  return bestCut(
    row,
    pieces.toSorted((a, b) => middle(a) - middle(b)),
  ).toSorted((a, b) => middle(a) - middle(b))
}

type Box = Omit<Part, 'lines'>

/** What is asked of a row again and again, kept. */
class Row {
  readonly parts: readonly Part[]
  readonly #resemblance: (members: readonly number[]) => number
  /** Of its tallest part: most digits have a stroke of their full height. */
  readonly #height: number
  readonly #distances = new Map<number, number>()
  readonly #worths = new Map<string, number>()

  constructor(parts: readonly Part[], resemblance: (members: readonly number[]) => number) {
    this.parts = parts
    this.#resemblance = resemblance
    // A row of dashes has a height as well.
    this.#height = Math.max(
      ...parts.map(({ left, top, right, bottom }) => Math.max(bottom - top, (right - left) / 2)),
    )
  }

  boxOf(members: readonly number[]): Box {
    const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity }
    for (const member of members) {
      const { left, top, right, bottom } = this.parts[member]!
      box.left = Math.min(box.left, left)
      box.top = Math.min(box.top, top)
      box.right = Math.max(box.right, right)
      box.bottom = Math.max(box.bottom, bottom)
    }
    return box
  }

  /** The log-odds that these parts and those belong to one digit; −∞ where they are hopelessly low. */
  logOdds(some: readonly number[], others: readonly number[]): number {
    const a = this.boxOf(some)
    const b = this.boxOf(others)
    const size = Math.max(extentOf(a), extentOf(b))
    // Dots in one place.
    if (size === 0) return a.left === b.left && a.top === b.top ? Infinity : -Infinity
    const shared = (Math.min(a.right, b.right) - Math.max(a.left, b.left)) / size
    const narrower = Math.min(a.right - a.left, b.right - b.left) / size
    const overlap = Math.min(1, Math.max(0, shared) / (narrower + THIN))
    const drop = Math.abs(a.bottom - b.bottom) / size
    const height = Math.min(a.bottom - a.top, b.bottom - b.top) / this.#height
    // The ink is at least as far apart as the boxes.
    if (logOdds({ distance: Math.max(0, -shared), overlap, drop, height }) < HOPELESS) return -Infinity
    let distance = Infinity
    for (const one of some) {
      for (const other of others) distance = Math.min(distance, this.#distance(one, other))
    }
    const odds = logOdds({ distance: distance / size, overlap, drop, height })
    return odds < HOPELESS ? -Infinity : odds
  }

  worth(members: readonly number[]): number {
    const key = members.join()
    const known = this.#worths.get(key)
    if (known !== undefined) return known
    const { left, top, right, bottom } = this.boxOf(members)
    const shape = [right - left, bottom - top, this.#height] as const
    const worth = this.#height > 0 ? worthOf(this.#resemblance(members), ...shape) : 0
    this.#worths.set(key, worth)
    return worth
  }

  #distance(a: number, b: number): number {
    const key = Math.min(a, b) * this.parts.length + Math.max(a, b)
    const known = this.#distances.get(key)
    if (known !== undefined) return known
    const distance = distanceBetween(this.parts[a]!, this.parts[b]!)
    this.#distances.set(key, distance)
    return distance
  }
}

function extentOf({ left, top, right, bottom }: Box): number {
  return Math.max(right - left, bottom - top)
}

/** What certainly belongs together as one piece, in the order of each piece's first part. */
function piecesOf(row: Row): number[][] {
  const piece = row.parts.map((_, index) => index)
  for (let later = 1; later < piece.length; later++) {
    for (let earlier = 0; earlier < later; earlier++) {
      const [from, to] = [piece[later]!, piece[earlier]!]
      if (from === to || row.logOdds([earlier], [later]) < CERTAIN) continue
      for (let i = 0; i <= later; i++) if (piece[i] === from) piece[i] = to
    }
  }
  const members = new Map<number, number[]>()
  for (const [index, number] of piece.entries()) {
    const list = members.get(number)
    if (list === undefined) members.set(number, [index])
    else list.push(index)
  }
  return [...members.values()].toSorted((a, b) => a[0]! - b[0]!)
}

/** A digit that ends a way to cut the first pieces. */
interface Last {
  readonly members: number[]
  /** Of the whole way up to here. */
  readonly score: number
  readonly before: Last | null
}

/** The likeliest way to cut pieces in this order into runs. */
function bestCut(row: Row, pieces: readonly (readonly number[])[]): number[][] {
  // endings[n]: the best way to cut the first n pieces, for each last run.
  const endings: Last[][] = [[]]
  const most = Math.max(1, Math.min(MOST_PIECES, Math.floor(MOST_TRIED / pieces.length)))
  for (let end = 1; end <= pieces.length; end++) {
    const lasts: Last[] = []
    for (let start = end - 1; start >= Math.max(0, end - most); start--) {
      const run = runOf(row, pieces.slice(start, end))
      if (run === null) continue
      const ways = endings[start]!.map((before): Last => {
        const score = before.score + apart(row.logOdds(before.members, run.members)) + run.score
        return { members: run.members, score, before }
      })
      lasts.push(start === 0 ? { ...run, before: null } : bestOf(ways))
    }
    endings.push(lasts)
  }
  const groups: number[][] = []
  for (let last: Last | null = bestOf(endings.at(-1)!); last !== null; last = last.before)
    groups.push(last.members)
  return groups.reverse()
}

function bestOf(ways: readonly Last[]): Last {
  return ways.reduce((best, way) => (way.score > best.score ? way : best))
}

/** These pieces as one digit, or `null` where two of them in turn lie hopelessly apart. */
function runOf(
  row: Row,
  pieces: readonly (readonly number[])[],
): { members: number[]; score: number } | null {
  let members = [...pieces[0]!]
  let score = 0
  for (const piece of pieces.slice(1)) {
    const odds = row.logOdds(members, piece)
    if (odds === -Infinity) return null
    score += together(odds)
    members = [...members, ...piece]
  }
  members.sort((a, b) => a - b)
  return { members, score: score + row.worth(members) }
}

/** The logarithms of the probability with these log-odds, and of what remains of 1. */
function together(odds: number): number {
  return -Math.log1p(Math.exp(-odds))
}

function apart(odds: number): number {
  return together(-odds)
}
