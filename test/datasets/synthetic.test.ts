import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countByLabel, digitImage, type Digits } from '../../src-main/datasets/digits.ts'
import {
  choosePath,
  chooseWeighted,
  parsePath,
  type PathPoint,
} from '../../src-main/datasets/synthetic/path.ts'
import {
  inkOfWay,
  syntheticDigits,
  syntheticInk,
} from '../../src-main/datasets/synthetic/synthetic-digits.ts'
import { WAYS, type Way } from '../../src-main/datasets/synthetic/ways.ts'
import { imageOfInk, MNIST_LIKE } from '../../src-main/images/strokes.ts'
import { Random } from '../../src-main/kernels/random.ts'

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 })
const digits = fc.integer({ min: 0, max: 9 })

/** Every way, named so that a failure says which. */
const ALL_WAYS = WAYS.flatMap((ways, digit) =>
  ways.map((way) => ({ title: `${digit} ${way.name}`, digit, way })),
)

const placesOf = (points: readonly PathPoint[]) => points.map(({ x, y }) => [x, y])

/** All strokes that a text stands for, as far as 200 tries find them. */
function strokesOf(text: string): Set<string> {
  const path = parsePath(text)
  const random = Random.of(1)
  return new Set(Array.from({ length: 200 }, () => JSON.stringify(placesOf(choosePath(path, random)))))
}

/** All drawings that a way stands for before a hand varies them, as far as 60 tries find them. */
function findDrawings(way: Way): Set<string> {
  const random = Random.of(2)
  return new Set(
    Array.from({ length: 60 }, () =>
      JSON.stringify(way.strokes.map((stroke) => placesOf(choosePath(stroke, random)))),
    ),
  )
}

const drawings = new Map(ALL_WAYS.map(({ way }) => [way, findDrawings(way)]))
const writtenBy = (way: Way) => drawings.get(way)!

describe('the notation', () => {
  it('reads points, their spread and their corners', () => {
    expect(parsePath(' -2,98!  60~5,7~12 ')).toEqual([
      { x: -2, y: 98, spreadX: 0, spreadY: 0, corner: true },
      { x: 60, y: 7, spreadX: 5, spreadY: 12, corner: false },
    ])
  })

  it('offers each choice, empty ones and choices within choices too', () => {
    expect(strokesOf('1,1 (2,2 | | 3,3 (4,4 | 5,5)) 6,6')).toEqual(
      new Set([
        '[[1,1],[2,2],[6,6]]',
        '[[1,1],[6,6]]',
        '[[1,1],[3,3],[4,4],[6,6]]',
        '[[1,1],[3,3],[5,5],[6,6]]',
      ]),
    )
  })

  it('makes a choice as likely as its weight says', () => {
    const path = parsePath('(3: 1,1 | 0.5: 2,2 | 3,3)')
    const random = Random.of(5)
    const counts = [0, 0, 0, 0]
    for (let i = 0; i < 9000; i++) counts[choosePath(path, random)[0]!.x]! += 1
    expect(counts[1]! / 9000).toBeCloseTo(3 / 4.5, 1.5)
    expect(counts[2]! / 9000).toBeCloseTo(0.5 / 4.5, 1.5)
    expect(counts[3]! / 9000).toBeCloseTo(1 / 4.5, 1.5)
  })

  it('never chooses what weighs nothing', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const chosen = chooseWeighted([{ weight: 0 }, { weight: 1 }, { weight: 0 }], Random.of(seed))
        return chosen.weight === 1
      }),
    )
  })

  it.each([
    ['1,2 3', '“3” is no point'],
    ['1,2 3,x', '“3,x” is no point'],
    ['1;2', '“1;2” is no point'],
    ['1,2!!', '“1,2!!” is no point'],
    ['1.5,2', '“1.5,2” is no point'],
    ['1~,2', '“1~,2” is no point'],
    ['2: 1,2', '“2:” is no point'],
    ['1,2)', 'There is a “)” too many'],
    ['1,2 | 3,4', 'There is a “|” too many'],
    ['(1,2 | 3,4', 'A bracket is not closed'],
    ['(1,2 (3,4)', 'A bracket is not closed'],
    ['(', 'A bracket is not closed'],
    ['1,2 : 3,4', 'cannot be read as a path'],
  ])('refuses “%s”', (text, message) => {
    expect(() => parsePath(text)).toThrow(SyntaxError)
    expect(() => parsePath(text)).toThrow(message)
    expect(() => parsePath(text)).toThrow(text)
  })
})

