/** All kinds of drawing that are no digit, under their names, and what each of them is used for. */
import type { Ink } from '../../../images/ink.ts'
import type { Random } from '../../../kernels/random.ts'
import { writeByHand } from '../hand.ts'
import { choosePath, parsePath } from '../path.ts'
import { CAPITAL_LETTERS } from './capital-letters.ts'
import { GLYPHS } from './glyphs.ts'
import { SCRIBBLES } from './scribbles.ts'
import { SEVERAL_DIGITS } from './several-digits.ts'
import { SHAPES } from './shapes.ts'
import { SIGNS } from './signs.ts'
import { SMALL_LETTERS } from './small-letters.ts'
import { SPECKS } from './specks.ts'
import { TURNING_SHAPES } from './turning-shapes.ts'
import type { WrittenKinds } from './written.ts'

/**
 * - `trained`: networks may learn from it that it is no digit.
 * - `held back`: never trained on. It shows what a network makes of nonsense that it has not met.
 * - `look-alike`: a person could take it for a digit, so it is neither trained on nor counted in a measurement.
 */
export type Use = 'trained' | 'held back' | 'look-alike'

export const GROUPS = [
  'capital letters',
  'small letters',
  'signs',
  'made-up letters',
  'shapes',
  'scribbles',
  'specks',
  'several digits',
] as const
export type Group = (typeof GROUPS)[number]

export interface NonDigitKind {
  /** Unique within its group: "K", "arrow left". */
  readonly name: string
  readonly group: Group
  readonly use: Use
  /** Strokes of points [x, y], y growing downward, as one hand may draw it. */
  readonly ink: (random: Random) => Ink
}

type Drawers = Readonly<Record<string, (random: Random) => Ink>>

const DRAWERS: Readonly<Record<Group, Drawers>> = {
  'capital letters': written(CAPITAL_LETTERS),
  'small letters': written(SMALL_LETTERS),
  signs: written(SIGNS),
  'made-up letters': GLYPHS,
  shapes: { ...written(SHAPES), ...TURNING_SHAPES },
  scribbles: SCRIBBLES,
  specks: SPECKS,
  'several digits': SEVERAL_DIGITS,
}

/** What is drawn like some digit: O like 0, l like 1, Z like 2, } like 3, y like 4, S like 5, b like 6, > like 7, B like 8, g like 9. */
const LOOK_ALIKES: Readonly<Partial<Record<Group, readonly string[]>>> = {
  'capital letters': ['B', 'G', 'I', 'O', 'Q', 'S', 'Z'],
  'small letters': ['b', 'g', 'l', 'o', 'q', 's', 'y', 'z'],
  signs: [
    'slash',
    'bracket',
    'brace',
    'greater than',
    'caret',
    'beta',
    'delta',
    'sigma',
    'phi',
    'theta',
    'ring',
  ],
}

/** In the order of the tables, one kind in so many of each group is held back: by its place, not by how it fares. */
const HELD_BACK_EVERY = 4
const FIRST_HELD_BACK = 1

export const NON_DIGIT_KINDS: readonly NonDigitKind[] = GROUPS.flatMap((group) => {
  const lookAlikes = LOOK_ALIKES[group] ?? []
  let place = 0
  return Object.entries(DRAWERS[group]).map(([name, ink]): NonDigitKind => {
    if (lookAlikes.includes(name)) return { name, group, use: 'look-alike', ink }
    const heldBack = place++ % HELD_BACK_EVERY === FIRST_HELD_BACK
    return { name, group, use: heldBack ? 'held back' : 'trained', ink }
  })
})

function written(kinds: WrittenKinds): Drawers {
  return Object.fromEntries(
    Object.entries(kinds).map(([name, ways]) => {
      const paths = ways.map((strokes) => strokes.map(parsePath))
      const ink = (random: Random): Ink =>
        writeByHand(
          paths[random.integer(paths.length)]!.map((stroke) => choosePath(stroke, random)),
          random,
        )
      return [name, ink]
    }),
  )
}
