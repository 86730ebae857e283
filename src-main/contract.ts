/**
 * The contract between the page and the main process: every request, every event and every value that
 * crosses the bridge. Requests carry a schema for what the page sends, because main trusts nothing it is
 * sent; what main answers is typed only.
 */
import * as v from 'valibot'
import type { InferOutput } from 'valibot'

/** The longest drawing that is accepted: far more than a person draws, little enough to be read at once. */
export const MAX_STROKES = 200
export const MAX_POINTS_PER_STROKE = 20_000
/** The largest picture file that is accepted, in bytes. */
export const MAX_PICTURE_BYTES = 20 * 1024 * 1024

const coordinate = v.pipe(v.number(), v.finite(), v.minValue(-100_000), v.maxValue(100_000))
const milliseconds = v.pipe(v.number(), v.finite(), v.minValue(0))
const pressure = v.pipe(v.number(), v.minValue(0), v.maxValue(1))

/** x and y in the pad's pixels (y grows downward), time in ms since the stroke's first point, pressure 0..1. */
export const Point = v.strictTuple([coordinate, coordinate, milliseconds, pressure])
export const Stroke = v.pipe(v.array(Point), v.minLength(1), v.maxLength(MAX_POINTS_PER_STROKE))
/** What a person drew: strokes in the order they were drawn. No stroke at all is an empty pad. */
export const Drawing = v.pipe(v.array(Stroke), v.maxLength(MAX_STROKES))
export type Point = InferOutput<typeof Point>
export type Stroke = InferOutput<typeof Stroke>
export type Drawing = InferOutput<typeof Drawing>

/** The most digits of their own that a person can keep, and the most points that one of them may have. */
export const MAX_OWN_DIGITS = 2000
export const MAX_OWN_DIGIT_POINTS = 5000

const whole = (least: number, most: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most))
const degrees = v.pipe(v.number(), v.finite(), v.minValue(-180), v.maxValue(180))

/** What a drawing is said to be: 0 to 9. */
export const Label = whole(0, 9)
/** A drawing that a person gave a label, to be learnt from. */
export const OwnDigit = v.object({
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  label: Label,
  /** When it was kept, in ISO 8601. */
  at: v.pipe(v.string(), v.isoTimestamp()),
  strokes: v.pipe(
    Drawing,
    v.minLength(1, 'The pad is empty. Draw a digit first.'),
    v.check(
      (strokes) => strokes.reduce((points, stroke) => points + stroke.length, 0) <= MAX_OWN_DIGIT_POINTS,
      'This drawing has more points than a digit can have. Draw it again with fewer strokes.',
    ),
  ),
})
export type OwnDigit = InferOutput<typeof OwnDigit>

/** A range of angles in degrees, counter-clockwise, drawn from evenly for each digit in each epoch. */
export const Rotation = v.pipe(
  v.strictObject({ from: degrees, to: degrees }),
  v.check(({ from, to }) => from <= to, 'The first angle must not be larger than the second.'),
)
export type Rotation = InferOutput<typeof Rotation>

/** What a kept model is known by: `shipped`, or the name of its file without the ending. */
export const ModelId = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,63}$/))
export type ModelId = InferOutput<typeof ModelId>

/** What is to be measured: how one model, or two beside each other, read MNIST's test digits. */
export const ResultsQuestion = v.strictObject({
  models: v.pipe(v.array(ModelId), v.minLength(1), v.maxLength(2)),
  /** `null` for the digits as they are; else each is turned by an angle of its own, the same for all models. */
  rotation: v.nullable(Rotation),
  /** Whether the test digits may be downloaded where they are not on this machine. */
  download: v.boolean(),
})
export type ResultsQuestion = InferOutput<typeof ResultsQuestion>

/** The most test digits whose images are asked for at once. */
export const MOST_IMAGES = 200
/** Which test digits' images are asked for, by their places in the test set, from 0. */
export const TestImagesQuestion = v.strictObject({
  places: v.pipe(v.array(whole(0, 999_999)), v.maxLength(MOST_IMAGES)),
  rotation: v.nullable(Rotation),
})
export type TestImagesQuestion = InferOutput<typeof TestImagesQuestion>

