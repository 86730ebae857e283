import fc from 'fast-check'
import { decode, encode } from 'jpeg-js'
import { describe, expect, test } from 'vitest'
import { decodePicture } from './decode.ts'
import { resample } from '../../src-main/images/resample.ts'
import { PlainError } from '../../src-main/plain-error.ts'
import { writeJpeg, type JpegComponent } from './jpeg-writer.ts'

/** A colourful picture of 24 × 18, as another program wrote it. */
const FOREIGN = {
  'progressive, colours at a quarter of the size':
    '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAoHBwgHBgoICAgLCgoLDhgQDg0NDh0VFhEYIx8lJCIfIiEmKzcvJik0KSEiMEExNDk7Pj4+JS5ESUM8SDc9Pjv/2wBDAQoLCw4NDhwQEBw7KCIoOzs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozv/wgARCAASABgDASIAAhEBAxEB/8QAGQABAAMBAQAAAAAAAAAAAAAAAAMEBQEC/8QAGAEBAAMBAAAAAAAAAAAAAAAAAwABAgT/2gAMAwEAAhADEAAAAcyalGV33pse4ICbo45//8QAHhAAAgIBBQEAAAAAAAAAAAAAAQIAAxIEESEiMTL/2gAIAQEAAQUCyKkWRztLVwNb8vX11no+6J//xAAaEQACAgMAAAAAAAAAAAAAAAAAAQIDEzFh/9oACAEDAQE/AXPIPrK9jP/EABsRAAICAwEAAAAAAAAAAAAAAAABAzICESEx/9oACAECAQE/AevxmLTW2Q0JLH//xAAbEAACAQUAAAAAAAAAAAAAAAAAIRIBAhAgMf/aAAgBAQAGPwJYladGSo9P/8QAHBABAAIDAAMAAAAAAAAAAAAAAQAhETFBUXGB/9oACAEBAAE/IRJVPJi3ZDGT5GcVNex5nE+kJlXZWE0Zn//aAAwDAQACAAMAAAAQmOc+/8QAGhEBAAIDAQAAAAAAAAAAAAAAAQARECExQf/aAAgBAwEBPxBRVbPYhcF3P//EABoRAAICAwAAAAAAAAAAAAAAAAARARAhMXH/2gAIAQIBAT8QhDByM9o2H//EABwQAQADAQADAQAAAAAAAAAAAAEAETFBIVFxgf/aAAgBAQABPxD3hBOfIa7uMfIa0sAyDL0hoMwowEAD1eT6Sx0/EyngvkQIqrLn/9k=',
  'colours at half the size':
    '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wAARCAASABgDASEAAhEBAxEB/8QAGgAAAgIDAAAAAAAAAAAAAAAAAAUBBgIDBP/EACQQAAEDAwQBBQAAAAAAAAAAAAEAAgMEETEFISJBEwYjMlGx/8QAGAEAAwEBAAAAAAAAAAAAAAAAAgMEAAX/xAAgEQACAgICAgMAAAAAAAAAAAABAgARAxIEIRMyIjEz/9oADAMBAAIRAxEAPwBGyd8D3OY7i7LSfxdENZb5cgeip/MwNkR/JYModZhWStY0zQnGW3QngF+1MhZnc3F2owmllcHPIAxfpaqCq9wNkAc37BQK26m4eL5XfUc1NEPCJorPB7BQthdNaJ7gb6/Un1OB5HbDKqUO1TYbbqXi/nH4faW3SXHiLm1sXQufn95nAuf/2Q==',
}

/** ITU-R BT.601. */
const luma = (red: number, green: number, blue: number): number =>
  Math.round(0.299 * red + 0.587 * green + 0.114 * blue)

/** What another decoder makes of a file, as greys. */
function oracle(bytes: Uint8Array): Uint8Array {
  const { data } = decode(bytes, { useTArray: true, formatAsRGBA: false })
  return Uint8Array.from({ length: data.length / 3 }, (_, i) =>
    luma(data[3 * i]!, data[3 * i + 1]!, data[3 * i + 2]!),
  )
}

function farthest(one: Uint8Array, other: Uint8Array): number {
  expect(one).toHaveLength(other.length)
  return one.reduce((most, value, i) => Math.max(most, Math.abs(value - other[i]!)), 0)
}

describe('JPEG files are read as another decoder reads them', () => {
  test.for(Object.entries(FOREIGN))('%s', ([, base64]) => {
    const bytes = Buffer.from(base64, 'base64')
    const { width, height, values } = decodePicture(bytes)
    expect({ width, height }).toEqual({ width: 24, height: 18 })
    // Where a colour is beyond what a screen has, the other cuts it off, and its light with it.
    expect(farthest(values, oracle(bytes))).toBeLessThanOrEqual(6)
  })

  test('of any size and quality', () => {
    const side = fc.integer({ min: 1, max: 40 })
    fc.assert(
      fc.property(side, side, fc.integer({ min: 5, max: 100 }), fc.nat(), (width, height, quality, seed) => {
        const data = Uint8Array.from({ length: 4 * width * height }, (_, i) => {
          const grey = 128 + 100 * Math.sin((i >> 2) * 0.37 + seed)
          return i % 4 === 3 ? 255 : grey
        })
        const bytes = encode({ width, height, data }, quality).data
        expect(farthest(decodePicture(bytes).values, oracle(bytes))).toBeLessThanOrEqual(3)
      }),
      { numRuns: 60 },
    )
  })
})

