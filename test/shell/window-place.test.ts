import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEFAULT_SIZE, fittingPlace, LEAST_SIZE } from '../../src-main/shell/window-place.ts'

const LEFT = { x: 0, y: 25, width: 1920, height: 1055 }
const RIGHT = { x: 1920, y: 0, width: 1280, height: 1024 }
const place = (x: number, y: number, width: number, height: number) => ({
  x,
  y,
  width,
  height,
  maximized: false,
})

describe('where a window opens', () => {
  it('is left to the system at first', () => {
    expect(fittingPlace(null, [LEFT])).toEqual(DEFAULT_SIZE)
  })

  it('is where it stood', () => {
    expect(fittingPlace(place(100, 50, 1000, 700), [LEFT])).toEqual({
      x: 100,
      y: 50,
      width: 1000,
      height: 700,
    })
    expect(fittingPlace(place(2000, 10, 1000, 700), [LEFT, RIGHT])).toMatchObject({ x: 2000, y: 10 })
  })

  it('is left to the system where the screen is gone, and keeps its size', () => {
    expect(fittingPlace(place(2000, 10, 1000, 700), [LEFT])).toEqual({ width: 1000, height: 700 })
  })

  it('is left to the system where its top edge could not be reached', () => {
    expect(fittingPlace(place(100, -30, 1000, 700), [LEFT])).not.toHaveProperty('x')
    expect(fittingPlace(place(100, 1050, 1000, 700), [LEFT])).not.toHaveProperty('x')
    expect(fittingPlace(place(-950, 100, 1000, 700), [LEFT])).not.toHaveProperty('x')
    expect(fittingPlace(place(-850, 100, 1000, 700), [LEFT])).toMatchObject({ x: -850 })
  })

  it('is no larger than its screen and no smaller than the page needs', () => {
    expect(fittingPlace(place(100, 50, 5000, 4000), [LEFT])).toMatchObject({ width: 1920, height: 1055 })
    expect(fittingPlace(place(100, 50, 10, 10), [LEFT])).toMatchObject(LEAST_SIZE)
  })

  it('always has at least the size that the page needs', () => {
    const number = fc.integer({ min: -5000, max: 5000 })
    const size = fc.integer({ min: 1, max: 5000 })
    const area = fc.record({ x: number, y: number, width: size, height: size })
    fc.assert(
      fc.property(
        number,
        number,
        size,
        size,
        fc.array(area, { maxLength: 3 }),
        (x, y, width, height, areas) => {
          const fitting = fittingPlace(place(x, y, width, height), areas)
          expect(fitting.width).toBeGreaterThanOrEqual(LEAST_SIZE.width)
          expect(fitting.height).toBeGreaterThanOrEqual(LEAST_SIZE.height)
        },
      ),
    )
  })
})
