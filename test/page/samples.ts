/** Values of the contract, as main would give them. */
import type {
  Drawing,
  EpochResult,
  KeptModel,
  Layer,
  ModelHistory,
  ModelSummary,
  NumberReading,
  OfferedModel,
  OwnDigit,
  Preset,
  Recognition,
  StartState,
  Stroke,
  TrainingOptions,
  TrainingProgress,
} from '../../src-main/contract.ts'

const dense = (units: number): Layer => ({ kind: 'fully connected', units, activation: 'relu' })
const FILTERS: readonly Layer[] = [
  { kind: 'convolution', filters: 16, kernel: 5, padding: 0, activation: 'relu' },
  { kind: 'max pool', size: 2 },
  { kind: 'convolution', filters: 32, kernel: 5, padding: 0, activation: 'relu' },
  { kind: 'max pool', size: 2 },
]

export const PRESETS: readonly Preset[] = [
  {
    name: 'paper',
    layers: [],
    output: 'sigmoid',
    warp: false,
    epochs: 20,
    batchSize: 10,
    learningRate: 0.5,
  },
  {
    name: 'perceptron',
    layers: [dense(128)],
    output: 'softmax',
    warp: false,
    epochs: 10,
    batchSize: 64,
    learningRate: 0.001,
  },
  {
    name: 'convolutional',
    layers: [...FILTERS, dense(128), { kind: 'dropout', rate: 0.1 }],
    output: 'softmax',
    warp: true,
    epochs: 15,
    batchSize: 64,
    learningRate: 0.002,
  },
  {
    name: 'deep',
    layers: [...FILTERS, dense(192)],
    output: 'softmax',
    warp: true,
    epochs: 25,
    batchSize: 64,
    learningRate: 0.003,
  },
]

export const OPTIONS: TrainingOptions = {
  data: 'mnist',
  network: 'convolutional',
  layers: null,
  rotation: null,
  warp: null,
  epochs: 15,
  batchSize: 64,
  learningRate: 0.002,
  seed: 1,
}

export const SHIPPED: ModelSummary = {
  id: 'shipped',
  name: null,
  network: 'Convolutional, conv 5×5×16, conv 5×5×32, 128, 10',
  parameters: 81_194,
  trainedOn: 'MNIST, 60,000 digits',
  augmentation: 'upright',
  epochs: 20,
  seed: 1,
  ownDigits: 0,
  mnistAccuracy: 0.9954,
  heldBackAccuracy: 0.9946,
  trainedAt: '2026-03-12T14:05:00.000Z',
}

export const OWN: ModelSummary = {
  ...SHIPPED,
  id: '2026-04-02-101530',
  trainedOn: 'Synthetic digits, 60,000',
  augmentation: 'rotated 0° to 90°',
  epochs: 15,
  seed: 4711,
  mnistAccuracy: 0.9721,
  heldBackAccuracy: 0.9832,
  trainedAt: '2026-04-02T10:15:30.000Z',
}

export const ROTATION: OfferedModel = {
  ...SHIPPED,
  id: 'rotation',
  augmentation: 'rotated 0° to 90°',
  epochs: 30,
  mnistAccuracy: 0.9931,
  options: { ...OPTIONS, rotation: { from: 0, to: 90 }, epochs: 30 },
}

/** Of so many epochs, the first. */
export const epochResults = (count: number): readonly EpochResult[] =>
  Array.from({ length: count }, (_, index) => ({
    epoch: index + 1,
    loss: 0.19 * Math.exp(-index / 2.4) + 0.021,
    heldBackAccuracy: 0.9935 - 0.026 * Math.exp(-index / 2) - (index % 3 === 1 ? 0.0008 : 0),
  }))