const chequered = (across: number, down: number, one: number, other: number): JpegComponent => ({
  across,
  down,
  value: (column, row) => ((column + row) % 2 === 0 ? one : other),
})
const even = (value: number): JpegComponent => ({ across: 1, down: 1, value: () => value })

describe('Blocks of one value come out as they are', () => {
  const size = { width: 45, height: 37 }
  const blockAt = (i: number): number => (Math.floor((i % 45) / 8) + Math.floor(i / 45 / 8)) % 2

  test.for([0, 1, 3])('with a restart every %d units', (restartEvery) => {
    const file = writeJpeg({ ...size, components: [chequered(1, 1, 30, 201)], restartEvery })
    expect(decodePicture(file).values.every((grey, i) => grey === [30, 201][blockAt(i)])).toBe(true)
  })

  test.for([
    [2, 2],
    [4, 1],
    [1, 2],
  ] as const)('with colours at a share of the size, %d × %d', ([across, down]) => {
    const components = [chequered(across, down, 30, 201), even(128), even(128)]
    const file = writeJpeg({ ...size, components, restartEvery: 2 })
    expect(decodePicture(file).values.every((grey, i) => grey === [30, 201][blockAt(i)])).toBe(true)
  })

  test('with colours as red, green and blue', () => {
    const file = writeJpeg({ ...size, components: [even(200), even(30), even(90)], adobe: 0 })
    expect(new Set(decodePicture(file).values)).toEqual(new Set([luma(200, 30, 90)]))
  })

  test('with inks, and with light, colours and black, as Adobe stores them', () => {
    const inks = [even(200), even(30), even(90), even(51)]
    const greysOf = (parts: readonly JpegComponent[], adobe: number): Set<number> =>
      new Set(decodePicture(writeJpeg({ ...size, components: parts, adobe })).values)
    // 255 is no ink at all.
    expect(greysOf(inks, 0)).toEqual(new Set([Math.round((luma(200, 30, 90) * 51) / 255)]))
    const light = [even(200), even(128), even(128), even(51)]
    expect(greysOf(light, 2)).toEqual(new Set([Math.round((55 * 51) / 255)]))
  })
})

describe('A photo', () => {
  test('of fifty megapixels is made smaller while it is read', () => {
    const photo = writeJpeg({
      width: 8160,
      height: 6120,
      components: [chequered(2, 2, 30, 201), even(128), even(128)],
    })
    const { width, height, values } = decodePicture(photo)
    expect({ width, height }).toEqual({ width: 2040, height: 1530 })
    // Each block is two pixels wide now.
    const wrong = values.findIndex(
      (grey, i) => grey !== [30, 201][(((i % 2040) >> 1) + (Math.floor(i / 2040) >> 1)) % 2],
    )
    expect(wrong).toBe(-1)
  })

  test('that is made smaller looks the same', () => {
    const [width, height] = [2400, 2100]
    const data = new Uint8Array(4 * width * height).fill(255)
    for (let i = 0; i < width * height; i++) {
      const grey = 120 + 60 * Math.sin((i % width) / 9) + 60 * Math.cos(i / width / 13)
      data.fill(grey, 4 * i, 4 * i + 3)
    }
    const bytes = encode({ width, height, data }, 90).data
    const small = decodePicture(bytes)
    expect(small).toMatchObject({ width: 1200, height: 1050 })
    const whole = { left: 0, top: 0, width, height }
    const shrunk = resample({ width, height, values: oracle(bytes) }, whole, 1200, 1050)
    expect(farthest(small.values, shrunk.values)).toBeLessThanOrEqual(12)
    const apart = small.values.reduce((sum, value, i) => sum + Math.abs(value - shrunk.values[i]!), 0)
    expect(apart / small.values.length).toBeLessThan(1)
  })

  test('of more than 64 megapixels is refused, before anything is unpacked', () => {
    const claim = writeJpeg({ width: 16, height: 16, components: [even(9)] })
    const frame = claim.indexOf(Buffer.of(0xff, 0xc0))
    claim.writeUInt16BE(8001, frame + 5)
    claim.writeUInt16BE(8000, frame + 7)
    expect(() => decodePicture(claim)).toThrow(/8000 × 8001 pixels; at most 64 megapixels/)
  })
})

describe('What is not said in the file', () => {
  const file = writeJpeg({ width: 45, height: 37, components: [even(9)], restartEvery: 3 })
  const without = (marker: number): Buffer => {
    const at = file.indexOf(Buffer.of(0xff, marker))
    return Buffer.concat([file.subarray(0, at), file.subarray(at + 2 + file.readUInt16BE(at + 2))])
  }

  test.for([0xdb, 0xc0, 0xc4, 0xda])('makes it a damaged one: segment %x', (marker) => {
    expect(() => decodePicture(without(marker))).toThrow(PlainError)
  })

  test('and what is hardly ever written is named as that', () => {
    const arithmetic = Buffer.from(file)
    arithmetic[arithmetic.indexOf(Buffer.of(0xff, 0xc0)) + 1] = 0xc9
    expect(() => decodePicture(arithmetic)).toThrow(/hardly ever used/)
  })
})
