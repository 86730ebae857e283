/** What a picture's paper looks like where ink lies on it: even or unevenly lit, light or dark. */
import { borderOf } from './border.ts'
import type { GreyImage } from './grey-image.ts'
import { resample, shrink } from './resample.ts'
import { largest, least, mean, slide } from './window.ts'

/**
 * How much ink each pixel bears: 0 where it looks like the paper around it, 255 where nothing is left of the paper's light
 * (or, for light ink on a dark ground, where it is as much lighter as can be). The border of the picture is taken for paper.
 */
export function inkOf(picture: GreyImage): GreyImage {
  const border = borderOf(picture)
  const paper = median(border)
  const spread = 3 * median(border.map((value) => Math.abs(value - paper)))
  const isEven = spread <= EVEN * contrastOf(picture)
  const isLight = isEven ? leansUp(picture.values, () => paper) : inkIsLighterThanAround(picture)
  // From here on the ink is dark.
  const dark = isLight ? negative(picture) : picture
  const evenPaper = isLight ? 255 - paper : paper
  const papers = isEven ? null : paperAround(dark)
  const values = dark.values.map((value, i) => {
    const here = papers?.[i] ?? evenPaper
    // Ink takes away a share of the light that falls on the paper, whether in sun or in shadow.
    const share = isLight ? (here - value) / 255 : 1 - value / Math.max(1, here)
    return Math.max(0, Math.min(255, Math.round(255 * share)))
  })
  return { ...picture, values }
}

/** A border that varies by less than this share of the picture's contrast is evenly lit. */
const EVEN = 0.06
function median(values: Uint8Array): number {
  return values.toSorted()[values.length >> 1]!
}

/** The difference between the darkest and the lightest, few pixels aside. */
function contrastOf({ values }: GreyImage): number {
  const sorted = values.toSorted()
  const few = Math.floor(values.length / 500)
  return sorted[values.length - 1 - few]! - sorted[few]!
}

/** Whether the values stand above `level` rather than below. Cubes, so that strong lines count and noise does not. */
function leansUp(values: Uint8Array, level: (i: number) => number): boolean {
  return values.reduce((balance, value, i) => balance + (value - level(i)) ** 3, 0) > 0
}

function negative(picture: GreyImage): GreyImage {
  return { ...picture, values: picture.values.map((value) => 255 - value) }
}

/** The paper is looked at this small: noise is averaged away, and so is much of a thin line. */
const SMALL = 160
/** No line of a digit on unevenly lit paper is wider than this share of the picture's shorter side. */
const WIDEST_LINE = 0.22

function lineReach({ width, height }: GreyImage): number {
  return Math.max(1, Math.ceil((WIDEST_LINE * Math.min(width, height)) / 2))
}

/** Whether lines are lighter than what lies around them. Slopes and edges of light and shadow lean neither way. */
function inkIsLighterThanAround(picture: GreyImage): boolean {
  const small = shrink(picture, SMALL)
  const around = slide(small, lineReach(small), mean)
  return leansUp(small.values, (i) => around.values[i]!)
}

/** The paper's light at each pixel of a picture with dark ink: lines are closed, shadows kept. */
function paperAround(picture: GreyImage): Uint8Array {
  const small = shrink(picture, SMALL)
  const reach = lineReach(small)
  const closed = slide(slide(small, reach, largest), reach, least)
  const area = { left: 0, top: 0, width: small.width, height: small.height }
  return resample(slide(closed, 1, mean), area, picture.width, picture.height).values
}
