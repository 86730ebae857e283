/** The results as the window knows them: one measurement at a time, told of while it goes on. */
import type {
  MisreadDigit,
  Outcome,
  ResultsQuestion,
  ResultsState,
  Rotation,
  TestImagesQuestion,
} from '../contract.ts'
import { DIGIT_PIXELS, digitImage } from '../datasets/digits.ts'
import { rotateImage } from '../images/augmentation.ts'
import type { KernelModules } from '../kernels/engine.ts'
import { PlainError } from '../plain-error.ts'
import { summarize, type Model } from '../recognizer/model.ts'
import { usualThreads } from '../training/threads.ts'
import type { SharedDigits } from './jobs.ts'
import { loadDigits, MissingDigits } from './load-digits.ts'
import { readDigits, type ResultsRuntime } from './read-digits.ts'
import { Tally } from './tally.ts'
import { angleAt, degreesOf, measurementOf, placeAt } from './tasks.ts'

/** The state is told no more often than this, in ms: ten times a second is as alive as anybody can follow. */
const BETWEEN_STATES = 100

export interface ResultsServiceOptions {
  /** The file of the threads' program. */
  readonly thread: URL
  readonly modules: KernelModules
  readonly models: { readonly find: (id: string) => Model | null | Promise<Model | null> }
  /** The folder with MNIST's files that is set now, or `null` for the cache and the download. */
  readonly mnistFolder: () => string | null
  /** Where downloads are kept. */
  readonly cacheFolder: string
  readonly onState: (state: ResultsState) => void
  /** @param of the model's place in the question */
  readonly onMisread: (of: number, digits: readonly MisreadDigit[]) => void
  /** Called with what no measurement should die of: a fault of the program. */
  readonly onFault?: (error: unknown) => void
  readonly threads?: number
}

interface Loaded {
  readonly folder: string | null
  readonly digits: SharedDigits
}

interface Measured {
  readonly model: Model
  readonly tally: Tally
  /** Digits misread that are not told yet. */
  readonly misread: MisreadDigit[]
}

export class ResultsService {
  readonly #options: ResultsServiceOptions
  readonly #runtime: ResultsRuntime
  #loaded: Loaded | null = null
  #measurement: AbortController | null = null
  #over: Promise<void> = Promise.resolve()

  constructor(options: ResultsServiceOptions) {
    const { thread, modules, threads = usualThreads() } = options
    this.#options = options
    this.#runtime = { thread, modules, threads }
  }

