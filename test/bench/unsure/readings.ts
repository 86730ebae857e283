/** What a network makes of many images: all that a measure of certainty could be had from. */
import { DIGIT_PIXELS, DIGIT_SIDE, digitImage, type Digits } from '../../../src-main/datasets/digits.ts'
import { createBlock, createKernels, type KernelModules } from '../../../src-main/kernels/engine.ts'
import { ActivationLayer } from '../../../src-main/network/layer.ts'
import { Network, trainingBytes } from '../../../src-main/network/network.ts'
import { smoothImage } from '../../../src-main/images/smoothing.ts'
import { scalePixels } from '../../../src-main/network/pixels.ts'
import { fillNetwork, type Model } from '../../../src-main/recognizer/model.ts'

export const CLASSES = 10
const AT_ONCE = 64
/** How the drawing is moved for test-time augmentation, in pixels. */
const SHIFTS = [
  [-1, 0],
  [1, 0],
  [0, -1],
  [0, 1],
] as const

export interface Readings {
  readonly count: number
  /** 0 to 9, or NO_DIGIT. */
  readonly labels: Uint8Array
  /** The likeliest digit of each image. */
  readonly answers: Uint8Array
  /** What softmax bends into probabilities, ten an image. */
  readonly logits: Float32Array
  /** The last hidden layer, `featureSize` numbers an image. */
  readonly features: Float32Array
  readonly featureSize: number
  /** The logits of the drawing moved by a pixel to each side. */
  readonly shifted: readonly Float32Array[]
}

export class Reader {
  readonly #network: Network
  readonly #smoothing: number

  constructor(model: Model, modules: KernelModules) {
    const block = createBlock(modules, trainingBytes(model.architecture, AT_ONCE), 1)
    this.#network = new Network(model.architecture, createKernels(modules, block, 0), { capacity: AT_ONCE })
    fillNetwork(this.#network, model)
    this.#smoothing = model.metadata.smoothing
  }

  read({ images, labels, count }: Digits): Readings {
    const { logits, features, featureSize } = this.#forward(images, count)
    const answers = Uint8Array.from({ length: count }, (_, row) => likeliest(logits, row))
    const shifted = SHIFTS.map(([x, y]) => this.#forward(moved(images, x, y), count).logits)
    return { count, labels, answers, logits, features, featureSize, shifted }
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

/** The images moved by whole pixels; what leaves the field is lost. */
function moved(images: Uint8Array, right: number, down: number): Uint8Array {
  const result = new Uint8Array(images.length)
  for (let i = 0; i < images.length; i++) {
    const x = (i % DIGIT_SIDE) + right
    const y = (Math.floor(i / DIGIT_SIDE) % DIGIT_SIDE) + down
    if (x < 0 || x >= DIGIT_SIDE || y < 0 || y >= DIGIT_SIDE) continue
    result[i + down * DIGIT_SIDE + right] = images[i]!
  }
  return result
}
