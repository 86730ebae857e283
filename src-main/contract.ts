/**
 * The contract between the page and the main process: every request, every event and every value that
 * crosses the bridge. Requests carry a schema for what the page sends, because main trusts nothing it is
 * sent; what main answers is typed only.
 */
import * as v from 'valibot'
import type { InferOutput } from 'valibot'
import {
  DigitImage,
  Drawing,
  DroppedFile,
  type NumberReading,
  PictureFile,
  type Recognition,
} from './contract/drawings.ts'
import {
  type ForwardPass,
  ForwardQuestion,
  type InsideNetwork,
  type LayerWeights,
  WeightsQuestion,
} from './contract/inside.ts'
import { type BackwardPass, BackwardQuestion, type Why, WhyQuestion } from './contract/inside-backward.ts'
import { type Language, LanguageChoice } from './contract/language.ts'
import { Layers, type NetworkOutline, type TimeEstimate } from './contract/layers.ts'
import {
  type ModelHistory,
  ModelId,
  ModelName,
  type ModelSummary,
  type ModelsState,
} from './contract/models.ts'
import { type Import, Label, type LearningState, type OwnDigit, OwnDigitIds } from './contract/own-digits.ts'
import { KeptTrainingOptions } from './contract/options-before-layers.ts'
import {
  type MisreadDigit,
  ResultsFile,
  ResultsQuestion,
  type ResultsState,
  TestImagesQuestion,
} from './contract/results.ts'
import {
  type Preset,
  SampleChoice,
  type SampleDigits,
  type TrainingGlimpse,
  TrainingOptions,
  type TrainingState,
} from './contract/training.ts'
import { TourPlace } from './contract/tour.ts'

export * from './contract/drawings.ts'
export * from './contract/inside.ts'
export * from './contract/inside-backward.ts'
export * from './contract/language.ts'
export * from './contract/layers.ts'
export * from './contract/models.ts'
export * from './contract/options-before-layers.ts'
export * from './contract/own-digits.ts'
export * from './contract/results.ts'
export * from './contract/tour.ts'
export * from './contract/training.ts'

/** What the person chose and what is kept from one start to the next. */
export const Settings = v.strictObject({
  training: KeptTrainingOptions,
  /** A folder with MNIST's four files, or `null` to download them. */
  mnistFolder: v.nullable(v.pipe(v.string(), v.maxLength(4096))),
  language: LanguageChoice,
  appearance: v.picklist(['system', 'light', 'dark']),
  /** Whether colours stand farther apart than the system asks for. */
  highContrast: v.boolean(),
  /** Whether the bars are to be read from the other end of a room. */
  largeBars: v.boolean(),
  /** Whether a letter, a figure or a sign alone is a shortcut. Words that are spoken to a computer press many. */
  singleKeys: v.boolean(),
  /** Whether what is drawn is read as several digits in a row. */
  severalDigits: v.boolean(),
  /** Whether each start asks for a newer version. */
  updatesAtStart: v.boolean(),
  /** Whether "Advanced" stands open in the train pane. */
  advancedOpen: v.boolean(),
  tour: TourPlace,
})
export type Settings = InferOutput<typeof Settings>
/** Some of the settings, to be changed together. */
export const SettingsChange = v.partial(v.omit(Settings, ['mnistFolder']))
export type SettingsChange = InferOutput<typeof SettingsChange>

/** An answer that may be a failure the person should read. Requests never reject for what a person did. */
export type Outcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string }

/** What the page needs to draw itself for the first time. */
export interface StartState {
  readonly settings: Settings
  readonly presets: readonly Preset[]
  readonly models: ModelsState
  readonly training: TrainingState
  /** The person's own digits, oldest first. */
  readonly ownDigits: readonly OwnDigit[]
  readonly learning: LearningState
  /** The drawing that was on the pad when the app was closed. */
  readonly drawing: Drawing
  readonly platform: string
  /** The system's language, where it is spoken here. */
  readonly systemLanguage: Language
}

/** The longest text of an error that the page sends. */
export const MAX_FAULT_LENGTH = 3000

