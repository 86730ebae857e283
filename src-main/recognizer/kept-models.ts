/** The model in use, the one before it and those that ship: opened at the start, exchanged on demand. */
import { existsSync } from 'node:fs'
import type { Held, ModelsState, OfferedModel } from '../contract.ts'
import { readBoundedSoon } from '../files/bounded.ts'
import { PlainError } from '../plain-error.ts'
import { ROTATION, SHIPPED, type ModelFolder } from '../storage/models.ts'
import { decodeModel, summarize, type Model } from './model.ts'

interface Kept {
  readonly id: string
  readonly model: Model
}

export class KeptModels {
  readonly #folder: ModelFolder
  readonly #shipped: Kept
  readonly #rotation: Kept | null
  #inUse: Kept
  #before: Kept | null = null

  private constructor(folder: ModelFolder, shipped: Kept, rotation: Kept | null) {
    this.#folder = folder
    this.#shipped = shipped
    this.#rotation = rotation
    this.#inUse = shipped
  }

  /**
   * Opens the models that were chosen last. One that is damaged or gone is set aside and the one that ships is used;
   * `notices` then holds a sentence to be shown.
   *
   * @param shipped the file of the model that ships
   * @param rotation the file of the model that reads rotated digits, which need not be there
   */
  static async open(
    folder: ModelFolder,
    shipped: URL,
    rotation: URL | null = null,
  ): Promise<{ readonly models: KeptModels; readonly notices: readonly string[] }> {
    const notices: string[] = []
    const models = new KeptModels(
      folder,
      { id: SHIPPED, model: await readModelFile(shipped) },
      await openRotation(rotation, notices),
    )
    const choice = await folder.readChoice((message) => notices.push(message))
    models.#inUse = (await models.#openKept(choice.inUse, notices)) ?? models.#shipped
    if (choice.before !== null) models.#before = await models.#openKept(choice.before, notices)
    if (models.#before?.id === models.#inUse.id) models.#before = null
    return { models, notices }
  }

  /** The model in use. */
  get inUse(): Model {
    return this.#inUse.model
  }

  get state(): ModelsState {
    const before = this.#before
    return {
      inUse: summarize(this.#inUse.model, this.#inUse.id),
      before: before && summarize(before.model, before.id),
      rotation: this.#rotation && offered(this.#rotation),
    }
  }

  /**
   * The model in use as it was before it learnt any of the person's own digits. Each lesson starts from there, so that
   * what is deleted is forgotten and lessons do not pile up. Where that model is gone, the one in use as it is.
   */
  async beforeLearning(): Promise<{ readonly id: string; readonly model: Model }> {
    const { learntFrom } = this.#inUse.model.metadata
    if (learntFrom === undefined) return this.#inUse
    if (learntFrom === SHIPPED) return this.#shipped
    try {
      const bytes = await this.#folder.read(learntFrom)
      return bytes === null ? this.#inUse : { id: learntFrom, model: decodeModel(bytes) }
    } catch (error) {
      if (error instanceof PlainError) return this.#inUse
      throw error
    }
  }

  /** The models that come with the app. */
  get shipped(): readonly { readonly id: string; readonly model: Model }[] {
    return this.#rotation === null ? [this.#shipped] : [this.#shipped, this.#rotation]
  }

  /** Why a model must stay, or `null` where it can be deleted. */
  heldBy(id: string): Held | null {
    if (this.shipped.some((kept) => kept.id === id)) return 'ships'
    if (id === this.#inUse.id) return 'in use'
    return id === this.#inUse.model.metadata.learntFrom ? 'learnt from' : null
  }

  /** Keeps a new model's bytes and takes it into use. Rejects with a PlainError where it cannot be kept. */
  async adopt(bytes: Uint8Array): Promise<ModelsState> {
    const model = decodeModel(bytes)
    const id = await this.#folder.add(bytes, new Date(model.metadata.trainedAt))
    return this.#choose({ id, model })
  }

  /** Takes the model that ships into use again. */
  async restoreShipped(): Promise<ModelsState> {
    if (this.#inUse.id === SHIPPED) throw new PlainError('The model that ships is already in use.')
    return this.#choose(this.#shipped)
  }

  /** Takes the model that reads rotated digits into use. */
  async useRotation(): Promise<ModelsState> {
    if (this.#rotation === null)
      throw new PlainError('There is no rotation model with this copy of Digit Pad.')
    if (this.#inUse.id === ROTATION) throw new PlainError('The rotation model is already in use.')
    return this.#choose(this.#rotation)
  }

  /** Takes the model that was in use before this one into use again; the two change places. */
  async restoreBefore(): Promise<ModelsState> {
    if (this.#before === null) throw new PlainError('There is no model from before that could be restored.')
    return this.#choose(this.#before)
  }

  /** Takes any model that is kept into use. Rejects with a PlainError where it cannot be read. */
  async use(id: string): Promise<ModelsState> {
    if (id === this.#inUse.id) throw new PlainError('This model is already in use.')
    const open = [this.#before, ...this.shipped].find((kept) => kept?.id === id)
    if (open) return this.#choose(open)
    const bytes = await this.#folder.read(id)
    if (bytes === null) throw new PlainError('This model is not kept any more.')
    return this.#choose({ id, model: decodeModel(bytes) })
  }

  /** To be called when a model that is not in use has been deleted. */
  async deleted(id: string): Promise<void> {
    if (id !== this.#before?.id) return
    await this.#folder.writeChoice({ inUse: this.#inUse.id, before: null })
    this.#before = null
  }

  /** To be called when a model has been given a name. */
  renamed(id: string, name: string): void {
    const named = (kept: Kept): Kept => (kept.id === id ? { id, model: { ...kept.model, name } } : kept)
    this.#inUse = named(this.#inUse)
    this.#before = this.#before && named(this.#before)
  }

  async #choose(next: Kept): Promise<ModelsState> {
    const before = this.#inUse
    await this.#folder.writeChoice({ inUse: next.id, before: before.id })
    this.#inUse = next
    this.#before = before
    return this.state
  }

  async #openKept(id: string, notices: string[]): Promise<Kept | null> {
    if (id === SHIPPED) return this.#shipped
    if (id === ROTATION && this.#rotation) return this.#rotation
    let bytes: Uint8Array | null
    try {
      bytes = await this.#folder.read(id)
    } catch (error) {
      if (!(error instanceof PlainError)) throw error
      notices.push(`${error.message} The model that ships with Digit Pad is used instead.`)
      return null
    }
    if (bytes === null) {
      notices.push(`The model ${id} is gone. The model that ships with Digit Pad is used instead.`)
      return null
    }
    try {
      return { id, model: decodeModel(bytes) }
    } catch (error) {
      if (!(error instanceof PlainError)) throw error
      notices.push(
        `The model ${id} is damaged and ${this.#folder.setAside(id)}. The model that ships with Digit Pad is used instead.`,
      )
      return null
    }
  }
}

/** The app does not need this model: where its file is damaged, it does without, and says so. */
async function openRotation(file: URL | null, notices: string[]): Promise<Kept | null> {
  if (file === null || !existsSync(file)) return null
  try {
    return { id: ROTATION, model: await readModelFile(file) }
  } catch (error) {
    if (!(error instanceof PlainError)) throw error
    notices.push(`The rotation model cannot be offered. ${error.message}`)
    return null
  }
}

function offered({ id, model }: Kept): OfferedModel {
  return { ...summarize(model, id), options: model.metadata.options }
}

/** What is read of a model's file at most: several times what the largest network trained here needs. */
export const MODEL_FILE = { most: 128 * 1024 * 1024 }

/** Reads a model from a file. Rejects with a PlainError that names the file. */
export async function readModelFile(file: URL | string): Promise<Model> {
  const name = file instanceof URL ? file.pathname : file
  let bytes: Uint8Array
  try {
    bytes = await readBoundedSoon(file, MODEL_FILE, name)
  } catch (error) {
    if (error instanceof PlainError) throw error
    const code = (error as NodeJS.ErrnoException).code ?? String(error)
    throw new PlainError(
      code === 'ENOENT' ? `There is no file ${name}.` : `${name} cannot be read (${code}).`,
    )
  }
  try {
    return decodeModel(bytes)
  } catch (error) {
    if (error instanceof PlainError) throw new PlainError(`${name}: ${error.message}`)
    throw error
  }
}
