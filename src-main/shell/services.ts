/** What the app can do, without a window: settings, models, recognition and training, and what they tell. */
import { EventEmitter } from 'node:events'
import { join } from 'node:path'
import type {
  LearningState,
  MisreadDigit,
  ModelHistory as AllModels,
  ModelsState,
  Outcome,
  ResultsState,
  Rotation,
  SampleChoice,
  SampleDigits,
  Settings,
  SettingsChange,
  TimeEstimate,
  TrainingGlimpse,
  TrainingOptions,
  TrainingState,
} from '../contract.ts'
import { OwnDigits } from '../datasets/own-digits.ts'
import { PictureReader } from '../images/picture-reader.ts'
import { InsideService } from '../inside/inside-service.ts'
import { engineName, loadKernelModules } from '../kernels/engine.ts'
import type { Places } from '../places.ts'
import { KeptModels } from '../recognizer/kept-models.ts'
import { ModelHistory } from '../recognizer/model-history.ts'
import { Recognizer } from '../recognizer/recognizer.ts'
import { ResultsService } from '../results/results-service.ts'
import { CheckpointFile } from '../storage/checkpoint-file.ts'
import { ModelFolder } from '../storage/models.ts'
import { openSettings } from '../storage/settings.ts'
import type { SettingsKeeper } from '../storage/settings.ts'
import { Estimates } from '../training/estimates.ts'
import { LearningService } from '../training/learning/learning-service.ts'
import { usualOptions } from '../training/recipe.ts'
import { SampleShelf } from '../training/sample-digits.ts'
import { TrainingService } from '../training/training-service.ts'

/** The range of a run with rotation until a person has chosen another. */
const FIRST_ROTATION: Rotation = { from: 0, to: 90 }

interface Changes {
  training: [TrainingState]
  glimpse: [TrainingGlimpse]
  learning: [LearningState]
  results: [ResultsState]
  misread: [of: number, digits: readonly MisreadDigit[]]
  models: [ModelsState]
  settings: [Settings]
  /** Something went wrong that the person should know. */
  notice: [message: string]
  /** Something went wrong that never should. The person is told of it elsewhere, or has nothing to do with it. */
  fault: [where: 'main process' | 'page', error: unknown]
}

export interface ServicesOptions {
  /** Seconds between two checkpoints of a training. */
  readonly checkpointEvery?: number
}

