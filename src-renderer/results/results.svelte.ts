/** The results, as the page knows them: what is to be measured, what main has counted, and what is looked at. */
import type {
  Bridge,
  MisreadDigit,
  ModelResults,
  ModelSummary,
  ModelsState,
  ResultsFile,
  ResultsQuestion,
  ResultsState,
  Rotation,
} from '../../src-main/contract.ts'
import type { Notices } from '../ui/notices.svelte.ts'
import { byPlace, onlyIn } from './figures.ts'
import type { Cell } from './figures.ts'
import { TestImages } from './test-images.svelte.ts'

/** Stands for the model in use, whichever that is. */
export const IN_USE = ''
/** What the gallery holds: digits a model misread, or those that only one of two reads rightly. */
export type GalleryKind = 'misread' | 'only first' | 'only second'

/** An angle in degrees as a person types it, or `null` where it is none. */
export function angleIn(text: string): number | null {
  const plain = text.trim().replace('−', '-')
  const value = /^[+-]?\d+(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN
  return value >= -180 && value <= 180 ? value : null
}

export class Results {
  readonly #request: Bridge['request']
  readonly #notices: Notices
  readonly images: TestImages
  #state = $state.raw<ResultsState>({ phase: 'idle' })
  #misread = $state.raw<readonly (readonly MisreadDigit[])[]>([[], []])
  #kept = $state.raw<readonly ModelSummary[]>([])
  #inUse = $state.raw() as ModelSummary
  #asked = $state.raw<string | null>(null)

  /** The model to be measured, by its id, and the one beside it, `null` for none. */
  model = $state<string>(IN_USE)
  beside = $state<string | null>(null)
  rotated = $state(false)
  from = $state('0')
  to = $state('90')

  /** Which of the models the matrix and the gallery are about: 0 or 1. */
  shown = $state(0)
  /** The cell of the matrix whose digits the gallery holds, or `null` for all. */
  cell = $state.raw<Cell | null>(null)
  kind = $state<GalleryKind>('misread')

  constructor(request: Bridge['request'], notices: Notices, { inUse }: ModelsState) {
    this.#request = request
    this.#notices = notices
    this.images = new TestImages(request, notices)
    this.#inUse = inUse
    this.#kept = [inUse]
  }

  get state(): ResultsState {
    return this.#state
  }

  get running(): boolean {
    return this.#state.phase === 'loading' || this.#state.phase === 'reading'
  }

  /** What is counted of each model; none before the first digit is read. */
  get models(): readonly ModelResults[] {
    return 'models' in this.#state ? this.#state.models : []
  }

  /** The models that can be chosen. */
  get kept(): readonly ModelSummary[] {
    return this.#kept
  }

  get inUse(): ModelSummary {
    return this.#inUse
  }

  /** The range that is typed, or `null` while it cannot be read. */
  get range(): Rotation | null {
    const [from, to] = [angleIn(this.from), angleIn(this.to)]
    return from === null || to === null || from > to ? null : { from, to }
  }

  /** What is chosen to be measured, or `null` while the range cannot be read. */
  get question(): ResultsQuestion | null {
    const first = this.#idOf(this.model)
    const second = this.beside === null ? null : this.#idOf(this.beside)
    const rotation = this.rotated ? this.range : null
    if (this.rotated && rotation === null) return null
    return {
      models: second === null || second === first ? [first] : [first, second],
      rotation,
      download: false,
    }
  }

  /** Whether what is chosen has not been measured. */
  get stale(): boolean {
    return this.question !== null && JSON.stringify(this.question) !== this.#asked
  }

  /** The digits that the gallery holds, in the order of the test set. */
  get gallery(): MisreadDigit[] {
    const [first = [], second = []] = this.#misread
    const { cell } = this
    const two = this.models.length > 1
    const all =
      two && this.kind === 'only first'
        ? onlyIn(second, first)
        : two && this.kind === 'only second'
          ? onlyIn(first, second)
          : (this.#misread[this.shown] ?? [])
    return byPlace(
      all.filter(({ label, answer }) => cell === null || (cell.label === label && cell.answer === answer)),
    )
  }

  /** The digits that a model misread, in the order of the test set. */
  misreadBy(model: number): MisreadDigit[] {
    return byPlace(this.#misread[model] ?? [])
  }

  /** Which model the probabilities in the gallery are of. */
  get galleryModel(): number {
    if (this.models.length < 2 || this.kind === 'misread') return this.shown
    return this.kind === 'only first' ? 1 : 0
  }

  /** Takes what main tells. */
  set(state: ResultsState): void {
    const begins = state.phase === 'reading' && state.models.every(({ read }) => read === 0)
    if (begins) {
      this.images.begin(state.question.rotation)
      this.#begin(state.models.length)
    }
    // While the digits are loaded again, the figures of before are not taken away.
    this.#state = state
  }

  addMisread(of: number, digits: readonly MisreadDigit[]): void {
    this.#misread = this.#misread.map((found, index) => (index === of ? [...found, ...digits] : found))
  }

  useModels({ inUse }: ModelsState): void {
    this.#inUse = inUse
    void this.loadModels()
  }

  async loadModels(): Promise<void> {
    this.#kept = await this.#request('keptModels', undefined)
    const gone = (id: string) => id !== IN_USE && !this.#kept.some((kept) => kept.id === id)
    if (gone(this.model)) this.model = IN_USE
    if (this.beside !== null && gone(this.beside)) this.beside = null
  }

  /** Measures what is chosen, in place of what is being measured. */
  async measure(download = false): Promise<void> {
    const { question } = this
    if (question === null) return
    this.#asked = JSON.stringify(question)
    await this.#request('measure', { ...question, download })
  }

  async stop(): Promise<void> {
    await this.#request('stopMeasuring', undefined)
  }

  async save(file: ResultsFile): Promise<void> {
    const outcome = await this.#request('saveResults', file)
    if (!outcome.ok) this.#notices.problem(outcome.message)
    else if (outcome.value !== null) this.#notices.done(`Saved as ${outcome.value}.`)
  }

  #begin(models: number): void {
    this.#misread = [[], []]
    this.cell = null
    if (models < 2) {
      this.shown = 0
      this.kind = 'misread'
    }
  }

  #idOf(choice: string): string {
    return choice === IN_USE ? this.#inUse.id : choice
  }
}
