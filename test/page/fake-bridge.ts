/** A bridge with no main process behind it: answers as it is told, and remembers what it was asked. */
import type {
  Answers,
  Bridge,
  EventName,
  Events,
  RequestName,
  RequestPayload,
} from '../../src-main/contract.ts'

type Answering = {
  [N in RequestName]?: (payload: RequestPayload<N>) => Answers[N] | Promise<Answers[N]>
}
type Asked = { [N in RequestName]: { readonly name: N; readonly payload: RequestPayload<N> } }[RequestName]
type Listener = (value: Events[EventName]) => void

export class FakeBridge implements Bridge {
  readonly asked: Asked[] = []
  readonly #answering: Answering
  readonly #listeners = new Map<EventName, Set<Listener>>()

  constructor(answering: Answering) {
    this.#answering = answering
  }

  readonly request = async <N extends RequestName>(
    name: N,
    payload: RequestPayload<N>,
  ): Promise<Answers[N]> => {
    // What crosses the real bridge must be cloneable: reactive proxies are not.
    const sent = structuredClone(payload)
    this.asked.push({ name, payload: sent } as Asked)
    const answer = this.#answering[name]
    if (answer === undefined) return undefined as Answers[N]
    return await answer(sent)
  }

  readonly on = <N extends EventName>(name: N, listener: (value: Events[N]) => void): (() => void) => {
    const listeners = this.#listeners.get(name) ?? new Set()
    this.#listeners.set(name, listeners)
    listeners.add(listener as Listener)
    return () => {
      listeners.delete(listener as Listener)
    }
  }

  /** Whether anybody listens. */
  get isHeard(): boolean {
    return this.#listeners.size > 0
  }

  /** As if main had told it. */
  emit<N extends EventName>(name: N, value: Events[N]): void {
    for (const listener of this.#listeners.get(name) ?? []) listener(value)
  }

  /** What was sent with each request of a name. */
  payloads<N extends RequestName>(name: N): readonly RequestPayload<N>[] {
    return this.asked.filter((each) => each.name === name).map((each) => each.payload as RequestPayload<N>)
  }
}
