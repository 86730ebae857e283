import fc from 'fast-check'
import { expect, test } from 'vitest'
import { digitImage, selectDigits } from '../../src-main/datasets/digits.ts'
import { rotatedDigits } from '../../src-main/datasets/rotated-digits.ts'
import { rotateImage } from '../../src-main/images/augmentation.ts'
import { squares } from '../training/small-run.ts'

const digits = squares(20, 1)

test('each digit is turned by an angle of its own from the range', () => {
  for (const degrees of [-30, 0, 45]) {
    const turned = rotatedDigits(digits, { from: degrees, to: degrees }, 1)
    for (let index = 0; index < digits.count; index++) {
      expect(digitImage(turned, index)).toEqual(rotateImage(digitImage(digits, index), degrees))
    }
    expect(turned.labels).toEqual(digits.labels)
  }
})

test('the angles follow from the seed and the place, whatever comes after', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 1000 }), (count, seed) => {
      const places = Array.from({ length: count }, (_, place) => place)
      const range = { from: 0, to: 90 }
      const all = rotatedDigits(digits, range, seed)
      expect(rotatedDigits(selectDigits(digits, places), range, seed)).toEqual(selectDigits(all, places))
    }),
    { numRuns: 20 },
  )
})

test('another seed, other angles; the digits that were given stay as they were', () => {
  const before = digits.images.slice()
  const range = { from: 0, to: 90 }
  expect(rotatedDigits(digits, range, 1).images).not.toEqual(rotatedDigits(digits, range, 2).images)
  expect(digits.images).toEqual(before)
})