export const RESULTS_FILES = ['csv', 'png', 'html'] as const
/** Something of the results to be kept as a file. */
export const ResultsFile = v.strictObject({
  kind: v.picklist(RESULTS_FILES),
  /** The name that is proposed, without the ending. */
  name: v.pipe(v.string(), v.regex(/^[\w -]{1,80}$/)),
  bytes: v.pipe(
    v.instance(Uint8Array),
    v.check((bytes) => bytes.length <= 20 * 1024 * 1024, 'The file is larger than 20 MB.'),
  ),
})
export type ResultsFile = InferOutput<typeof ResultsFile>

/** The networks on offer, by the names in `network/presets.ts`. */
export const NETWORKS = ['paper', 'perceptron', 'convolutional', 'deep'] as const
export const NetworkName = v.picklist(NETWORKS)
export type NetworkName = InferOutput<typeof NetworkName>

/** Where the training digits come from; `both` adds the program's own digits to MNIST's. */
export const DATA_SOURCES = ['both', 'mnist', 'synthetic'] as const
export const DataSource = v.picklist(DATA_SOURCES)
export type DataSource = InferOutput<typeof DataSource>

/** Everything a training run depends on: the same options give the same weights, on any number of threads. */
export const TrainingOptions = v.strictObject({
  data: DataSource,
  network: NetworkName,
  /** Sizes of the hidden layers; `null` means the preset's own. */
  hiddenLayers: v.nullable(v.pipe(v.array(whole(1, 1024)), v.maxLength(6))),
  /** `null` trains on upright digits only. */
  rotation: v.nullable(Rotation),
  /**
   * Whether each digit is also shifted, scaled and slanted a little, anew in each epoch; `null` does what suits the
   * network, as do options from before there was a choice.
   */
  warp: v.optional(v.nullable(v.boolean()), null),
  epochs: whole(1, 200),
  batchSize: whole(1, 1024),
  learningRate: v.pipe(v.number(), v.finite(), v.minValue(1e-6), v.maxValue(10)),
  seed: whole(0, 2 ** 32 - 1),
})
export type TrainingOptions = InferOutput<typeof TrainingOptions>

/** What is done to the training digits in one epoch (counted from 0), as far as a sample can show it. */
export const SampleChoice = v.strictObject({
  ...v.pick(TrainingOptions, ['data', 'network', 'rotation', 'warp', 'seed']).entries,
  epoch: whole(0, 199),
})
export type SampleChoice = InferOutput<typeof SampleChoice>

/** A few training digits, before and after what is done to them. Images are 784 greys, 0 paper to 255 ink. */
export interface SampleDigits {
  /** Whether they are from the training files, which are used where they lie on this machine already. */
  readonly source: 'files' | 'synthetic'
  readonly digits: readonly {
    readonly label: number
    readonly image: Uint8Array
    /** As the network would be trained on it; `null` where it is trained on as it is. */
    readonly changed: Uint8Array | null
  }[]
}

/** What the person chose and what is kept from one start to the next. */
export const Settings = v.strictObject({
  training: TrainingOptions,
  /** A folder with MNIST's four files, or `null` to download them. */
  mnistFolder: v.nullable(v.pipe(v.string(), v.maxLength(4096))),
  appearance: v.picklist(['system', 'light', 'dark']),
  /** Whether what is drawn is read as several digits in a row. */
  severalDigits: v.boolean(),
  /** Whether "Advanced" stands open in the train pane. */
  advancedOpen: v.boolean(),
})
export type Settings = InferOutput<typeof Settings>
/** Some of the settings, to be changed together. */
export const SettingsChange = v.partial(v.omit(Settings, ['mnistFolder']))
export type SettingsChange = InferOutput<typeof SettingsChange>

/** Ten probabilities, of the digits 0 to 9. They sum to 1. */
export type Probabilities = readonly number[]

