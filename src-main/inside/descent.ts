/**
 * Gradient descent on one image, to be watched: a copy of a model goes forward, the cost is taken, the derivative goes backward
 * through every layer (paper, section 2.2.2), and the copy takes a step against its gradient. The model itself stays as it is.
 *
 * Where the copy stands is a function of the question alone: the model, and so many steps on this image at this rate. To undo a
 * step is to ask for one less, which starts from the model again; one more goes on from where the copy is.
 */
import type { BackwardPass, BackwardQuestion, CostReading, NetworkName } from '../contract.ts'
import type { Network } from '../network/network.ts'
import { oneHot } from '../network/one-hot.ts'
import { scalePixels } from '../network/pixels.ts'
import { probabilitiesOf } from '../recognizer/certainty.ts'
import { fillNetwork } from '../recognizer/model.ts'
import type { OpenedModel } from './opened-model.ts'
import { Turns, letOthersGoFirst } from './turns.ts'
import { layerGradient } from './weight-gradient.ts'

/**
 * Rates at which one or two steps move the bars, and do not throw them about. They are far below those of a training, whose
 * gradient is the mean over many digits that it mostly reads rightly already.
 */
const RATES: Readonly<Record<NetworkName, number>> = {
  paper: 0.5,
  perceptron: 0.005,
  convolutional: 0.002,
  deep: 0.003,
}

/** What the copy has learnt from, and how often. */
type Course = Pick<BackwardQuestion, 'image' | 'truth'> & { readonly rate: number; steps: number }

export class Descent {
  readonly opened: OpenedModel
  readonly #network: Network
  readonly #turns = new Turns()
  #course: Course | null = null
  #before: CostReading | null = null

  constructor(opened: OpenedModel) {
    this.opened = opened
    this.#network = opened.build(opened.model.architecture).network
  }

  /** Takes the steps that are asked for and goes backward from there. */
  pass(question: BackwardQuestion): Promise<BackwardPass> {
    return this.#turns.take(() => this.#pass(question))
  }

  async #pass({ image, truth, rate: asked, steps, layer, weight }: BackwardQuestion): Promise<BackwardPass> {
    const network = this.#network
    const rate = asked ?? RATES[this.opened.model.metadata.options.network]
    const course = this.#courseOf({ image, truth, rate, steps })
    this.#goThere()
    const before = this.#before ?? this.#read()
    this.#before = before
    while (course.steps < steps) {
      takeStep(network, rate)
      course.steps++
      await letOthersGoFirst()
      this.#goThere()
    }
    return {
      rate,
      before,
      after: this.#read(),
      inputDerivative: network.inputDerivative.slice(),
      outputDerivatives: network.layers.map(({ outputDerivative }) => outputDerivative.slice()),
      gradient: layerGradient(network, layer, weight),
    }
  }

  /** The course that the copy is on, where that leads to what is asked for; else one from the model's own weights. */
  #courseOf(asked: Course): Course {
    const { image, truth, rate, steps } = asked
    const now = this.#course
    if (
      now !== null &&
      now.truth === truth &&
      now.rate === rate &&
      now.steps <= steps &&
      now.image.every((grey, pixel) => grey === image[pixel])
    )
      return now
    const network = this.#network
    fillNetwork(network, this.opened.model)
    scalePixels(image, 0, network.input, 0, network.inputSize)
    oneHot(Uint8Array.of(truth), 0, network.target, 0, 1)
    this.#before = null
    this.#course = { image, truth, rate, steps: 0 }
    return this.#course
  }

  /** Forward to the cost, and backward to the gradient of every weight and to the pixels. */
  #goThere(): void {
    const network = this.#network
    network.forward(0, 1)
    network.backward(0, 1, 1, 'input')
    network.gradient(1)
  }

  #read(): CostReading {
    const { output } = this.#network
    const { temperature } = this.opened.model.metadata.certainty
    return {
      cost: this.#network.cost(0),
      outputs: [...output],
      probabilities: probabilitiesOf(output, temperature),
    }
  }
}

/** w ← w − η · ∂C/∂w, for every weight and bias: gradient descent in its plainest form. */
function takeStep({ parameters }: Network, rate: number): void {
  for (const { values, gradient } of parameters) {
    for (let i = 0; i < values.length; i++) values[i]! -= rate * gradient[i]!
  }
}
