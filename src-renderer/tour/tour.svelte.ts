/** The guided tour: where it stands, what it looks at, and what it does when it is asked to. */
import type { Bridge, TourPlace, TourStepId, TrainingOptions } from '../../src-main/contract.ts'
import type { DigitPad, Pane } from '../digit-pad.svelte.ts'
import { liesInCorner } from '../pad/placing.ts'
import { EXAMPLE_THREE } from './example-digit.ts'
import { STEPS } from './steps.ts'
import type { Look, TourStep } from './steps.ts'

const FIRST = STEPS[0]!
/** The pane that shows the inside of the network, where the app has one. */
const INSIDE = 'inside'
/** Angles of the tour's own run, in degrees: as far as the slider turns. */
const ROTATION = { from: -90, to: 90 }

export interface TourSettings {
  readonly digitPad: DigitPad
  readonly request: Bridge['request']
  /** The panes that there are. */
  readonly panes: readonly Pane[]
}

export class Tour {
  readonly #digitPad: DigitPad
  readonly #request: Bridge['request']
  readonly #inside: Pane | null
  /** Whether it is shown. */
  #open = $state(false)
  #asked = $state(0)
  /** Whether what the step asks for has been there since it was entered. */
  #reached = $state(false)
  #starting = $state(false)

  constructor({ digitPad, request, panes }: TourSettings) {
    this.#digitPad = digitPad
    this.#request = request
    const names: readonly string[] = panes
    this.#inside = panes[names.indexOf(INSIDE)] ?? null
  }

  get open(): boolean {
    return this.#open
  }

  /** How often it was asked for: it has the keyboard each time. */
  get asked(): number {
    return this.#asked
  }

  get step(): TourStep {
    return STEPS.find(({ id }) => id === this.#place.step) ?? FIRST
  }

  /** From 1. */
  get number(): number {
    return STEPS.indexOf(this.step) + 1
  }

  /** Whether it was left in the middle. */
  get begun(): boolean {
    return this.#place.step !== null
  }

  /** Whether it is to be offered: to those who are new, and to those who left it, until they do not want it. */
  get offered(): boolean {
    const { pane, myDigits, models } = this.#digitPad
    const isNew = myDigits.list.length === 0 && models.before === null
    return this.#place.offered && !this.#open && pane === 'read' && (this.begun || isNew)
  }

  /** Whether what the step asks for is there, or has been since it was entered. */
  get reached(): boolean {
    return this.#reached || this.step.done(this.look)
  }

  /** Whether the tour's own run has been asked for and not yet begun. */
  get starting(): boolean {
    return this.#starting
  }

  get look(): Look {
    const { pad, recognition, training, models } = this.#digitPad
    const { digit, trained, before } = this.#place
    return {
      empty: pad.empty,
      answer: pad.empty ? null : recognition.answer,
      digit,
      inCorner: liesInCorner(pad.sheet.strokes),
      angle: pad.angle,
      run: training.state,
      inUse: models.inUse,
      trained,
      before,
      modelBefore: models.before?.id === before ? models.before : null,
      inside: this.#inside !== null,
    }
  }

  get #place(): TourPlace {
    return this.#digitPad.settings.tour
  }

  /** Begins the tour, or goes on where it was left. */
  start(): void {
    this.#asked += 1
    if (this.#open) return
    this.#open = true
    this.#enter(this.step.id)
  }

  next(): void {
    const next = STEPS[this.number]
    if (next) this.#enter(next.id)
    else this.finish()
  }

  back(): void {
    const before = STEPS[this.number - 2]
    if (before) this.#enter(before.id)
  }

  /** Puts the tour aside: it can be taken up again where it stands. */
  leave(): void {
    this.#open = false
  }

  /** Ends the tour: the next one begins at the beginning. */
  finish(): void {
    this.#open = false
    this.#keep({ step: null, digit: null, trained: null, before: null, offered: false })
  }

  /** Offers the tour no more. The menu still has it. */
  dismiss(): void {
    this.#keep({ offered: false })
  }

  /** To be called whenever something that the tour looks at has changed. */
  observe(): void {
    if (!this.#open) return
    const { look, step } = this
    if (step.done(look)) this.#reached = true
    this.#noteDigit(look)
    this.#noteRun(look)
  }

  drawOne(): void {
    this.#digitPad.pad.putDrawing(EXAMPLE_THREE)
  }

  async putBack(): Promise<void> {
    const { before } = this.#place
    if (before !== null) await this.#digitPad.keptModels.use(before)
  }

  /** Starts a short run with turned digits. The options that the person chose stay theirs. */
  async train(): Promise<void> {
    const { training, form, settings } = this.#digitPad
    if (training.running || this.#starting) return
    this.#starting = true
    try {
      const own = settings.training
      await training.start(await this.#options())
      this.#digitPad.changeSettings({ training: own })
      form.load(own)
    } finally {
      this.#starting = false
    }
  }

  /** About half a minute on two cores: MNIST where it lies on this machine already, nothing that is downloaded. */
  async #options(): Promise<TrainingOptions> {
    const { form } = this.#digitPad
    const preset = form.presets.find(({ name }) => name === 'convolutional')!
    const { batchSize, learningRate } = preset
    const options = {
      network: preset.name,
      layers: null,
      rotation: ROTATION,
      warp: null,
      seed: 1,
    } as const
    const { network, seed } = options
    const choice = { data: 'mnist', network, rotation: null, warp: null, seed, epoch: 0 } as const
    const { source } = await this.#request('sampleDigits', choice)
    return source === 'files'
      ? { ...options, data: 'both', epochs: 3, batchSize, learningRate }
      : { ...options, data: 'synthetic', epochs: 4, batchSize, learningRate }
  }

  #enter(step: TourStepId): void {
    this.#reached = false
    this.#keep({ step })
    const digitPad = this.#digitPad
    if (step === 'see' && this.#inside !== null) digitPad.pane = this.#inside
    else digitPad.pane = step === 'train' || step === 'price' ? 'train' : 'read'
  }

  /** What is read upright is what a turned drawing is compared with. */
  #noteDigit({ answer, inCorner, angle, digit }: Look): void {
    const upright = ['draw', 'bars', 'see'].includes(this.step.id) || (this.step.id === 'move' && !inCorner)
    if (!upright || angle !== 0 || this.#digitPad.pad.drawing) return
    if (answer !== null && answer.unsure === null && answer.digit !== digit)
      this.#keep({ digit: answer.digit })
  }

  /** Any run counts that ends while the step asks for one and has turned its digits. */
  #noteRun({ run, inUse, trained, before }: Look): void {
    if (this.step.id !== 'train' || run.phase !== 'done' || run.options.rotation === null) return
    if (run.model.id === trained || run.model.id !== inUse.id) return
    // Trained twice, the model to be given back is still the first.
    const first = run.before.id === trained && before !== null ? before : run.before.id
    this.#keep({ trained: run.model.id, before: first })
  }

  #keep(change: Partial<TourPlace>): void {
    this.#digitPad.changeSettings({ tour: { ...this.#place, ...change } })
  }
}
