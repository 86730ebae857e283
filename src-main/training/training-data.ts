/** The digits of a run: loaded, split by its seed into those to train on and those held back, and named. */
import type { TrainingOptions } from '../contract.ts'
import { joinDigits, selectDigits, splitDigits, type Digits } from '../datasets/digits.ts'
import { loadMnist } from '../datasets/mnist.ts'
import { syntheticDigits } from '../datasets/synthetic/synthetic-digits.ts'
import { Random } from '../kernels/random.ts'
import { PlainError } from '../plain-error.ts'
import { streams } from './streams.ts'
import type { RunRequest } from './threads.ts'

export interface TrainingData {
  readonly training: Digits
  /** Digits that are not trained on, to see after each epoch how well new ones are read. */
  readonly heldBack: Digits
  /** MNIST's test digits, measured once at the end; `null` where the data are not MNIST's. */
  readonly test: Digits | null
  /** What is trained on, in words: "MNIST, 55,000 digits". */
  readonly words: string
}

export interface LoadingOptions {
  /** How many synthetic digits are mixed in, as a share of the others. */
  readonly syntheticShare: number
  readonly signal: AbortSignal
  readonly onProgress: (doing: string, fraction: number | null) => void
}

/** As many as MNIST has. */
const SYNTHETIC_COUNT = 60_000
const MOST_HELD_BACK = 5_000
const SHARE_HELD_BACK = 0.1
const LEAST_DIGITS = 20

/** Rejects with a PlainError where the data cannot be had. */
export async function loadTrainingData(
  { options, mnistFolder, cacheFolder }: RunRequest,
  loading: LoadingOptions,
): Promise<TrainingData> {
  const { seed } = options
  if (options.data === 'synthetic') {
    const digits = await drawSynthetic(SYNTHETIC_COUNT, seed, loading)
    const { training, heldBack } = holdBack(digits, seed)
    return { training, heldBack, test: null, words: `synthetic digits, ${counted(training)}` }
  }
  const { signal, onProgress } = loading
  const mnist = await loadMnist({ folder: mnistFolder, cache: cacheFolder, signal, onProgress })
  const name = mnist.original ? 'MNIST' : 'digits from a folder'
  const { training, heldBack } = holdBack(mnist.train, seed)
  const test = mnist.original ? mnist.test : null
  const words = `${name}, ${counted(training)}`
  const extra = Math.round(training.count * loading.syntheticShare)
  if (extra === 0) return { training, heldBack, test, words }
  const synthetic = await drawSynthetic(extra, seed, loading)
  return {
    training: joinDigits(training, synthetic),
    heldBack,
    test,
    words: `${words}, and ${counted(synthetic)} drawn by this program`,
  }
}

/** In words, for `ModelMetadata`: what was done to the digits' angle. */
export function augmentationWords({ rotation }: TrainingOptions): string {
  return rotation ? `rotated ${rotation.from}° to ${rotation.to}°` : 'upright'
}

/** The command that gives the same model again, as far as the command line has options for it. */
export function commandFor({ network, rotation, epochs, seed, data }: TrainingOptions): string {
  const range = rotation ? `${rotation.from}..${rotation.to}` : 'off'
  return [
    'npm run digit-pad -- train',
    `--network ${network} --rotation ${range} --epochs ${epochs} --seed ${seed} --data ${data} --out FILE`,
  ].join(' ')
}

/** Splits off a tenth, at most 5,000, picked by the seed. */
function holdBack(digits: Digits, seed: number): { readonly training: Digits; readonly heldBack: Digits } {
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

async function drawSynthetic(
  count: number,
  seed: number,
  { signal, onProgress }: LoadingOptions,
): Promise<Digits> {
  const doing = 'Drawing synthetic digits'
  onProgress(doing, 0)
  return syntheticDigits(count, Random.of(seed, streams.synthetic).integer(2 ** 32), {
    signal,
    onProgress: (fraction: number) => {
      onProgress(doing, fraction)
    },
  })
}

function counted({ count }: Digits): string {
  return `${count.toLocaleString('en')} digits`
}
