import { describe, expect, it } from 'vitest'
import { largest, oneHot } from '../../src-main/network/one-hot.ts'
import { scalePixels } from '../../src-main/network/pixels.ts'

describe('labels as targets', () => {
  it('are 1 for the digit and 0 for the others, in the rows asked for only', () => {
    const target = new Float32Array(4 * 3).fill(9)
    oneHot(Uint8Array.of(9, 2, 0), 1, target, 1, 2, 3)
    expect([...target]).toEqual([9, 9, 9, 0, 0, 1, 1, 0, 0, 9, 9, 9])
  })

  it('are the same for all outputs where the label is none of the classes', () => {
    const target = new Float32Array(4 * 4).fill(9)
    oneHot(Uint8Array.of(1, 4, 200), 0, target, 1, 3, 4)
    expect([...target]).toEqual([9, 9, 9, 9, 0, 1, 0, 0, ...new Array<number>(8).fill(0.25)])
  })

  it('are found again as the largest output, the first on a tie', () => {
    const target = new Float32Array(20)
    oneHot(Uint8Array.of(7, 0), 0, target, 0, 2)
    expect([largest(target, 0), largest(target, 1)]).toEqual([7, 0])
    expect(largest(Float32Array.of(0.1, 0.4, 0.4), 0, 3)).toBe(1)
  })
})

describe('pixels as input', () => {
  it('go from 0..255 to 0..1, in their order and place', () => {
    const target = new Float32Array(5).fill(9)
    scalePixels(Uint8Array.of(1, 0, 51, 255), 1, target, 1, 3)
    expect([...target]).toEqual([9, 0, Math.fround(0.2), 1, 9])
  })
})
