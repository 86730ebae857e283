/** `--layers`: a list of layers as it is typed, such as "conv 5x5x16 relu, pool 2, dense 128 relu, dropout 0.1". */
import * as v from 'valibot'
import { ACTIVATIONS, Layer, LAYER_BOUNDS, MOST_LAYERS } from '../contract.ts'
import type { Activation, Layers } from '../contract.ts'
import { UsageError } from './usage-error.ts'

const ACTIVATION = `(?: (?<activation>${ACTIVATIONS.join('|')}))?`
const CONVOLUTION = new RegExp(
  `^conv (?<kernel>\\d+)[x×](?<again>\\d+)[x×](?<filters>\\d+)(?: pad (?<padding>\\d+))?${ACTIVATION}$`,
)
const DENSE = new RegExp(`^dense (?<units>\\d+)${ACTIVATION}$`)
const POOL = /^pool (?<size>\d+)$/
const DROPOUT = /^dropout (?<rate>\d*\.?\d+(?:e-\d+)?)$/

/** `none`, or layers between commas. The ten outputs are always behind them and are not named. Throws a UsageError. */
export function layersOf(value: string): Layers {
  if (value.trim() === 'none') return []
  const words = value.split(',').map((part) => part.trim().toLowerCase().replace(/\s+/g, ' '))
  if (words.length > MOST_LAYERS) {
    throw new UsageError(`--layers takes at most ${MOST_LAYERS} layers, not ${words.length}`)
  }
  return words.map((layer, index) => layerOf(layer, `layer ${index + 1} of --layers`))
}

function layerOf(text: string, where: string): Layer {
  const typed = typedLayer(text)
  if (typed === null) {
    throw new UsageError(
      `${where} is not understood: ${JSON.stringify(text)}; write conv 5x5x16 relu, dense 128 relu, pool 2 or dropout 0.1`,
    )
  }
  const checked = v.safeParse(Layer, typed)
  if (checked.success) return checked.output
  const name = Object.entries(LAYER_BOUNDS).find(([key]) => key === checked.issues[0].path?.[0]?.key)
  if (name === undefined) throw new UsageError(`${where}: the padding must be smaller than the filter`)
  const [number, [least, most]] = name
  throw new UsageError(`${where}: ${NAMES[number as keyof typeof NAMES]} must be from ${least} to ${most}`)
}

const NAMES = {
  units: 'the number of units',
  filters: 'the number of filters',
  kernel: 'the side of a filter',
  padding: 'the padding',
  size: 'the side of a window',
  rate: 'the rate',
} as const satisfies Record<keyof typeof LAYER_BOUNDS, string>

/** The numbers as they stand there, whatever they are; `null` where it is no layer. */
function typedLayer(text: string): Layer | null {
  const convolution = CONVOLUTION.exec(text)?.groups
  if (convolution !== undefined && convolution['kernel'] === convolution['again']) {
    const { kernel, filters, padding } = convolution
    return {
      kind: 'convolution',
      filters: Number(filters),
      kernel: Number(kernel),
      padding: Number(padding ?? 0),
      activation: activationOf(convolution),
    }
  }
  const dense = DENSE.exec(text)?.groups
  if (dense !== undefined) {
    return { kind: 'fully connected', units: Number(dense['units']), activation: activationOf(dense) }
  }
  const pool = POOL.exec(text)?.groups
  if (pool !== undefined) return { kind: 'max pool', size: Number(pool['size']) }
  const dropout = DROPOUT.exec(text)?.groups
  return dropout === undefined ? null : { kind: 'dropout', rate: Number(dropout['rate']) }
}

function activationOf({ activation }: Readonly<Record<string, string>>): Activation {
  return ACTIVATIONS.find((name) => name === activation) ?? 'relu'
}
