import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { encode as encodePng } from 'fast-png'
import { encode as encodeJpeg } from 'jpeg-js'
import { describe, expect, test } from 'vitest'
import { turnUpright } from '../../src-main/images/jpeg-header.ts'
import { decodePicture } from './decode.ts'
import { PlainError } from '../../src-main/plain-error.ts'
import { chunk, writePng, type PngParts } from './png-writer.ts'

const greys = (bytes: Uint8Array): number[] => [...decodePicture(bytes).values]

const small = { width: 3, height: 1 } as const

describe('PNG', () => {
  const kinds: [name: string, parts: PngParts, expected: number[]][] = [
    ['grey, 1 bit', { ...small, depth: 1, colourType: 0, rows: [[0b10100000]] }, [255, 0, 255]],
    ['grey, 2 bits', { ...small, depth: 2, colourType: 0, rows: [[0b00011100]] }, [0, 85, 255]],
    ['grey, 4 bits', { ...small, depth: 4, colourType: 0, rows: [[0x0f, 0x80]] }, [0, 255, 136]],
    ['grey, 8 bits', { ...small, depth: 8, colourType: 0, rows: [[0, 77, 255]] }, [0, 77, 255]],
    ['grey, 16 bits', { ...small, depth: 16, colourType: 0, rows: [[0, 0, 77, 77, 255, 255]] }, [0, 77, 255]],
    // BT.601: 0.299 red, 0.587 green, 0.114 blue.
    [
      'colour',
      { ...small, depth: 8, colourType: 2, rows: [[255, 0, 0, 0, 255, 0, 0, 0, 255]] },
      [76, 150, 29],
    ],
    [
      'colour, 16 bits',
      {
        ...small,
        depth: 16,
        colourType: 2,
        rows: [[255, 255, 0, 0, 0, 0, 0, 0, 255, 255, 0, 0, 9, 9, 9, 9, 9, 9]],
      },
      [76, 150, 9],
    ],
    [
      'palette, 2 bits',
      { ...small, depth: 2, colourType: 3, palette: [0, 0, 0, 255, 0, 0, 9, 9, 9], rows: [[0b01001000]] },
      [76, 0, 9],
    ],
    [
      'palette with a transparent colour',
      {
        ...small,
        depth: 8,
        colourType: 3,
        palette: [0, 0, 0, 20, 20, 20],
        transparency: [0],
        rows: [[0, 1, 1]],
      },
      [255, 20, 20],
    ],
    [
      'grey with a transparent grey',
      { ...small, depth: 8, colourType: 0, transparency: [0, 9], rows: [[9, 8, 10]] },
      [255, 8, 10],
    ],
    [
      'colour with a transparent colour',
      {
        ...small,
        depth: 8,
        colourType: 2,
        transparency: [0, 1, 0, 2, 0, 3],
        rows: [[1, 2, 3, 1, 2, 4, 1, 1, 3]],
      },
      [255, 2, 1],
    ],
    // Half transparent black on white paper is middle grey.
    [
      'grey with alpha',
      { ...small, depth: 8, colourType: 4, rows: [[0, 128, 0, 0, 40, 255]] },
      [127, 255, 40],
    ],
    [
      'colour with alpha',
      { ...small, depth: 8, colourType: 6, rows: [[0, 0, 0, 255, 0, 0, 0, 0, 90, 90, 90, 255]] },
      [0, 255, 90],
    ],
    [
      'light ink on nothing lies on black',
      { ...small, depth: 8, colourType: 6, rows: [[255, 255, 255, 255, 0, 0, 0, 0, 255, 255, 255, 128]] },
      [255, 0, 128],
    ],
  ]
  test.for(kinds)('%s', ([, parts, expected]) => {
    expect(greys(writePng(parts))).toEqual(expected)
  })

  test('several rows, and a row that is filled up to a whole byte', () => {
    const image = decodePicture(
      writePng({
        width: 3,
        height: 2,
        depth: 4,
        colourType: 0,
        rows: [
          [0x12, 0x3f],
          [0x45, 0x6f],
        ],
      }),
    )
    expect(image).toEqual({ width: 3, height: 2, values: Uint8Array.of(17, 34, 51, 68, 85, 102) })
  })

  test('interlaced', () => {
    const data = Uint8Array.from({ length: 9 * 7 }, (_, i) => 4 * i)
    const bytes = encodePng({ width: 9, height: 7, data, channels: 1, depth: 8 }, { interlace: 'Adam7' })
    expect(greys(bytes)).toEqual([...data])
  })

  test('what is not part of the picture is not even read', () => {
    const profile = Buffer.concat([Buffer.from('x\0\0', 'latin1'), deflateSync(Buffer.alloc(1 << 20))])
    const others = [chunk('iCCP', profile), chunk('tEXt', Buffer.from('no zero byte'))]
    expect(greys(writePng({ ...small, depth: 8, colourType: 0, rows: [[1, 2, 3]], others }))).toEqual([
      1, 2, 3,
    ])
  })
})

