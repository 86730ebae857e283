/** The states of the page that are worth looking at. */
import type {
  Layer,
  MisreadDigit,
  ModelHistory,
  ResultsState,
  StartState,
  TourPlace,
  TourStepId,
} from '../../../src-main/contract.ts'
import { BUSY, MISREAD, MISSING, ONE, STOPPED, TWO } from '../results-samples.ts'
import {
  LEARNT,
  NUMBER,
  OPTIONS,
  OWN,
  PROGRESS,
  ROTATION,
  SHIPPED,
  START,
  THREE,
  epochResults,
  historyOf,
  ownDigits,
} from '../samples.ts'

export interface Scene {
  readonly start: StartState
  /** The pane that stands open, where it is not the first. */
  readonly pane?: 'Train' | 'My digits' | 'Inside' | 'Results'
  /** What of the inside is looked at, and what is to be seen of it at last. */
  readonly inside?: {
    readonly view?: 'Backward' | 'Why' | 'Batches'
    /** A layer's place in the strip, of which the first is the input. */
    readonly layer?: number
    readonly shows: string
  }
  /** All models there are. */
  readonly history?: ModelHistory
  /** The window of all models stands open. */
  readonly models?: boolean
  /** The guided tour is begun, or taken up where it was left. */
  readonly tour?: boolean
  /** The guide through five of each digit stands open. */
  readonly guide?: boolean
  readonly digit?: number
  /** What the strokes are read as, where several digits are read. */
  readonly number?: readonly number[]
  readonly unsure?: 'between' | 'no digit'
  readonly notice?: string
  /** Where a measurement stands, and what was misread by each model. */
  readonly results?: ResultsState
  readonly misread?: readonly (readonly MisreadDigit[])[]
  /** The answer changes with every point. */
  readonly wavering?: boolean
  /** A key that is pressed, or a button that is clicked, once all is there. */
  readonly press?: string
  readonly click?: string
  /** What is seen inside the run: pictures of units as large as the image, or of small filters. */
  readonly glimpse?: 'units' | 'filters'
  /** A picture is opened from the menu. */
  readonly picture?: boolean
}

const drawn: StartState = { ...START, drawing: THREE }
const several = { ...START.settings, severalDigits: true }
const OWN_LAYERS: Layer[] = [
  { kind: 'convolution', filters: 12, kernel: 5, padding: 0, activation: 'relu' },
  { kind: 'max pool', size: 2 },
  { kind: 'fully connected', units: 64, activation: 'sigmoid' },
  { kind: 'dropout', rate: 0.2 },
]
const rotated = { ...OPTIONS, rotation: { from: 0, to: 90 } }

const touring = (step: TourStepId, more: Partial<TourPlace> = {}) => ({
  ...START.settings,
  tour: { ...START.settings.tour, step, digit: 3, ...more },
})

