/** How long a run would take on this machine: its very network and recipe are trained for a moment, in threads. */
import type { TimeEstimate, TrainingOptions } from '../contract.ts'
import { countMultiplications } from '../network/architecture.ts'
import { PlainError } from '../plain-error.ts'
import { recipeFor, type Recipe } from './recipe.ts'
import { blockFor } from './shared-run.ts'
import { startGroup, type Group } from './thread-group.ts'
import type { Timing } from './timing.ts'
import { usualThreads, type Plan, type Runtime } from './threads.ts'
import { usualCounts } from './training-data.ts'

/** About as many digits as are tried before any is met again. */
const DIGITS = 1000
/** Multiplications that a batch may take going forward, so that several fit into the moment. */
const MOST_IN_A_BATCH = 5e8
/** Reading a digit, as a share of training on it: forward, but not backward. */
const READING = 1 / 3
/** Far more than there is time for. */
const EPOCHS = 1e6
/** How many speeds are remembered. */
const REMEMBERED = 50

export class Estimates {
  readonly #runtime: Runtime
  readonly #threads: number
  /** Images in a second, by what they depend on; those used last stand last. */
  readonly #speeds = new Map<string, number>()
  #trial: Group<Timing | null> | null = null

  constructor(runtime: Runtime, threads = usualThreads()) {
    this.#runtime = runtime
    this.#threads = threads
  }

  /**
   * The speed of a short trial, so what else computes meanwhile shows in it. Resolves to `null` where no network can be built of the
   * layers, or where another question or `stop` came first.
   */
  async estimate(options: TrainingOptions): Promise<TimeEstimate | null> {
    const recipe = recipeOrNull(options)
    if (recipe === null) return null
    const samplesPerSecond = await this.#speed(recipe)
    if (samplesPerSecond === null) return null
    const { training, heldBack } = usualCounts(recipe, options.data)
    const secondsPerEpoch = (training + READING * heldBack) / samplesPerSecond
    return { secondsPerEpoch, seconds: secondsPerEpoch * options.epochs }
  }

  /** Breaks off what is being tried. */
  stop(): void {
    this.#trial?.stop()
    this.#trial = null
  }

  async #speed(recipe: Recipe): Promise<number | null> {
    this.stop()
    const plan = this.#planFor(recipe)
    const { architecture, batchSize, optimizer, averageDecay, augmentation } = plan.recipe
    const key = JSON.stringify([architecture, batchSize, optimizer, averageDecay, augmentation !== null])
    const known = this.#speeds.get(key)
    if (known !== undefined) return known
    const { modules } = this.#runtime
    const trial = startGroup<Timing, Timing | null>({
      runtime: this.#runtime,
      name: 'timing',
      threads: this.#threads,
      jobFor: (rank) => ({ kind: 'time', rank, plan, modules }),
      stopped: null,
      onReport: (timing, { succeed }) => {
        succeed(timing)
      },
    })
    this.#trial = trial
    const timing = await trial.finished
    if (this.#trial === trial) this.#trial = null
    if (timing === null) return null
    this.#remember(key, timing.samplesPerSecond)
    return timing.samplesPerSecond
  }

  #planFor(recipe: Recipe): Plan {
    const most = Math.ceil(MOST_IN_A_BATCH / countMultiplications(recipe.architecture))
    const batchSize = Math.min(recipe.batchSize, most)
    const tried = { ...recipe, batchSize, epochs: EPOCHS }
    const counts = { training: Math.ceil(DIGITS / batchSize) * batchSize, heldBack: 0, test: 0 }
    return {
      recipe: tried,
      counts,
      block: blockFor(tried, counts, this.#threads, this.#runtime.modules),
    }
  }

  #remember(key: string, samplesPerSecond: number): void {
    this.#speeds.set(key, samplesPerSecond)
    const [oldest] = this.#speeds.keys()
    if (this.#speeds.size > REMEMBERED && oldest !== undefined) this.#speeds.delete(oldest)
  }
}

function recipeOrNull(options: TrainingOptions): Recipe | null {
  try {
    return recipeFor(options)
  } catch (error) {
    if (error instanceof PlainError) return null
    throw error
  }
}
