import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PlainError } from '../../src-main/plain-error.ts'
import { readSafetensors, writeSafetensors, type Tensor } from '../../src-main/storage/safetensors.ts'

/** A file put together by hand, as the specification says: length, header, data. */
function fileOf(header: unknown, data: readonly number[] = [], headerLength?: number): Buffer {
  const json = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header))
  const file = Buffer.alloc(8 + json.length + data.length * 4)
  file.writeBigUInt64LE(BigInt(headerLength ?? json.length))
  json.copy(file, 8)
  data.forEach((value, index) => file.writeFloatLE(value, 8 + json.length + index * 4))
  return file
}

const entry = (shape: number[], from: number, to: number, dtype = 'F32') => ({
  dtype,
  shape,
  data_offsets: [from, to],
})

describe('reading', () => {
  test('a file put together by hand', () => {
    const header = { __metadata__: { who: 'me' }, a: entry([2, 1], 4, 12), b: entry([1], 0, 4) }
    const { tensors, metadata } = readSafetensors(fileOf(header, [0.5, -1, 2]))
    expect(metadata).toEqual({ who: 'me' })
    expect([...tensors]).toEqual([
      ['a', { shape: [2, 1], values: new Float32Array([-1, 2]) }],
      ['b', { shape: [1], values: new Float32Array([0.5]) }],
    ])
  })

  test('spaces after the header, no metadata, a single number without dimensions', () => {
    const { tensors, metadata } = readSafetensors(
      fileOf('{"x":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}   ', [7]),
    )
    expect(metadata).toEqual({})
    expect(tensors.get('x')).toEqual({ shape: [], values: new Float32Array([7]) })
  })

  test('bytes that do not start on a multiple of four', () => {
    const file = fileOf({ x: entry([1], 0, 4) }, [7])
    const shifted = new Uint8Array(file.length + 3)
    shifted.set(file, 3)
    expect(readSafetensors(shifted.subarray(3)).tensors.get('x')?.values).toEqual(new Float32Array([7]))
  })

  test.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array(0)],
    ['a few bytes', new Uint8Array(5)],
    ['a header longer than the file', fileOf('{}', [], 100)],
    ['a header of absurd length', fileOf('{}', [], 2 ** 52)],
    ['a header that is a list', fileOf('[]')],
    ['a header that is no JSON', fileOf('{"x":')],
    ['a header that is no UTF-8', Buffer.concat([fileOf('{"', [], 4), Buffer.from([0xff, 0xfe])])],
    ['an entry without offsets', fileOf({ x: { dtype: 'F32', shape: [1] } }, [1])],
    ['another type', fileOf({ x: entry([1], 0, 4, 'F64') }, [1])],
    ['offsets past the end', fileOf({ x: entry([2], 0, 8) }, [1])],
    ['offsets in the wrong order', fileOf({ x: entry([1], 4, 0) }, [1])],
    ['negative offsets', fileOf({ x: entry([1], -4, 0) }, [1])],
    ['a shape that is too large', fileOf({ x: entry([2], 0, 4) }, [1])],
    ['a shape that overflows', fileOf({ x: entry([2 ** 40, 2 ** 40], 0, 4) }, [1])],
    ['an overlap', fileOf({ x: entry([2], 0, 8), y: entry([2], 4, 12) }, [1, 2, 3])],
    ['the same bytes twice', fileOf({ x: entry([1], 0, 4), y: entry([1], 0, 4) }, [1])],
    ['a gap', fileOf({ x: entry([1], 0, 4), y: entry([1], 8, 12) }, [1, 2, 3])],
    ['bytes left over', fileOf({ x: entry([1], 0, 4) }, [1, 2])],
    ['metadata that are not text', fileOf({ __metadata__: { a: 1 }, x: entry([1], 0, 4) }, [1])],
    ['NaN', fileOf({ x: entry([1], 0, 4) }, [Number.NaN])],
    ['infinity', fileOf({ x: entry([1], 0, 4) }, [Number.POSITIVE_INFINITY])],
  ])('refuses %s', (_, file) => {
    expect(() => readSafetensors(file)).toThrow(PlainError)
  })

  test('says what is wrong in one short line, whatever stands in the file', () => {
    const name = `\0\n${'x'.repeat(10_000)}`
    for (const dtype of [name, 'F32']) {
      const file = fileOf({ [name]: { dtype, shape: [9], data_offsets: [0, 4] } }, [1])
      expect(() => readSafetensors(file)).toThrow(/^This is not [\P{C}]{20,200}\.$/u)
    }
  })

  test('any damage is refused or read, never a crash', () => {
    const file = writeSafetensors({
      tensors: new Map([['layers.0.weights', { shape: [2, 2], values: new Float32Array([1, 2, 3, 4]) }]]),
      metadata: { format: 'x' },
    })
    fc.assert(
      fc.property(fc.nat(file.length - 1), fc.nat(255), fc.nat(file.length), (at, byte, length) => {
        const damaged = file.slice(0, length)
        if (at < length) damaged[at] = byte
        try {
          readSafetensors(damaged)
        } catch (error) {
          expect(error).toBeInstanceOf(PlainError)
        }
      }),
      { numRuns: 2000 },
    )
  })
})

describe('writing', () => {
  const tensor = fc.array(fc.nat(4), { maxLength: 3 }).chain((shape) =>
    fc
      .float32Array({
        minLength: shape.reduce((a, b) => a * b, 1),
        maxLength: shape.reduce((a, b) => a * b, 1),
        noNaN: true,
        noDefaultInfinity: true,
      })
      .map((values): Tensor => ({ shape, values })),
  )
  const names = fc.stringMatching(/^[a-zé][a-z0-9. é]{0,12}$/)

  test('what is written is read again, and the data are aligned', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(names, tensor), { selector: ([name]) => name, maxLength: 6 }),
        fc.dictionary(names, fc.string()),
        (tensors, metadata) => {
          const file = writeSafetensors({ tensors: new Map(tensors), metadata })
          expect(Buffer.from(file).readBigUInt64LE() % 8n).toBe(0n)
          const read = readSafetensors(file)
          expect([...read.tensors]).toEqual(tensors)
          expect({ ...read.metadata }).toEqual({ ...metadata })
        },
      ),
    )
  })

  test('a tensor whose shape is wrong is a fault of the program', () => {
    const tensors = new Map([['x', { shape: [3], values: new Float32Array(2) }]])
    expect(() => writeSafetensors({ tensors, metadata: {} })).toThrow('x holds 2 values')
  })
})
