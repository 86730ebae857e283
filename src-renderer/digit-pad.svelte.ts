/** The whole page as state: what it knows, what it asks of the main process, and what it hears from it. */
import type {
  Bridge,
  Command,
  Drawing,
  Language,
  ModelsState,
  Outcome,
  Settings,
  SettingsChange,
  StartState,
  TrainingOptions,
} from '../src-main/contract.ts'
import { Recognition } from './bars/recognition.svelte.ts'
import { Inside } from './inside/inside.svelte.ts'
import { Models } from './models/models.svelte.ts'
import { Labelling } from './my-digits/labelling.svelte.ts'
import { MyDigits } from './my-digits/my-digits.svelte.ts'
import { PadFiles } from './pad/pad-files.ts'
import { Pad } from './pad/pad.svelte.ts'
import { Replay } from './pad/replay.ts'
import { IN_USE, Results } from './results/results.svelte.ts'
import { TrainingForm } from './train/form.svelte.ts'
import { Glimpses } from './train/glimpses.svelte.ts'
import { NetworkFigures } from './train/network-figures.svelte.ts'
import { Samples } from './train/samples.svelte.ts'
import { Training } from './train/training.svelte.ts'
import { Tour } from './tour/tour.svelte.ts'
import { languageOf } from './ui/language.svelte.ts'
import { Notices } from './ui/notices.svelte.ts'
import { plural } from './ui/plural.ts'

/** The panes beside the pad. */
export const PANES = ['read', 'digits', 'train', 'inside', 'results'] as const
export type Pane = (typeof PANES)[number]

/** What the page's state asks of the browser around it. */
export interface Host {
  /** Calls back before the next frame. */
  readonly nextFrame: (callback: () => void) => void
  /** Calls back when the page has nothing else to do, or soon in any case. */
  readonly whenIdle: (callback: () => void) => void
  /** Whether a field of text has the keyboard: undo and clear are then meant for it. */
  readonly isTyping: () => boolean
  /** Whether the pad has the keyboard: a digit's key then says what the drawing is. */
  readonly isOnPad: () => boolean
  /** Whether the person wants nothing to move. */
  readonly prefersStill: () => boolean
  /** Milliseconds since any start. */
  readonly now: () => number
}

/** What can be done to strokes only. */
const PLACING = ['turnLeft', 'turnRight', 'moveToCorner', 'moveToMiddle'] as const
type Placing = (typeof PLACING)[number]

export class DigitPad {
  readonly platform: string
  readonly notices = new Notices()
  readonly pad: Pad
  readonly recognition: Recognition
  readonly files: PadFiles
  readonly replay: Replay
  readonly training: Training
  /** What is seen inside a run. */
  readonly glimpses: Glimpses
  readonly form: TrainingForm
  readonly figures: NetworkFigures
  readonly myDigits: MyDigits
  readonly results: Results
  readonly keptModels: Models
  readonly inside: Inside
  readonly tour: Tour
  readonly labelling: Labelling
  readonly samples: Samples
  readonly #bridge: Bridge
  readonly #systemLanguage: Language
  #settings = $state.raw() as Settings
  #models = $state.raw() as ModelsState
  pane = $state<Pane>('read')
  shortcutsOpen = $state(false)
  #exampleImage = $state.raw<Uint8Array | null>(null)
  readonly #host: Host
  readonly #stop: () => void