const nothing = v.undefined()

/** What the page may ask, with the schema of what it sends. */
export const requests = {
  start: nothing,
  /** Writes an error of the page into the log: its stack, as text. */
  logFault: v.pipe(v.string(), v.maxLength(MAX_FAULT_LENGTH)),
  recognizeDrawing: Drawing,
  /** The same for several digits in a row. */
  recognizeNumber: Drawing,
  recognizePicture: PictureFile,
  recognizePictureNumber: PictureFile,
  /** Opens a file as the menu does: a drawing or a picture comes back as an event, a model is offered for use. */
  openDroppedFile: DroppedFile,
  /** Keeps the drawing for the next start. */
  keepDrawing: Drawing,
  /** Asks for a place and writes the drawing there, as PNG, SVG or JSON lines by the ending chosen. */
  saveDrawing: Drawing,
  /** Keeps a drawing with what it is, to be learnt from. */
  keepOwnDigit: v.strictObject({ label: Label, strokes: Drawing }),
  deleteOwnDigits: OwnDigitIds,
  /** Takes the deletion of these back. */
  restoreOwnDigits: OwnDigitIds,
  /** Asks for a file of drawings in JSON lines and keeps those that have a label. */
  importOwnDigits: nothing,
  /** Asks for a place and writes all of them there, as JSON lines or as a pair of IDX files by the ending chosen. */
  exportOwnDigits: nothing,
  learnOwnDigits: nothing,
  stopLearning: nothing,
  changeSettings: SettingsChange,
  chooseMnistFolder: nothing,
  forgetMnistFolder: nothing,
  sampleDigits: SampleChoice,
  /** What layers come to, and why no network can be built of them. */
  outlineNetwork: Layers,
  /** Tries for a moment how fast such a run would be. */
  estimateTraining: TrainingOptions,
  startTraining: TrainingOptions,
  stopTraining: nothing,
  /** Whether the page shows what goes on inside a run: only then is it told. */
  watchTraining: v.boolean(),
  /** Starts a measurement in place of the one that is under way. */
  measure: ResultsQuestion,
  stopMeasuring: nothing,
  /** The models that can be measured. */
  keptModels: nothing,
  testImages: TestImagesQuestion,
  /** A test digit, to be read by the model in use. */
  recognizeImage: DigitImage,
  /** What the model in use is made of. */
  insideNetwork: nothing,
  /** An image goes forward through the network, to be looked at from inside. */
  insideForward: ForwardQuestion,
  insideWeights: WeightsQuestion,
  /** A copy of the model in use takes steps of gradient descent on an image, and goes backward from there. */
  insideBackward: BackwardQuestion,
  /** What the pixels of an image say for a digit. */
  insideWhy: WhyQuestion,
  /** Asks for a place and writes the file there. */
  saveResults: ResultsFile,
  modelHistory: nothing,
  useModel: ModelId,
  renameModel: v.strictObject({ id: ModelId, name: ModelName }),
  deleteModel: ModelId,
  /** Takes the deletion of a model back. */
  restoreDeletedModel: ModelId,
  /** Asks for a place and writes the model's file there. */
  exportModel: ModelId,
  /** Asks for a model's file and keeps the model, without taking it into use. */
  importModel: nothing,
  restoreShippedModel: nothing,
  useRotationModel: nothing,
  restoreModelBefore: nothing,
} as const
export type RequestName = keyof typeof requests
export type RequestPayload<N extends RequestName> = InferOutput<(typeof requests)[N]>

