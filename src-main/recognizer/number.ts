/** A row of digits, read from left to right as a number. */
import type { NumberReading, Recognition } from '../contract.ts'
import { groupParts } from '../images/grouping.ts'
import type { GreyImage } from '../images/grey-image.ts'
import type { Ink } from '../images/ink.ts'
import { partsOfInk, type Part } from '../images/parts.ts'
import { rowOfGreys } from '../images/picture-row.ts'
import { PlainError } from '../plain-error.ts'
import type { Recognizer } from './recognizer.ts'

/** `null` for a drawing without ink. Digits that touch one another are read as one. */
export function readNumber(recognizer: Recognizer, ink: Ink): NumberReading | null {
  const { parts, strokes } = partsOfInk(ink)
  const read = (members: readonly number[]): Recognition | null =>
    recognizer.recognizeInk(members.map((member) => ink[strokes[member]!]!))
  return readParts(parts, read, (members) => members.map((member) => strokes[member]!))
}

/** Reads a picture: greys, 0 black to 255 white. Throws a PlainError where it shows nothing. */
export function readGreysNumber(recognizer: Recognizer, picture: GreyImage): NumberReading {
  const row = rowOfGreys(picture)
  const reading =
    row &&
    readParts(
      row.parts,
      (members) => recognizer.recognizeImage(row.imageOf(members)),
      () => [],
    )
  if (reading === null)
    throw new PlainError('The picture is empty: there is nothing in it that could be a digit.')
  return reading
}

/** How much less it says that parts look like a 1: a single stroke of many a digit does. As a logarithm. */
const ONLY_A_LINE = 0.63

/**
 * @param read what the network says of some parts as one digit
 * @param strokesOf the strokes that parts stand for
 */
function readParts(
  parts: readonly Part[],
  read: (members: readonly number[]) => Recognition | null,
  strokesOf: (members: readonly number[]) => readonly number[],
): NumberReading | null {
  const readings = new Map<string, Recognition>()
  const groups = groupParts(parts, (members) => {
    const reading = read(members)
    if (reading === null) return -Infinity
    readings.set(members.join(), reading)
    const resemblance = Math.log(reading.probabilities[reading.digit]!)
    return reading.digit === 1 ? resemblance - ONLY_A_LINE : resemblance
  })
  const digits = groups.flatMap((members) => {
    const reading = readings.get(members.join())
    return reading === undefined ? [] : [{ ...reading, strokes: strokesOf(members) }]
  })
  if (digits.length === 0) return null
  return { number: digits.map(({ digit }) => digit).join(''), digits }
}