describe('the ways', () => {
  it('are there for each digit, each under a name of its own, each of some weight', () => {
    expect(WAYS).toHaveLength(10)
    for (const ways of WAYS) {
      expect(ways.length).toBeGreaterThanOrEqual(5)
      expect(new Set(ways.map(({ name }) => name)).size).toBe(ways.length)
      for (const { weight } of ways) expect(weight).toBeGreaterThan(0)
    }
  })

  it.each(ALL_WAYS)('$title: strokes within the field, ink of a digit’s size', ({ way, digit }) => {
    expect(way.strokes.length).toBeGreaterThanOrEqual(1)
    for (let seed = 0; seed < 40; seed++) {
      for (const stroke of way.strokes) {
        const points = choosePath(stroke, Random.of(seed, digit))
        expect(points.length).toBeGreaterThanOrEqual(2)
        for (const { x, y } of points) {
          expect(x).toBeGreaterThanOrEqual(-20)
          expect(x).toBeLessThanOrEqual(90)
          expect(y).toBeGreaterThanOrEqual(-10)
          expect(y).toBeLessThanOrEqual(110)
        }
      }
      const points = inkOfWay(way, Random.of(seed, digit)).flat()
      const xs = points.map(([x]) => x!)
      const ys = points.map(([, y]) => y!)
      expect(points.flat().every(Number.isFinite)).toBe(true)
      expect(Math.min(...xs)).toBeGreaterThan(-110)
      expect(Math.max(...xs)).toBeLessThan(170)
      expect(Math.min(...ys)).toBeGreaterThan(-60)
      expect(Math.max(...ys)).toBeLessThan(160)
      expect(Math.max(...ys) - Math.min(...ys)).toBeGreaterThan(50)
    }
  })

  it('are all different: no two of a digit can be the same drawing', () => {
    for (const { way, digit, title } of ALL_WAYS) {
      const written = writtenBy(way)
      for (const other of WAYS[digit]!) {
        if (other === way) continue
        const common = [...writtenBy(other)].filter((drawing) => written.has(drawing))
        expect(common, `${title}, ${other.name}`).toEqual([])
      }
    }
  })

  it('show in the image: the same hand makes another image of each', () => {
    for (const ways of WAYS) {
      const images = ways.map((way) => imageOfInk(inkOfWay(way, Random.of(11)), MNIST_LIKE)?.join())
      expect(new Set(images).size).toBe(ways.length)
    }
  })
})

describe('one digit', () => {
  it('is the same for the same seed, and another for another', () => {
    fc.assert(
      fc.property(digits, seeds, (digit, seed) => {
        const ink = syntheticInk(digit, Random.of(seed))
        expect(syntheticInk(digit, Random.of(seed))).toEqual(ink)
        expect(syntheticInk(digit, Random.of(seed, 1))).not.toEqual(ink)
      }),
    )
  })

  it('has ink and finite points', () => {
    fc.assert(
      fc.property(digits, seeds, (digit, seed) => {
        const ink = syntheticInk(digit, Random.of(seed))
        expect(ink.flat(2).every(Number.isFinite)).toBe(true)
        expect(ink.every((stroke) => stroke.length > 0)).toBe(true)
        expect(imageOfInk(ink)?.some((grey) => grey > 200)).toBe(true)
      }),
    )
  })

  it('is one of 0 to 9', () => {
    expect(() => syntheticInk(10, Random.of(1))).toThrow('10 is no digit.')
    expect(() => syntheticInk(-1, Random.of(1))).toThrow(RangeError)
  })
})

describe('many digits', () => {
  const imagesOf = (some: Digits) => Array.from({ length: some.count }, (_, i) => digitImage(some, i).join())

  it('are balanced, without a pattern in their order, none twice, none empty', async () => {
    const some = await syntheticDigits(1005, 3)
    const counts = countByLabel(some)
    expect(some.count).toBe(1005)
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
    const steps = Array.from({ length: 1004 }, (_, i) => (some.labels[i + 1]! - some.labels[i]! + 10) % 10)
    for (let step = 0; step < 10; step++) {
      expect(steps.filter((found) => found === step).length).toBeLessThan(180)
    }
    expect(new Set(imagesOf(some)).size).toBe(1005)
    for (let i = 0; i < some.count; i++) expect(Math.max(...digitImage(some, i))).toBeGreaterThan(200)
  })

  it('are the same for the same seed and count, and others for another seed', async () => {
    const [some, again, others] = await Promise.all([1, 1, 2].map((seed) => syntheticDigits(100, seed)))
    expect(again).toEqual(some)
    expect(others).not.toEqual(some)
    const common = imagesOf(others!).filter((image) => imagesOf(some!).includes(image))
    expect(common).toEqual([])
  })

  it('may be none', async () => {
    expect((await syntheticDigits(0, 1)).count).toBe(0)
  })

  it('tell how far they are, from 0 to 1', async () => {
    const told: number[] = []
    await syntheticDigits(1200, 1, { onProgress: (fraction) => told.push(fraction) })
    expect(told[0]).toBe(0)
    expect(told.at(-1)).toBe(1)
    expect(told.length).toBeGreaterThan(2)
    expect(told).toEqual(told.toSorted((a, b) => a - b))
  })

  it('stop when told so, with the signal’s reason', async () => {
    const reason = new Error('stopped by a test')
    await expect(syntheticDigits(10, 1, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)

    const controller = new AbortController()
    let furthest = 0
    const stopped = syntheticDigits(1_000_000, 1, {
      signal: controller.signal,
      onProgress: (fraction) => {
        furthest = fraction
        if (fraction > 0) controller.abort(reason)
      },
    })
    await expect(stopped).rejects.toBe(reason)
    expect(furthest).toBeLessThan(0.01)
  })
})
