/** Digits to draw: what people wrote with a pen, where that data is at hand, else the project's own strokes. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { readDrawings } from '../../src-main/datasets/drawings.ts'
import type { Ink } from '../../src-main/images/ink.ts'

export interface Digit {
  readonly label: number
  readonly strokes: Ink
}

const PEN_DIGITS =
  process.env['DIGIT_PAD_PEN_DIGITS'] ??
  fileURLToPath(new URL('../../../shared/pen-digits/pen-digits.jsonl.gz', import.meta.url))

/** One of each digit, 0 to 9, the first that is readable. */
export function oneOfEach(): Digit[] {
  if (!existsSync(PEN_DIGITS)) return OWN
  const drawings = readDrawings(PEN_DIGITS).filter(({ suspect }) => !suspect)
  return Array.from({ length: 10 }, (_, digit) => {
    const drawing = drawings.find(({ label }) => label === digit)
    if (drawing === undefined) throw new Error(`${PEN_DIGITS} holds no ${digit}.`)
    return { label: digit, strokes: drawing.strokes }
  })
}

type Point = readonly [number, number]

/** Points on an ellipse, between two angles in degrees, clockwise from the right. */
function arc(x: number, y: number, width: number, height: number, from: number, to: number): Point[] {
  const steps = 16
  return Array.from({ length: steps + 1 }, (_, step) => {
    const angle = ((from + ((to - from) * step) / steps) * Math.PI) / 180
    return [x + (width / 2) * Math.cos(angle), y + (height / 2) * Math.sin(angle)]
  })
}

const OWN: Digit[] = [
  { label: 0, strokes: [arc(50, 50, 56, 90, -90, 270)] },
  {
    label: 1,
    strokes: [
      [
        [50, 5],
        [50, 95],
      ],
    ],
  },
  { label: 2, strokes: [[...arc(50, 30, 50, 50, -180, 30), [25, 95], [78, 95]]] },
  { label: 3, strokes: [[...arc(48, 28, 46, 44, -160, 90), ...arc(48, 72, 54, 46, -90, 160)]] },
  {
    label: 4,
    strokes: [
      [
        [60, 5],
        [20, 62],
        [80, 62],
      ],
      [
        [62, 35],
        [62, 95],
      ],
    ],
  },
  { label: 5, strokes: [[[75, 5], [32, 5], [30, 42], ...arc(48, 66, 54, 54, -110, 150)]] },
  { label: 6, strokes: [[[62, 5], [38, 40], ...arc(50, 70, 46, 48, -170, 190)]] },
  {
    label: 7,
    strokes: [
      [
        [20, 8],
        [78, 8],
        [42, 95],
      ],
    ],
  },
  { label: 8, strokes: [[...arc(50, 28, 42, 44, 90, -270), ...arc(50, 72, 52, 44, -90, 270)]] },
  { label: 9, strokes: [[...arc(48, 30, 44, 48, 0, 360), [70, 30], [64, 95]]] },
]
