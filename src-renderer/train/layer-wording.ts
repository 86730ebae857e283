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
import { count, duration, number } from '../ui/format.ts'
import { leftToRight } from '../ui/language.svelte.ts'
import { plural } from '../ui/plural.ts'

export function kindTitle(kind: LayerKind): string {
  const titles: Readonly<Record<LayerKind, string>> = {
    'fully connected': 'Fully connected',
    convolution: 'Convolution',
    'max pool': 'Max pooling',
    dropout: 'Dropout',
  }
  return titles[kind]
}

export function activationTitle(activation: Activation): string {
  const titles: Readonly<Record<Activation, string>> = {
    relu: 'ReLU',
    sigmoid: 'Sigmoid',
    linear: /* @wc-context: no activation */ 'None',
  }
  return titles[activation]
}

/** Within a sentence. */
export const OUTPUT_NAMES = { sigmoid: 'sigmoid', softmax: 'softmax' } as const

export function numberTitle(name: LayerNumber): string {
  const titles: Readonly<Record<LayerNumber, string>> = {
    units: 'Units',
    filters: 'Filters',
    kernel: 'Filter size',
    padding: 'Padding',
    size: 'Window size',
    rate: /* @wc-context: of the units, by dropout */ 'Share silenced',
  }
  return titles[name]
}

export const paddingProblem = (): string => 'The padding must be smaller than the filter.'

export function boundsText(name: LayerNumber): string {
  const [least, most] = LAYER_BOUNDS[name]
  return name === 'rate'
    ? `Give a number from ${number(least)} to ${number(most)}.`
    : `Give a whole number from ${count(least)} to ${count(most)}.`
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
    ? plural(channels, ['# value', '# values'])
    : leftToRight(`${String(height)} × ${String(width)} × ${String(channels)}`)

/** "24 × 24 × 16, 416 weights". */
export function outlineText({ output, parameters }: LayerOutline): string | null {
  if (output === null) return null
  return parameters === 0
    ? `Gives ${sizeText(output)}`
    : plural(parameters, ['Gives {0}, # weight', 'Gives {0}, # weights'], [sizeText(output)])
}

/** 1,147,520 → "1.1 million". */
function roundly(value: number): string {
  if (value < 1e6) return count(value)
  return number(value, {
    notation: 'compact',
    compactDisplay: 'long',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  })
}

export const workText = (parameters: number, multiplications: number): string =>
  `${count(parameters)} weights in all, ${roundly(multiplications)} multiplications for a digit.`

/** Two significant digits: what is estimated is not known better. */
function about(seconds: number): string {
  // @wc-context: how long an epoch takes, within a sentence
  if (seconds < 1) return /* @wc-include */ 'less than a second'
  const step = 10 ** Math.max(0, Math.floor(Math.log10(seconds)) - 1)
  return `about ${duration(Math.round(seconds / step) * step)}`
}

export function estimateText({ secondsPerEpoch, seconds }: TimeEstimate, epochs: number): string {
  const each = about(secondsPerEpoch)
  return epochs === 1
    ? `On this machine: ${each} for the epoch.`
    : plural(
        epochs,
        [
          'On this machine: {0} an epoch, {1} for # epoch.',
          'On this machine: {0} an epoch, {1} for # epochs.',
        ],
        [each, about(seconds)],
      )
}
