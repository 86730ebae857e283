/**
 * The notation in which the ways of writing are put down: a stroke as a line of text.
 *
 *     '(2: 4,22 | 12~6,10~4) 30,0 50,20! 2,98 60,98'
 *
 * - `x,y` is a point that the pen passes, in hundredths of the digit's height; y grows downward, the digit
 *   stands in 0…100 and is about 60 wide. The pen passes from point to point in a smooth curve.
 * - `!` after a point makes it a corner.
 * - `~n` after a coordinate is how far it varies from one digit to the next (a standard deviation).
 * - `( a | b | c )` is a choice between ways to go on; `2:` in front of one makes it twice as likely. A
 *   choice may be empty, and choices may stand within choices.
 */
import type { Random } from '../../kernels/random.ts'

/** A point that the pen passes, in hundredths of the digit's height. */
export interface PathPoint {
  readonly x: number
  readonly y: number
  readonly spreadX: number
  readonly spreadY: number
  readonly corner: boolean
}

/** One of several ways to go on, likelier the larger its weight. */
interface Branch {
  readonly weight: number
  readonly parts: Path
}

/** What the notation says, in order: points, and choices between paths. */
export type Path = readonly (PathPoint | readonly Branch[])[]

const TOKEN = /\s*([()|]|\d+(?:\.\d+)?:|[^\s()|:]+)/y
const POINT = /^(-?\d+)(?:~(\d+))?,(-?\d+)(?:~(\d+))?(!?)$/

/** Reads a stroke's text. Throws a SyntaxError where the text breaks the rules above. */
export function parsePath(text: string): Path {
  const tokens = tokensOf(text)
  const path = parseParts(tokens, text)
  if (tokens.length > 0) throw new SyntaxError(`There is a “${tokens[0]!}” too many in: ${text}`)
  return path
}

/** One of the strokes that a path stands for: every choice made, every point where it is by default. */
export function choosePath(path: Path, random: Random): PathPoint[] {
  return path.flatMap((part) =>
    'corner' in part ? [part] : choosePath(chooseWeighted(part, random).parts, random),
  )
}

/** One of the choices, each as likely as its weight says. */
export function chooseWeighted<T extends { readonly weight: number }>(
  choices: readonly T[],
  random: Random,
): T {
  let rest = random.next() * choices.reduce((sum, choice) => sum + choice.weight, 0)
  for (const choice of choices) {
    rest -= choice.weight
    if (rest < 0) return choice
  }
  return choices[choices.length - 1]!
}

function tokensOf(text: string): string[] {
  const tokens: string[] = []
  TOKEN.lastIndex = 0
  const trimmed = text.trimEnd()
  while (TOKEN.lastIndex < trimmed.length) {
    const found = TOKEN.exec(trimmed)
    if (found === null) throw new SyntaxError(`This cannot be read as a path: ${text}`)
    tokens.push(found[1]!)
  }
  return tokens
}

function parseParts(tokens: string[], text: string): Path {
  const parts: (PathPoint | Branch[])[] = []
  while (tokens.length > 0 && tokens[0] !== '|' && tokens[0] !== ')') {
    const token = tokens.shift()!
    parts.push(token === '(' ? parseBranches(tokens, text) : parsePoint(token, text))
  }
  return parts
}

function parseBranches(tokens: string[], text: string): Branch[] {
  const branches: Branch[] = []
  for (;;) {
    const weight = tokens[0]?.endsWith(':') ? Number(tokens.shift()!.slice(0, -1)) : 1
    branches.push({ weight, parts: parseParts(tokens, text) })
    const next = tokens.shift()
    if (next === ')') return branches
    if (next !== '|') throw new SyntaxError(`A bracket is not closed in: ${text}`)
  }
}

function parsePoint(token: string, text: string): PathPoint {
  const found = POINT.exec(token)
  if (found === null) throw new SyntaxError(`“${token}” is no point, in: ${text}`)
  const [, x, spreadX, y, spreadY, corner] = found
  return {
    x: Number(x),
    y: Number(y),
    spreadX: Number(spreadX ?? 0),
    spreadY: Number(spreadY ?? 0),
    corner: corner === '!',
  }
}