  constructor(bridge: Bridge, start: StartState, host: Host) {
    this.#bridge = bridge
    this.#host = host
    this.platform = start.platform
    this.#systemLanguage = start.systemLanguage
    this.#settings = start.settings
    this.#models = start.models
    const { request } = bridge
    this.recognition = new Recognition({
      request,
      nextFrame: host.nextFrame,
      failed: (message) => {
        this.notices.problem(message)
      },
      several: () => this.#settings.severalDigits,
    })
    this.pad = new Pad(start.drawing, {
      changed: (sheet) => {
        this.recognition.ask(sheet)
      },
      settled: (sheet) => {
        void this.#attempt(request('keepDrawing', sheet.strokes))
      },
      full: () => {
        this.notices.problem('The pad is full of strokes. Clear it to draw on.')
      },
    })
    this.files = new PadFiles({
      request,
      pad: this.pad,
      recognition: this.recognition,
      notices: this.notices,
      attempt: (answer) => this.#attempt(answer),
      outcome: (answer) => this.#outcome(answer),
      now: host.now,
    })
    this.replay = new Replay({
      pad: this.pad,
      nextFrame: host.nextFrame,
      now: host.now,
      still: host.prefersStill,
    })
    this.training = new Training(request, this.notices, start.training)
    this.glimpses = new Glimpses(request)
    this.myDigits = new MyDigits({
      request,
      notices: this.notices,
      digits: start.ownDigits,
      learning: start.learning,
    })
    this.labelling = new Labelling({
      pad: this.pad,
      myDigits: this.myDigits,
      isOnPad: host.isOnPad,
      isGuideShown: () => this.pane === 'digits',
      isNumberWanted: () => this.#settings.severalDigits,
      isNumber: () => this.recognition.number !== null,
      attempt: (work) => this.tell(work),
    })
    this.form = new TrainingForm(start.presets, start.settings.training)
    this.figures = new NetworkFigures(request, this.form.layers)
    this.results = new Results(request, this.notices, start.models)
    this.keptModels = new Models({
      request,
      notices: this.notices,
      used: (models) => {
        this.#useModels(models)
      },
    })
    this.inside = new Inside({
      request,
      whenIdle: host.whenIdle,
      drawing: () => this.pad.drawing,
      barsSettled: () => this.recognition.settled(),
      failed: (message) => {
        this.notices.problem(message)
      },
      image: () => this.recognition.answer?.image ?? null,
      digit: () => this.recognition.answer?.digit ?? null,
      model: () => this.#models.inUse.id,
    })
    this.tour = new Tour({ digitPad: this, request, panes: PANES })
    this.samples = new Samples(request)
    if (this.training.running) this.pane = 'train'
    this.recognition.ask(this.pad.sheet)
    this.#stop = this.#listen()
  }

  get settings(): Settings {
    return this.#settings
  }

