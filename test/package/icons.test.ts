/** The icons that are tracked: in every size that a system asks for, in the form it asks for. */
import { readdirSync, readFileSync } from 'node:fs'
import { decode } from 'fast-png'
import { describe, expect, it } from 'vitest'

const folder = new URL('../../resources/icons/', import.meta.url)
const read = (name: string) => readFileSync(new URL(name, folder))
const pictures = readdirSync(folder).filter((name) => name.endsWith('.png'))

interface Picture {
  readonly width: number
  readonly height: number
  readonly channels: number
  readonly data: ArrayLike<number>
}
const alphaAt = ({ width, channels, data }: Picture, x: number, y: number) =>
  channels === 4 ? data[(y * width + x) * channels + 3] : 255

describe('the icons', () => {
  it.each(pictures)('%s is as large as its name says, with round corners', (name) => {
    const picture = decode(read(name))
    expect(`${picture.width}x${picture.height}.png`).toBe(name)
    const [middle, last] = [picture.width / 2, picture.width - 1]
    expect(alphaAt(picture, middle, middle)).toBe(255)
    for (const [x, y] of [
      [0, 0],
      [last, 0],
      [0, last],
      [last, last],
    ] as const) {
      expect(alphaAt(picture, x, y)).toBeLessThan(64)
    }
  })

  // https://learn.microsoft.com/en-us/previous-versions/ms997538(v=msdn.10)
  it('icon.ico holds all sizes of Windows', () => {
    const bytes = read('icon.ico')
    expect([bytes.readUInt16LE(0), bytes.readUInt16LE(2)]).toEqual([0, 1])
    const sizes = Array.from({ length: bytes.readUInt16LE(4) }, (_, index) => {
      const entry = 6 + 16 * index
      const [length, offset] = [bytes.readUInt32LE(entry + 8), bytes.readUInt32LE(entry + 12)]
      expect(offset + length).toBeLessThanOrEqual(bytes.length)
      // A byte that is 0 means 256.
      return bytes.readUInt8(entry) || 256
    })
    expect(sizes).toEqual([16, 20, 24, 32, 40, 48, 64, 96, 128, 256])
  })

  // https://en.wikipedia.org/wiki/Apple_Icon_Image_format
  it('icon.icns holds all sizes of macOS, with a margin', () => {
    const bytes = read('icon.icns')
    expect(bytes.toString('latin1', 0, 4)).toBe('icns')
    expect(bytes.readUInt32BE(4)).toBe(bytes.length)
    const pictures = new Map<string, Buffer>()
    for (let at = 8; at < bytes.length; at += bytes.readUInt32BE(at + 4)) {
      pictures.set(
        bytes.toString('latin1', at, at + 4),
        bytes.subarray(at + 8, at + bytes.readUInt32BE(at + 4)),
      )
    }
    const types = { ic07: 128, ic08: 256, ic09: 512, ic10: 1024, ic11: 32, ic12: 64, ic13: 256, ic14: 512 }
    for (const [type, size] of Object.entries(types))
      expect(decode(pictures.get(type)!).width, type).toBe(size)
    expect([...pictures.keys()]).toEqual(expect.arrayContaining(['ic04', 'ic05']))
    const largest = decode(pictures.get('ic10')!)
    expect(alphaAt(largest, 512, 90)).toBe(0)
    expect(alphaAt(largest, 512, 110)).toBe(255)
  })
})
