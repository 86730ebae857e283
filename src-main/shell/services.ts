/** What the app can do, without a window: settings, models, recognition and training, and what they tell. */
import { EventEmitter } from 'node:events'
import { join } from 'node:path'
import type {
  ModelsState,
  Outcome,
  Rotation,
  Settings,
  SettingsChange,
  TrainingOptions,
  TrainingState,
} from '../contract.ts'
import { loadKernelModules } from '../kernels/engine.ts'
import type { Places } from '../places.ts'
import { KeptModels } from '../recognizer/kept-models.ts'
import { Recognizer } from '../recognizer/recognizer.ts'
import { ModelFolder } from '../storage/models.ts'
import { openSettings } from '../storage/settings.ts'
import type { SettingsKeeper } from '../storage/settings.ts'
import { usualOptions } from '../training/recipe.ts'
import { TrainingService } from '../training/training-service.ts'

/** The range of a run with rotation until a person has chosen another. */
const FIRST_ROTATION: Rotation = { from: 0, to: 90 }

interface Changes {
  training: [TrainingState]
  models: [ModelsState]
  settings: [Settings]
}

export class Services extends EventEmitter<Changes> {
  /** Where all that is kept lies. */
  readonly folder: string
  readonly settings: SettingsKeeper
  readonly models: KeptModels
  readonly recognizer: Recognizer
  readonly training: TrainingService
  /** What went wrong at the start, in sentences to be shown. */
  readonly notices: readonly string[]

  private constructor(
    folder: string,
    settings: SettingsKeeper,
    models: KeptModels,
    places: Places,
    notices: readonly string[],
  ) {
    super()
    const modules = loadKernelModules(places.kernels)
    this.folder = folder
    this.settings = settings
    this.models = models
    this.notices = notices
    this.recognizer = new Recognizer(modules, models.inUse)
    this.training = new TrainingService({
      runtime: { thread: places.thread, modules },
      models,
      cacheFolder: join(folder, 'mnist'),
      onState: (state) => this.emit('training', state),
      onModel: () => {
        this.#useModel()
      },
    })
  }

  /** @param folder where all is kept; it is made where it is missing */
  static async open(folder: string, places: Places): Promise<Services> {
    const notices: string[] = []
    const settings = openSettings(folder, DEFAULTS, (file) =>
      notices.push(
        `The settings were damaged. They were set aside as ${file}, and all is as it was at first.`,
      ),
    )
    const shipped = new URL('model.safetensors', places.resources)
    const opened = await KeptModels.open(new ModelFolder(join(folder, 'models')), shipped)
    return new Services(folder, settings, opened.models, places, [...notices, ...opened.notices])
  }

  changeSettings(change: SettingsChange & { readonly mnistFolder?: string | null }): Settings {
    const settings = this.settings.change(change)
    this.emit('settings', settings)
    return settings
  }

  /** Starts a run with these options and keeps them for the next. */
  train(options: TrainingOptions): Outcome<undefined> {
    const given = process.env['DIGIT_PAD_MNIST']
    const folder = this.settings.current.mnistFolder ?? (given === '' ? null : (given ?? null))
    const outcome = this.training.start(options, folder)
    if (outcome.ok) this.changeSettings({ training: options })
    return outcome
  }

  /** Starts a run with the options of the last one, with or without rotation. */
  retrain(rotated: boolean): Outcome<undefined> {
    const options = this.settings.current.training
    return this.train({ ...options, rotation: rotated ? (options.rotation ?? FIRST_ROTATION) : null })
  }

  async restoreShippedModel(): Promise<ModelsState> {
    await this.models.restoreShipped()
    return this.#useModel()
  }

  async restoreModelBefore(): Promise<ModelsState> {
    await this.models.restoreBefore()
    return this.#useModel()
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
  appearance: 'system',
  advancedOpen: false,
}
