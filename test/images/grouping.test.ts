import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { groupParts } from '../../src-main/images/grouping.ts'
import type { Ink } from '../../src-main/images/ink.ts'
import { distanceBetween, partOf, partsOfInk } from '../../src-main/images/parts.ts'

/** Groups strokes by their place alone: everything looks like a digit. */
const group = (ink: Ink): number[][] => groupParts(partsOfInk(ink).parts, () => 0)
const line = (...points: [number, number][]): [number, number][] => points
const shifted = (ink: Ink, right: number): Ink =>
  ink.map((stroke) => stroke.map(([x = 0, y = 0]) => [x + right, y]))

const four = [line([30, 0], [0, 60], [60, 60]), line([45, 30], [45, 100])]
const five: Ink = [line([10, 0], [5, 40], [40, 50], [45, 80], [5, 100]), line([12, 0], [50, 2])]
const sevenWithBar: Ink = [line([0, 0], [55, 0], [20, 100]), line([15, 50], [45, 48])]
const one = [line([0, 0], [0, 100])]

describe('Strokes are grouped', () => {
  test.each([
    ['a 4', four],
    ['a 5', five],
    ['a 7 with a bar', sevenWithBar],
  ])('%s in two strokes is one digit', (_, digit) => {
    expect(group(digit)).toEqual([[0, 1]])
  })

  test('digits beside one another are digits each, from left to right', () => {
    const row = [...shifted(five, 240), ...one, ...shifted(four, 60), ...shifted(sevenWithBar, 160)]
    expect(group(row)).toEqual([[2], [3, 4], [5, 6], [0, 1]])
  })

  test('a bar and a top that are written last belong to their digits', () => {
    const [body, top] = five as [Ink[number], Ink[number]]
    const [arm, bar] = shifted(sevenWithBar, 90) as [Ink[number], Ink[number]]
    expect(group([body, arm, ...shifted(one, 180), bar, top])).toEqual([[0, 4], [1, 3], [2]])
  })

  test('a small digit beside a large one is a digit', () => {
    const small = shifted(one, 80).map((stroke) => stroke.map(([x = 0, y = 0]) => [x, 50 + y / 2]))
    expect(group([...four, ...small])).toEqual([[0, 1], [2]])
  })

  test('no ink makes no group', () => {
    expect(group([])).toEqual([])
    expect(group([[[NaN, 1]], []])).toEqual([])
  })

  test('what looks like one digit only together is one, what looks like two is two', () => {
    const apart: Ink = [line([0, 0], [0, 100]), line([10, 0], [10, 100])]
    const { parts } = partsOfInk(apart)
    expect(groupParts(parts, (members) => (members.length === 2 ? 0 : -2))).toEqual([[0, 1]])
    expect(groupParts(parts, (members) => (members.length === 2 ? -2 : 0))).toEqual([[0], [1]])
  })
})

describe('For any strokes', () => {
  const point = fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 120 }))
  const ink = fc.array(fc.array(point, { minLength: 1, maxLength: 6 }), { maxLength: 9 })
  /** A look that depends on which strokes they are and on nothing else. */
  const look = (members: readonly number[]): number => -((members.join().length * 7 + members[0]! * 3) % 5)
  const grouped = (strokes: Ink): number[][] => groupParts(partsOfInk(strokes).parts, look)

  test('the groups are a partition', () => {
    fc.assert(
      fc.property(ink, (strokes) => {
        const groups = grouped(strokes)
        expect(groups.flat().toSorted((a, b) => a - b)).toEqual(strokes.map((_, index) => index))
        for (const members of groups) expect(members).toEqual(members.toSorted((a, b) => a - b))
      }),
    )
  })

  test('the groups come from left to right', () => {
    fc.assert(
      fc.property(ink, (strokes) => {
        const middles = grouped(strokes).map((members) => {
          const xs = members.flatMap((member) => strokes[member]!.map(([x]) => x))
          return Math.min(...xs) + Math.max(...xs)
        })
        expect(middles).toEqual(middles.toSorted((a, b) => a - b))
      }),
    )
  })

  test('size and place do not matter', () => {
    fc.assert(
      fc.property(
        ink,
        fc.constantFrom(0.25, 1, 8),
        fc.integer(),
        fc.integer(),
        (strokes, scale, right, down) => {
          // Powers of two and whole numbers: nothing is rounded.
          const [dx, dy] = [right % 4096, down % 4096]
          const other = strokes.map((stroke) => stroke.map(([x, y]) => [x * scale + dx, y * scale + dy]))
          expect(grouped(other)).toEqual(grouped(strokes))
        },
      ),
    )
  })

  test('nothing is asked about twice, and nothing but what is near', () => {
    fc.assert(
      fc.property(ink, (strokes) => {
        const asked: string[] = []
        groupParts(partsOfInk(strokes).parts, (members) => {
          asked.push(members.join())
          return look(members)
        })
        expect(new Set(asked).size).toBe(asked.length)
        expect(asked.length).toBeLessThanOrEqual(5 * strokes.length)
      }),
    )
  })
})

test('as many strokes as a drawing can have take no time', () => {
  const strokes = Array.from({ length: 200 }, (_, i) => [
    [(i * 37) % 280, (i * 61) % 280],
    [(i * 53) % 280, (i * 29) % 280],
  ])
  let asked = 0
  const groups = groupParts(partsOfInk(strokes).parts, () => {
    asked++
    return 0
  })
  expect(groups.flat()).toHaveLength(200)
  expect(asked).toBeLessThanOrEqual(1000)
})

describe('The distance between parts', () => {
  const part = (...points: number[]) => partOf([Float64Array.from(points)])
  test.each([
    ['crossing lines', part(0, 0, 10, 10), part(0, 10, 10, 0), 0],
    ['lines that end side by side', part(0, 0, 10, 0), part(13, 4, 20, 4), 5],
    ['a line over a line', part(0, 0, 10, 0), part(4, 3, 6, 3), 3],
    ['a dot and a line', part(5, 7), part(0, 0, 10, 0), 7],
    ['two dots', part(0, 0), part(3, 4), 5],
    ['lines in line', part(0, 0, 1, 0), part(3, 0, 4, 0), 2],
  ])('%s', (_, a, b, distance) => {
    expect(distanceBetween(a, b)).toBeCloseTo(distance, 12)
    expect(distanceBetween(b, a)).toBeCloseTo(distance, 12)
  })

  test('is no farther than that of any two points', () => {
    const points = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 2, maxLength: 12 })
    fc.assert(
      fc.property(points, points, (a, b) => {
        const [first, second] = [a, b].map((list) => list.slice(0, list.length & ~1)) as [number[], number[]]
        const distance = distanceBetween(part(...first), part(...second))
        for (let i = 0; i < first.length; i += 2) {
          for (let j = 0; j < second.length; j += 2) {
            const between = Math.hypot(first[i]! - second[j]!, first[i + 1]! - second[j + 1]!)
            expect(distance).toBeLessThanOrEqual(between + 1e-9)
          }
        }
      }),
    )
  })
})
