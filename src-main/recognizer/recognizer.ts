/** Drawing in, probabilities out. */
import { isDeepStrictEqual } from 'node:util'
import type { Recognition } from '../contract.ts'
import type { GreyImage } from '../images/grey-image.ts'
import type { Ink } from '../images/ink.ts'
import { imageOfGreys } from '../images/picture.ts'
import { smoothImage } from '../images/smoothing.ts'
import { imageOfInk } from '../images/strokes.ts'
import { createBlock, createKernels, type KernelModules } from '../kernels/engine.ts'
import { Network, trainingBytes } from '../network/network.ts'
import { scalePixels } from '../network/pixels.ts'
import { PlainError } from '../plain-error.ts'
import { probabilitiesOf, unsureOf } from './certainty.ts'
import { fillNetwork, type Model } from './model.ts'
import { LOOK_ROWS, SecondLook } from './second-look.ts'

/** Holds one model, and reads one digit at a time with it. */
export class Recognizer {
  readonly #modules: KernelModules
  #model: Model
  #network: Network
  #secondLook: SecondLook

  constructor(modules: KernelModules, model: Model) {
    this.#modules = modules
    this.#model = model
    const { network, secondLook } = build(modules, model)
    this.#network = network
    this.#secondLook = secondLook
  }

  get model(): Model {
    return this.#model
  }

  /** From now on, reads with another model. */
  use(model: Model): void {
    // A network's memory is given back only when garbage is collected, so one of the same build is filled anew.
    if (isDeepStrictEqual(model.architecture, this.#network.architecture)) fillNetwork(this.#network, model)
    else {
      const { network, secondLook } = build(this.#modules, model)
      this.#network = network
      this.#secondLook = secondLook
    }
    this.#model = model
  }

  /** `null` for a drawing without ink. */
  recognizeInk(ink: Ink): Recognition | null {
    const image = imageOfInk(ink)
    return image && this.recognizeImage(image)
  }

  /** Reads a picture: greys, 0 black to 255 white. Throws a PlainError where it shows nothing. */
  recognizeGreys(picture: GreyImage): Recognition {
    const image = imageOfGreys(picture)
    if (image === null)
      throw new PlainError('The picture is empty: there is nothing in it that could be a digit.')
    return this.recognizeImage(image)
  }

  /** @param image 28 × 28 grey values, row by row, 0 paper to 255 ink, normalised as MNIST's are */
  recognizeImage(image: Uint8Array): Recognition {
    const network = this.#network
    const { certainty, smoothing } = this.#model.metadata
    const smooth = smoothImage(image, smoothing)
    scalePixels(smooth, 0, network.input, 0, network.inputSize)
    network.forward(0, 1)
    const output = network.output.subarray(0, network.outputSize)
    const probabilities = probabilitiesOf(output, certainty.temperature)
    const seen = this.#secondLook.see(image, probabilities, certainty)
    return {
      digit: seen.answer,
      probabilities,
      unsure: unsureOf(seen, certainty),
      image: smooth,
    }
  }
}

function build(modules: KernelModules, model: Model): { network: Network; secondLook: SecondLook } {
  const block = createBlock(modules, trainingBytes(model.architecture, LOOK_ROWS), 1)
  const kernels = createKernels(modules, block, 0)
  const network = new Network(model.architecture, kernels, { capacity: LOOK_ROWS })
  fillNetwork(network, model)
  return { network, secondLook: new SecondLook(network, kernels) }
}
