import { describe, expect, test } from 'vitest'
import { MAX_POINTS, MAX_POINTS_PER_STROKE, MAX_STROKES } from '../../src-main/contract.ts'
import type { Point } from '../../src-main/contract.ts'
import { KeyboardPen } from '../../src-renderer/pad/keyboard-pen.svelte.ts'
import { Pad } from '../../src-renderer/pad/pad.svelte.ts'
import type { Picture, Sheet } from '../../src-renderer/pad/sheet.ts'

function padWith(drawing: [number, number, number, number][][] = []) {
  const heard = { changed: [] as Sheet[], settled: [] as Sheet[], full: 0 }
  const pad = new Pad(drawing, {
    changed: (sheet) => heard.changed.push(sheet),
    settled: (sheet) => heard.settled.push(sheet),
    full: () => (heard.full += 1),
  })
  return { pad, heard }
}

const at = (x: number, y: number, time = 0) => ({ x, y, time, pressure: 0.5 })
const picture = { name: 'three.png', bytes: new Uint8Array(3), bitmap: {} as ImageBitmap } satisfies Picture

describe('Pad', () => {
  test('tells of every point while the line grows, and of its end once', () => {
    const { pad, heard } = padWith()
    pad.begin(at(10, 10))
    pad.extend([at(20, 10, 8), at(30, 10, 16)])
    pad.extend([at(30.2, 10, 20)])
    expect(heard.changed.map(({ strokes }) => strokes[0]?.length)).toEqual([1, 3])
    expect(heard.settled).toEqual([])
    expect(pad.drawing).toBe(true)
    pad.end()
    expect(heard.settled).toHaveLength(1)
    expect(pad.sheet.strokes).toHaveLength(1)
    expect(pad.drawing).toBe(false)
    pad.end()
    expect(heard.settled).toHaveLength(1)
  })

  test('undo during a line takes that line back', () => {
    const { pad } = padWith([[[1, 1, 0, 0.5]]])
    pad.begin(at(10, 10))
    pad.undo()
    expect(pad.sheet.strokes).toEqual([[[1, 1, 0, 0.5]]])
    expect(pad.canRedo).toBe(true)
  })

  test('ink takes the place of a picture, and an undo brings it back', () => {
    const { pad } = padWith()
    pad.putPicture(picture)
    expect(pad.empty).toBe(false)
    pad.begin(at(10, 10))
    pad.end()
    expect(pad.sheet.picture).toBeNull()
    pad.undo()
    expect(pad.sheet).toEqual({ strokes: [], picture })
  })

  test('takes no more strokes than the contract allows, and says so', () => {
    const { pad, heard } = padWith(Array.from({ length: MAX_STROKES }, () => [[1, 1, 0, 0.5]]))
    pad.begin(at(10, 10))
    expect(pad.drawing).toBe(false)
    expect(heard.full).toBe(1)
  })

  test('takes no more points altogether than the contract allows, and says so', () => {
    const long = Array.from({ length: MAX_POINTS_PER_STROKE }, (): Point => [1, 1, 0, 0.5])
    const { pad, heard } = padWith(Array.from({ length: MAX_POINTS / MAX_POINTS_PER_STROKE }, () => long))
    pad.begin(at(10, 10))
    expect(pad.drawing).toBe(false)
    expect(heard.full).toBe(1)
  })

  test('a line that can take no more points ends', () => {
    const { pad } = padWith()
    pad.begin(at(0, 0))
    pad.extend(Array.from({ length: MAX_POINTS_PER_STROKE }, (_, i) => at((i % 2) * 100 + 5, 0, i)))
    expect(pad.drawing).toBe(false)
    expect(pad.sheet.strokes[0]).toHaveLength(MAX_POINTS_PER_STROKE)
  })

  test('keeps nothing when there was nothing to do', () => {
    const { pad, heard } = padWith()
    pad.undo()
    pad.redo()
    pad.clear()
    expect(heard.settled).toEqual([])
  })
})

describe('KeyboardPen', () => {
  const press = (key: string, more = {}) => ({
    key,
    shiftKey: false,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    repeat: false,
    timeStamp: 0,
    ...more,
  })

  test('draws between two presses of the space bar', () => {
    const { pad } = padWith()
    const pen = new KeyboardPen(pad)
    pen.press(press('ArrowDown'))
    pen.release('ArrowDown')
    pen.press(press(' '))
    pen.press(press('ArrowRight', { timeStamp: 30 }))
    pen.press(press(' '))
    expect(pad.sheet.strokes).toEqual([
      [
        [140, 76, 0, 0.5],
        [146, 76, 30, 0.5],
      ],
    ])
  })

  test('goes aslant with two keys, finely with Shift, and not beyond the edge', () => {
    const { pad } = padWith()
    const pen = new KeyboardPen(pad)
    pen.press(press('ArrowRight'))
    pen.press(press('ArrowDown', { shiftKey: true }))
    expect(pen.mark).toMatchObject({ x: 147.5, y: 71.5 })
    for (let i = 0; i < 100; i++) pen.press(press('ArrowDown'))
    expect(pen.mark).toMatchObject({ x: 280, y: 280 })
  })

  test('a held space bar is one press', () => {
    const { pad } = padWith()
    const pen = new KeyboardPen(pad)
    pen.press(press(' '))
    pen.press(press(' ', { repeat: true }))
    expect(pen.mark.down).toBe(true)
  })

  test('Escape lifts the pen, and means nothing to a lifted one', () => {
    const { pad } = padWith()
    const pen = new KeyboardPen(pad)
    expect(pen.press(press('Escape'))).toBe(false)
    pen.press(press('Enter'))
    expect(pen.press(press('Escape'))).toBe(true)
    expect(pad.sheet.strokes).toHaveLength(1)
  })

  test('leaves the shortcuts of the window alone', () => {
    const pen = new KeyboardPen(padWith().pad)
    expect(pen.press(press('ArrowLeft', { ctrlKey: true }))).toBe(false)
    expect(pen.press(press('z', { ctrlKey: true }))).toBe(false)
  })
})