/** Why an answer is not to be relied on: two digits are likely (the likelier first), or the drawing is like no digit. */
export type Unsure =
  { readonly kind: 'between'; readonly digits: readonly [number, number] } | { readonly kind: 'no digit' }

/** What the recognizer says of a drawing or a picture. */
export interface Recognition {
  /** The likeliest digit. */
  readonly digit: number
  readonly probabilities: Probabilities
  /** `null` where the answer is sure. */
  readonly unsure: Unsure | null
  /** What the network sees: 28 × 28 grey values, row by row, 0 paper to 255 ink. */
  readonly image: Uint8Array
}

/** What is said of a row of digits. */
export interface NumberReading {
  /** The digits from left to right: "2026". */
  readonly number: string
  /** One at least, from left to right. */
  readonly digits: readonly NumberDigit[]
}

export interface NumberDigit extends Recognition {
  /** Which strokes of the drawing it is made of; none for a picture. */
  readonly strokes: readonly number[]
}

/** A model as people tell one from another. */
export interface ModelSummary {
  /** `shipped` or `rotation` for those that come with the app, or the name of its file without the ending. */
  readonly id: string
  /** For instance "Perceptron 784-128-10". */
  readonly network: string
  readonly parameters: number
  /** What it was trained on, in words: "MNIST, 60,000 digits". */
  readonly trainedOn: string
  /** In words: "upright" or "rotated 0° to 90°". */
  readonly augmentation: string
  readonly epochs: number
  readonly seed: number
  /** How many of the person's own digits it learnt after its training. */
  readonly ownDigits: number
  /** Share of MNIST's 10,000 test digits read rightly, 0..1, or `null` where it was not measured. */
  readonly mnistAccuracy: number | null
  /** Share of digits held back from its own training data read rightly, 0..1. */
  readonly heldBackAccuracy: number | null
  /** ISO 8601. */
  readonly trainedAt: string
}

/** A model that comes with the app, with what it was trained with, so that a person can train another like it. */
export interface OfferedModel extends ModelSummary {
  readonly options: TrainingOptions
}

/** The model in use, and those that can be taken into use instead. */
export interface ModelsState {
  readonly inUse: ModelSummary
  /** The one that was in use before it. */
  readonly before: ModelSummary | null
  /** The one that reads rotated digits; `null` where the app comes without it. */
  readonly rotation: OfferedModel | null
}

/** One point of the curves. Loss is the mean cost of a digit. */
export interface EpochResult {
  readonly epoch: number
  readonly loss: number
  /** Accuracy on the digits held back from training, 0..1. */
  readonly heldBackAccuracy: number
}

/** Where a run stands. */
export type TrainingState =
  | { readonly phase: 'idle' }
  | {
      readonly phase: 'preparing'
      readonly options: TrainingOptions
      /** What is being done, in words: "Downloading MNIST", "Drawing synthetic digits". */
      readonly doing: string
      /** 0..1, or `null` where it cannot be known. */
      readonly fraction: number | null
    }
  | ({ readonly phase: 'training' } & TrainingProgress)
  | {
      readonly phase: 'done'
      readonly options: TrainingOptions
      readonly epochs: readonly EpochResult[]
      readonly seconds: number
      readonly model: ModelSummary
      readonly before: ModelSummary
    }
  | { readonly phase: 'stopped'; readonly options: TrainingOptions }
  | { readonly phase: 'failed'; readonly options: TrainingOptions; readonly message: string }

export interface TrainingProgress {
  readonly options: TrainingOptions
  /** The epoch being trained, from 1. */
  readonly epoch: number
  /** Batches of this epoch that are done, of so many. */
  readonly batch: number
  readonly batches: number
  readonly samplesPerSecond: number
  /** Mean cost of a digit over the last batches; `null` before the first. */
  readonly loss: number | null
  /** Epochs that are done. */
  readonly epochs: readonly EpochResult[]
  readonly secondsLeft: number | null
  /** "TypeScript, 2 threads". */
  readonly engine: string
}

