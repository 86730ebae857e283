/** What of a network is looked at: a stage, and a unit in it. */
import type { InsideNetwork, UnitPlace } from '../../../src-main/contract.ts'
import { stagesOf, type Stage } from './stages.ts'

/** Stands for the input, before the first stage. */
export const INPUT = -1

export class Selection {
  readonly stages: readonly Stage[]
  /** The stage that is looked at, or INPUT. */
  stage = $state(INPUT)
  #pinned = $state.raw<Readonly<Record<number, UnitPlace>>>({})
  #pointed = $state.raw<UnitPlace | null>(null)

  constructor(network: InsideNetwork) {
    this.stages = stagesOf(network)
    this.stage = this.stages.length - 1
  }

  get current(): Stage | null {
    return this.stages[this.stage] ?? null
  }

  /** The unit that was chosen in the stage; `null` where none was. */
  get pinned(): UnitPlace | null {
    return this.#pinned[this.stage] ?? null
  }

  /** The unit that is looked at: the one that the mouse points at, else the one that was chosen. */
  get unit(): UnitPlace | null {
    return this.#pointed ?? this.pinned
  }

  open(stage: number): void {
    this.stage = stage
    this.#pointed = null
  }

  point(unit: UnitPlace | null): void {
    this.#pointed = unit
  }

  /** Chooses a unit of the stage; `null` chooses none any more. */
  pin(unit: UnitPlace | null): void {
    // Wherever the mouse rests: what was chosen last is looked at.
    this.#pointed = null
    const rest = Object.entries(this.#pinned).filter(([stage]) => Number(stage) !== this.stage)
    this.#pinned = { ...Object.fromEntries(rest), ...(unit && { [this.stage]: unit }) }
  }
}
