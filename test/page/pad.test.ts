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

  test('what the system takes back was never drawn', () => {
    const { pad, heard } = padWith([[[1, 1, 0, 0.5]]])
    pad.begin(at(10, 10))
    pad.extend([at(60, 60)])
    pad.cancel()
    expect(pad.sheet.strokes).toHaveLength(1)
    expect([pad.drawing, pad.canUndo, heard.settled.length]).toEqual([false, false, 0])
    expect(heard.changed.at(-1)?.strokes).toHaveLength(1)
  })

  test('what is foretold of a line is no part of it', () => {
    const { pad, heard } = padWith()
    pad.begin(at(10, 10))
    pad.extend([at(20, 10)], [at(30, 10), at(40, 10)])
    expect(pad.ahead.map(([x]) => x)).toEqual([30, 40])
    pad.end()
    expect(pad.ahead).toEqual([])
    expect(heard.settled[0]?.strokes[0]).toHaveLength(2)
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

describe('The eraser', () => {
  const line = (y: number): [number, number, number, number][] => [
    [20, y, 0, 0.5],
    [200, y, 100, 0.5],
  ]
  const three = [line(50), line(100), line(150)]

  test('takes the strokes that it touches while it moves, as one step that is undone as one', () => {
    const { pad, heard } = padWith(three)
    pad.begin(at(100, 30), 'eraser')
    expect(pad.drawing).toBe(true)
    pad.extend([at(100, 70)])
    expect(pad.sheet.strokes).toEqual([line(100), line(150)])
    pad.extend([at(100, 110)])
    pad.end()
    expect(pad.sheet.strokes).toEqual([line(150)])
    expect(heard.changed.map(({ strokes }) => strokes.length)).toEqual([2, 1, 1])
    expect(heard.settled).toHaveLength(1)
    pad.undo()
    expect(pad.sheet.strokes).toEqual(three)
  })

  test('that touches nothing is no step, and one that is taken back took nothing', () => {
    const { pad, heard } = padWith(three)
    pad.begin(at(250, 30), 'eraser')
    pad.end()
    pad.begin(at(100, 50), 'eraser')
    expect(pad.sheet.strokes).toHaveLength(2)
    pad.cancel()
    expect(pad.sheet.strokes).toEqual(three)
    expect([pad.canUndo, heard.settled.length]).toEqual([false, 0])
  })

  test('chosen as the tool, it is what the keyboard moves, too', () => {
    const { pad } = padWith([line(70)])
    const pen = new KeyboardPen(pad)
    const key = {
      shiftKey: false,
      ctrlKey: false,
      metaKey: false,
      altKey: false,
      repeat: false,
      timeStamp: 0,
    }
    pad.toggleEraser()
    pen.press({ ...key, key: ' ' })
    expect([pen.down, pad.empty]).toEqual([true, true])
    pen.press({ ...key, key: ' ' })
    pad.undo()
    expect(pad.sheet.strokes).toHaveLength(1)
  })
})
