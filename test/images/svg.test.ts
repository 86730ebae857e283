import { decode } from 'fast-png'
import { describe, expect, test } from 'vitest'
import { drawLines } from '../../src-main/images/pen.ts'
import { pngOfInk } from '../../src-main/images/png.ts'
import { svgOfInk } from '../../src-main/images/svg.ts'
import { someInk } from './some-ink.ts'

/** The points of each path of the file, read from its text. */
function linesOf(svg: string): Float64Array[] {
  return [...svg.matchAll(/<path d="M([^"]*)"\/>/g)].map(([, way = '']) =>
    Float64Array.from(way.replace('h0', '').split(/[L ]/).map(Number)),
  )
}

describe('svgOfInk', () => {
  test.each(Object.keys(someInk))('drawn with its own pen, a %s looks like the PNG', (name) => {
    const ink = someInk[name as unknown as keyof typeof someInk]
    const svg = svgOfInk(ink, 200)
    const width = Number(/stroke-width="([^"]*)"/.exec(svg)?.[1])
    const drawn = drawLines(linesOf(svg), { width, softness: 1 }, 200, 200).map((there) => 255 - there)
    const { data } = decode(pngOfInk(ink, 200))
    // Places are rounded to a hundredth of a pixel, and so is the pen: some five levels of grey at an edge.
    const farthest = drawn.reduce((most, grey, i) => Math.max(most, Math.abs(grey - data[i]!)), 0)
    expect(farthest).toBeLessThan(8)
    expect(linesOf(svg)).toHaveLength(ink.length)
  })

  test('a dot is a line of no length, and an empty pad has no line', () => {
    expect(svgOfInk([[[5, 5]]], 100)).toContain('<path d="M50 50h0"/>')
    expect(linesOf(svgOfInk([], 100))).toEqual([])
  })
})
