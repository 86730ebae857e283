import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { MAX_POINTS_PER_STROKE, Stroke } from '../../src-main/contract.ts'
import { StrokeRecorder } from '../../src-renderer/pad/stroke-recorder.ts'

const sample = (x: number, y: number, time = 0, pressure = 0.5) => ({ x, y, time, pressure })

describe('StrokeRecorder', () => {
  test('counts time from the first point', () => {
    const recorder = new StrokeRecorder(sample(10, 20, 5000))
    recorder.add([sample(15, 20, 5008.25), sample(20, 20, 5016.5)])
    expect(recorder.points).toEqual([
      [10, 20, 0, 0.5],
      [15, 20, 8.3, 0.5],
      [20, 20, 16.5, 0.5],
    ])
  })

  test('leaves out points that tell nothing new', () => {
    const recorder = new StrokeRecorder(sample(10, 20))
    const before = recorder.points
    recorder.add([sample(10.3, 20.3, 3), sample(10, 20, 4)])
    expect(recorder.points).toBe(before)
  })

  test('lays what is beyond the pad on its edge', () => {
    const recorder = new StrokeRecorder(sample(-50, 1000))
    expect(recorder.points[0]?.slice(0, 2)).toEqual([0, 280])
  })

  test('takes no more points than the contract allows', () => {
    const recorder = new StrokeRecorder(sample(0, 0))
    recorder.add(
      Array.from({ length: MAX_POINTS_PER_STROKE + 10 }, (_, i) => sample((i % 2) * 100 + 5, 0, i)),
    )
    expect(recorder.points).toHaveLength(MAX_POINTS_PER_STROKE)
    expect(recorder.full).toBe(true)
  })

  test('whatever a pointer tells, the contract accepts, in order of time', () => {
    const number = fc.double({ min: -1e6, max: 1e6, noNaN: true })
    const samples = fc.array(
      fc.record({
        x: number,
        y: number,
        time: number,
        pressure: fc.double({ min: -1, max: 2, noNaN: true }),
      }),
      { minLength: 1, maxLength: 30 },
    )
    fc.assert(
      fc.property(samples, ([first, ...rest]) => {
        const recorder = new StrokeRecorder(first!)
        recorder.add(rest)
        const times = recorder.points.map(([, , time]) => time)
        expect(v.safeParse(Stroke, recorder.points).success).toBe(true)
        expect(times).toEqual([...times].sort((a, b) => a - b))
      }),
    )
  })
})
