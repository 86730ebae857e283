/** Model files: damaged ones, ones whose header lies, and architectures that were never meant to be. */
import fc from 'fast-check'
import { NO_MODULES } from '../../../src-main/kernels/engine.ts'
import {
  parameterShapes,
  type Architecture,
  type LayerDescription,
} from '../../../src-main/network/architecture.ts'
import { decodeModel, encodeModel } from '../../../src-main/recognizer/model.ts'
import { Recognizer } from '../../../src-main/recognizer/recognizer.ts'
import { someModel } from '../../recognizer/some-model.ts'
import { damaged } from '../damage.ts'
import { hostileJson, jsonOf, tamperedWith } from '../hostile.ts'
import { insist, target, verdictOf, type Verdict } from '../target.ts'
import { partsOf, together } from '../tensor-file.ts'

const small = someModel(1, {
  input: { height: 28, width: 28, channels: 1 },
  layers: [
    { kind: 'max pool', size: 4 },
    { kind: 'convolution', filters: 2, kernel: 3, padding: 0 },
    { kind: 'relu' },
    { kind: 'dropout', rate: 0.5 },
    { kind: 'fully connected', outputs: 10 },
    { kind: 'softmax' },
  ],
})
const sealed = Buffer.from(encodeModel(small))
const { header, data } = partsOf(sealed)
const { __metadata__: metadata } = header
const withHeader = (text: string): Buffer => together(text, data)
const file = withHeader(JSON.stringify(header))
const front = file.subarray(0, file.length - data.length)