/** 16 × 16, dark on the left, light on the right, as other programs wrote them. */
const JPEGS = {
  grey: '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgMCAgMDAwMEAwMEBQgFBQQEBQoHBwYIDAoMDAsKCwsNDhIQDQ4RDgsLEBYQERMUFRUVDA8XGBYUGBIUFRT/wAALCAAQABABAREA/8QAFQABAQAAAAAAAAAAAAAAAAAACgj/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/9oACAEBAAA/AIUI+HBI+f/Z',
  'grey, progressive':
    '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgMCAgMDAwMEAwMEBQgFBQQEBQoHBwYIDAoMDAsKCwsNDhIQDQ4RDgsLEBYQERMUFRUVDA8XGBYUGBIUFRT/wgALCAAQABABAREA/8QAFQABAQAAAAAAAAAAAAAAAAAACQf/2gAIAQEAAAABhKPnAj//xAAUEAEAAAAAAAAAAAAAAAAAAAAg/9oACAEBAAEFAh//xAAUEAEAAAAAAAAAAAAAAAAAAAAg/9oACAEBAAY/Ah//xAAUEAEAAAAAAAAAAAAAAAAAAAAg/9oACAEBAAE/IR//2gAIAQEAAAAQ/wD/xAAUEAEAAAAAAAAAAAAAAAAAAAAg/9oACAEBAAE/EB//2Q==',
  'four inks (CMYK)':
    '/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwADAgIDAgIDAwMDBAMDBAUIBQUEBAUKBwcGCAwKDAwLCgsLDQ4SEA0OEQ4LCxAWEBETFBUVFQwPFxgWFBgSFBUU/8AAFAgAEAAQBEMRAE0RAFkRAEsRAP/EABcAAQEBAQAAAAAAAAAAAAAAAAAJCgj/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/9oADgRDAE0AWQBLAAA/AKpqpqpuPAGhYBnpAaFn/9k=',
}

function colourJpeg(width: number, height: number): Uint8Array {
  const data = Uint8Array.from({ length: 4 * width * height }, (_, i) =>
    (i >> 2) % width < width / 2 ? 40 : 220,
  )
  return encodeJpeg({ width, height, data }, 90).data
}

/** A JPEG file with an Exif segment that names an orientation, numbers stored in either order. */
function withOrientation(jpeg: Uint8Array, orientation: number, littleEndian: boolean): Buffer {
  const exif = Buffer.alloc(36)
  const view = new DataView(exif.buffer, exif.byteOffset)
  view.setUint16(0, 0xffe1)
  view.setUint16(2, 34)
  exif.write('Exif\0\0', 4, 'latin1')
  exif.write(littleEndian ? 'II' : 'MM', 10, 'latin1')
  view.setUint16(12, 42, littleEndian)
  view.setUint32(14, 8, littleEndian)
  view.setUint16(18, 1, littleEndian)
  view.setUint16(20, 0x0112, littleEndian)
  view.setUint16(22, 3, littleEndian)
  view.setUint32(24, 1, littleEndian)
  view.setUint16(28, orientation, littleEndian)
  return Buffer.concat([jpeg.subarray(0, 2), exif, jpeg.subarray(2)])
}