export const PROGRESS: TrainingProgress = {
  options: { ...OPTIONS, rotation: { from: 0, to: 90 } },
  epoch: 7,
  batch: 412,
  batches: 860,
  samplesPerSecond: 12_431.7,
  loss: 0.0342,
  epochs: epochResults(6),
  secondsLeft: 72.4,
  engine: 'Relaxed SIMD, 2 threads',
}

/** A line along a curve given by a function of 0..1, as a hand would take it. */
function along(curve: (t: number) => readonly [number, number], points = 40): Stroke {
  return Array.from({ length: points }, (_, index) => {
    const [x, y] = curve(index / (points - 1))
    return [Math.round(x * 10) / 10, Math.round(y * 10) / 10, index * 12, 0.5]
  })
}

const upperBow = (t: number): readonly [number, number] => {
  const angle = -2.6 + t * 4
  return [138 + 48 * Math.cos(angle), 92 + 46 * Math.sin(angle)]
}
const lowerBow = (t: number): readonly [number, number] => {
  const angle = -1.45 + t * 4.1
  return [136 + 58 * Math.cos(angle), 188 + 53 * Math.sin(angle)]
}
export const THREE: Drawing = [
  along((t) => (t < 0.48 ? upperBow(t / 0.48) : lowerBow((t - 0.48) / 0.52)), 70),
]

/** Digits that a person gave: threes, each a little other than the last, as whatever they are said to be. */
export const ownDigits = (count: number): readonly OwnDigit[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `own-${String(index)}`,
    label: (3 * index) % 10,
    at: '2026-04-02T10:15:30.000Z',
    strokes: THREE.map((stroke) =>
      stroke.map(([x, y, time, pressure]) => [x + 0.06 * (index % 7) * y, y, time, pressure]),
    ),
  }))

/** The model in use after it learnt these. */
export const LEARNT: ModelSummary = {
  ...SHIPPED,
  id: '2026-04-03-091500',
  ownDigits: 50,
  mnistAccuracy: 0.9955,
  heldBackAccuracy: null,
}

const inRow = (place: number, curve: (t: number) => readonly [number, number]): Stroke =>
  along((t) => {
    const [x, y] = curve(t)
    return [14 + 66 * place + 46 * x, 95 + 86 * y]
  })
const ring = (t: number): readonly [number, number] => [
  0.5 + 0.46 * Math.sin(2 * Math.PI * t),
  0.5 - 0.5 * Math.cos(2 * Math.PI * t),
]
const two = (t: number): readonly [number, number] => {
  const angle = -2.8 + t * 5.6
  if (t < 0.6) return [0.5 + 0.44 * Math.cos(angle), 0.28 + 0.28 * Math.sin(angle)]
  return t < 0.85 ? [0.9 - 3.4 * (t - 0.6), 0.4 + 2.4 * (t - 0.6)] : [0.05 + 6.2 * (t - 0.85), 1]
}
const six = (t: number): readonly [number, number] =>
  t < 0.4
    ? [0.75 - 1.7 * t + 0.4 * t * t, 1.7 * t]
    : [0.5 - 0.42 * Math.cos(11 * (t - 0.4)), 0.7 + 0.29 * Math.sin(11 * (t - 0.4))]
/** 2026, a stroke a digit. */
export const NUMBER: Drawing = [inRow(0, two), inRow(1, ring), inRow(2, two), inRow(3, six)]

const kept = (model: ModelSummary, held: KeptModel['held'] = null): KeptModel => ({
  ...model,
  bytes: 1_612_345,
  held,
})

