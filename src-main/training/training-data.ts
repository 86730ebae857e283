/** The digits of a run: loaded, split by its seed into those to train on and those held back, and named. */
import type { Layers, TrainingOptions } from '../contract.ts'
import { emptyDigits, selectDigits, splitDigits, type Digits } from '../datasets/digits.ts'
import { loadMnist } from '../datasets/mnist.ts'
import { Random } from '../kernels/random.ts'
import { PlainError } from '../plain-error.ts'
import { augmentationFor, type Recipe } from './recipe.ts'
import { streams } from './streams.ts'
import type { RunRequest, ToDraw } from './threads.ts'

export interface TrainingData {
  readonly training: Digits
  /** Digits that are not trained on, to see after each epoch how well new ones are read. */
  readonly heldBack: Digits
  /** What belongs behind them, which the threads of the run draw. */
  readonly toDraw: ToDraw
  /** MNIST's test digits, measured once at the end; `null` where the data are not MNIST's. */
  readonly test: Digits | null
  /** What is trained on, in words: "MNIST, 55,000 digits". */
  readonly words: string
}

/** MNIST's, where it is not known yet how many digits there are. */
const USUAL_COUNT = 60_000

/** How many images an epoch of a run trains on, and how many are held back; of a folder of digits, as if it were MNIST. */
export function usualCounts({ syntheticShare, nonDigitShare }: Recipe, data: TrainingOptions['data']) {
  if (data === 'synthetic') return { training: SYNTHETIC_COUNT, heldBack: SYNTHETIC_HELD_BACK }
  const loaded = USUAL_COUNT - MOST_HELD_BACK
  return { training: loaded * (1 + syntheticShare + nonDigitShare), heldBack: MOST_HELD_BACK }
}

export interface Loading {
  readonly signal: AbortSignal
  readonly onProgress: (doing: string, fraction: number | null) => void
}

/** Synthetic digits in place of MNIST's: enough that more no longer help, few enough to be drawn in seconds. */
const SYNTHETIC_COUNT = 27_000
const SYNTHETIC_HELD_BACK = 3_000
const MOST_HELD_BACK = 5_000
const SHARE_HELD_BACK = 0.1
const LEAST_DIGITS = 20

/** Rejects with a PlainError where the data cannot be had. */
export async function loadTrainingData(
  { options, mnistFolder, cacheFolder }: RunRequest,
  { syntheticShare, nonDigitShare }: Recipe,
  { signal, onProgress }: Loading,
): Promise<TrainingData> {
  if (options.data === 'synthetic') {
    return {
      training: emptyDigits(0),
      heldBack: emptyDigits(0),
      toDraw: { training: SYNTHETIC_COUNT, nonDigits: 0, heldBack: SYNTHETIC_HELD_BACK },
      test: null,
      words: `${counted(SYNTHETIC_COUNT)} synthetic digits`,
    }
  }
  const mnist = await loadMnist({ folder: mnistFolder, cache: cacheFolder, signal, onProgress })
  const { training, heldBack } = holdBack(mnist.train, options.seed)
  const name = mnist.original ? 'MNIST' : 'a folder of digits'
  const words = `${name}, ${counted(training.count)} digits`
  const drawn = Math.round(training.count * syntheticShare)
  const nonDigits = Math.round(training.count * nonDigitShare)
  return {
    training,
    heldBack,
    toDraw: { training: drawn, nonDigits, heldBack: 0 },
    test: mnist.original ? mnist.test : null,
    words: [
      words,
      ...(drawn === 0 ? [] : [`${counted(drawn)} synthetic ones`]),
      ...(nonDigits === 0 ? [] : [`${counted(nonDigits)} drawings that are no digit`]),
    ].join(', and '),
  }
}

/** In words, for `ModelMetadata`: what was done to the digits' angle, and their warp where it was chosen. */
export function augmentationWords(options: TrainingOptions): string {
  const { rotation, warp } = options
  const turned = rotation && `rotated ${rotation.from}° to ${rotation.to}°`
  const upright = augmentationFor(options)?.uprightShare ?? 0
  const angle = turned
    ? upright > 0
      ? `${100 * upright} % upright, the others ${turned}`
      : turned
    : 'upright'
  if (warp === null) return angle
  return warp ? `${angle}, warped a little` : `${angle}, not warped`
}

/** The command that gives the same model again, as far as the command line has options for it. */
export function commandFor(options: TrainingOptions): string {
  const { network, layers, rotation, warp, epochs, seed, data } = options
  return [
    `npm run digit-pad -- train --network ${network}`,
    ...(layers ? [`--layers "${layersText(layers)}"`] : []),
    `--rotation ${rotation ? `${rotation.from}..${rotation.to}` : 'off'}`,
    ...(warp === null ? [] : [`--warp ${warp ? 'on' : 'off'}`]),
    `--epochs ${epochs} --seed ${seed} --data ${data} --out FILE`,
  ].join(' ')
}

/** As the command line takes them: "conv 5x5x16 relu, pool 2, dense 128 relu", or "none". */
function layersText(layers: Layers): string {
  const texts = layers.map((layer) => {
    switch (layer.kind) {
      case 'fully connected':
        return `dense ${layer.units} ${layer.activation}`
      case 'convolution': {
        const padding = layer.padding === 0 ? '' : ` pad ${layer.padding}`
        return `conv ${layer.kernel}x${layer.kernel}x${layer.filters}${padding} ${layer.activation}`
      }
      case 'max pool':
        return `pool ${layer.size}`
      case 'dropout':
        return `dropout ${layer.rate}`
    }
  })
  return texts.join(', ') || 'none'
}

/** Splits off a tenth, at most 5,000, picked by the seed. */
export function holdBack(
  digits: Digits,
  seed: number,
): { readonly training: Digits; readonly heldBack: Digits } {
  if (digits.count < LEAST_DIGITS) {
    throw new PlainError(
      `There are only ${digits.count} digits to train on; at least ${LEAST_DIGITS} are needed. Choose a larger set.`,
    )
  }
  const places = Uint32Array.from({ length: digits.count }, (_, place) => place)
  Random.of(seed, streams.heldBack).shuffle(places)
  const count = Math.min(MOST_HELD_BACK, Math.floor(digits.count * SHARE_HELD_BACK))
  const [heldBack, training] = splitDigits(selectDigits(digits, places), count)
  return { training, heldBack }
}

function counted(count: number): string {
  return count.toLocaleString('en')
}
