import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Drawing } from '../../src-main/contract.ts'
import { imageOfInk } from '../../src-main/images/strokes.ts'
import { Pad } from '../../src-renderer/pad/pad.svelte.ts'
import { boxOf, inCorner, inMiddle, liesInCorner, turned } from '../../src-renderer/pad/placing.ts'
import { PAD_SIZE } from '../../src-renderer/pad/sheet.ts'
import { THREE } from './samples.ts'

const place = fc.double({ min: 0, max: PAD_SIZE, noNaN: true })
const drawings: fc.Arbitrary<Drawing> = fc.array(
  fc.array(
    fc.tuple(place, place, fc.nat(1000), fc.double({ min: 0, max: 1, noNaN: true })).map((p) => p),
    { minLength: 1, maxLength: 12 },
  ),
  { minLength: 1, maxLength: 4 },
)
const angles = fc.integer({ min: -180, max: 180 })

/** Distances between neighbouring points: the shape, wherever it lies and however it stands. */
const lengths = (strokes: Drawing) => {
  const points = strokes.flat()
  return points.slice(1).map(([x, y], index) => Math.hypot(x - points[index]![0], y - points[index]![1]))
}
const longest = (strokes: Drawing) => Math.max(...lengths(strokes), 0)

describe('Placing a drawing', () => {
  test('a quarter to the left turns right into up, and down into right', () => {
    const L: Drawing = [
      [
        [100, 100, 0, 0.5],
        [140, 100, 10, 0.6],
        [140, 160, 20, 0.7],
      ],
    ]
    const [[first, second, third]] = turned(L, 90) as [Drawing[number]]
    expect([second![0] - first![0], second![1] - first![1]]).toEqual([0, -40])
    expect([third![0] - second![0], third![1] - second![1]]).toEqual([60, 0])
    expect([first, second, third].map((point) => point!.slice(2))).toEqual([
      [0, 0.5],
      [10, 0.6],
      [20, 0.7],
    ])
  })

  test('keeps its shape, its times and its pressure, and stays on the pad', () => {
    fc.assert(
      fc.property(drawings, angles, (strokes, degrees) => {
        for (const placed of [turned(strokes, degrees), inCorner(strokes), inMiddle(strokes)]) {
          expect(placed.map((stroke) => stroke.map(([, , ...rest]) => rest))).toEqual(
            strokes.map((stroke) => stroke.map(([, , ...rest]) => rest)),
          )
          const scale = longest(strokes) > 1 ? longest(placed) / longest(strokes) : 1
          const wanted = lengths(strokes).map((length) => length * scale)
          for (const [index, length] of lengths(placed).entries()) {
            expect(Math.abs(length - wanted[index]!)).toBeLessThan(longest(strokes) > 1 ? 0.1 : 300)
          }
          const { left, top, width, height } = boxOf(placed)
          expect(Math.min(left, top)).toBeGreaterThanOrEqual(-0.01)
          expect(Math.max(left + width, top + height)).toBeLessThanOrEqual(PAD_SIZE + 0.01)
        }
      }),
    )
  })

  test('the network sees the same digit in the corner as in the middle', () => {
    const [middle, corner] = [imageOfInk(inMiddle(THREE))!, imageOfInk(inCorner(THREE))!]
    const difference = middle.reduce((sum, grey, index) => sum + Math.abs(grey - corner[index]!), 0)
    // Coordinates are rounded to hundredths of the pad: no more than that is seen.
    expect(difference / 784).toBeLessThan(0.5)
    expect(liesInCorner(inCorner(THREE))).toBe(true)
    expect(liesInCorner(inMiddle(THREE))).toBe(false)
    expect(liesInCorner([])).toBe(false)
  })
})

describe('The pad', () => {
  function padWith(drawing: Drawing) {
    const told = { changed: 0, settled: 0 }
    const pad = new Pad(drawing, {
      changed: () => (told.changed += 1),
      settled: () => (told.settled += 1),
      full: () => undefined,
    })
    return { pad, told }
  }

  test('turns through many angles in one step, and is kept once', () => {
    const { pad, told } = padWith(THREE)
    for (const degrees of [5, 10, 45, -30]) pad.turnTo(degrees)
    pad.endTurn()
    expect(told).toEqual({ changed: 4, settled: 1 })
    expect(pad.angle).toBe(-30)
    pad.undo()
    expect([pad.sheet.strokes, pad.angle, pad.canUndo]).toEqual([THREE, 0, false])
    pad.redo()
    expect(pad.angle).toBe(-30)
  })

  test('turned back, it is what was drawn, point for point', () => {
    const { pad } = padWith(THREE)
    for (let turn = 0; turn < 30; turn++) pad.turnLeft()
    expect(pad.angle).toBe(90)
    for (let turn = 0; turn < 6; turn++) pad.turnRight()
    expect(pad.angle).toBe(0)
    expect(pad.sheet.strokes).toEqual(THREE)
    pad.undo()
    expect(pad.angle).toBe(15)
  })

  test('what is drawn on after a turn counts from there', () => {
    const { pad } = padWith(THREE)
    pad.turnLeft()
    pad.begin({ x: 10, y: 10, time: 0, pressure: 0.5 })
    pad.extend([{ x: 60, y: 60, time: 20, pressure: 0.5 }])
    pad.end()
    expect(pad.angle).toBe(0)
    expect(pad.sheet.strokes).toHaveLength(THREE.length + 1)
  })

  test('moves into the corner and back, and an empty pad stays as it is', () => {
    const { pad } = padWith(THREE)
    pad.moveToCorner()
    expect(liesInCorner(pad.sheet.strokes)).toBe(true)
    pad.moveToMiddle()
    expect(liesInCorner(pad.sheet.strokes)).toBe(false)
    pad.undo()
    pad.undo()
    expect(pad.sheet.strokes).toBe(THREE)

    const empty = padWith([])
    for (const act of ['turnLeft', 'turnRight', 'moveToCorner', 'moveToMiddle'] as const) empty.pad[act]()
    expect([empty.pad.canUndo, empty.told]).toEqual([false, { changed: 0, settled: 0 }])
  })
})