/** So many models that were trained, the newest of which is in use, and what ships. */
export const historyOf = (count: number): ModelHistory => ({
  models: [
    ...Array.from({ length: count }, (_, index) =>
      kept(
        {
          ...OWN,
          id: index === 0 ? OWN.id : `2026-03-${String(28 - index).padStart(2, '0')}-101530`,
          name: [null, 'Room 12', LONG_NAME][index % 3]!,
          network: index % 2 === 0 ? OWN.network : 'Perceptron 784-128-10',
          ownDigits: index % 4 === 1 ? 50 : 0,
          mnistAccuracy: index % 5 === 4 ? null : 0.9921 - 0.0013 * index,
          heldBackAccuracy: index % 10 === 9 ? null : 0.981,
        },
        index === 0 ? 'in use' : null,
      ),
    ),
    kept(SHIPPED, 'ships'),
    kept(ROTATION, 'ships'),
  ],
  unreadable:
    count < 3
      ? []
      : [
          {
            id: '2026-01-02-030405',
            bytes: 1000,
            message: 'This is not a safetensors file that can be used: it is too short.',
          },
        ],
  deleted: count < 3 ? [] : [{ ...OWN, id: 'gone', name: 'Old one', deletedAt: '2026-04-03T10:15:30.000Z' }],
})
const LONG_NAME = 'Convolutional with rotation from −90° to 90° for the open day in room 12, 3rd try'

/** Sure of the digit, in ten probabilities that sum to 1. */
export function sureOf(digit: number, image = new Uint8Array(784)): Recognition {
  const others = [0.0002, 0.0004, 0.0031, 0.0009, 0.0003, 0.0126, 0.0001, 0.0008, 0.0147, 0.0042]
  const rest = others.reduce((sum, value, index) => (index === digit ? sum : sum + value), 0)
  return {
    digit,
    probabilities: others.map((value, index) => (index === digit ? 1 - rest : value)),
    unsure: null,
    image,
  }
}

export const unsureOf = (image = new Uint8Array(784)): Recognition => ({
  digit: 3,
  probabilities: [0.01, 0.02, 0.04, 0.37, 0.01, 0.31, 0.02, 0.03, 0.15, 0.04],
  unsure: { kind: 'between', digits: [3, 5] },
  image,
})

/** An answer that is another with each point: now sure, now between two digits, now of none. */
export function waveringOf(points: number, image: Uint8Array): Recognition {
  const weights = sureOf(0).probabilities.map((_, digit) =>
    Math.exp(4 * Math.sin(1.7 * digit + 0.37 * points)),
  )
  const sum = weights.reduce((all, weight) => all + weight, 0)
  const probabilities = weights.map((weight) => weight / sum)
  const digit = probabilities.indexOf(Math.max(...probabilities))
  const unsure = [
    null,
    null,
    { kind: 'between', digits: [digit, (digit + 4) % 10] },
    { kind: 'no digit' },
  ] as const
  return { digit, probabilities, unsure: unsure[points % 4] ?? null, image: new Uint8Array(image) }
}

/** Nothing that a network could read. */
export const noDigitOf = (image = new Uint8Array(784)): Recognition => ({
  digit: 8,
  probabilities: [0.1, 0.06, 0.1, 0.12, 0.07, 0.11, 0.08, 0.06, 0.19, 0.11],
  unsure: { kind: 'no digit' },
  image,
})

/** A number that is read of a drawing whose strokes are a digit each. */
export const numberOf = (digits: readonly number[], unsure: readonly number[] = []): NumberReading => ({
  number: digits.join(''),
  digits: digits.map((digit, place) => ({
    ...sureOf(digit),
    unsure: unsure.includes(place) ? { kind: 'no digit' } : null,
    strokes: [place],
  })),
})

export const START: StartState = {
  settings: {
    training: OPTIONS,
    mnistFolder: null,
    language: 'system',
    appearance: 'system',
    highContrast: false,
    largeBars: false,
    singleKeys: true,
    severalDigits: false,
    updatesAtStart: false,
    advancedOpen: false,
    tour: { step: null, digit: null, trained: null, before: null, offered: true },
  },
  presets: PRESETS,
  models: { inUse: SHIPPED, before: null, rotation: null },
  training: { phase: 'idle' },
  ownDigits: [],
  learning: { phase: 'idle' },
  drawing: [],
  platform: 'linux',
  systemLanguage: 'en',
}
