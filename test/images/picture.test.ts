import { describe, expect, test } from 'vitest'
import type { Ink } from '../../src-main/images/ink.ts'
import { imageOfGreys } from '../../src-main/images/picture.ts'
import { imageOfInk } from '../../src-main/images/strokes.ts'
import { Random } from '../../src-main/kernels/random.ts'
import { difference } from './difference.ts'
import {
  blurred,
  cover,
  greysOf,
  jpegOf,
  lit,
  noisy,
  paint,
  plainScene,
  pngOf,
  type Light,
} from './pictures.ts'
import { someInk } from './some-ink.ts'
import { imageOfPicture } from './decode.ts'

/** A photo has 480 × 360 pixels, is a little out of focus, grainy, and stored with loss. */
const photoScene = { ...plainScene, width: 480, height: 360, digit: 190, pen: 9, paper: 0.85, ink: 0.15 }
const photo = (picture: Light): Uint8Array => jpegOf(noisy(blurred(picture, 1), 0.02, Random.of(4)), 75)
const sheet = (ink: Ink): Light => paint(ink, photoScene)

const pictures: Record<string, (ink: Ink) => Uint8Array> = {
  'black on white': (ink) => pngOf(paint(ink, plainScene)),
  'white on black': (ink) => pngOf(paint(ink, { ...plainScene, paper: 0, ink: 1 })),
  'light grey on white': (ink) => pngOf(paint(ink, { ...plainScene, ink: 0.9 })),
  'a hair line on a large canvas': (ink) =>
    pngOf(paint(ink, { ...plainScene, width: 900, height: 900, digit: 600, pen: 1.2 })),
  'a thick marker, cut close': (ink) =>
    pngOf(paint(ink, { ...plainScene, width: 200, height: 200, digit: 184, pen: 24 })),
  'touching the edges': (ink) => pngOf(paint(ink, { ...plainScene, digit: 302, pen: 20 })),
  'far off the middle': (ink) => pngOf(paint(ink, { ...plainScene, digit: 70, pen: 6, at: [0.2, 0.8] })),
  'an icon of 32 × 32': (ink) =>
    pngOf(paint(ink, { ...plainScene, width: 32, height: 32, digit: 26, pen: 2.5 })),
  'a canvas with a frame': (ink) =>
    pngOf(cover(paint(ink, plainScene), 0.4, (x, y) => [3, 4].includes(Math.min(x, y, 299 - x, 299 - y)))),
  'with specks': (ink) =>
    pngOf(
      cover(
        paint(ink, plainScene),
        0,
        (x, y) => (x - 40) ** 2 + (y - 250) ** 2 < 5 || (x === 280 && y === 9),
      ),
    ),
  'a photo': (ink) => photo(sheet(ink)),
  'a photo, light from the left': (ink) => photo(lit(sheet(ink), (x) => 1.1 - 0.7 * x)),
  'a photo, light in the middle': (ink) =>
    photo(lit(sheet(ink), (x, y) => 1.1 - 1.2 * ((x - 0.5) ** 2 + (y - 0.5) ** 2))),
  'a photo, half in shadow': (ink) =>
    photo(lit(sheet(ink), (x, y) => 1 - 0.5 / (1 + Math.exp(60 * (x + 0.5 * y - 0.7))))),
  'a photo, faint pencil': (ink) => photo(paint(ink, { ...photoScene, paper: 0.8, ink: 0.6 })),
  'a photo, chalk on a board': (ink) =>
    photo(lit(paint(ink, { ...photoScene, paper: 0.2, ink: 0.8 }), (x) => 0.7 + 0.4 * x)),
  'a photo, ruled paper': (ink) => {
    const paper = cover(sheet(ink), 0.68, (_, y) => y % 45 < 2)
    const pen = sheet(ink)
    return photo({ ...paper, values: paper.values.map((light, i) => Math.min(light, pen.values[i]!)) })
  },
  'a photo, a sheet on a dark table': (ink) =>
    photo(
      cover(paint(ink, { ...photoScene, digit: 140 }), 0.3, (x, y) => x < 60 || x > 410 || y < 40 || y > 325),
    ),
  'a photo, a dark corner': (ink) => photo(cover(sheet(ink), 0.25, (x, y) => x + y < 110)),
}

describe('imageOfPicture', () => {
  test.for(Object.keys(pictures))('%s', (name) => {
    const make = pictures[name]!
    const inks = Object.values(someInk)
    // Three digits for each kind of picture, other ones each time.
    for (const step of [0, 2, 4]) {
      const ink = inks[(name.length + step) % inks.length]!
      const image = imageOfPicture(make(ink))
      // Strokes drawn with a pen a third of a pixel wider differ by 0.13; a different digit by 1 and more.
      expect(difference(image!, imageOfInk(ink)!)).toBeLessThan(0.2)
    }
  })

  test('of two digits the larger', () => {
    const large = paint(someInk[5], { ...plainScene, width: 520, at: [0.3, 0.5] })
    const small = paint(someInk[8], { ...plainScene, width: 520, digit: 90, pen: 6, at: [0.85, 0.5] })
    const both = { ...large, values: large.values.map((light, i) => Math.min(light, small.values[i]!)) }
    expect(difference(imageOfPicture(pngOf(both))!, imageOfInk(someInk[5])!)).toBeLessThan(0.2)
  })

  test('a picture that is made as MNIST is stays as it is', () => {
    // Whole pixels, the 20×20 box filled, the centre of mass nearest to the middle.
    const values = new Uint8Array(784)
    for (let y = 4; y < 24; y++) values.set([90, 255, 200], y * 28 + 13)
    expect(imageOfGreys({ width: 28, height: 28, values })).toEqual(values)
    expect(imageOfGreys({ width: 28, height: 28, values: values.map((ink) => 255 - ink) })).toEqual(values)
  })

  test('nothing to see', () => {
    for (const light of [0, 0.5, 1]) {
      const blank = paint([], { ...plainScene, paper: light })
      expect(imageOfPicture(pngOf(blank))).toBeNull()
      expect(imageOfPicture(jpegOf(blank, 60))).toBeNull()
    }
    expect(imageOfGreys({ width: 1, height: 1, values: Uint8Array.of(7) })).toBeNull()
    const grain = noisy(paint([], { ...plainScene, paper: 0.8 }), 0.01, Random.of(1))
    expect(imageOfGreys(greysOf(grain))).toBeNull()
  })

  test.for([
    [1, 300],
    [300, 1],
    [2, 2],
    [3, 50],
  ] as const)('a picture of %d × %d pixels gives an image or nothing', ([width, height]) => {
    const random = Random.of(width, height)
    const values = Uint8Array.from({ length: width * height }, () => random.integer(256))
    const image = imageOfGreys({ width, height, values })
    expect(image === null || image.length === 784).toBe(true)
  })
})