/** Where the learning of the person's own digits stands. */
export type LearningState =
  | { readonly phase: 'idle' }
  | {
      readonly phase: 'learning'
      /** What is being done, in words: "Learning". */
      readonly doing: string
      /** 0..1, or `null` where it cannot be known. */
      readonly fraction: number | null
      readonly secondsLeft: number | null
    }
  | {
      readonly phase: 'done'
      /** The person's digits that were learnt, and how many of them are read rightly, before and after. */
      readonly digits: number
      readonly rightBefore: number
      readonly rightAfter: number
      readonly seconds: number
      readonly model: ModelSummary
      readonly before: ModelSummary
    }
  | { readonly phase: 'stopped' }
  | { readonly phase: 'failed'; readonly message: string }
/** How a model has read the test digits so far. */
export interface ModelResults {
  readonly model: ModelSummary
  /** Digits that are read, of so many. */
  readonly read: number
  readonly of: number
  /** confusion[label][answer]: how often. */
  readonly confusion: readonly (readonly number[])[]
  /** Ten bins of the answer's probability: above 0 to 0.1, above 0.1 to 0.2, and so on. */
  readonly reliability: readonly ReliabilityBin[]
  /** From −180° to 180°, as far as they are measured, on every tenth test digit. */
  readonly byAngle: readonly AngleResult[]
}

export interface ReliabilityBin {
  readonly count: number
  readonly right: number
  /** The mean of the answers' probabilities; 0 where there is none. */
  readonly confidence: number
}

/** How many digits are read rightly when all are turned by an angle, in degrees counter-clockwise. */
export interface AngleResult {
  readonly degrees: number
  readonly count: number
  readonly right: number
}

/** A test digit that a model misread. */
export interface MisreadDigit {
  /** Its place in the test set, from 0. */
  readonly place: number
  readonly label: number
  readonly answer: number
  readonly probabilities: Probabilities
}

/** Where a measurement stands. Misread digits are told apart from it, as they are found. */
export type ResultsState =
  | { readonly phase: 'idle' }
  | {
      readonly phase: 'loading'
      readonly question: ResultsQuestion
      /** What is being done, in words. */
      readonly doing: string
      /** 0..1, or `null` where it cannot be known. */
      readonly fraction: number | null
    }
  | {
      readonly phase: 'reading' | 'done' | 'stopped'
      readonly question: ResultsQuestion
      /** In the question's order. */
      readonly models: readonly ModelResults[]
    }
  /** `missing`: the test digits are not on this machine. The message is fit to be shown. */
  | {
      readonly phase: 'missing' | 'failed'
      readonly question: ResultsQuestion
      readonly message: string
    }

/** An answer that may be a failure the person should read. Requests never reject for what a person did. */
export type Outcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string }

/** A network on offer, with the options that suit it. */
export interface Preset {
  readonly name: NetworkName
  /** "Paper", "Perceptron", "Convolutional". */
  readonly title: string
  /** One sentence. */
  readonly description: string
  /** Sizes of its hidden fully connected layers, which a person may change. */
  readonly hiddenLayers: readonly number[]
  /** Whether its digits are warped a little where the person does not say. */
  readonly warp: boolean
  readonly epochs: number
  readonly batchSize: number
  readonly learningRate: number
}

/** What came of an import. */
export interface Import {
  readonly ownDigits: readonly OwnDigit[]
  /** How many are new, were kept already, and were left out because they have no label, or one that is doubted. */
  readonly added: number
  readonly known: number
  readonly leftOut: number
}

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
}

const nothing = v.undefined()
const ownDigitIds = v.pipe(v.array(OwnDigit.entries.id), v.maxLength(2 * MAX_OWN_DIGITS))
/** A PNG or JPEG file's bytes. */
const pictureFile = v.pipe(
  v.instance(Uint8Array),
  v.check((bytes) => bytes.length <= MAX_PICTURE_BYTES, 'The picture is larger than 20 MB.'),
)

