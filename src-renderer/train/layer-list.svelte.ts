/** The layers of the train pane's form: what is typed for each, what is wrong with it, and what main says of them. */
import { LAYER_BOUNDS, LAYER_KINDS, MOST_LAYERS } from '../../src-main/contract.ts'
import type {
  Activation,
  Layer,
  LayerKind,
  LayerNumber,
  LayerOutline,
  NetworkOutline,
} from '../../src-main/contract.ts'
import { numberWithin, wholeIn } from './typed-numbers.ts'
import { boundsText, fittingText, networkProblemText, paddingProblem } from './layer-wording.ts'

/** The numbers that each kind of layer is chosen by. */
export const NUMBERS_OF: Readonly<Record<LayerKind, readonly LayerNumber[]>> = {
  'fully connected': ['units'],
  convolution: ['filters', 'kernel', 'padding'],
  'max pool': ['size'],
  dropout: ['rate'],
}

let rowsMade = 0

/** One layer as it is typed. What another kind of layer would need is kept, so that a kind may be tried and left. */
export class LayerRow {
  readonly id = ++rowsMade
  kind = $state<LayerKind>('fully connected')
  activation = $state<Activation>('relu')
  readonly texts = $state<Record<LayerNumber, string>>({
    units: '64',
    filters: '16',
    kernel: '3',
    padding: '0',
    size: '2',
    rate: '0.1',
  })

  constructor(layer?: Layer) {
    if (layer === undefined) return
    this.kind = layer.kind
    if ('activation' in layer) this.activation = layer.activation
    for (const [name, value] of Object.entries(layer)) {
      if (name in this.texts) this.texts[name as LayerNumber] = String(value)
    }
  }

  get numbers(): readonly LayerNumber[] {
    return NUMBERS_OF[this.kind]
  }

  get hasActivation(): boolean {
    return this.kind === 'fully connected' || this.kind === 'convolution'
  }

  /** What is wrong with a number as it is typed. */
  problem(name: LayerNumber): string | undefined {
    if (this.#number(name) === null) return boundsText(name)
    const { kernel, padding } = { kernel: this.#number('kernel'), padding: this.#number('padding') }
    if (name === 'padding' && kernel !== null && padding !== null && padding >= kernel)
      return paddingProblem()
    return undefined
  }

  /** The layer, or `null` while a number of it is wrong. */
  get layer(): Layer | null {
    const { kind, activation } = this
    if (this.numbers.some((name) => this.problem(name) !== undefined)) return null
    const of = (name: LayerNumber) => this.#number(name) ?? 0
    switch (kind) {
      case 'fully connected':
        return { kind, units: of('units'), activation }
      case 'convolution':
        return { kind, filters: of('filters'), kernel: of('kernel'), padding: of('padding'), activation }
      case 'max pool':
        return { kind, size: of('size') }
      case 'dropout':
        return { kind, rate: of('rate') }
    }
  }

  #number(name: LayerNumber): number | null {
    const [least, most] = LAYER_BOUNDS[name]
    return name === 'rate'
      ? numberWithin(this.texts[name], least, most)
      : wholeIn(this.texts[name], least, most)
  }
}

export class LayerList {
  #rows = $state.raw<readonly LayerRow[]>([])
  #told = $state.raw<{ readonly of: string; readonly outline: NetworkOutline } | null>(null)

  get rows(): readonly LayerRow[] {
    return this.#rows
  }

  /** The layers, or `null` while one of them cannot be read. */
  readonly chosen: readonly Layer[] | null = $derived.by(() => {
    const layers = this.#rows.map((row) => row.layer)
    return layers.every((layer) => layer !== null) ? layers : null
  })

  isSame(layers: readonly Layer[]): boolean {
    return this.chosen !== null && keyOf(this.chosen) === keyOf(layers)
  }

  get isFull(): boolean {
    return this.#rows.length >= MOST_LAYERS
  }

  /** Shows layers that come from elsewhere. */
  load(layers: readonly Layer[]): void {
    if (!this.isSame(layers)) this.#rows = layers.map((layer) => new LayerRow(layer))
  }

  /** Puts a layer behind the others. */
  add(): LayerRow {
    const row = new LayerRow()
    this.#rows = [...this.#rows, row]
    return row
  }

  remove(row: LayerRow): void {
    this.#rows = this.#rows.filter((other) => other !== row)
  }

  /** Moves a layer by so many places, as far as there is room. @returns whether it moved */
  move(row: LayerRow, by: number): boolean {
    const others = this.#rows.filter((other) => other !== row)
    const place = this.#rows.indexOf(row) + by
    if (place < 0 || place > others.length) return false
    this.#rows = others.toSpliced(place, 0, row)
    return true
  }

  /** Takes what main says of layers. */
  tell(layers: readonly Layer[], outline: NetworkOutline): void {
    this.#told = { of: keyOf(layers), outline }
  }

  /** What main said last, as long as it is of as many layers; the newest is a moment away. */
  get outline(): NetworkOutline | null {
    const outline = this.#told?.outline ?? null
    return outline?.layers.length === this.#rows.length + 1 ? outline : null
  }

  /** What main says of a row; for the place behind the last, of the ten outputs. */
  outlineAt(place: number): LayerOutline | null {
    return this.chosen === null ? null : (this.outline?.layers[place] ?? null)
  }

  /** What is wrong with a number of a row, as it is typed or where it stands. */
  problem(row: LayerRow, name: LayerNumber): string | undefined {
    const typed = row.problem(name)
    if (typed !== undefined) return typed
    const unfit = this.outlineAt(this.#rows.indexOf(row))?.problem ?? null
    if (unfit === null || name !== (unfit.kind === 'filter does not fit' ? 'kernel' : 'size'))
      return undefined
    return fittingText(unfit)
  }

  /** What is wrong with the layers together. */
  get wholeProblem(): string | undefined {
    const problem = this.chosen === null ? null : this.outline?.problem
    return problem ? networkProblemText(problem) : undefined
  }

  /** Whether something typed is wrong, or main said that no network can be made of just these layers. */
  get impossible(): boolean {
    if (this.chosen === null) return true
    if (this.#told?.of !== keyOf(this.chosen)) return false
    return this.outline?.parameters === null || this.wholeProblem !== undefined
  }
}

/** What two lists of the same layers have in common. */
function keyOf(layers: readonly Layer[]): string {
  return JSON.stringify(
    layers.map((layer) => [LAYER_KINDS.indexOf(layer.kind), Object.entries(layer).sort()]),
  )
}
