/** The train pane's form: what is typed, what is wrong with it, and the options it stands for. */
import type { DataSource, NetworkName, Preset, Rotation, TrainingOptions } from '../../src-main/contract.ts'
import { LayerList } from './layer-list.svelte.ts'
import { count } from '../ui/format.ts'
import { numberWithin, wholeIn } from './typed-numbers.ts'

export const FIELDS = ['from', 'to', 'epochs', 'learningRate', 'batchSize', 'seed'] as const
export type FieldName = (typeof FIELDS)[number]
export type Problems = Readonly<Partial<Record<FieldName | 'layers', string>>>

/** The range that stands in the form before a person has chosen one. */
const FIRST_RANGE: Rotation = { from: 0, to: 90 }
const LARGEST_SEED = 2 ** 32 - 1

const angleIn = (text: string) => numberWithin(text, -180, 180)

export class TrainingForm {
  readonly #presets: readonly Preset[]
  data = $state<DataSource>('mnist')
  #network = $state<NetworkName>('convolutional')
  rotate = $state(false)
  from = $state('')
  to = $state('')
  epochs = $state('')
  learningRate = $state('')
  batchSize = $state('')
  readonly layers = new LayerList()
  warp = $state(false)
  seed = $state('')

  constructor(presets: readonly Preset[], options: TrainingOptions) {
    this.#presets = presets
    this.from = String(FIRST_RANGE.from)
    this.to = String(FIRST_RANGE.to)
    this.load(options)
  }

  get presets(): readonly Preset[] {
    return this.#presets
  }

  get network(): NetworkName {
    return this.#network
  }

  /** Another network comes with the options that suit it. */
  set network(name: NetworkName) {
    this.#network = name
    this.usePreset()
  }

  get preset(): Preset | undefined {
    return this.#presets.find((preset) => preset.name === this.#network)
  }

  /** True where nothing but the preset's own options stand under "Advanced", whatever the seed. */
  get isPreset(): boolean {
    const { preset } = this
    return (
      preset !== undefined &&
      this.epochs === String(preset.epochs) &&
      this.learningRate === String(preset.learningRate) &&
      this.batchSize === String(preset.batchSize) &&
      this.warp === preset.warp &&
      !this.hasOwnLayers
    )
  }

  /** Whether the layers are others than the network's own. */
  get hasOwnLayers(): boolean {
    return !this.layers.isSame(this.preset?.layers ?? [])
  }

  usePreset(): void {
    const { preset } = this
    if (preset === undefined) return
    this.epochs = String(preset.epochs)
    this.learningRate = String(preset.learningRate)
    this.batchSize = String(preset.batchSize)
    this.layers.load(preset.layers)
    this.warp = preset.warp
  }

  useSeed(seed: number): void {
    this.seed = String(seed)
  }

  /** Shows options that come from elsewhere. A range that was typed stays while rotation is off. */
  load(options: TrainingOptions): void {
    this.data = options.data
    this.#network = options.network
    this.rotate = options.rotation !== null
    if (options.rotation !== null) {
      this.from = String(options.rotation.from)
      this.to = String(options.rotation.to)
    }
    this.epochs = String(options.epochs)
    this.learningRate = String(options.learningRate)
    this.batchSize = String(options.batchSize)
    this.layers.load(options.layers ?? this.preset?.layers ?? [])
    this.warp = options.warp ?? this.preset?.warp ?? false
    this.seed = String(options.seed)
  }

  /** The range that is typed, or `null` while it cannot be read. */
  get range(): Rotation | null {
    const [from, to] = [angleIn(this.from), angleIn(this.to)]
    return from === null || to === null || from > to ? null : { from, to }
  }

  get problems(): Problems {
    const found: Partial<Record<FieldName | 'layers', string>> = {}
    const check = (field: FieldName, value: unknown, sentence: string) => {
      if (value === null) found[field] = sentence
    }
    if (this.rotate) {
      const [from, to] = [angleIn(this.from), angleIn(this.to)]
      check('from', from, 'Give an angle from −180 to 180.')
      check('to', to, 'Give an angle from −180 to 180.')
      if (from !== null && to !== null && from > to) found.to = 'Give an angle that is not below “From”.'
    }
    check('epochs', wholeIn(this.epochs, 1, 200), 'Give a whole number from 1 to 200.')
    check('learningRate', numberWithin(this.learningRate, 1e-6, 10), 'Give a number from 0.000001 to 10.')
    check('batchSize', wholeIn(this.batchSize, 1, 1024), 'Give a whole number from 1 to 1024.')
    if (this.layers.impossible) found.layers = 'No network can be built of these layers.'
    check(
      'seed',
      wholeIn(this.seed, 0, LARGEST_SEED),
      `Give a whole number from 0 to ${count(LARGEST_SEED)}.`,
    )
    return found
  }

  /** What the form stands for, or `null` while something is wrong with it. */
  get options(): TrainingOptions | null {
    const layers = this.layers.chosen
    if (layers === null || Object.keys(this.problems).length > 0) return null
    return {
      data: this.data,
      network: this.#network,
      layers: this.hasOwnLayers ? [...layers] : null,
      rotation: this.rotate ? this.range : null,
      warp: this.warp === this.preset?.warp ? null : this.warp,
      epochs: Number(this.epochs),
      batchSize: Number(this.batchSize),
      learningRate: Number(this.learningRate),
      seed: Number(this.seed),
    }
  }
}