export const SCENES: Readonly<Record<string, Scene>> = {
  empty: { start: START },
  drawn: { start: drawn },
  unsure: { start: drawn, unsure: 'between' },
  'no-digit': { start: drawn, unsure: 'no digit' },
  number: { start: { ...START, drawing: NUMBER, settings: several } },
  numberUnsure: { unsure: 'between', start: { ...START, drawing: NUMBER, settings: several } },
  longNumber: {
    number: [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8],
    start: { ...START, drawing: [...NUMBER, ...NUMBER, ...NUMBER], settings: several },
  },
  wavering: { start: drawn, wavering: true },
  large: { start: { ...drawn, settings: { ...START.settings, largeBars: true } } },
  largeUnsure: {
    unsure: 'no digit',
    start: { ...drawn, settings: { ...START.settings, largeBars: true } },
  },
  erasing: { start: drawn, press: 'e' },
  shortcuts: { start: drawn, press: '?' },
  appearance: { start: drawn, click: 'Appearance' },
  notice: {
    start: drawn,
    notice: 'The model “2026-04-02-101530” is damaged and was set aside. The shipped model is in use.',
  },
  options: { pane: 'Train', start: { ...drawn, settings: { ...START.settings, training: rotated } } },
  advanced: {
    pane: 'Train',
    start: {
      ...drawn,
      settings: {
        ...START.settings,
        advancedOpen: true,
        mnistFolder: '/home/ada/Documents/teaching/2026/machine learning/mnist',
        training: { ...OPTIONS, layers: OWN_LAYERS },
      },
      models: { inUse: OWN, before: SHIPPED, rotation: null },
    },
  },
  impossible: {
    pane: 'Train',
    start: {
      ...drawn,
      settings: {
        ...START.settings,
        advancedOpen: true,
        training: {
          ...OPTIONS,
          layers: [
            { kind: 'convolution', filters: 16, kernel: 5, padding: 0, activation: 'relu' },
            { kind: 'max pool', size: 6 },
            { kind: 'convolution', filters: 32, kernel: 5, padding: 0, activation: 'relu' },
            { kind: 'fully connected', units: 128, activation: 'relu' },
          ],
        },
      },
    },
  },
  rotationModel: {
    pane: 'Train',
    start: { ...drawn, models: { inUse: SHIPPED, before: null, rotation: ROTATION } },
  },
  models: {
    models: true,
    history: historyOf(3),
    start: { ...drawn, models: { inUse: OWN, before: SHIPPED, rotation: ROTATION } },
  },
  manyModels: {
    models: true,
    history: historyOf(20),
    start: { ...drawn, models: { inUse: OWN, before: SHIPPED, rotation: ROTATION } },
  },
  noModels: { models: true, start: drawn },
  tourBegins: { tour: true, start: START },
  tourBars: { tour: true, start: { ...drawn, settings: touring('bars') } },
  tourSees: { tour: true, start: { ...drawn, settings: touring('see') } },
  tourMoves: { tour: true, start: { ...drawn, settings: touring('move') } },
  tourTurns: { tour: true, unsure: 'no digit', start: { ...drawn, settings: touring('turn') } },
  tourTrains: {
    tour: true,
    start: { ...drawn, settings: touring('train'), training: { phase: 'training', ...PROGRESS } },
  },
  tourCosts: {
    tour: true,
    start: {
      ...drawn,
      settings: touring('price', { trained: OWN.id, before: SHIPPED.id }),
      models: { inUse: OWN, before: SHIPPED, rotation: ROTATION },
    },
  },
  tourEnds: {
    tour: true,
    start: {
      ...drawn,
      settings: touring('back', { trained: OWN.id, before: SHIPPED.id }),
      models: { inUse: OWN, before: SHIPPED, rotation: ROTATION },
    },
  },
  tourLeft: { start: { ...START, settings: touring('move') } },
  preparing: {
    start: {
      ...drawn,
      training: { phase: 'preparing', options: OPTIONS, doing: 'Downloading MNIST', fraction: 0.38 },
    },
  },
  training: { start: { ...drawn, training: { phase: 'training', ...PROGRESS } }, glimpse: 'units' },
  trainingFilters: { start: { ...drawn, training: { phase: 'training', ...PROGRESS } }, glimpse: 'filters' },
  done: {
    pane: 'Train',
    start: {
      ...drawn,
      models: { inUse: OWN, before: SHIPPED, rotation: null },
      training: {
        phase: 'done',
        options: { ...rotated, data: 'synthetic' },
        epochs: epochResults(15),
        seconds: 94.2,
        model: OWN,
        before: SHIPPED,
      },
    },
  },
  failed: {
    pane: 'Train',
    start: {
      ...START,
      training: {
        phase: 'failed',
        options: OPTIONS,
        message:
          'MNIST could not be downloaded: no mirror could be reached. Connect to the internet, choose a folder with its four files, or train on synthetic digits.',
      },
    },
  },
  myDigits: { pane: 'My digits', start: { ...drawn, ownDigits: ownDigits(64) } },
  noDigits: { pane: 'My digits', start: START },
  guide: { pane: 'My digits', guide: true, start: { ...START, ownDigits: ownDigits(13) } },
  learning: {
    pane: 'My digits',
    start: {
      ...drawn,
      ownDigits: ownDigits(50),
      learning: { phase: 'learning', doing: 'Learning', fraction: 0.62, secondsLeft: 2.4 },
    },
  },
  learnt: {
    pane: 'My digits',
    start: {
      ...drawn,
      ownDigits: ownDigits(50),
      models: { inUse: LEARNT, before: SHIPPED, rotation: null },
      learning: {
        phase: 'done',
        digits: 50,
        rightBefore: 41,
        rightAfter: 48,
        seconds: 5.1,
        model: LEARNT,
        before: SHIPPED,
      },
    },
  },
  nothingLearnt: {
    pane: 'My digits',
    start: {
      ...drawn,
      ownDigits: ownDigits(5),
      learning: {
        phase: 'failed',
        message: 'Nothing was learnt: to read your digits better, the model would have to read others worse.',
      },
    },
  },
  picture: { start: drawn, digit: 7, picture: true },
  insideEmpty: { pane: 'Inside', start: START, inside: { shows: 'fieldset' } },
  insideInput: { pane: 'Inside', start: drawn, inside: { layer: 0, shows: 'details' } },
  insideFilters: { pane: 'Inside', start: drawn, inside: { layer: 1, shows: '[data-part=output]' } },
  insideUnits: { pane: 'Inside', start: drawn, inside: { layer: 4, shows: '[data-part=output]' } },
  insideOutput: { pane: 'Inside', start: drawn, inside: { shows: '[data-part=output]' } },
  insideBackward: { pane: 'Inside', start: drawn, inside: { view: 'Backward', shows: 'li canvas' } },
  insideWhy: { pane: 'Inside', start: drawn, inside: { view: 'Why', shows: 'figure canvas' } },
  insideBatches: { pane: 'Inside', start: drawn, inside: { view: 'Batches', shows: 'canvas' } },
  results: { pane: 'Results', start: drawn, results: ONE, misread: [MISREAD] },
  comparison: {
    pane: 'Results',
    start: { ...drawn, models: { inUse: OWN, before: SHIPPED, rotation: null } },
    results: TWO,
    misread: [MISREAD, MISREAD.filter((_, index) => index % 3 > 0)],
  },
  measuring: { pane: 'Results', start: drawn, results: BUSY, misread: [MISREAD.slice(0, 9)] },
  measurementStopped: { pane: 'Results', start: drawn, results: STOPPED, misread: [[]] },
  noTestDigits: { pane: 'Results', start: START, results: MISSING },
  noMeasurement: {
    pane: 'Results',
    start: START,
    results: {
      ...MISSING,
      phase: 'failed',
      message: 'Something went wrong inside Digit Pad: out of memory',
    },
  },
  stopped: { pane: 'Train', start: { ...drawn, training: { phase: 'stopped', options: OPTIONS } } },
}
