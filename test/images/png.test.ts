import { decode } from 'fast-png'
import { describe, expect, test } from 'vitest'
import { pngOfInk } from '../../src-main/images/png.ts'
import { imageOfInk } from '../../src-main/images/strokes.ts'
import { difference } from './difference.ts'
import { someInk } from './some-ink.ts'
import { imageOfPicture } from './decode.ts'

describe('pngOfInk', () => {
  test.for([28, 100, 512])('at %d pixels: dark ink on white, with a margin', (size) => {
    const { width, height, data, channels, depth } = decode(pngOfInk(someInk[8], size), { checkCrc: true })
    expect({ width, height, channels, depth }).toEqual({ width: size, height: size, channels: 1, depth: 8 })
    expect(data.some((grey) => grey < 10)).toBe(true)
    const margin = Math.floor((3.9 * size) / 28)
    for (const [i, grey] of data.entries()) {
      const x = i % size
      const y = Math.floor(i / size)
      if (Math.min(x, y, size - 1 - x, size - 1 - y) < margin) expect(grey).toBe(255)
    }
  })

  test('what is saved is read as what was drawn', () => {
    for (const ink of Object.values(someInk)) {
      expect(difference(imageOfPicture(pngOfInk(ink, 560))!, imageOfInk(ink)!)).toBeLessThan(0.12)
    }
  })

  test('an empty pad is a white picture', () => {
    const { data } = decode(pngOfInk([], 40))
    expect(data.every((grey) => grey === 255)).toBe(true)
  })
})