/** What the page may ask, with the schema of what it sends. */
export const requests = {
  start: nothing,
  recognizeDrawing: Drawing,
  /** The same for several digits in a row. */
  recognizeNumber: Drawing,
  recognizePicture: pictureFile,
  recognizePictureNumber: pictureFile,
  /** Keeps the drawing for the next start. */
  keepDrawing: Drawing,
  /** Asks for a place and writes the drawing there, as PNG or JSON lines by the ending chosen. */
  saveDrawing: Drawing,
  /** Keeps a drawing with what it is, to be learnt from. */
  keepOwnDigit: v.strictObject({ label: Label, strokes: Drawing }),
  deleteOwnDigits: ownDigitIds,
  /** Takes the deletion of these back. */
  restoreOwnDigits: ownDigitIds,
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
  startTraining: TrainingOptions,
  stopTraining: nothing,
  /** Starts a measurement in place of the one that is under way. */
  measure: ResultsQuestion,
  stopMeasuring: nothing,
  /** The models that can be measured. */
  keptModels: nothing,
  testImages: TestImagesQuestion,
  /** 784 greys of a test digit, row by row, to be read by the model in use. */
  recognizeImage: v.pipe(
    v.instance(Uint8Array),
    v.check((image) => image.length === 784, 'An image has 784 greys.'),
  ),
  /** Asks for a place and writes the file there. */
  saveResults: ResultsFile,
  restoreShippedModel: nothing,
  useRotationModel: nothing,
  restoreModelBefore: nothing,
} as const
export type RequestName = keyof typeof requests
export type RequestPayload<N extends RequestName> = InferOutput<(typeof requests)[N]>

/** What main answers. */
export interface Answers {
  start: StartState
  /** `null` for an empty pad: no ink, no opinion. */
  recognizeDrawing: Recognition | null
  recognizeNumber: NumberReading | null
  recognizePicture: Outcome<Recognition>
  recognizePictureNumber: Outcome<NumberReading>
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
  startTraining: Outcome<undefined>
  stopTraining: undefined
  measure: undefined
  stopMeasuring: undefined
  keptModels: readonly ModelSummary[]
  /** 784 greys for each place, one after another. */
  testImages: Outcome<Uint8Array>
  recognizeImage: Recognition
  saveResults: Outcome<string | null>
  restoreShippedModel: Outcome<ModelsState>
  useRotationModel: Outcome<ModelsState>
  restoreModelBefore: Outcome<ModelsState>
}

/** What the menu asks the page to do with what only the page has. */
export const COMMANDS = [
  'undo',
  'redo',
  'clear',
  'saveDrawing',
  'paste',
  'importOwnDigits',
  'exportOwnDigits',
  'showOwnDigits',
  'learnOwnDigits',
  'showTraining',
  'showResults',
] as const
export type Command = (typeof COMMANDS)[number]

/** What main tells the page unasked. */
export interface Events {
  trainingChanged: TrainingState
  learningChanged: LearningState
  resultsChanged: ResultsState
  /** Digits that the model at this place of the question misread, found since this was told last. */
  digitsMisread: { readonly of: number; readonly digits: readonly MisreadDigit[] }
  modelsChanged: ModelsState
  settingsChanged: Settings
  /** A picture that was opened from the menu: the file's bytes. */
  pictureOpened: { readonly name: string; readonly bytes: Uint8Array }
  command: Command
  /** Something went wrong that belongs to no request. */
  notice: { readonly message: string }
}
export type EventName = keyof Events
export const EVENT_NAMES = [
  'trainingChanged',
  'learningChanged',
  'resultsChanged',
  'digitsMisread',
  'modelsChanged',
  'settingsChanged',
  'pictureOpened',
  'command',
  'notice',
] as const satisfies readonly EventName[]

/** What the preload script puts on `window.digitPad`. */
export type Bridge = {
  readonly request: <N extends RequestName>(name: N, payload: RequestPayload<N>) => Promise<Answers[N]>
  /** Listens until the function it returns is called. */
  readonly on: <N extends EventName>(name: N, listener: (value: Events[N]) => void) => () => void
}
