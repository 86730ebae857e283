/** What a network makes of many images: all that a measure of certainty could be had from. */
import { DIGIT_PIXELS, digitImage, type Digits } from '../../../src-main/datasets/digits.ts'
import { createBlock, createKernels, type KernelModules } from '../../../src-main/kernels/engine.ts'
import { ActivationLayer } from '../../../src-main/network/layer.ts'
import { Network, trainingBytes } from '../../../src-main/network/network.ts'
import { smoothImage } from '../../../src-main/images/smoothing.ts'
import { putViews, VIEWS } from '../../../src-main/images/views.ts'
import type { Kernels } from '../../../src-main/kernels/kernels.ts'
import { scalePixels } from '../../../src-main/network/pixels.ts'
import { leadOf, twoLikeliest, type Certainty } from '../../../src-main/recognizer/certainty.ts'
import { fillNetwork, type Model } from '../../../src-main/recognizer/model.ts'
import { probabilities } from './measures.ts'

export const CLASSES = 10
const AT_ONCE = 64

export interface Readings {
  readonly count: number
  /** 0 to 9, or NO_DIGIT. */
  readonly labels: Uint8Array
  /** What softmax bends into probabilities, ten an image. */
  readonly logits: Float32Array
  /** The last hidden layer, `featureSize` numbers an image. */
  readonly features: Float32Array
  readonly featureSize: number
  /** By its row, for each image that is looked at again: the logits of its views, ten each. */
  readonly views: ReadonlyMap<number, Float32Array>
}

export class Reader {
  readonly #network: Network
  readonly #kernels: Kernels
  readonly #image: Uint8Array
  readonly #smoothing: number
  readonly #certainty: Certainty

  constructor(model: Model, modules: KernelModules) {
    const block = createBlock(modules, trainingBytes(model.architecture, AT_ONCE), 1)
    this.#kernels = createKernels(modules, block, 0)
    this.#network = new Network(model.architecture, this.#kernels, { capacity: AT_ONCE })
    this.#image = this.#kernels.memory.bytes(DIGIT_PIXELS)
    fillNetwork(this.#network, model)
    this.#smoothing = model.metadata.smoothing
    this.#certainty = model.metadata.certainty
  }

  read({ images, labels, count }: Digits): Readings {
    const { logits, features, featureSize } = this.#forward(images, count)
    const { temperature, clearLead } = this.#certainty
    const views = new Map<number, Float32Array>()
    for (let row = 0; row < count; row++) {
      const first = [...probabilities(logits, row, temperature)]
      if (leadOf({ answer: twoLikeliest(first)[0], probabilities: first }) >= clearLead) continue
      views.set(row, this.#viewsOf(digitImage({ images }, row)))
    }
    return { count, labels, logits, features, featureSize, views }
  }

  #viewsOf(image: Uint8Array): Float32Array {
    const network = this.#network
    this.#image.set(image)
    putViews(this.#kernels, this.#image, network.input, 0)
    network.forward(0, VIEWS)
    return network.layers.at(-1)!.netOutput.slice(0, VIEWS * CLASSES)
  }

  #forward(images: Uint8Array, count: number): Pick<Readings, 'logits' | 'features' | 'featureSize'> {
    const network = this.#network
    const last = network.layers.at(-1)!
    const weighted = network.layers.findLast((layer) => !(layer instanceof ActivationLayer))!
    const featureSize = weighted.inputSize
    const logits = new Float32Array(count * CLASSES)
    const features = new Float32Array(count * featureSize)
    for (let first = 0; first < count; first += AT_ONCE) {
      const rows = Math.min(AT_ONCE, count - first)
      for (let row = 0; row < rows; row++) {
        const image = smoothImage(digitImage({ images }, first + row), this.#smoothing)
        scalePixels(image, 0, network.input, row * DIGIT_PIXELS, DIGIT_PIXELS)
      }
      network.forward(0, rows)
      logits.set(last.netOutput.subarray(0, rows * CLASSES), first * CLASSES)
      features.set(weighted.input.subarray(0, rows * featureSize), first * featureSize)
    }
    return { logits, features, featureSize }
  }
}

export function likeliest(logits: Float32Array, row: number): number {
  let best = 0
  for (let i = 1; i < CLASSES; i++) {
    if (logits[row * CLASSES + i]! > logits[row * CLASSES + best]!) best = i
  }
  return best
}
