/** A model taken apart: its network, for one image at a time, built so that it goes forward and backward. */
import type { InsideLayer, InsideNetwork, LayerSize } from '../contract.ts'
import { createBlock, createKernels, type KernelModules } from '../kernels/engine.ts'
import type { Kernels } from '../kernels/kernels.ts'
import { outputSizes, type Architecture } from '../network/architecture.ts'
import { createCost } from '../network/costs.ts'
import { WeightedLayer } from '../network/layer.ts'
import { Network, trainingBytes } from '../network/network.ts'
import { scalePixels } from '../network/pixels.ts'
import { presets } from '../network/presets.ts'
import { fillNetwork, summarize, type Model } from '../recognizer/model.ts'

export class OpenedModel {
  readonly id: string
  readonly model: Model
  /** For one image. */
  readonly network: Network
  /** The size of each layer's output. */
  readonly sizes: readonly LayerSize[]
  readonly kernels: Kernels
  readonly #modules: KernelModules

  /** The kernels are those of the recognizer, so that every number is the one behind the bars. */
  constructor(modules: KernelModules, id: string, model: Model) {
    this.id = id
    this.model = model
    this.#modules = modules
    this.sizes = outputSizes(model.architecture)
    const { network, kernels } = this.build(model.architecture)
    this.network = network
    this.kernels = kernels
    fillNetwork(network, model)
  }

  /** Another network with the same kernels and cost, of weights that are all 0. */
  build(architecture: Architecture, capacity = 1): { readonly network: Network; readonly kernels: Kernels } {
    const block = createBlock(this.#modules, trainingBytes(architecture, capacity), 1)
    const kernels = createKernels(this.#modules, block, 0)
    const cost = createCost(presets[this.model.metadata.options.network].cost)
    return { network: new Network(architecture, kernels, { capacity, cost }), kernels }
  }

  /** Lets an image go forward: each layer of the network then holds its output. @param image 784 greys */
  forward(image: Uint8Array): void {
    const { network } = this
    scalePixels(image, 0, network.input, 0, network.inputSize)
    network.forward(0, 1)
  }

  describe(): InsideNetwork {
    const { id, model, network } = this
    const { architecture, metadata } = model
    const { batchSize, learningRate } = metadata.options
    const outputs = this.sizes
    return {
      model: id,
      network: summarize(model, id).network,
      cost: presets[metadata.options.network].cost,
      temperature: metadata.certainty.temperature,
      batchSize,
      learningRate,
      input: architecture.input,
      layers: architecture.layers.map((description, index): InsideLayer => {
        const layer = network.layers[index]
        return {
          kind: description.kind,
          input: index === 0 ? architecture.input : outputs[index - 1]!,
          output: outputs[index]!,
          weights: layer instanceof WeightedLayer ? layer.weights.shape : null,
          window:
            description.kind === 'convolution'
              ? description.kernel
              : description.kind === 'max pool'
                ? description.size
                : 1,
          padding: description.kind === 'convolution' ? description.padding : 0,
        }
      }),
    }
  }
}
