import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { digitImage, NO_DIGIT, type Digits } from '../../src-main/datasets/digits.ts'
import {
  GROUPS,
  NON_DIGIT_KINDS,
  type NonDigitKind,
} from '../../src-main/datasets/synthetic/non-digits/kinds.ts'
import { nonDigitImage, nonDigits } from '../../src-main/datasets/synthetic/non-digits/non-digits.ts'
import { Random } from '../../src-main/kernels/random.ts'

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 })
const kinds = fc.constantFrom(...NON_DIGIT_KINDS)
const titled = NON_DIGIT_KINDS.map((kind) => ({ title: `${kind.group}: ${kind.name}`, kind }))
const named = (group: string, name: string): NonDigitKind =>
  NON_DIGIT_KINDS.find((kind) => kind.group === group && kind.name === name)!

describe('the kinds', () => {
  it('have names of their own', () => {
    expect(new Set(titled.map(({ title }) => title)).size).toBe(titled.length)
  })

  it('have every letter, capital and small', () => {
    for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') {
      expect(named('capital letters', letter)).toBeDefined()
      expect(named('small letters', letter.toLowerCase())).toBeDefined()
    }
  })

  it('are trained on for the larger part, and held back in part, in every group', () => {
    for (const group of GROUPS) {
      const uses = NON_DIGIT_KINDS.filter((kind) => kind.group === group).map(({ use }) => use)
      const count = (wanted: string): number => uses.filter((use) => use === wanted).length
      expect(count('held back')).toBeGreaterThanOrEqual(1)
      expect(count('trained')).toBeGreaterThan(2 * count('held back'))
    }
  })

  it('count what could be read as a digit among the look-alikes', () => {
    for (const name of 'OISZBQ') expect(named('capital letters', name).use).toBe('look-alike')
    for (const name of 'olqgb') expect(named('small letters', name).use).toBe('look-alike')
    expect(named('signs', 'slash').use).toBe('look-alike')
  })

  it.each(titled)('$title: ink with finite points, and not the same twice', ({ kind }) => {
    const images = Array.from({ length: 12 }, (_, seed) => {
      const ink = kind.ink(Random.of(seed))
      expect(ink.length).toBeGreaterThan(0)
      expect(ink.every((stroke) => stroke.length > 0)).toBe(true)
      expect(ink.flat(2).every(Number.isFinite)).toBe(true)
      const image = nonDigitImage(kind, Random.of(seed))
      expect(Math.max(...image)).toBeGreaterThan(127)
      return image.join()
    })
    expect(new Set(images).size).toBe(12)
  })

  it('give the same ink for the same seed', () => {
    fc.assert(
      fc.property(kinds, seeds, (kind, seed) => {
        expect(kind.ink(Random.of(seed))).toEqual(kind.ink(Random.of(seed)))
      }),
    )
  })

  it('reach from next to nothing to a pad that is nearly full', () => {
    const inked = (image: Uint8Array): number => image.filter((grey) => grey > 127).length
    for (let seed = 0; seed < 20; seed++) {
      expect(inked(nonDigitImage(named('specks', 'dot'), Random.of(seed)))).toBeLessThan(20)
      // The box that ink is fitted to has 400 pixels.
      expect(inked(nonDigitImage(named('scribbles', 'full pad'), Random.of(seed)))).toBeGreaterThan(160)
    }
  })
})

describe('many of them', () => {
  const imagesOf = (some: Digits) => Array.from({ length: some.count }, (_, i) => digitImage(some, i).join())

  it('are no digit, none of them empty', async () => {
    const some = await nonDigits(600, 3, 'trained')
    expect(some.labels.every((label) => label === NO_DIGIT)).toBe(true)
    for (let i = 0; i < some.count; i++) expect(Math.max(...digitImage(some, i))).toBeGreaterThan(127)
    // A dot in the middle looks like a dot in the middle; little else comes twice.
    expect(new Set(imagesOf(some)).size).toBeGreaterThan(580)
  })

  it('are the same for the same seed, and others for another seed or use', async () => {
    const some = await nonDigits(60, 1, 'trained')
    expect(await nonDigits(60, 1, 'trained')).toEqual(some)
    expect(await nonDigits(60, 2, 'trained')).not.toEqual(some)
    expect(await nonDigits(60, 1, 'held back')).not.toEqual(some)
  })

  it('tell how far they are, and stop when told so', async () => {
    const told: number[] = []
    await nonDigits(600, 1, 'trained', { onProgress: (fraction) => told.push(fraction) })
    expect([told[0], told.at(-1)]).toEqual([0, 1])
    const reason = new Error('stopped by a test')
    const stopped = nonDigits(10, 1, 'trained', { signal: AbortSignal.abort(reason) })
    await expect(stopped).rejects.toBe(reason)
  })
})