/** Numbers for offsets and shapes that overlap, leave gaps, or are none at all. */
const lie = fc.oneof(
  fc.integer({ min: -8, max: 4000 }),
  fc.constantFrom<unknown>(
    -1,
    0.5,
    1e308,
    2 ** 53,
    2 ** 32,
    '0',
    null,
    [],
    4 * 10,
    data.length,
    data.length + 4,
  ),
)
const tensors = Object.keys(header).filter((name) => name !== '__metadata__')
const lyingHeader = fc
  .array(
    fc.record({
      tensor: fc.constantFrom(...tensors),
      key: fc.constantFrom('shape', 'data_offsets', 'dtype'),
      value: fc.oneof(fc.array(lie, { maxLength: 4 }), fc.constantFrom('F64', 'I64', 'F32', '')),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((lies) => {
    const changed = structuredClone(header) as unknown as Record<string, Record<string, unknown>>
    for (const { tensor, key, value } of lies) changed[tensor]![key] = value
    return withHeader(JSON.stringify(changed))
  })

const tamperedTraining = tamperedWith(fc.constant(JSON.parse(metadata['training']!) as unknown)).map(
  (training) =>
    withHeader(
      jsonOf({ ...header, __metadata__: { ...metadata, training: jsonOf(training, 'null') } }, '{}'),
    ),
)

/** A few of the numbers made as large as they can be, or no numbers. */
const strangeWeights = fc
  .array(
    fc.tuple(
      fc.nat({ max: data.length / 4 - 1 }),
      fc.oneof(fc.float(), fc.constantFrom(NaN, Infinity, -Infinity, 3.4e38, -3.4e38, 1e-45)),
    ),
    {
      minLength: 1,
      maxLength: 400,
    },
  )
  .map((weights) => {
    const changed = Buffer.from(file)
    for (const [at, value] of weights) changed.writeFloatLE(value, front.length + 4 * at)
    return changed
  })

const image = Uint8Array.from({ length: 784 }, (_, i) => (i % 28 > 12 && i % 28 < 16 ? 255 : 0))

/** What can be opened must also be able to read, and say something that makes sense. */
async function takeModel(bytes: Uint8Array): Promise<Verdict> {
  return verdictOf(() => {
    const model = decodeModel(bytes)
    insist(
      model.parameters.every((values) => values.every(Number.isFinite)),
      'A weight is no number.',
    )
    const { digit, probabilities } = new Recognizer(NO_MODULES, model).recognizeImage(image)
    const sum = probabilities.reduce((a, b) => a + b)
    insist(Number.isInteger(digit) && digit >= 0 && digit <= 9, `The answer is ${digit}.`)
    insist(
      probabilities.length === 10 && probabilities.every((p) => p >= 0 && p <= 1) && Math.abs(sum - 1) < 1e-6,
      `The probabilities are ${probabilities.join()}.`,
    )
  })
}

export const models = target<Buffer>({
  title: 'Model files (safetensors)',
  cases: fc.oneof(
    damaged([sealed, file]),
    damaged([front]).map((changed) => Buffer.concat([changed, data])),
    lyingHeader,
    tamperedTraining,
    strangeWeights,
    tamperedWith(fc.constant(header)).map((changed) => withHeader(jsonOf(changed, '{}'))),
    hostileJson.map(withHeader),
  ),
  take: takeModel,
})

const extent = (usual: number): fc.Arbitrary<number> =>
  fc.oneof(
    { weight: 12, arbitrary: fc.integer({ min: 1, max: usual }) },
    { weight: 1, arbitrary: fc.constantFrom(0, 200, 256, 4096, 1 << 18, 1 << 24) },
  )
const layer: fc.Arbitrary<LayerDescription> = fc.oneof(
  fc.constantFrom<LayerDescription>(
    { kind: 'sigmoid' },
    { kind: 'relu' },
    { kind: 'softmax' },
    { kind: 'dropout', rate: 0.25 },
  ),
  fc.record({ kind: fc.constant('fully connected' as const), outputs: extent(20) }),
  fc.record({
    kind: fc.constant('convolution' as const),
    filters: extent(4),
    kernel: extent(5),
    padding: fc.oneof(fc.nat({ max: 3 }), extent(3)),
  }),
  fc.record({ kind: fc.constant('max pool' as const), size: extent(4) }),
)
const architecture = fc
  .record({
    side: fc.oneof({ weight: 20, arbitrary: fc.constant(28) }, { weight: 1, arbitrary: extent(28) }),
    layers: fc.array(layer, { maxLength: 6 }),
    last: fc.oneof({ weight: 20, arbitrary: fc.constant(10) }, { weight: 1, arbitrary: extent(10) }),
    end: fc.constantFrom<LayerDescription[]>(
      [{ kind: 'softmax' }],
      [{ kind: 'sigmoid' }],
      [{ kind: 'relu' }],
      [],
    ),
  })
  .map(({ side, layers, last, end }): Architecture => ({
    input: { height: side, width: side, channels: 1 },
    layers: [...layers, { kind: 'fully connected', outputs: last }, ...end],
  }))

/** So many weights a file of the fuzzer may have; one that claims more comes without them. */
const MOST_WRITTEN = 1_000_000

export const architectures = target<readonly [Architecture, number]>({
  title: 'Model files of any architecture',
  cases: fc.tuple(architecture, fc.constantFrom(0, 0.01, -0.3, 1, 1e20, 3e38, -3e38)),
  examples: [
    // Allowed by every bound on sizes, and a matter of minutes.
    [
      {
        input: { height: 28, width: 28, channels: 1 },
        layers: [
          { kind: 'convolution', filters: 200, kernel: 28, padding: 14 },
          { kind: 'convolution', filters: 100, kernel: 28, padding: 14 },
          { kind: 'fully connected', outputs: 10 },
        ],
      },
      0,
    ],
    // As much as is allowed to be multiplied.
    [
      {
        input: { height: 28, width: 28, channels: 1 },
        layers: [
          { kind: 'convolution', filters: 66, kernel: 1, padding: 0 },
          { kind: 'convolution', filters: 64, kernel: 9, padding: 4 },
          { kind: 'fully connected', outputs: 10 },
        ],
      },
      0.01,
    ],
  ],
  take: ([architecture, weight]) => takeModel(fileOf(architecture, weight)),
})

function fileOf(architecture: Architecture, weight: number): Uint8Array {
  let counts: number[]
  try {
    counts = parameterShapes(architecture).map(({ shape }) => shape.reduce((a, b) => a * b, 1))
  } catch {
    counts = []
  }
  const written = counts.reduce((a, b) => a + b, 0) <= MOST_WRITTEN && counts.length > 0
  if (!written) {
    const claims = { ...header, __metadata__: { ...metadata, architecture: JSON.stringify(architecture) } }
    return withHeader(JSON.stringify(claims))
  }
  const parameters = counts.map((count) =>
    Float32Array.from({ length: count }, (_, i) => (i % 3 === 0 ? -weight : weight)),
  )
  return encodeModel({ ...small, architecture, parameters })
}