  /** Starts a measurement; one that is under way is given up and tells nothing more. */
  measure(question: ResultsQuestion): void {
    this.#measurement?.abort()
    const measurement = new AbortController()
    this.#measurement = measurement
    const before = this.#over
    this.#over = (async () => {
      await before
      await this.#measure(question, measurement)
    })()
  }

  /** Ends the measurement that is under way, if there is one; what was counted stays. Resolves when its threads are gone. */
  async stop(): Promise<void> {
    this.#measurement?.abort(STOPPED)
    await this.#over
  }

  /** The images of test digits, 784 greys each, as they were read with this rotation. */
  testImages({ places, rotation }: TestImagesQuestion): Outcome<Uint8Array> {
    const digits = this.#loaded?.digits
    if (!digits) return { ok: false, message: 'The test digits are not loaded yet. Measure a model first.' }
    const images = new Uint8Array(places.length * DIGIT_PIXELS)
    for (const [index, place] of places.entries()) {
      if (place >= digits.count) return { ok: false, message: `There is no test digit ${place + 1}.` }
      images.set(turnedImage(digits, place, rotation), index * DIGIT_PIXELS)
    }
    return { ok: true, value: images }
  }

  async #measure(question: ResultsQuestion, measurement: AbortController): Promise<void> {
    const { signal } = measurement
    let measured: Measured[] = []
    const tell = (state: ResultsState) => {
      if (this.#measurement === measurement) this.#options.onState(state)
    }
    try {
      const digits = await this.#digits(question, signal, tell)
      measured = await this.#models(question, digits)
      await this.#read(question, digits, measured, signal, tell)
      tell({ phase: 'done', question, models: measured.map(({ tally }) => tally.results) })
    } catch (error) {
      if (signal.aborted) {
        if (signal.reason !== STOPPED) return
        this.#tellMisread(measured)
        tell({ phase: 'stopped', question, models: measured.map(({ tally }) => tally.results) })
      } else if (error instanceof MissingDigits) tell({ phase: 'missing', question, message: error.message })
      else {
        if (!(error instanceof PlainError)) this.#options.onFault?.(error)
        tell({ phase: 'failed', question, message: wordsFor(error) })
      }
    }
  }

  async #digits(
    question: ResultsQuestion,
    signal: AbortSignal,
    tell: (state: ResultsState) => void,
  ): Promise<SharedDigits> {
    signal.throwIfAborted()
    const { thread, mnistFolder, cacheFolder } = this.#options
    const folder = mnistFolder()
    if (this.#loaded && this.#loaded.folder === folder) return this.#loaded.digits
    const onProgress = (doing: string, fraction: number | null) => {
      tell({ phase: 'loading', question, doing, fraction })
    }
    onProgress('Reading MNIST', null)
    const job = { folder, cache: cacheFolder, download: question.download }
    const digits = await loadDigits(job, thread, signal, onProgress)
    this.#loaded = { folder, digits }
    return digits
  }

  #models(question: ResultsQuestion, { count }: SharedDigits): Promise<Measured[]> {
    const measured = question.models.map(async (id) => {
      const model = await this.#options.models.find(id)
      if (model === null) throw new PlainError('This model is not kept any more. Choose another.')
      return {
        model,
        tally: new Tally(summarize(model, id), model.metadata.certainty.temperature, count),
        misread: [],
      }
    })
    return Promise.all(measured)
  }

  /** The test set and the angles, with one model after another. */
  async #read(
    question: ResultsQuestion,
    digits: SharedDigits,
    measured: readonly Measured[],
    signal: AbortSignal,
    tell: (state: ResultsState) => void,
  ): Promise<void> {
    let told = Number.NEGATIVE_INFINITY
    const progress = () => {
      if (performance.now() - told < BETWEEN_STATES) return
      told = performance.now()
      this.#tellMisread(measured)
      tell({ phase: 'reading', question, models: measured.map(({ tally }) => tally.results) })
    }
    progress()
    const measurement = measurementOf(digits.count, question.rotation)
    for (const { model, tally, misread } of measured) {
      await readDigits(model, digits, measurement, this.#runtime, signal, (index, outputs) => {
        const place = placeAt(measurement, index)
        const label = digits.labels[place]!
        const angle = angleAt(measurement, index)
        if (angle === null) {
          const digit = tally.add(place, label, outputs)
          if (digit) misread.push(digit)
        } else tally.addTurned(angle, measurement.perAngle, label, outputs)
        progress()
      })
    }
    this.#tellMisread(measured)
  }

  #tellMisread(measured: readonly Measured[]): void {
    for (const [of, { misread }] of measured.entries()) {
      if (misread.length > 0) this.#options.onMisread(of, misread.splice(0))
    }
  }
}

/** Why a measurement was ended by the person. */
const STOPPED = new Error('The measurement was stopped.')

function turnedImage(digits: SharedDigits, place: number, rotation: Rotation | null): Uint8Array {
  const image = digitImage(digits, place)
  const degrees = degreesOf(place, rotation)
  return degrees === 0 ? image : rotateImage(image, degrees)
}

function wordsFor(error: unknown): string {
  if (error instanceof PlainError) return error.message
  return `Something went wrong inside Digit Pad: ${error instanceof Error ? error.message : String(error)}`
}
