import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { erase, ERASER_RADIUS, wayBetween } from '../../src-renderer/pad/eraser.ts'

const place = fc.record({ x: fc.integer({ min: 0, max: 280 }), y: fc.integer({ min: 0, max: 280 }) })
const strokes = fc.array(place, { minLength: 1, maxLength: 5 })
const asStroke = (places: readonly { x: number; y: number }[]) =>
  places.map(({ x, y }): [number, number, number, number] => [x, y, 0, 0.5])

/** Places along a way, close to one another. */
const along = (a: { x: number; y: number }, b: { x: number; y: number }, steps = 400) =>
  Array.from({ length: steps + 1 }, (_, i) => [
    a.x + ((b.x - a.x) * i) / steps,
    a.y + ((b.y - a.y) * i) / steps,
  ])

describe('The eraser', () => {
  test('is as far from a stroke as the nearest of all places on both are apart', () => {
    fc.assert(
      fc.property(strokes, place, place, (places, from, to) => {
        const line = places.flatMap((here, i) => along(here, places[i + 1] ?? here, 60))
        const way = along(from, to, 60)
        const nearest = Math.min(
          ...line.map(([x, y]) => Math.min(...way.map(([u, v]) => Math.hypot(x! - u!, y! - v!)))),
        )
        const told = wayBetween(asStroke(places), from, to)
        expect(told).toBeLessThanOrEqual(nearest + 1e-9)
        // Sixty places a way are at most 6.6 units apart, so that the nearest two may be 3.3 each from the true ones.
        expect(told).toBeGreaterThan(nearest - 7)
      }),
      { numRuns: 60 },
    )
  })

  test('takes a stroke that it passes quickly, and leaves one that it does not touch', () => {
    const down = asStroke([
      { x: 100, y: 20 },
      { x: 100, y: 200 },
    ])
    const across = asStroke([
      { x: 150, y: 250 },
      { x: 250, y: 250 },
    ])
    expect(erase([down, across], { x: 50, y: 110 }, { x: 150, y: 110 })).toEqual([across])
    const drawing = [down, across]
    expect(erase(drawing, { x: 50, y: 110 }, { x: 60, y: 110 })).toBe(drawing)
  })

  test('takes a dot by its ink', () => {
    const dot = asStroke([{ x: 40, y: 40 }])
    expect(erase([dot], { x: 40 + ERASER_RADIUS + 5, y: 40 }, { x: 40 + ERASER_RADIUS + 5, y: 40 })).toEqual(
      [],
    )
    expect(erase([dot], { x: 40 + ERASER_RADIUS + 6, y: 40 }, { x: 80, y: 40 })).toEqual([dot])
  })
})