describe('JPEG', () => {
  test.for(Object.entries(JPEGS))('%s', ([, base64]) => {
    const { width, height, values } = decodePicture(Buffer.from(base64, 'base64'))
    expect({ width, height }).toEqual({ width: 16, height: 16 })
    for (const [i, grey] of values.entries()) {
      if (i % 16 < 8) expect(Math.abs(grey - 48)).toBeLessThan(12)
      else expect(grey).toBeGreaterThan(245)
    }
  })

  test('colour', () => {
    const { values } = decodePicture(colourJpeg(20, 10))
    expect(Math.abs(values[2]! - 40)).toBeLessThan(6)
    expect(Math.abs(values[17]! - 220)).toBeLessThan(6)
  })

  // Exif 2.3, 4.6.4: the side of the upright picture on which the stored first row and first column lie.
  test.for([
    [1, 'top', 'left'],
    [2, 'top', 'right'],
    [3, 'bottom', 'right'],
    [4, 'bottom', 'left'],
    [5, 'left', 'top'],
    [6, 'right', 'top'],
    [7, 'right', 'bottom'],
    [8, 'left', 'bottom'],
  ] as const)(
    'orientation %d: its first row at the %s, its first column at the %s',
    ([orientation, row, column]) => {
      const stored = { width: 3, height: 2, values: Uint8Array.of(1, 2, 3, 4, 5, 6) }
      const { width, height, values } = turnUpright(stored, orientation)
      const side = (name: 'top' | 'bottom' | 'left' | 'right'): number[] => {
        const at = (x: number, y: number): number => values[y * width + x]!
        if (name === 'top') return Array.from({ length: width }, (_, x) => at(x, 0))
        if (name === 'bottom') return Array.from({ length: width }, (_, x) => at(x, height - 1))
        return Array.from({ length: height }, (_, y) => at(name === 'left' ? 0 : width - 1, y))
      }
      expect(side(row).toSorted()).toEqual([1, 2, 3])
      expect(side(column).toSorted()).toEqual([1, 4])
    },
  )

  test.for([true, false])('the orientation is read from the file (little-endian: %s)', (littleEndian) => {
    const jpeg = colourJpeg(32, 16)
    expect(decodePicture(jpeg)).toMatchObject({ width: 32, height: 16 })
    const turned = decodePicture(withOrientation(jpeg, 6, littleEndian))
    expect(turned).toMatchObject({ width: 16, height: 32 })
    // What was on the left, dark, is at the top.
    expect(turned.values[5]).toBeLessThan(60)
    expect(turned.values[31 * 16 + 5]).toBeGreaterThan(200)
    expect(decodePicture(withOrientation(jpeg, 99, littleEndian))).toMatchObject({ width: 32, height: 16 })
  })
})

