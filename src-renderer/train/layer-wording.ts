/** How layers, their sizes and what is wrong with them are put into words. */
import { LAYER_BOUNDS } from '../../src-main/contract.ts'
import type {
  Activation,
  ImageSize,
  LayerKind,
  LayerNumber,
  LayerOutline,
  NetworkOutline,
  TimeEstimate,
} from '../../src-main/contract.ts'
import { count, duration } from '../ui/format.ts'

export const KIND_TITLES: Readonly<Record<LayerKind, string>> = {
  'fully connected': 'Fully connected',
  convolution: 'Convolution',
  'max pool': 'Max pooling',
  dropout: 'Dropout',
}

export const ACTIVATION_TITLES: Readonly<Record<Activation, string>> = {
  relu: 'ReLU',
  sigmoid: 'Sigmoid',
  linear: 'None',
}

/** Within a sentence. */
export const OUTPUT_NAMES = { sigmoid: 'sigmoid', softmax: 'softmax' } as const

export const NUMBER_TITLES: Readonly<Record<LayerNumber, string>> = {
  units: 'Units',
  filters: 'Filters',
  kernel: 'Filter size',
  padding: 'Padding',
  size: 'Window size',
  rate: 'Share silenced',
}

export const PADDING_PROBLEM = 'The padding must be smaller than the filter.'

export function boundsText(name: LayerNumber): string {
  const [least, most] = LAYER_BOUNDS[name]
  return name === 'rate'
    ? `Give a number from ${String(least)} to ${String(most)}.`
    : `Give a whole number from ${String(least)} to ${String(most)}.`
}

export function fittingText(problem: NonNullable<LayerOutline['problem']>): string {
  const image = `${String(problem.height)}×${String(problem.width)}`
  if (problem.kind === 'filter does not fit') {
    return `A ${String(problem.kernel)}×${String(problem.kernel)} filter does not fit on ${image}.`
  }
  return `A ${String(problem.size)}×${String(problem.size)} window does not fit on ${image}.`
}

export function networkProblemText(problem: NonNullable<NetworkOutline['problem']>): string {
  if (problem.kind === 'too many values') {
    return `The layers give out ${count(problem.values)} values for each digit; at most ${count(problem.most)} fit. Take fewer filters, or pool.`
  }
  return `The network would have ${count(problem.parameters)} weights; at most ${count(problem.most)} fit. Take fewer units or filters.`
}

/** "24 × 24 × 16", or "128 values" where it is no image. */
export const sizeText = ({ height, width, channels }: ImageSize): string =>
  height === 1 && width === 1
    ? `${count(channels)} values`
    : `${String(height)} × ${String(width)} × ${String(channels)}`

/** "24 × 24 × 16, 416 weights". */
export function outlineText({ output, parameters }: LayerOutline): string | null {
  if (output === null) return null
  return parameters === 0
    ? `Gives ${sizeText(output)}`
    : `Gives ${sizeText(output)}, ${count(parameters)} weights`
}

/** 1,147,520 → "1.1 million". */
function roundly(value: number): string {
  if (value >= 1e9) return `${(value / 1e9).toFixed(1)} billion`
  if (value >= 1e6) return `${(value / 1e6).toFixed(1)} million`
  return count(value)
}

export const workText = (parameters: number, multiplications: number): string =>
  `${count(parameters)} weights in all, ${roundly(multiplications)} multiplications for a digit.`

/** Two significant digits: what is estimated is not known better. */
function about(seconds: number): string {
  if (seconds < 1) return 'less than a second'
  const step = 10 ** Math.max(0, Math.floor(Math.log10(seconds)) - 1)
  return `about ${duration(Math.round(seconds / step) * step)}`
}

export function estimateText({ secondsPerEpoch, seconds }: TimeEstimate, epochs: number): string {
  const each = about(secondsPerEpoch)
  return epochs === 1
    ? `On this machine: ${each} for the epoch.`
    : `On this machine: ${each} an epoch, ${about(seconds)} for ${String(epochs)} epochs.`
}
