/** All models that are kept, as the page knows them: named, compared, deleted and taken back. */
import type { Bridge, ModelHistory, ModelsState, ModelSummary, Outcome } from '../../src-main/contract.ts'
import type { Notices } from '../ui/notices.svelte.ts'
import { nameOf } from './wording.ts'

const NONE: ModelHistory = { models: [], unreadable: [], deleted: [] }

export interface ModelsSettings {
  readonly request: Bridge['request']
  readonly notices: Notices
  /** Hears that another model is in use. */
  readonly used: (models: ModelsState) => void
}

export class Models {
  readonly #request: Bridge['request']
  readonly #notices: Notices
  readonly #used: (models: ModelsState) => void
  #history = $state.raw(NONE)
  /** Whether they are looked at. */
  open = $state(false)

  constructor({ request, notices, used }: ModelsSettings) {
    this.#request = request
    this.#notices = notices
    this.#used = used
  }

  get history(): ModelHistory {
    return this.#history
  }

  /** Asks anew what there is. */
  async load(): Promise<void> {
    this.#take(await this.#request('modelHistory', undefined))
  }

  async use(id: string): Promise<void> {
    const outcome = await this.#request('useModel', id)
    if (outcome.ok) this.#used(outcome.value)
    else this.#notices.problem(outcome.message)
  }

  /** @returns whether it has that name now */
  async rename(id: string, name: string): Promise<boolean> {
    return this.#take(await this.#request('renameModel', { id, name }))
  }

  /** @param model one that is kept or that cannot be read */
  async delete(model: ModelSummary | { readonly id: string }): Promise<void> {
    const name = 'network' in model ? nameOf(model) : model.id
    if (!this.#take(await this.#request('deleteModel', model.id))) return
    this.#notices.done(`Deleted “${name}”.`, {
      title: 'Undo',
      take: () => {
        void this.takeBack(model.id)
      },
    })
  }

  /** Takes a deletion back. */
  async takeBack(id: string): Promise<void> {
    this.#take(await this.#request('restoreDeletedModel', id))
  }

  async export(id: string): Promise<void> {
    const outcome = await this.#request('exportModel', id)
    if (!outcome.ok) this.#notices.problem(outcome.message)
    else if (outcome.value !== null) this.#notices.done(`Exported to ${outcome.value}.`)
  }

  async import(): Promise<void> {
    const outcome = await this.#request('importModel', undefined)
    if (!outcome.ok) {
      this.#notices.problem(outcome.message)
      return
    }
    if (outcome.value === null) return
    const { id, history } = outcome.value
    this.#history = history
    const model = history.models.find((kept) => kept.id === id)
    if (model) this.#notices.done(`“${nameOf(model)}” is among your models now. Choose Use to read with it.`)
  }

  #take(outcome: Outcome<ModelHistory>): boolean {
    if (outcome.ok) this.#history = outcome.value
    else this.#notices.problem(outcome.message)
    return outcome.ok
  }
}
