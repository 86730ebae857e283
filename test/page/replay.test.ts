import { describe, expect, test } from 'vitest'
import type { Drawing } from '../../src-main/contract.ts'
import { Pad } from '../../src-renderer/pad/pad.svelte.ts'
import { momentAt, Replay, timetableOf } from '../../src-renderer/pad/replay.ts'
import type { Sheet } from '../../src-renderer/pad/sheet.ts'

/** Two strokes; in the first the hand rests for two seconds. */
const DRAWING: Drawing = [
  [
    [10, 10, 0, 0.5],
    [20, 10, 40, 0.5],
    [30, 10, 2040, 0.5],
  ],
  [
    [10, 50, 0, 0.5],
    [20, 50, 100, 0.5],
  ],
]

/** A pad with the drawing, and a clock that goes on by 16 ms with each frame. */
function padWith(drawing: Drawing, still = false) {
  const heard = { changed: [] as Sheet[], settled: 0 }
  const pad = new Pad(drawing, {
    changed: (sheet) => heard.changed.push(sheet),
    settled: () => (heard.settled += 1),
    full: () => undefined,
  })
  let time = 0
  let next: (() => void) | null = null
  const replay = new Replay({
    pad,
    nextFrame: (callback) => (next = callback),
    now: () => time,
    still: () => still,
  })
  const frame = () => {
    const callback = next
    next = null
    time += 16
    callback?.()
    return callback !== null
  }
  return { pad, replay, heard, frame }
}

const shapes = (sheets: readonly Sheet[]) =>
  sheets.map(({ strokes }) => strokes.map((stroke) => stroke.length).join('+'))

describe('The timetable', () => {
  test('keeps the pace of the hand and shortens its rests', () => {
    const [first, second] = timetableOf(DRAWING, false)
    expect(first).toEqual([0, 40, 160])
    expect(second?.[0]).toBe(480)
    expect(second?.[1]).toBe(580)
  })

  test('makes a long drawing take eight seconds', () => {
    const long: Drawing = Array.from({ length: 60 }, () => DRAWING[0]!)
    const end = timetableOf(long, false).at(-1)?.at(-1) ?? 0
    expect(end).toBeGreaterThan(7000)
    expect(end).toBeLessThanOrEqual(8000)
  })

  test('gives points without times some', () => {
    const [times] = timetableOf([DRAWING[0]!.map(([x, y]) => [x, y, 0, 0.5])], false)
    expect(times).toEqual([0, 12, 24])
  })

  test('shows at each moment what was there', () => {
    const table = timetableOf(DRAWING, false)
    expect(momentAt(DRAWING, table, 50)?.growing).toHaveLength(2)
    expect(momentAt(DRAWING, table, 300)).toEqual({
      sheet: { strokes: [DRAWING[0]], picture: null },
      growing: null,
    })
    expect(momentAt(DRAWING, table, 580)).toBeNull()
  })
})

describe('A replay', () => {
  test('asks anew with each point, and leaves the drawing and its history as they are', () => {
    const { pad, replay, heard, frame } = padWith(DRAWING)
    replay.toggle()
    expect(pad.replaying).toBe(true)
    while (frame());
    expect(shapes(heard.changed)).toEqual(['1', '2', '3', '3+1', '3+2'])
    expect(pad.replaying).toBe(false)
    expect(pad.sheet.strokes).toEqual(DRAWING)
    expect([heard.settled, pad.canUndo]).toEqual([0, false])
  })

  test('shows whole strokes to those who want nothing to move', () => {
    const { replay, heard, frame } = padWith(DRAWING, true)
    replay.toggle()
    while (frame());
    expect(shapes(heard.changed)).toEqual(['', '3', '3+2'])
  })

  test.each([
    ['a new line', (pad: Pad) => pad.begin({ x: 1, y: 1, time: 0, pressure: 0.5 })],
    ['an undo', (pad: Pad) => pad.undo()],
    ['a clear', (pad: Pad) => pad.clear()],
    ['its end', (pad: Pad) => pad.endReplay()],
  ])('is ended by %s', (_, act) => {
    const { pad, replay, frame } = padWith(DRAWING)
    replay.toggle()
    frame()
    act(pad)
    expect(pad.replaying).toBe(false)
    const { shown } = pad
    while (frame());
    expect(pad.shown).toEqual(shown)
  })

  test('starts once more where the first was ended', () => {
    const { pad, replay, heard, frame } = padWith(DRAWING)
    replay.toggle()
    for (let i = 0; i < 5; i++) frame()
    replay.toggle()
    expect(pad.replaying).toBe(false)
    replay.toggle()
    expect(pad.shown.growing).toHaveLength(1)
    while (frame());
    expect(shapes(heard.changed).at(-1)).toBe('3+2')
  })

  test('is not to be had of an empty pad', () => {
    const { pad, replay } = padWith([])
    replay.toggle()
    expect([pad.hasStrokes, pad.replaying]).toEqual([false, false])
  })
})
