/** The pane "Inside" as state: which view is open, what it is about, and what main told of it. */
import type {
  Bridge,
  ForwardQuestion,
  InsideNetwork,
  InsideSubject,
  LayerWeights,
  WeightsQuestion,
} from '../../src-main/contract.ts'
import { Backward } from './backward/backward.svelte.ts'
import { numbersOf, type Pass } from './forward/pass.ts'
import { Selection } from './forward/selection.svelte.ts'
import { Latest } from './latest.svelte.ts'
import { Why } from './why/why.svelte.ts'

export const INSIDE_VIEWS = ['forward', 'backward', 'why', 'batches'] as const
export type InsideView = (typeof INSIDE_VIEWS)[number]

export interface InsideSettings {
  readonly request: Bridge['request']
  /** Calls back when the page has nothing else to do: `requestIdleCallback`, but in tests. */
  readonly whenIdle: (callback: () => void) => void
  /** Whether a stroke is being drawn. */
  readonly drawing: () => boolean
  /** Waits until the bars wait for no answer. */
  readonly barsSettled: () => Promise<void>
  /** Hears of questions that failed. */
  readonly failed: (message: string) => void
  /** The image that the recognizer read last, of the digit that is shown; `null` for an empty pad. */
  readonly image: () => Uint8Array | null
  /** The digit that it was read as. */
  readonly digit: () => number | null
  /** The id of the model in use. */
  readonly model: () => string
}

export class Inside {
  readonly #settings: InsideSettings
  #network = $state.raw<InsideNetwork | null>(null)
  #selection = $state.raw<Selection | null>(null)
  #target = $state<number | null>(null)
  /** Whether a stroke is being drawn: it grows many times a second, and this does not change with it. */
  readonly #drawing = $derived.by(() => this.#settings.drawing())
  readonly forward: Latest<ForwardQuestion, Pass>
  readonly weights: Latest<WeightsQuestion, LayerWeights>
  readonly backward: Backward
  readonly why: Why
  view = $state<InsideView>('forward')

  constructor(settings: InsideSettings) {
    this.#settings = settings
    this.forward = this.latest(async (question) => {
      const pass = await settings.request('insideForward', question)
      return pass && numbersOf(pass)
    })
    this.weights = this.latest((question) => settings.request('insideWeights', question))
    this.backward = new Backward(this.latest((question) => settings.request('insideBackward', question)))
    this.why = new Why(this.latest((question) => settings.request('insideWhy', question)))
  }

  /** What the model in use is made of; `null` until main has told it. */
  get network(): InsideNetwork | null {
    return this.#network?.model === this.#settings.model() ? this.#network : null
  }

  /** What of the network is looked at, in the views that go through it layer by layer. */
  get selection(): Selection | null {
    return this.network && this.#selection
  }

  /** The image now on the pad, as the recognizer read it, and the model: what every question is about. */
  get subject(): InsideSubject | null {
    const image = this.#settings.image()
    return image === null || this.network === null
      ? null
      : { model: this.network.model, image: new Uint8Array(image) }
  }

  /** Whether a stroke is being drawn. Pictures are enough then; what is written out is asked for once it has ended. */
  get drawing(): boolean {
    return this.#drawing
  }

  /** The digit that the output is compared with: the one chosen, else the one that was read. */
  get target(): number | null {
    return this.#target ?? this.#settings.digit()
  }

  /** The digit that the image is read as; `null` for an empty pad. */
  get digit(): number | null {
    return this.#settings.digit()
  }

  /** Whether the person said what the digit is. */
  get targetChosen(): boolean {
    return this.#target !== null
  }

  /** Says what the digit is; `null` for what it is read as. */
  chooseTarget(digit: number | null): void {
    this.#target = digit
  }

  /** A way to ask main that keeps up with a drawing that grows. */
  latest<Question, Answer>(
    request: (question: Question) => Promise<Answer | null>,
  ): Latest<Question, Answer> {
    const { whenIdle, barsSettled, failed } = this.#settings
    return new Latest({ request, whenIdle, barsSettled, drawing: () => this.#drawing, failed })
  }

  /** Learns what the model in use is made of, where that is not known yet. */
  async load(): Promise<void> {
    if (this.network !== null) return
    try {
      const network = await this.#settings.request('insideNetwork', undefined)
      this.#selection = new Selection(network)
      this.#network = network
      this.forward.forget()
      this.weights.forget()
    } catch {
      this.#settings.failed('The inside of the network could not be read. Start Digit Pad again.')
    }
  }
}
