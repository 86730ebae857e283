/** How far the experiment is, on stderr: a line a run, and on a terminal a bar for the one under way. */
import type { PlannedRun, Watcher } from '../paper/carry-out.ts'
import { TEST_SETS } from '../paper/experiment.ts'
import type { KeptRun } from '../paper/kept-runs.ts'
import { heading } from '../paper/sentences.ts'
import type { RunState } from '../training/threads.ts'
import { clock, ProgressReport, type ProgressStream } from './progress.ts'

export class PaperProgress implements Watcher {
  readonly #report: ProgressReport
  readonly #terminal: boolean
  readonly #now: () => number
  #start = 0
  /** Of all runs, those that are there. */
  #done = 0
  #all = 0
  /** Of the runs that this command has to do: how much work they are, and how much of it is done. */
  #work = 0
  #worked = 0

  /** @param now seconds since any start */
  constructor(stream: ProgressStream, now = () => performance.now() / 1000) {
    this.#report = new ProgressReport(stream)
    this.#terminal = stream.isTTY === true
    this.#now = now
  }

  preparing(doing: string, fraction: number | null): void {
    this.#report.preparing(doing, fraction)
  }

  planned(kept: number, toDo: readonly PlannedRun[]): void {
    this.#start = this.#now()
    this.#done = kept
    this.#all = kept + toDo.length
    this.#work = toDo.reduce((sum, run) => sum + workOf(run), 0)
    const before = kept === 0 ? '' : `, of which ${kept} ${kept === 1 ? 'is' : 'are'} kept from before`
    this.#report.say(`${this.#all} runs${before}`)
  }

  running(run: PlannedRun, state: RunState): void {
    if (!this.#terminal || state.phase !== 'training') return
    const { epoch, batch, batches, options } = state
    const share = (epoch - 1 + (batches > 0 ? batch / batches : 0)) / options.epochs
    const worked = this.#worked + share * workOf(run)
    const left = this.#left(worked)
    this.#report.preparing(`${this.#done + 1}/${this.#all}${left} ${titleOf(run)}`, worked / this.#work)
  }

  done(run: PlannedRun, { answers }: KeptRun, labels: Uint8Array): void {
    this.#done++
    this.#worked += workOf(run)
    const right = TEST_SETS.map((set) => `${set} ${percentRight(answers[set], labels)} %`).join(', ')
    const left = this.#done < this.#all ? this.#left(this.#worked) : ''
    this.#report.say(`${this.#done} of ${this.#all}:${left} ${titleOf(run)}: ${right}`)
  }

  clear(): void {
    this.#report.clear()
  }

  /** " 6:12 left,", or nothing while it cannot be known. */
  #left(worked: number): string {
    if (worked <= 0) return ''
    const seconds = ((this.#now() - this.#start) / worked) * (this.#work - worked)
    return ` ${clock(seconds)} left,`
  }
}

function workOf({ row: { network } }: PlannedRun): number {
  return network.effort * network.epochs
}

function titleOf({ row, seed }: PlannedRun): string {
  return `${heading(row)}, seed ${seed}`
}

function percentRight(answers: string, labels: Uint8Array): string {
  const right = labels.reduce((sum, label, index) => sum + (Number(answers[index]) === label ? 1 : 0), 0)
  return ((100 * right) / labels.length).toFixed(2)
}
