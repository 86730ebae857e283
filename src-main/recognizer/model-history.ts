/** Every model that is kept: told apart, named, deleted and taken back, brought in from files and taken out. */
import type { KeptModel, ModelHistory as History, ModelSummary, UnreadableModel } from '../contract.ts'
import { PlainError } from '../plain-error.ts'
import type { KeptFile, ModelFolder } from '../storage/models.ts'
import type { KeptModels } from './kept-models.ts'
import { decodeModel, encodeModel, summarize, withName, type Model } from './model.ts'

/** Deleted models can be taken back for so long. */
const DELETED_FOR_DAYS = 30
const DAY = 24 * 60 * 60 * 1000

/** What was read of a file: reading it again is spared while the file is the same. */
interface Known {
  readonly file: KeptFile
  readonly summary: ModelSummary | UnreadableModel
}

export class ModelHistory {
  readonly #folder: ModelFolder
  readonly #models: KeptModels
  /** By id, of the kept and of the deleted: no id is of both. */
  readonly #known = new Map<string, Known>()
  #shipped: readonly KeptModel[] | null = null
  /** The last change: one follows another, so that two clicks cannot cross. */
  #last: Promise<unknown> = Promise.resolve()

  constructor(folder: ModelFolder, models: KeptModels) {
    this.#folder = folder
    this.#models = models
  }

  /** All models, and those that were deleted in the last days. Older ones are removed for good. */
  async list(now = new Date()): Promise<History> {
    await this.#folder.forgetDeleted(new Date(now.getTime() - DELETED_FOR_DAYS * DAY))
    const models: KeptModel[] = []
    const unreadable: UnreadableModel[] = []
    for (const file of await this.#folder.list()) {
      const summary = await this.#summaryOf(file, () => this.#folder.read(file.id))
      if ('message' in summary) unreadable.push(summary)
      else models.push({ ...summary, bytes: file.bytes, held: this.#models.heldBy(file.id) })
    }
    models.sort((a, b) => Date.parse(b.trainedAt) - Date.parse(a.trainedAt) || b.id.localeCompare(a.id))
    this.#shipped ??= this.#models.shipped.map(({ id, model }) => ({
      ...summarize(model, id),
      bytes: encodeModel(model).length,
      held: 'ships',
    }))
    return { models: [...models, ...this.#shipped], unreadable, deleted: await this.#deleted() }
  }

  /** A model by its id, or `null` where there is none. Rejects with a PlainError where its file is damaged. */
  async find(id: string): Promise<Model | null> {
    const shipped = this.#models.shipped.find((kept) => kept.id === id)
    if (shipped) return shipped.model
    const bytes = await this.#folder.read(id)
    return bytes && decodeModel(bytes)
  }

  /** Gives a model a name that no other has. */
  rename(id: string, name: string): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#models.heldBy(id) === 'ships') {
        throw new PlainError('A model that comes with Digit Pad keeps its name.')
      }
      const bytes = await this.#bytes(id)
      const { models } = await this.list()
      if (models.some((other) => other.id !== id && isNamed(other, name))) {
        throw new PlainError(`There is a model “${name}” already. Choose another name.`)
      }
      await this.#folder.replace(id, withName(bytes, name))
      // A name of the same length, given within a millisecond, changes neither the file's size nor its time.
      this.#known.delete(id)
      this.#models.renamed(id, name)
    })
  }

  /** Deletes a model, which can be taken back for a month. The model in use and those that ship stay. */
  delete(id: string): Promise<void> {
    return this.#inTurn(async () => {
      const held = this.#models.heldBy(id)
      if (held !== null) throw new PlainError(whyKept(held))
      await this.#folder.delete(id)
      await this.#models.deleted(id)
    })
  }

  /** Takes a deletion back. */
  restore(id: string): Promise<void> {
    return this.#inTurn(() => this.#folder.restore(id))
  }

  /**
   * Keeps a model that came from a file, without taking it into use. Rejects with a PlainError where it is none.
   *
   * @param called the file's name, for a model that has none
   * @returns its id
   */
  import(bytes: Uint8Array, called: string): Promise<string> {
    return this.#inTurn(async () => {
      const model = decodeModel(bytes)
      const { models } = await this.list()
      const wanted = model.name ?? called
      let name = wanted
      for (let copy = 2; models.some((other) => isNamed(other, name)); copy++) {
        name = `${wanted.slice(0, 70)} (${copy})`
      }
      return this.#folder.add(withName(bytes, name), new Date(model.metadata.trainedAt))
    })
  }

  /** A model's file, to be written elsewhere. */
  async export(id: string): Promise<Uint8Array> {
    const shipped = this.#models.shipped.find((kept) => kept.id === id)
    return shipped ? encodeModel(shipped.model) : this.#bytes(id)
  }

  async #bytes(id: string): Promise<Uint8Array> {
    const bytes = await this.#folder.read(id)
    if (bytes === null) throw new PlainError('This model is not kept any more.')
    return bytes
  }

  async #deleted(): Promise<History['deleted']> {
    const deleted: History['deleted'][number][] = []
    for (const file of await this.#folder.listDeleted()) {
      const summary = await this.#summaryOf(file, () => this.#folder.readDeleted(file.id))
      // One that cannot be read is not offered, and not lost before its time either.
      if (!('message' in summary)) deleted.push({ ...summary, deletedAt: file.at.toISOString() })
    }
    return deleted.sort((a, b) => b.deletedAt.localeCompare(a.deletedAt))
  }

  async #summaryOf(
    file: KeptFile,
    bytes: () => Promise<Uint8Array | null>,
  ): Promise<ModelSummary | UnreadableModel> {
    const known = this.#known.get(file.id)
    if (known?.file.bytes === file.bytes && known.file.at.getTime() === file.at.getTime())
      return known.summary
    const summary = await read(file, bytes)
    this.#known.set(file.id, { file, summary })
    return summary
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work, work)
    this.#last = turn.catch(() => undefined)
    return turn
  }
}

function whyKept(held: NonNullable<KeptModel['held']>): string {
  if (held === 'ships') return 'A model that comes with Digit Pad cannot be deleted.'
  return held === 'in use'
    ? 'This model is in use. Use another one before you delete it.'
    : 'The model in use learnt your digits from this one, and starts from it again the next time. Use another model before you delete it.'
}

const isNamed = ({ name }: ModelSummary, wanted: string): boolean =>
  name !== null && name.toLowerCase() === wanted.toLowerCase()

async function read(
  { id, bytes: size }: KeptFile,
  bytes: () => Promise<Uint8Array | null>,
): Promise<ModelSummary | UnreadableModel> {
  try {
    const content = await bytes()
    if (content === null) throw new PlainError('This model is not kept any more.')
    return summarize(decodeModel(content), id)
  } catch (error) {
    if (error instanceof PlainError) return { id, bytes: size, message: error.message }
    throw error
  }
}
