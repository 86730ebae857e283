/** The experiment: which networks are trained on what, how long, and what they are measured on. */
import type { Rotation, TrainingOptions } from '../contract.ts'
import { describe } from '../network/architecture.ts'
import { recipeFor, usualOptions } from '../training/recipe.ts'

export interface NetworkOfExperiment {
  readonly id: string
  readonly title: string
  readonly options: Pick<TrainingOptions, 'network' | 'layers'>
  readonly epochs: number
  /** About how long an epoch takes beside those of the other networks: only to tell the time left. */
  readonly effort: number
}

export interface TrainingOfExperiment {
  readonly id: string
  readonly title: string
  readonly options: Pick<TrainingOptions, 'rotation' | 'warp'>
}

/** One network trained in one way: with each seed, a run. */
export interface Row {
  readonly id: string
  readonly network: NetworkOfExperiment
  readonly training: TrainingOfExperiment
  /** For instance "784-128-10". */
  readonly layers: string
}

export interface Experiment {
  /** Fewer epochs: to see how it works, not to be relied on. */
  readonly quick: boolean
  readonly seeds: readonly number[]
  readonly rows: readonly Row[]
}

/** What each network is measured on: MNIST's test digits upright, and the same ones rotated. */
export const TEST_SETS = ['upright', 'rotated'] as const
export type TestSet = (typeof TEST_SETS)[number]
export const TEST_SET_TITLES: Readonly<Record<TestSet, string>> = {
  upright: 'upright',
  rotated: 'rotated 0° to 90°',
}

/** The angles of the rotated test set, as `digit-pad evaluate --rotate 0..90 --seed 1` draws them. */
export const TEST_ROTATION: Rotation = { from: 0, to: 90 }
export const TEST_ROTATION_SEED = 1

/** Full and quick. */
const EPOCHS = {
  'one-layer': [20, 4],
  'one-hidden': [10, 3],
  'two-hidden': [10, 3],
  convolutional: [8, 1],
} as const

function networks(quick: boolean): NetworkOfExperiment[] {
  const epochs = (id: keyof typeof EPOCHS): number => EPOCHS[id][quick ? 1 : 0]
  return [
    {
      id: 'one-layer',
      title: 'One layer',
      options: { network: 'paper', layers: null },
      epochs: epochs('one-layer'),
      effort: 1,
    },
    {
      id: 'one-hidden',
      title: 'One hidden layer',
      options: { network: 'perceptron', layers: null },
      epochs: epochs('one-hidden'),
      effort: 1.5,
    },
    {
      id: 'two-hidden',
      title: 'Two hidden layers',
      options: {
        network: 'perceptron',
        layers: [128, 64].map((units) => ({ kind: 'fully connected', units, activation: 'relu' })),
      },
      epochs: epochs('two-hidden'),
      effort: 1.7,
    },
    {
      id: 'convolutional',
      title: 'Convolutional',
      options: { network: 'convolutional', layers: null },
      epochs: epochs('convolutional'),
      effort: 12,
    },
  ]
}

const TRAININGS: readonly TrainingOfExperiment[] = [
  { id: 'none', title: 'as they are', options: { rotation: null, warp: false } },
  { id: 'rotation-90', title: 'rotated 0° to 90°', options: { rotation: { from: 0, to: 90 }, warp: false } },
  {
    id: 'rotation-15',
    title: 'rotated −15° to 15°',
    options: { rotation: { from: -15, to: 15 }, warp: false },
  },
  { id: 'warp', title: 'warped a little', options: { rotation: null, warp: true } },
]

/** The whole experiment. The seeds are 1 to `seeds`. */
export function experiment(seeds: number, quick: boolean): Experiment {
  return {
    quick,
    seeds: Array.from({ length: seeds }, (_, index) => index + 1),
    rows: networks(quick).flatMap((network) => TRAININGS.map((training) => rowOf(network, training))),
  }
}

function rowOf(network: NetworkOfExperiment, training: TrainingOfExperiment): Row {
  const id = `${network.id}-${training.id}`
  const row = { id, network, training, layers: '' }
  return { ...row, layers: describe(recipeFor(optionsOf(row, 1)).architecture) }
}

/** The options of a row's run. All but what the row names are the network's own. */
export function optionsOf({ network, training }: Row, seed: number): TrainingOptions {
  return {
    ...usualOptions(network.options.network),
    ...network.options,
    ...training.options,
    epochs: network.epochs,
    seed,
  }
}

/** "trained on digits rotated 0° to 90°". */
export function trainingWords({ title }: TrainingOfExperiment): string {
  return `trained on digits ${title}`
}
