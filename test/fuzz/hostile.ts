/** Values as an attacker sends them, and real values with one of them put in somewhere. */
import fc from 'fast-check'

/** Whatever the structured clone between two processes lets through, and what costs much to look at. */
export const hostile: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    undefined,
    null,
    true,
    0,
    -0,
    -1,
    1.5,
    NaN,
    Infinity,
    -Infinity,
    1e308,
    5e-324,
    2 ** 53,
    2 ** 64,
    10n ** 30n,
    '',
    '\0',
    '\ud800',
    '../../etc/passwd',
    '__proto__',
    'constructor',
    'x'.repeat(100_000),
  ),
  fc
    .constantFrom<() => unknown>(
      () => [],
      () => ({}),
      () => Object.create(null) as unknown,
      () =>
        JSON.parse(
          '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}',
        ) as unknown,
      () => new Array<number>(2 ** 32 - 1),
      () => new Array<number>(100_000).fill(0),
      () => new Array<unknown>(300).fill([[1, 1, 0, 0.5]]),
      () => [new Array<unknown>(30_000).fill([1, 1, 0, 0.5])],
      () => nested(5000),
      cyclic,
      () => new Map([[{}, new Set([1])]]),
      () => new Date(Number.NaN),
      () => /(a+)+$/,
      () => new Error('mine'),
      () => new Uint8Array(0),
      () => new Uint8Array(784),
      () => new Uint8Array(new ArrayBuffer(1 << 20), 77, 784),
      () => new Uint8Array(new SharedArrayBuffer(784)),
      () => new Uint8Array(new ArrayBuffer(784, { maxByteLength: 4096 })),
      detached,
      () => new Uint8ClampedArray(784),
      () => new Float64Array(784),
      () => new DataView(new ArrayBuffer(784)),
      () => new ArrayBuffer(784),
      () => ({ length: 3, 0: 1, 1: 2, 2: 3 }),
      lyingGetter,
    )
    .map((make) => make()),
  fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withTypedArray: true,
    withSparseArray: true,
  }),
)

function nested(depth: number): unknown {
  let value: unknown = 1
  for (let i = 0; i < depth; i++) value = [value]
  return value
}

function cyclic(): unknown {
  const list: unknown[] = [1]
  list.push(list, { list })
  return list
}

function detached(): unknown {
  const bytes = new Uint8Array(784)
  structuredClone(bytes, { transfer: [bytes.buffer] })
  return bytes
}

/** A property that is another thing each time it is read. */
function lyingGetter(): unknown {
  let reads = 0
  return {
    get label() {
      return reads++ === 0 ? 3 : 'three'
    },
    strokes: [[[1, 1, 0, 0.5]]],
  }
}

/** A value with something hostile in one place of it, or another place doubled, or left out. */
export function tamperedWith(values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc
    .tuple(values, fc.array(fc.nat({ max: 50 }), { maxLength: 4 }), hostile, fc.nat({ max: 5 }))
    .map(([value, path, put, how]) => tamper(value, path, put, how))
}

function tamper(value: unknown, path: readonly number[], put: unknown, how: number): unknown {
  const [step, ...rest] = path
  if (step === undefined || typeof value !== 'object' || value === null || ArrayBuffer.isView(value))
    return put
  const keys = Object.keys(value)
  const key = keys[step % Math.max(1, keys.length)] ?? 'surplus'
  const changed: Record<string, unknown> = Array.isArray(value)
    ? ([...(value as unknown[])] as unknown as Record<string, unknown>)
    : { ...value }
  if (rest.length > 0) changed[key] = tamper(changed[key], rest, put, how)
  else if (how === 0) Reflect.deleteProperty(changed, key)
  else if (how === 1) changed['surplus'] = put
  else changed[key] = put
  return changed
}

/** The value as JSON; `otherwise` where it cannot be said in it. */
export function jsonOf(value: unknown, otherwise: string): string {
  try {
    // What has no text of its own, as undefined has none, is null in a list.
    return JSON.stringify([value]).slice(1, -1)
  } catch {
    return otherwise
  }
}

/** JSON that is lawful and still no fun to read. */
export const hostileJson: fc.Arbitrary<string> = fc.oneof(
  fc.json(),
  fc.nat({ max: 20_000 }).map((depth) => '['.repeat(depth) + ']'.repeat(depth)),
  fc.nat({ max: 20_000 }).map((depth) => '{"a":'.repeat(depth)),
  fc.constantFrom(
    '1e999',
    '-1e-999',
    '{"__proto__":1}',
    '{"a":1,"a":2}',
    'null',
    '"\\ud800"',
    '\ufeff{}',
    '[,]',
    'NaN',
    '{"label":1e400}',
  ),
)