  /** The language that was chosen, or the system's. */
  get language(): Language {
    return languageOf({ settings: this.#settings, systemLanguage: this.#systemLanguage })
  }

  get models(): ModelsState {
    return this.#models
  }

  /** What the network would see of the example drawing, once it was asked. */
  get exampleImage(): Uint8Array | null {
    return this.#exampleImage
  }

  /** Asks what the network would see of a drawing that is not on the pad. */
  async showExample(drawing: Drawing): Promise<void> {
    if (this.#exampleImage !== null) return
    const answer = await this.#attempt(this.#bridge.request('recognizeDrawing', drawing))
    this.#exampleImage = answer?.image ?? null
  }

  /** Stops listening to the main process. */
  close(): void {
    this.#stop()
  }

  perform(command: Command): void {
    if (command === 'showTraining') this.pane = 'train'
    else if (command === 'showOwnDigits') this.pane = 'digits'
    else if (command === 'learnOwnDigits') void this.learnMyDigits()
    else if (command === 'importOwnDigits') void this.tell(() => this.myDigits.import())
    else if (command === 'exportOwnDigits') void this.tell(() => this.myDigits.export())
    else if (command === 'showInside') this.pane = 'inside'
    else if (command === 'showResults') this.pane = 'results'
    else if (command === 'showModels') this.keptModels.open = true
    else if (command === 'startTour') this.tour.start()
    else if (command === 'saveDrawing') void this.files.saveDrawing()
    else if (command === 'showShortcuts') this.shortcutsOpen = !this.shortcutsOpen
    else if (command === 'replay') this.replay.toggle()
    else if (!this.#host.isTyping()) this.#toPad(command)
  }

  async learnMyDigits(): Promise<void> {
    this.pane = 'digits'
    this.labelling.guide.leave()
    await this.tell(() => this.myDigits.learn())
  }

  /** How much of the lesson is done, 0..1; `null` where none is under way. */
  get learningShare(): number | null {
    const { learning } = this.myDigits
    return learning.phase === 'learning' ? (learning.fraction ?? 0) : null
  }

  /** Does something; what goes wrong inside is told, and `null`. */
  tell<T>(work: () => Promise<T>): Promise<T | null> {
    return this.#attempt(work())
  }

  changeSettings(change: SettingsChange): void {
    const given = Object.entries(change).filter(([, value]) => value !== undefined)
    this.#settings = { ...this.#settings, ...Object.fromEntries(given) }
    void this.#attempt(this.#bridge.request('changeSettings', change))
  }

  /** From now on, reads what is drawn as several digits in a row, or as one. */
  readSeveral(severalDigits: boolean): void {
    this.changeSettings({ severalDigits })
    this.recognition.askAnew(this.pad.sheet)
  }

  /** Keeps what the form stands for. */
  keepOptions(training: TrainingOptions): void {
    if (JSON.stringify(training) !== JSON.stringify(this.#settings.training))
      this.changeSettings({ training })
  }

  async train(options: TrainingOptions): Promise<void> {
    this.keepOptions(options)
    await this.#attempt(this.training.start(options))
  }

  async stopTraining(): Promise<void> {
    await this.#attempt(this.training.stop())
  }

  async chooseMnistFolder(): Promise<void> {
    const settings = await this.#outcome(this.#bridge.request('chooseMnistFolder', undefined))
    if (settings !== null) this.#settings = settings
  }

  async forgetMnistFolder(): Promise<void> {
    const settings = await this.#attempt(this.#bridge.request('forgetMnistFolder', undefined))
    if (settings !== null) this.#settings = settings
  }

  async restoreShippedModel(): Promise<void> {
    const models = await this.#outcome(this.#bridge.request('restoreShippedModel', undefined))
    if (models !== null) this.#useModels(models)
  }

  async useRotationModel(): Promise<void> {
    const models = await this.#outcome(this.#bridge.request('useRotationModel', undefined))
    if (models !== null) this.#useModels(models)
  }

  async restoreModelBefore(): Promise<void> {
    const models = await this.#outcome(this.#bridge.request('restoreModelBefore', undefined))
    if (models !== null) this.#useModels(models)
  }

  /** Shows how a model reads beside the one in use. */
  compareWith(id: string): void {
    this.keptModels.open = false
    this.results.model = IN_USE
    this.results.beside = id
    this.pane = 'results'
  }

  #toPad(command: 'undo' | 'redo' | 'clear' | 'toggleEraser' | Placing): void {
    if (this.pad.sheet.picture !== null && PLACING.some((placing) => placing === command))
      this.notices.problem('A picture cannot be turned or moved. Draw a digit to do that.')
    else this.pad[command]()
  }

  #useModels(models: ModelsState): void {
    this.results.useModels(models)
    if (this.keptModels.open) void this.tell(() => this.keptModels.load())
    const changed = models.inUse.id !== this.#models.inUse.id
    this.#models = models
    if (changed) this.recognition.ask(this.pad.sheet)
  }

  #useSettings(settings: Settings): void {
    const { training } = this.#settings
    this.#settings = settings
    // What the menu chose is shown in the form; what the form itself told is not written back into it.
    if (JSON.stringify(settings.training) !== JSON.stringify(training)) this.form.load(settings.training)
  }

  #listen(): () => void {
    const { on } = this.#bridge
    const stops = [
      on('trainingChanged', (state) => {
        const wasRunning = this.training.running
        this.training.set(state)
        if (!this.training.running || wasRunning) return
        this.pane = 'train'
        this.glimpses.clear()
      }),
      on('trainingGlimpsed', (glimpse) => {
        this.glimpses.take(glimpse)
      }),
      on('learningChanged', (state) => {
        this.myDigits.set(state)
      }),
      on('resultsChanged', (state) => {
        this.results.set(state)
      }),
      on('digitsMisread', ({ of, digits }) => {
        this.results.addMisread(of, digits)
      }),
      on('modelsChanged', (models) => {
        this.#useModels(models)
      }),
      on('settingsChanged', (settings) => {
        this.#useSettings(settings)
      }),
      on('pictureOpened', ({ name, bytes }) => {
        void this.files.openPicture({ name, bytes: new Uint8Array(bytes) })
      }),
      on('drawingOpened', ({ name, strokes, of }) => {
        this.pad.putDrawing(strokes)
        if (of < 2) return
        this.notices.done(
          plural(
            of,
            ['{0} holds # drawing. It is on the pad.', '{0} holds # drawings. The first is on the pad.'],
            [name],
          ),
        )
      }),
      on('command', (command) => {
        this.perform(command)
      }),
      on('notice', ({ message }) => {
        this.notices.problem(message)
      }),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }

  /** Waits for an answer; a request that fails although nobody did anything wrong is told and is `null`. */
  async #attempt<T>(answer: Promise<T>): Promise<T | null> {
    try {
      return await answer
    } catch (error) {
      this.notices.problem(`Something went wrong inside Digit Pad: ${String(error)}`)
      return null
    }
  }

  async #outcome<T>(answer: Promise<Outcome<T>>): Promise<T | null> {
    const outcome = await this.#attempt(answer)
    if (outcome === null) return null
    if (!outcome.ok) {
      this.notices.problem(outcome.message)
      return null
    }
    return outcome.value
  }
}
