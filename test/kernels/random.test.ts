import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Random } from '../../src-main/kernels/random.ts'

const COUNT = 100_000
const drawn = (draw: (random: Random) => number, seed = 1): Float64Array => {
  const random = Random.of(seed)
  return Float64Array.from({ length: COUNT }, () => draw(random))
}
const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length
const moment = (values: Float64Array, power: number): number => mean(values.map((value) => value ** power))

/** sfc32 as its author wrote it, on 32-bit unsigned words, here with big integers. */
function* sfc32(a: bigint, b: bigint, c: bigint, counter: bigint): Generator<number> {
  const word = (value: bigint): bigint => BigInt.asUintN(32, value)
  for (;;) {
    const result = word(a + b + counter++)
    a = b ^ (b >> 9n)
    b = word(c + (c << 3n))
    c = word(((c << 21n) | (c >> 11n)) + result)
    yield Number(result)
  }
}

/** MurmurHash3's finaliser, with big integers. */
function mix(value: bigint): bigint {
  value = BigInt.asUintN(32, value)
  value = BigInt.asUintN(32, (value ^ (value >> 16n)) * 0x85ebca6bn)
  value = BigInt.asUintN(32, (value ^ (value >> 13n)) * 0xc2b2ae35n)
  return value ^ (value >> 16n)
}

describe('Random', () => {
  test('is sfc32, seeded by a hash of the stream', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 32 - 1), fc.nat(2 ** 32 - 1), (seed, stream) => {
        let a = mix(0x9e3779b9n ^ BigInt(seed))
        let b = mix(0x85ebca6bn + a)
        let c = mix(0xc2b2ae35n + b)
        a = mix(a ^ BigInt(stream))
        b = mix((b ^ BigInt(stream)) + a)
        c = mix((c ^ a) + b)
        const twin = sfc32(a, b, c, 1n)
        for (let i = 0; i < 12; i++) twin.next()
        const random = Random.of(seed, stream)
        for (let i = 0; i < 20; i++) expect(random.next() * 2 ** 32).toBe(twin.next().value)
      }),
    )
  })

  test('next is spread evenly over [0, 1)', () => {
    const values = drawn((random) => random.next())
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...values)).toBeLessThan(1)
    const counts = new Float64Array(100)
    for (const value of values) counts[Math.floor(value * 100)]!++
    const chiSquare = counts.reduce((sum, count) => sum + (count - COUNT / 100) ** 2 / (COUNT / 100), 0)
    // 99 degrees of freedom: 149 is passed once in a thousand.
    expect(chiSquare).toBeLessThan(149)
  })

  test('neighbouring streams have nothing to do with each other', () => {
    const first = (seed: number, epoch: number, sample: number): number =>
      Random.of(seed, epoch, sample).next() - 0.5
    const correlation = (other: (i: number) => number): number => {
      let sum = 0
      for (let i = 0; i < COUNT; i++) sum += first(3, 5, i) * other(i)
      return (12 * sum) / COUNT
    }
    const noise = 4 / Math.sqrt(COUNT)
    expect(Math.abs(correlation((i) => first(3, 5, i + 1)))).toBeLessThan(noise)
    expect(Math.abs(correlation((i) => first(3, 6, i)))).toBeLessThan(noise)
    expect(Math.abs(correlation((i) => first(4, 5, i)))).toBeLessThan(noise)
    expect(Math.abs(correlation((i) => first(3, i, 5)))).toBeLessThan(noise)
  })

  test('streams of different lengths differ', () => {
    const starts = [Random.of(0), Random.of(0, 0), Random.of(0, 0, 0), Random.of(1), Random.of(0, 1)]
    expect(new Set(starts.map((random) => random.next())).size).toBe(starts.length)
  })

  test('between and integer keep to their ranges and reach all of them', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 2 ** 32 }), (seed, count) => {
        const value = Random.of(seed).integer(count)
        expect(Number.isInteger(value) && value >= 0 && value < count).toBe(true)
      }),
    )
    const counts = new Float64Array(7)
    for (const value of drawn((random) => random.integer(7))) counts[value]!++
    for (const count of counts) expect(Math.abs(count - COUNT / 7)).toBeLessThan(5 * Math.sqrt(COUNT / 7))
    const values = drawn((random) => random.between(-3, 5))
    expect(Math.min(...values)).toBeLessThan(-2.99)
    expect(Math.max(...values)).toBeGreaterThan(4.99)
    expect(mean(values)).toBeCloseTo(1, 1)
  })

  test('integer favours no number, even where 2³² is far from a multiple', () => {
    const count = 3 * 2 ** 30
    const values = drawn((random) => (random.integer(count) < 2 ** 30 ? 1 : 0))
    // Without rejection the first third would come half of the time.
    expect(mean(values)).toBeCloseTo(1 / 3, 2)
  })

  test('gaussian has the moments and the tails of the normal distribution', () => {
    const values = drawn((random) => random.gaussian())
    expect(mean(values)).toBeCloseTo(0, 1)
    expect(Math.abs(moment(values, 2) - 1)).toBeLessThan(0.02)
    expect(Math.abs(moment(values, 3))).toBeLessThan(0.05)
    expect(Math.abs(moment(values, 4) - 3)).toBeLessThan(0.12)
    const share = (least: number): number => values.filter((value) => Math.abs(value) > least).length / COUNT
    expect(Math.abs(share(1) - 0.3173)).toBeLessThan(0.006)
    expect(Math.abs(share(2) - 0.0455)).toBeLessThan(0.003)
    expect(Math.abs(share(3) - 0.0027)).toBeLessThan(0.0007)
  })

  test('shuffle keeps the elements and reaches every order equally often', () => {
    const random = Random.of(9)
    const counts = new Map<string, number>()
    for (let i = 0; i < 24_000; i++) {
      const values = Uint32Array.of(0, 1, 2, 3)
      random.shuffle(values)
      const order = values.join('')
      counts.set(order, (counts.get(order) ?? 0) + 1)
    }
    expect(counts.size).toBe(24)
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(5 * Math.sqrt(1000))
  })
})
