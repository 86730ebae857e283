/** Answers what the page asks about the inside of the model in use. All numbers are the network's own. */
import { GLIMPSE_MAPS, MIDDLE_STEP } from '../contract.ts'
import type {
  BackwardPass,
  BackwardQuestion,
  ForwardPass,
  ForwardQuestion,
  InsideNetwork,
  LayerOutput,
  LayerSize,
  LayerWeights,
  WeightsQuestion,
  Why,
  WhyQuestion,
} from '../contract.ts'
import type { KernelModules } from '../kernels/engine.ts'
import type { KeptModels } from '../recognizer/kept-models.ts'
import { WeightedLayer } from '../network/layer.ts'
import { Attribution } from './attribution.ts'
import { Descent } from './descent.ts'
import { OpenedModel } from './opened-model.ts'
import { detailOf } from './unit-detail.ts'

/** So many numbers of a layer are never rounded. */
const MOST_EXACT = 1024

export class InsideService {
  readonly #modules: KernelModules
  readonly #models: Pick<KeptModels, 'inUse' | 'state'>
  #opened: OpenedModel | null = null
  /** Built when they are first asked for, from the model that is opened. */
  #descent: Descent | null = null
  #attribution: Attribution | null = null

  constructor(modules: KernelModules, models: Pick<KeptModels, 'inUse' | 'state'>) {
    this.#modules = modules
    this.#models = models
  }

  /** What the model in use is made of. */
  get network(): InsideNetwork {
    return this.#open().describe()
  }

  /** Lets an image go forward; `null` where another model is in use. */
  forward({ model, image, layers, glimpses, exact, unit }: ForwardQuestion): ForwardPass | null {
    const opened = this.#openedAs(model)
    if (opened === null) return null
    opened.forward(image)
    const { network } = opened
    return {
      input: network.input.slice(),
      output: network.output.slice(),
      layers: layers
        .filter((layer) => layer < network.layers.length)
        .map((layer) => outputOf(layer, network.layers[layer]!.output, exact)),
      glimpses: glimpses
        .filter((layer) => layer < network.layers.length)
        .map((layer) => ({ layer, output: glimpseOf(network.layers[layer]!.output, opened.sizes[layer]!) })),
      unit: unit && detailOf(opened, unit),
    }
  }

  /** The weights of a layer's first units; `null` where another model is in use, or the layer has none. */
  weights({ model, layer, units }: WeightsQuestion): LayerWeights | null {
    const weighted = this.#openedAs(model)?.network.layers[layer]
    if (!(weighted instanceof WeightedLayer)) return null
    // The first place of an image has an output of each filter; of a plain row it is the row.
    const count = Math.min(units, weighted.biases.values.length)
    const weights = new Float32Array(count * weighted.fanIn)
    for (let unit = 0; unit < count; unit++) {
      weighted.termsOf(unit).weights.forEach((place, term) => {
        weights[unit * weighted.fanIn + term] = weighted.weights.values[place]!
      })
    }
    return { units: count, weights, biases: weighted.biases.values.slice(0, count) }
  }

  /** Goes backward through a copy of the model, after some steps downhill; `null` where another model is in use. */
  async backward(question: BackwardQuestion): Promise<BackwardPass | null> {
    const opened = this.#openedAs(question.model)
    if (opened === null) return null
    if (this.#descent?.opened !== opened) this.#descent = new Descent(opened)
    return this.#descent.pass(question)
  }

  /** Says what the pixels of an image speak for; `null` where another model is in use. */
  async why(question: WhyQuestion): Promise<Why | null> {
    const opened = this.#openedAs(question.model)
    if (opened === null) return null
    if (this.#attribution?.opened !== opened) this.#attribution = new Attribution(opened)
    return this.#attribution.explain(question)
  }

  /** The model of that id, where it is the one in use. */
  #openedAs(id: string): OpenedModel | null {
    const opened = this.#open()
    return opened.id === id ? opened : null
  }

  /** The model in use, opened when it is first asked for. */
  #open(): OpenedModel {
    const { inUse } = this.#models
    if (this.#opened?.model !== inUse) {
      this.#opened = new OpenedModel(this.#modules, this.#models.state.inUse.id, inUse)
    }
    return this.#opened
  }
}

/** A layer's output, rounded where that is enough and there is much of it. */
function outputOf(layer: number, output: Float32Array, exact: boolean): LayerOutput {
  if (exact || output.length <= MOST_EXACT) return { layer, output: output.slice() }
  let limit = 0
  for (const value of output) limit = Math.max(limit, Math.abs(value))
  const scale = limit > 0 ? (MIDDLE_STEP - 1) / limit : 0
  return { layer, steps: Uint8Array.from(output, (value) => Math.round(value * scale) + MIDDLE_STEP), limit }
}

/** The first maps of an image; a plain row as it is. */
function glimpseOf(output: Float32Array, { height, width, channels }: LayerSize): Float32Array {
  if (height * width === 1 || channels <= GLIMPSE_MAPS) return output.slice()
  return output.filter((_, index) => index % channels < GLIMPSE_MAPS)
}