describe('what cannot be read', () => {
  const message = (bytes: Uint8Array): string => {
    try {
      decodePicture(bytes)
    } catch (error) {
      if (error instanceof PlainError) return error.message
      throw error
    }
    return 'It was read.'
  }
  const png = writePng({ ...small, depth: 8, colourType: 0, rows: [[1, 2, 3]] })

  test('other files', () => {
    for (const bytes of [Buffer.alloc(0), Buffer.from('GIF89a'), Buffer.from('digit'), Buffer.alloc(1000)]) {
      expect(message(bytes)).toMatch(/not a PNG or JPEG/)
    }
  })

  test('files that are cut off or damaged', () => {
    expect(message(png.subarray(0, 40))).toMatch(/damaged/)
    expect(message(colourJpeg(16, 16).subarray(0, 100))).toMatch(/damaged/)
    const broken = Buffer.from(png)
    broken[45]! ^= 0xff
    expect(message(broken)).toMatch(/damaged/)
    // Fewer rows than the header says.
    expect(message(writePng({ ...small, height: 2, depth: 8, colourType: 0, rows: [[1, 2, 3]] }))).toMatch(
      /damaged/,
    )
    expect(message(writePng({ ...small, depth: 3, colourType: 0, rows: [[1, 2, 3]] }))).toMatch(/damaged/)
    expect(
      message(writePng({ ...small, depth: 8, colourType: 3, palette: [1, 2, 3], rows: [[0, 1, 0]] })),
    ).toMatch(/damaged/)
  })

  test('pictures without pixels, and pictures too large, before anything is unpacked', () => {
    expect(message(writePng({ width: 0, height: 5, depth: 8, colourType: 0, rows: [] }))).toMatch(/no pixels/)
    const large = { width: 4000, height: 4001, depth: 8, colourType: 0, rows: [] }
    expect(message(writePng(large))).toMatch(/4000 × 4001 pixels; at most 16 megapixels/)
    const jpeg = Buffer.from(colourJpeg(16, 16))
    const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]))
    jpeg.writeUInt16BE(60_000, frame + 5)
    jpeg.writeUInt16BE(60_000, frame + 7)
    expect(message(jpeg)).toMatch(/60000 × 60000/)
  })

  test('data that unpacks to more than the picture needs', () => {
    const bomb = deflateSync(Buffer.alloc(50_000_000))
    const file = Buffer.concat([png.subarray(0, 33), chunk('IDAT', bomb), chunk('IEND', Buffer.alloc(0))])
    expect(message(file)).toMatch(/damaged/)
  })

  test('a second header with another size than the first', () => {
    const size = Buffer.alloc(13)
    size.writeUInt32BE(30_000, 0)
    size.writeUInt32BE(30_000, 4)
    size.set([8, 0, 0, 0, 0], 8)
    const file = Buffer.concat([png.subarray(0, 33), chunk('IHDR', size), png.subarray(33)])
    expect(message(file)).toMatch(/damaged/)
  })

  test('large pictures of which most is missing', () => {
    const claim = { width: 4000, height: 4000, depth: 8, colourType: 0, rows: [[1, 2, 3]] }
    expect(message(writePng(claim))).toMatch(/damaged/)
    expect(message(writePng({ ...claim, interlaced: true }))).toMatch(/damaged/)
    const jpeg = Buffer.from(colourJpeg(16, 16))
    const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]))
    jpeg.writeUInt16BE(4000, frame + 5)
    jpeg.writeUInt16BE(4000, frame + 7)
    expect(message(jpeg)).toMatch(/damaged/)
  })

  test('pictures of few pixels with much to a pixel, and of very many passes', () => {
    const deep = { width: 3500, height: 3500, depth: 16, colourType: 6, rows: [] }
    expect(message(writePng(deep))).toMatch(/3500 × 3500 pixels of 64 bits, more than can be read/)
    const jpeg = Buffer.from(JPEGS['grey, progressive'], 'base64')
    const scan = jpeg.subarray(jpeg.lastIndexOf(Buffer.from([0xff, 0xda])), jpeg.length - 2)
    const scans = Array.from({ length: 200 }, () => scan)
    expect(message(Buffer.concat([jpeg.subarray(0, -2), ...scans, jpeg.subarray(-2)]))).toMatch(
      /more than 100 passes/,
    )
  })

  test('anything else is read, or refused in words', () => {
    const jpeg = Buffer.from(colourJpeg(24, 16))
    const damage = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), {
      minLength: 1,
      maxLength: 6,
    })
    fc.assert(
      fc.property(fc.constantFrom(png, jpeg), damage, fc.nat(), (whole, places, cut) => {
        const bytes = Buffer.from(cut % 4 === 0 ? whole.subarray(0, cut % whole.length) : whole)
        // The sizes are left alone: a large picture is a valid one, but takes long to read.
        for (const [at, value] of places) {
          const place = at % Math.max(1, bytes.length)
          const isSize = whole === png ? place >= 16 && place < 24 : place >= 158 && place < 170
          if (!isSize && bytes.length > 0) bytes[place] = value
        }
        expect(message(bytes)).toMatch(/It was read|damaged|not a PNG|megapixels|no pixels|interlaced/)
      }),
      { numRuns: 200 },
    )
  })
})
