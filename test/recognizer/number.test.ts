import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Ink } from '../../src-main/images/ink.ts'
import { pngOfInk } from '../../src-main/images/png.ts'
import { loadKernelModules } from '../../src-main/kernels/engine.ts'
import { PlainError } from '../../src-main/plain-error.ts'
import { readModelFile } from '../../src-main/recognizer/kept-models.ts'
import { readGreysNumber, readNumber } from '../../src-main/recognizer/number.ts'
import { Recognizer } from '../../src-main/recognizer/recognizer.ts'
import { places } from '../built.ts'
import { paint, plainScene, pngOf } from '../images/pictures.ts'
import { oneOfEach } from '../e2e/digits.ts'
import { decodePicture } from '../images/decode.ts'

let recognizer: Recognizer
beforeAll(async () => {
  const file = new URL('../../resources/model.safetensors', import.meta.url)
  recognizer = new Recognizer(loadKernelModules(places.kernels), await readModelFile(fileURLToPath(file)))
})

const digits = oneOfEach()
/** Digits in a row, each 100 high, with gaps of 30. */
function rowOf(number: string): { readonly ink: Ink; readonly counts: readonly number[] } {
  let right = 0
  const ink: Ink[number][] = []
  const counts: number[] = []
  for (const character of number) {
    const { strokes } = digits[Number(character)]!
    const xs = strokes.flatMap((stroke) => stroke.map(([x = 0]) => x))
    const ys = strokes.flatMap((stroke) => stroke.map(([, y = 0]) => y))
    const [left, top] = [Math.min(...xs), Math.min(...ys)]
    const scale = 100 / (Math.max(...ys) - top)
    const from = right
    ink.push(
      ...strokes.map((stroke) =>
        stroke.map(([x = 0, y = 0]) => [from + (x - left) * scale, (y - top) * scale] as const),
      ),
    )
    counts.push(strokes.length)
    right += (Math.max(...xs) - left) * scale + 30
  }
  return { ink, counts }
}

describe('A drawing of several digits', () => {
  test('is read as a number, each digit with its strokes and what it would be alone', () => {
    const { ink, counts } = rowOf('2026')
    const reading = readNumber(recognizer, ink)!
    expect(reading.number).toBe('2026')
    expect(reading.digits.map(({ strokes }) => strokes.length)).toEqual(counts)
    expect(reading.digits.flatMap(({ strokes }) => strokes)).toEqual(ink.map((_, index) => index))
    for (const { strokes, ...digit } of reading.digits) {
      expect(digit).toEqual(recognizer.recognizeInk(strokes.map((stroke) => ink[stroke]!)))
    }
  })

  test('keeps a leading nought', () => {
    expect(readNumber(recognizer, rowOf('0340').ink)!.number).toBe('0340')
  })

  test('with a 4 whose strokes stand apart has a 4 there, not two 1s', () => {
    const four: Ink = [[[30, 0], [18, 55], [20, 66], [48, 62]], [[88, 42], [84, 100]]] // prettier-ignore
    const row = [...four, ...rowOf('7').ink.map((stroke) => stroke.map(([x = 0, y = 0]) => [x + 140, y]))]
    expect(readNumber(recognizer, row)!.number).toBe('47')
    expect(readNumber(recognizer, four)!.number).toBe('4')
    // Where both are as tall as a 1, they are two.
    const ones: Ink = [[[10, 0], [10, 100]], [[40, 2], [40, 101]]] // prettier-ignore
    expect(readNumber(recognizer, ones)!.number).toBe('11')
  })

  test('of one digit is that digit', () => {
    for (const { label, strokes } of digits) {
      const reading = readNumber(recognizer, strokes)!
      expect([label, reading.digits.length]).toEqual([label, 1])
      const { strokes: own, ...digit } = reading.digits[0]!
      expect(own).toEqual(strokes.map((_, index) => index))
      expect(digit).toEqual(recognizer.recognizeInk(strokes))
    }
  })

  test('that is empty says nothing', () => {
    expect(readNumber(recognizer, [])).toBeNull()
  })
})

/** A wide sheet with a pen that keeps neighbours apart. */
const sheet = { ...plainScene, width: 700, height: 260, digit: 560, pen: 10 }

describe('A picture of several digits', () => {
  test('is read as the drawing is', () => {
    const { ink } = rowOf('2026')
    const reading = readGreysNumber(recognizer, decodePicture(pngOf(paint(ink, sheet))))
    expect(reading.number).toBe('2026')
    expect(reading.digits.map(({ strokes }) => strokes)).toEqual([[], [], [], []])
  })

  test('of one digit is that digit, also where its strokes do not touch', () => {
    for (const label of [0, 3, 7]) {
      const { strokes } = digits[label]!
      const png = pngOf(paint(strokes, plainScene))
      expect(readGreysNumber(recognizer, decodePicture(png)).number).toBe(
        String(recognizer.recognizeGreys(decodePicture(png)).digit),
      )
    }
    const top = [[20, 0], [70, 0]] as const // prettier-ignore
    const body = [[18, 14], [16, 45], [50, 50], [60, 75], [40, 98], [10, 92]] as const // prettier-ignore
    expect(
      readGreysNumber(recognizer, decodePicture(pngOf(paint([body, top], plainScene)))).digits,
    ).toHaveLength(1)
  })

  test('that is empty, or no picture, is told as such', () => {
    expect(() => readGreysNumber(recognizer, decodePicture(pngOfInk([], 50)))).toThrow(PlainError)
  })
})
