/** Labelled ink as labelled images: what a network learns from and is measured on. */
import type { Ink } from '../images/ink.ts'
import { imageOfInk } from '../images/strokes.ts'
import { DIGIT_PIXELS, emptyDigits, type Digits } from './digits.ts'

export interface LabelledInk {
  readonly strokes: Ink
  /** 0 to 9. */
  readonly label: number
}

/** Each drawing as the 28×28 image that the recognizer would make of it; one without ink is a blank image. */
export function digitsOfInk(drawings: readonly LabelledInk[]): Digits {
  const digits = emptyDigits(drawings.length)
  for (const [index, { strokes, label }] of drawings.entries()) {
    const image = imageOfInk(strokes)
    if (image) digits.images.set(image, index * DIGIT_PIXELS)
    digits.labels[index] = label
  }
  return digits
}

/** The first `count` of each digit, and all others. */
export function firstOfEach<T extends LabelledInk>(
  drawings: readonly T[],
  count: number,
): { readonly taught: T[]; readonly rest: T[] } {
  const seen = new Array<number>(10).fill(0)
  const taught: T[] = []
  const rest: T[] = []
  for (const drawing of drawings) (seen[drawing.label]!++ < count ? taught : rest).push(drawing)
  return { taught, rest }
}
