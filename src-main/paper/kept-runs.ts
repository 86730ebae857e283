/**
 * The runs of the experiment, kept in a folder: the model, and beside it what it answered to each test digit. A file is known
 * by what its run depends on, so that a run is taken up again only where it would come out the same.
 */
import { createHash } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import writeFileAtomic from 'write-file-atomic'
import { readBoundedSoon } from '../files/bounded.ts'
import { PlainError } from '../plain-error.ts'
import { recipeFor } from '../training/recipe.ts'
import { optionsOf, TEST_ROTATION, TEST_ROTATION_SEED, type Row, type TestSet } from './experiment.ts'

/** The folder of the runs within the one that the person chose. */
const RUNS = 'runs'
/** To be counted up where what a file holds, or how a run computes, changes. */
const FORMAT = 1

/** Ten times what the answers to MNIST's test digits take. */
const RUN_FILE = { most: 512 * 1024 }

const Answers = v.pipe(v.string(), v.regex(/^[0-9]*$/))
const KeptRun = v.object({
  row: v.string(),
  seed: v.number(),
  /** The command that gives this model again. */
  command: v.string(),
  /** In words: "MNIST, 55,000 digits". */
  trainedOn: v.string(),
  /** The model's file, seen from the folder that the person chose. */
  model: v.string(),
  /** From the first batch to the last. */
  seconds: v.number(),
  heldBackAccuracy: v.nullable(v.number()),
  /** A figure for each test digit, in their order: what the network took it for. */
  answers: v.object({ upright: Answers, rotated: Answers }) satisfies v.GenericSchema<
    unknown,
    Record<TestSet, string>
  >,
})
export type KeptRun = Readonly<v.InferOutput<typeof KeptRun>>

export class KeptRuns {
  readonly #folder: string
  readonly #testDigits: string
  readonly #count: number

  /**
   * @param folder what the person chose; `runs` is made in it
   * @param test the digits that the runs are measured on
   */
  constructor(folder: string, test: { readonly images: Uint8Array; readonly labels: Uint8Array }) {
    this.#folder = folder
    this.#testDigits = hash(test.images, test.labels)
    this.#count = test.labels.length
  }

  /** Makes the folder. Rejects with a PlainError where nothing can be written there. */
  async open(): Promise<void> {
    try {
      await mkdir(join(this.#folder, RUNS), { recursive: true })
    } catch (error) {
      const reason = (error as NodeJS.ErrnoException).code ?? String(error)
      throw new PlainError(`The folder ${this.#folder} cannot be made or written to (${reason}).`)
    }
  }

  /** The run as it was kept, or `null` where it is yet to be done, or its file is damaged. */
  async read(row: Row, seed: number): Promise<KeptRun | null> {
    try {
      const bytes = await readBoundedSoon(join(this.#folder, `${this.#name(row, seed)}.json`), RUN_FILE)
      const run = v.parse(KeptRun, JSON.parse(Buffer.from(bytes).toString()))
      const whole = Object.values(run.answers).every(({ length }) => length === this.#count)
      return whole ? run : null
    } catch {
      return null
    }
  }

  /** Keeps a run. The model is written first, so that a run that is there has its model. */
  async write(
    row: Row,
    seed: number,
    model: Uint8Array,
    measured: Omit<KeptRun, 'row' | 'seed' | 'model'>,
  ): Promise<KeptRun> {
    const name = this.#name(row, seed)
    const run: KeptRun = { row: row.id, seed, model: `${name}.safetensors`, ...measured }
    await writeFileAtomic(join(this.#folder, run.model), Buffer.from(model))
    await writeFileAtomic(join(this.#folder, `${name}.json`), `${JSON.stringify(run)}\n`)
    return run
  }

  /** "runs/one-layer-none-seed-1-0c8f4be2", after all that the run and its measurement depend on. */
  #name(row: Row, seed: number): string {
    const recipe = recipeFor(optionsOf(row, seed))
    const all = JSON.stringify([FORMAT, recipe, this.#testDigits, TEST_ROTATION, TEST_ROTATION_SEED])
    return `${RUNS}/${row.id}-seed-${seed}-${hash(Buffer.from(all)).slice(0, 8)}`
  }
}

function hash(...parts: readonly Uint8Array[]): string {
  const sum = createHash('sha256')
  for (const part of parts) sum.update(part)
  return sum.digest('hex')
}
