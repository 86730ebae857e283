/** From the options that people choose to all that a run does. */
import type { NetworkName, Preset, TrainingOptions } from '../contract.ts'
import { NETWORKS } from '../contract.ts'
import type { Augmentation } from '../images/augmentation.ts'
import { SMOOTHING_OF_WARP } from '../images/smoothing.ts'
import type { Architecture } from '../network/architecture.ts'
import type { CostName } from '../network/costs.ts'
import { architectureOf, outlineOf, type LayerChoice } from '../network/layer-choices.ts'
import type { OptimizerDescription } from '../network/optimizers.ts'
import { presets } from '../network/presets.ts'
import type { ScheduleName } from '../network/schedule.ts'
import { PlainError } from '../plain-error.ts'

export interface Recipe {
  readonly architecture: Architecture
  readonly cost: CostName
  readonly optimizer: OptimizerDescription
  readonly schedule: ScheduleName
  /** The peak of the schedule. */
  readonly learningRate: number
  /** How much of the average of the weights is kept in each step, or `null` to do without one. */
  readonly averageDecay: number | null
  readonly epochs: number
  readonly batchSize: number
  readonly seed: number
  /** What is done to each digit anew in each epoch; `null` takes it as it is. */
  readonly augmentation: Augmentation | null
  /** What an image is smoothed by before the trained network reads it, so that it is like those it was trained on. */
  readonly smoothing: number
  /** A first reading with a smaller lead than this is looked at again, in views that are warped a little; 0 never is. */
  readonly clearLead: number
  /** How many synthetic digits are mixed among MNIST's, as a share of them. */
  readonly syntheticShare: number
  /** How many drawings that are no digit are mixed among MNIST's digits, as a share of them. */
  readonly nonDigitShare: number
}

type Warp = Omit<Augmentation, 'rotation'>

/** No digit is changed but by the rotation that was asked for, as in the paper. */
const NO_WARP: Warp = { uprightShare: 0, lean: 0, shift: 0, scale: 0, shear: 0, elastic: null }

/** What hands and pens do to one digit from one time to the next: small enough that a person still reads it at once. */
const SMALL_WARP: Warp = {
  // People write upright, also those who sometimes turn the sheet.
  uprightShare: 0.5,
  lean: 10,
  shift: 2,
  scale: 0.1,
  shear: 0.15,
  elastic: { strength: 0.5, smoothness: 4 },
  strokeWidth: 0.5,
}

/** Whether the digits of each preset are warped where a person does not say. */
const WARPED: Readonly<Record<NetworkName, boolean>> = {
  paper: false,
  perceptron: false,
  convolutional: true,
  deep: true,
}

/** Synthetic digits for each of MNIST's where both are asked for: ways of writing that MNIST's writers did not have. */
const SYNTHETIC_SHARE = 1

/** Enough for a network to learn what is no digit, few enough to cost the digits nothing (docs/certainty.md). */
const NON_DIGIT_SHARE = 0.2
/** Few readings of digits have a smaller lead, so that few digits cost a second look; those with a larger one are hardly ever wrong. */
const CLEAR_LEAD = 0.99
/** Turned by more than so many degrees, signs become digits: a dash a 1, an N a 2. */
const FARTHEST_TURN = 30

/** Throws a PlainError where the layers cannot be put together. */
export function recipeFor(options: TrainingOptions): Recipe {
  const preset = presets[options.network]
  const { epochs, batchSize, learningRate, seed } = options
  const architecture = architectureOf(checked(options.layers ?? preset.layers), preset.output)
  return {
    architecture,
    cost: preset.cost,
    optimizer: preset.optimizer,
    schedule: preset.schedule,
    averageDecay: preset.averageDecay,
    epochs,
    batchSize,
    learningRate,
    seed,
    augmentation: augmentationFor(options),
    smoothing: isWarped(options) ? SMOOTHING_OF_WARP : 0,
    // A network that never saw a warped digit would be put off by the views.
    clearLead: isWarped(options) ? CLEAR_LEAD : 0,
    syntheticShare: options.data === 'both' ? SYNTHETIC_SHARE : 0,
    nonDigitShare: learnsNonDigits(options, architecture) ? NON_DIGIT_SHARE : 0,
  }
}

/** The layers themselves, or a PlainError that says why no network can be made of them. */
function checked(layers: readonly LayerChoice[]): readonly LayerChoice[] {
  const outline = outlineOf(layers)
  const place = outline.layers.findIndex(({ problem }) => problem !== null)
  const unfit = outline.layers[place]?.problem
  if (unfit) {
    throw new PlainError(
      unfit.kind === 'filter does not fit'
        ? `Layer ${place + 1} cannot be built: a filter of ${unfit.kernel}×${unfit.kernel} does not fit on an image of ${unfit.height}×${unfit.width}.`
        : `Layer ${place + 1} cannot be built: a window of ${unfit.size}×${unfit.size} does not fit on an image of ${unfit.height}×${unfit.width}.`,
    )
  }
  const { problem } = outline
  if (problem?.kind === 'too many values') {
    throw new PlainError(
      `The layers give out ${problem.values} values for each digit, more than ${problem.most}. Choose fewer filters, or pool more.`,
    )
  }
  if (problem?.kind === 'too many parameters') {
    throw new PlainError(
      `The network has ${problem.parameters} weights, more than ${problem.most}. Choose fewer units or filters.`,
    )
  }
  return layers
}

/** Convolutional networks only: the small ones have no room to tell nonsense from digits and would read digits worse. */
function learnsNonDigits({ data, rotation }: TrainingOptions, { layers }: Architecture): boolean {
  const upright = !rotation || Math.max(-rotation.from, rotation.to) <= FARTHEST_TURN
  return data === 'both' && upright && layers.some(({ kind }) => kind === 'convolution')
}

function isWarped({ network, warp }: Pick<TrainingOptions, 'network' | 'warp'>): boolean {
  return warp ?? WARPED[network]
}

/** What is done to each digit; `null` where nothing is. */
export function augmentationFor({
  network,
  rotation,
  warp,
}: Pick<TrainingOptions, 'network' | 'rotation' | 'warp'>): Augmentation | null {
  if (!isWarped({ network, warp })) return rotation && { rotation, ...NO_WARP }
  return { rotation, ...SMALL_WARP }
}

/** The options that suit a network: upright MNIST digits, the preset's own numbers. */
export function usualOptions(network: NetworkName): TrainingOptions {
  const { epochs, batchSize, learningRate } = presets[network]
  return {
    data: 'mnist',
    network,
    layers: null,
    rotation: null,
    warp: null,
    epochs,
    batchSize,
    learningRate,
    seed: 1,
  }
}

/** The networks on offer, as people are told of them. */
export function networksOnOffer(): Preset[] {
  return NETWORKS.map((name) => {
    const { layers, output, epochs, batchSize, learningRate } = presets[name]
    return {
      name,
      layers,
      output,
      warp: WARPED[name],
      epochs,
      batchSize,
      learningRate,
    }
  })
}
