/** Drawings, pictures, and what the recognizer says of them. */
import * as v from 'valibot'
import type { InferOutput } from 'valibot'
import { listOf } from './numbers.ts'

/** The longest drawing that is accepted: far more than a person draws, and read in less than a second. */
export const MAX_STROKES = 200
export const MAX_POINTS_PER_STROKE = 20_000
export const MAX_POINTS = 50_000

const coordinate = v.pipe(v.number(), v.finite(), v.minValue(-100_000), v.maxValue(100_000))
const milliseconds = v.pipe(v.number(), v.finite(), v.minValue(0))
const pressure = v.pipe(v.number(), v.minValue(0), v.maxValue(1))

/** x and y in the pad's pixels (y grows downward), time in ms since the stroke's first point, pressure 0..1. */
export const Point = v.strictTuple([coordinate, coordinate, milliseconds, pressure])
export const Stroke = v.pipe(listOf(MAX_POINTS_PER_STROKE), v.minLength(1), v.array(Point))
/** What a person drew: strokes in the order they were drawn. No stroke at all is an empty pad. */
export const Drawing = v.pipe(
  listOf(MAX_STROKES),
  v.check((strokes) => pointsIn(strokes) <= MAX_POINTS, 'The drawing has too many points.'),
  v.array(Stroke),
)
export type Point = InferOutput<typeof Point>
export type Stroke = InferOutput<typeof Stroke>
export type Drawing = InferOutput<typeof Drawing>

/** How many points these strokes have together. */
export function pointsIn(strokes: readonly unknown[]): number {
  return strokes.reduce<number>((points, stroke) => points + (Array.isArray(stroke) ? stroke.length : 0), 0)
}

/** The largest picture file that is accepted, in bytes. */
export const MAX_PICTURE_BYTES = 20 * 1024 * 1024
/** A PNG or JPEG file's bytes. */
export const PictureFile = v.pipe(
  v.instance(Uint8Array),
  v.check((bytes) => bytes.length <= MAX_PICTURE_BYTES, 'The picture is larger than 20 MB.'),
)

/** The largest file of any kind that is opened, in bytes: more than any model or drawings that this program writes. */
export const MAX_OPENED_BYTES = 128 * 1024 * 1024
/** A file that was dropped on the window, whatever is in it. */
export const DroppedFile = v.strictObject({
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
  bytes: v.pipe(
    v.instance(Uint8Array),
    v.check((bytes) => bytes.length <= MAX_OPENED_BYTES, 'The file is larger than 128 MB.'),
  ),
})

/** A digit as the network is given it: 28 × 28 greys, row by row, 0 paper to 255 ink. */
export const DigitImage = v.pipe(
  v.instance(Uint8Array),
  v.check((image) => image.length === 784, 'An image has 784 greys.'),
)

/** Ten probabilities, of the digits 0 to 9. They sum to 1. */
export type Probabilities = readonly number[]

/** Why an answer is not to be relied on: two digits are likely (the likelier first), or the drawing is like no digit. */
export type Unsure =
  { readonly kind: 'between'; readonly digits: readonly [number, number] } | { readonly kind: 'no digit' }

/** What the recognizer says of a drawing or a picture. */
export interface Recognition {
  /** The likeliest digit. */
  readonly digit: number
  readonly probabilities: Probabilities
  /** `null` where the answer is sure. */
  readonly unsure: Unsure | null
  /** What the network sees: 28 × 28 grey values, row by row, 0 paper to 255 ink. */
  readonly image: Uint8Array
}

/** What is said of a row of digits. */
export interface NumberReading {
  /** The digits from left to right: "2026". */
  readonly number: string
  /** One at least, from left to right. */
  readonly digits: readonly NumberDigit[]
}

export interface NumberDigit extends Recognition {
  /** Which strokes of the drawing it is made of; none for a picture. */
  readonly strokes: readonly number[]
}