export class Services extends EventEmitter<Changes> {
  /** Where all that is kept lies. */
  readonly folder: string
  readonly settings: SettingsKeeper
  readonly models: KeptModels
  readonly history: ModelHistory
  readonly recognizer: Recognizer
  readonly pictures: PictureReader
  readonly training: TrainingService
  readonly ownDigits: OwnDigits
  readonly learning: LearningService
  readonly results: ResultsService
  readonly inside: InsideService
  readonly #fault = (error: unknown): void => {
    this.emit('fault', 'main process', error)
  }
  readonly #samples: SampleShelf
  readonly #estimates: Estimates
  /** What went wrong at the start, in sentences to be shown. */
  readonly notices: readonly string[]
  /** What it computes with, in words. */
  readonly engine: string

  private constructor(
    folder: string,
    settings: SettingsKeeper,
    models: KeptModels,
    history: ModelHistory,
    ownDigits: OwnDigits,
    places: Places,
    notices: readonly string[],
    options: ServicesOptions,
  ) {
    super()
    const modules = loadKernelModules(places.kernels)
    this.engine = engineName(modules)
    this.folder = folder
    this.settings = settings
    this.models = models
    this.history = history
    this.ownDigits = ownDigits
    this.notices = notices
    this.recognizer = new Recognizer(modules, models.inUse)
    this.pictures = new PictureReader(places.picturesThread, places.jpegDecoder)
    const runtime = { thread: places.thread, modules }
    const cacheFolder = join(folder, 'mnist')
    this.#samples = new SampleShelf(cacheFolder)
    this.#estimates = new Estimates(runtime)
    this.learning = new LearningService({
      runtime,
      models,
      cacheFolder,
      onState: (state) => this.emit('learning', state),
      onModel: () => {
        this.#useModel()
      },
      onFault: this.#fault,
    })
    this.inside = new InsideService(modules, models)
    this.results = new ResultsService({
      thread: places.resultsThread,
      modules,
      models: history,
      mnistFolder: () => this.#mnistFolder,
      cacheFolder,
      onState: (state) => this.emit('results', state),
      onMisread: (of, digits) => this.emit('misread', of, digits),
      onFault: this.#fault,
    })
    this.training = new TrainingService({
      ...options,
      runtime,
      models,
      cacheFolder,
      checkpoint: new CheckpointFile(join(folder, 'training.checkpoint'), (message) => {
        this.emit('notice', message)
      }),
      onState: (state) => this.emit('training', state),
      onGlimpse: (glimpse) => this.emit('glimpse', glimpse),
      onModel: () => {
        this.#useModel()
      },
      onFault: this.#fault,
    })
  }

  /** @param folder where all is kept; it is made where it is missing */
  static async open(folder: string, places: Places, options: ServicesOptions = {}): Promise<Services> {
    const notices: string[] = []
    let tell = (message: string): void => void notices.push(message)
    const settings = openSettings(folder, DEFAULTS, (message) => {
      tell(message)
    })
    const shipped = new URL('model.safetensors', places.resources)
    const rotation = new URL('rotation.safetensors', places.resources)
    const kept = new ModelFolder(join(folder, 'models'))
    const opened = await KeptModels.open(kept, shipped, rotation)
    const own = OwnDigits.open(folder)
    const history = new ModelHistory(kept, opened.models)
    const all = [...notices, ...opened.notices, ...own.notices]
    const services = new Services(
      folder,
      settings,
      opened.models,
      history,
      own.ownDigits,
      places,
      all,
      options,
    )
    tell = (message) => {
      services.emit('notice', message)
    }
    return services
  }

  changeSettings(change: SettingsChange & { readonly mnistFolder?: string | null }): Settings {
    const settings = this.settings.change(change)
    this.emit('settings', settings)
    return settings
  }

  /** Starts a run with these options and keeps them for the next. */
  train(options: TrainingOptions): Outcome<undefined> {
    if (this.learning.running)
      return { ok: false, message: 'Your digits are being learnt. Wait or stop that first.' }
    this.#estimates.stop()
    const outcome = this.training.start(options, this.#mnistFolder)
    if (outcome.ok) this.changeSettings({ training: options })
    return outcome
  }

  /** Goes on with the run that was interrupted when the app ended last, if one was. */
  resumeTraining(): void {
    const problem = this.training.resume(this.#mnistFolder)
    if (problem !== null) this.emit('notice', problem)
  }

  /** A few training digits, before and after what a run would do to them. */
  async sampleDigits(choice: SampleChoice): Promise<SampleDigits> {
    return this.#samples.show(choice, this.#mnistFolder)
  }

  /** About how long a run would take; `null` while something else computes. */
  async estimateTraining(options: TrainingOptions): Promise<TimeEstimate | null> {
    return this.training.running || this.learning.running ? null : this.#estimates.estimate(options)
  }

  /** Starts a run with the options of the last one, with or without rotation. */
  retrain(rotated: boolean): Outcome<undefined> {
    const options = this.settings.current.training
    return this.train({ ...options, rotation: rotated ? (options.rotation ?? FIRST_ROTATION) : null })
  }

  /** Starts to learn the person's own digits. */
  learn(): Outcome<undefined> {
    if (this.training.running)
      return { ok: false, message: 'A training is under way. Wait or stop it first.' }
    return this.learning.start(this.ownDigits.list, this.#mnistFolder)
  }

  async useModel(id: string): Promise<ModelsState> {
    await this.models.use(id)
    return this.#useModel()
  }

  /** Renames, deletes or brings in a model, tells what is in use now, and gives all that there are then. */
  async changeHistory(change: (history: ModelHistory) => Promise<unknown>): Promise<AllModels> {
    await change(this.history)
    this.emit('models', this.models.state)
    return this.history.list()
  }

  async restoreShippedModel(): Promise<ModelsState> {
    await this.models.restoreShipped()
    return this.#useModel()
  }

  async useRotationModel(): Promise<ModelsState> {
    await this.models.useRotation()
    return this.#useModel()
  }

  /**
   * Keeps a model from a file, as an import does, and takes it into use. Rejects with a PlainError where it is none.
   *
   * @param called as for `ModelHistory.import`
   */
  async useModelFile(bytes: Uint8Array, called: string): Promise<ModelsState> {
    return this.useModel(await this.history.import(bytes, called))
  }

  async restoreModelBefore(): Promise<ModelsState> {
    await this.models.restoreBefore()
    return this.#useModel()
  }

  /** The folder with MNIST's files that was chosen or given, or `null` for the download. */
  get #mnistFolder(): string | null {
    const given = process.env['DIGIT_PAD_MNIST']
    return this.settings.current.mnistFolder ?? (given === '' ? null : (given ?? null))
  }

  #useModel(): ModelsState {
    this.recognizer.use(this.models.inUse)
    this.emit('models', this.models.state)
    return this.models.state
  }
}

/** Whether a run is under way. */
export function isRunning({ phase }: TrainingState): boolean {
  return phase === 'preparing' || phase === 'training'
}

/** What the settings are before a person changes them. */
const DEFAULTS: Settings = {
  training: { ...usualOptions('convolutional'), data: 'both' },
  mnistFolder: null,
  language: 'system',
  appearance: 'system',
  highContrast: false,
  largeBars: false,
  singleKeys: true,
  severalDigits: false,
  updatesAtStart: false,
  advancedOpen: false,
  tour: { step: null, digit: null, trained: null, before: null, offered: true },
}