/** What main answers. */
export interface Answers {
  start: StartState
  logFault: undefined
  /** `null` for an empty pad: no ink, no opinion. */
  recognizeDrawing: Recognition | null
  recognizeNumber: NumberReading | null
  recognizePicture: Outcome<Recognition>
  recognizePictureNumber: Outcome<NumberReading>
  openDroppedFile: Outcome<undefined>
  keepDrawing: undefined
  /** The file that was written, or `null` where the person thought better of it. */
  saveDrawing: Outcome<string | null>
  keepOwnDigit: Outcome<OwnDigit>
  /** All that are left, or are there again. */
  deleteOwnDigits: Outcome<readonly OwnDigit[]>
  restoreOwnDigits: Outcome<readonly OwnDigit[]>
  /** `null` where the person thought better of it. */
  importOwnDigits: Outcome<Import | null>
  exportOwnDigits: Outcome<string | null>
  learnOwnDigits: Outcome<undefined>
  stopLearning: undefined
  changeSettings: Settings
  chooseMnistFolder: Outcome<Settings>
  forgetMnistFolder: Settings
  sampleDigits: SampleDigits
  outlineNetwork: NetworkOutline
  /** `null` where it cannot be tried: while a run or a lesson is under way, where a newer question took its place. */
  estimateTraining: TimeEstimate | null
  startTraining: Outcome<undefined>
  stopTraining: undefined
  watchTraining: undefined
  measure: undefined
  stopMeasuring: undefined
  keptModels: readonly ModelSummary[]
  /** 784 greys for each place, one after another. */
  testImages: Outcome<Uint8Array>
  recognizeImage: Recognition
  insideNetwork: InsideNetwork
  /** `null` where another model is in use by now. */
  insideForward: ForwardPass | null
  insideWeights: LayerWeights | null
  insideBackward: BackwardPass | null
  insideWhy: Why | null
  saveResults: Outcome<string | null>
  modelHistory: Outcome<ModelHistory>
  useModel: Outcome<ModelsState>
  renameModel: Outcome<ModelHistory>
  deleteModel: Outcome<ModelHistory>
  restoreDeletedModel: Outcome<ModelHistory>
  exportModel: Outcome<string | null>
  /** The id of the new model; `null` where the person thought better of it. */
  importModel: Outcome<{ readonly id: string; readonly history: ModelHistory } | null>
  restoreShippedModel: Outcome<ModelsState>
  useRotationModel: Outcome<ModelsState>
  restoreModelBefore: Outcome<ModelsState>
}

/** What the menu asks the page to do with what only the page has. */
export const COMMANDS = [
  'undo',
  'redo',
  'clear',
  'toggleEraser',
  'replay',
  'turnLeft',
  'turnRight',
  'moveToCorner',
  'moveToMiddle',
  'saveDrawing',
  'importOwnDigits',
  'exportOwnDigits',
  'showOwnDigits',
  'learnOwnDigits',
  'showTraining',
  'showInside',
  'showResults',
  'showShortcuts',
  'showModels',
  'startTour',
] as const
export type Command = (typeof COMMANDS)[number]

/** What main tells the page unasked. */
export interface Events {
  trainingChanged: TrainingState
  /** A look into the run, a few times a second while it is watched. */
  trainingGlimpsed: TrainingGlimpse
  learningChanged: LearningState
  resultsChanged: ResultsState
  /** Digits that the model at this place of the question misread, found since this was told last. */
  digitsMisread: { readonly of: number; readonly digits: readonly MisreadDigit[] }
  modelsChanged: ModelsState
  settingsChanged: Settings
  /** A picture that was opened: the file's bytes. */
  pictureOpened: { readonly name: string; readonly bytes: Uint8Array }
  /** The first drawing in a file that was opened, in the file's own coordinates, and how many the file holds. */
  drawingOpened: { readonly name: string; readonly strokes: Drawing; readonly of: number }
  command: Command
  /** Something went wrong that belongs to no request. */
  notice: { readonly message: string }
}
export type EventName = keyof Events
export const EVENT_NAMES = [
  'trainingChanged',
  'trainingGlimpsed',
  'learningChanged',
  'resultsChanged',
  'digitsMisread',
  'modelsChanged',
  'settingsChanged',
  'pictureOpened',
  'drawingOpened',
  'command',
  'notice',
] as const satisfies readonly EventName[]

/** What the preload script puts on `window.digitPad`. */
export type Bridge = {
  readonly request: <N extends RequestName>(name: N, payload: RequestPayload<N>) => Promise<Answers[N]>
  /** Listens until the function it returns is called. */
  readonly on: <N extends EventName>(name: N, listener: (value: Events[N]) => void) => () => void
}
