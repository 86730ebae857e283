/** A run's progress on stderr: a bar that is drawn over itself on a terminal, a line an epoch elsewhere. */
import type { EpochResult, TrainingProgress, TrainingState } from '../contract.ts'

/** What of a stream is needed here; process.stderr is one. */
export interface ProgressStream {
  readonly isTTY?: boolean | undefined
  readonly columns?: number | undefined
  write(text: string): unknown
}

const BAR_WIDTH = 16
const USUAL_COLUMNS = 80
const ERASE_LINE = '\r\u001b[2K'

export class ProgressReport {
  readonly #stream: ProgressStream
  readonly #terminal: boolean
  #barShown = false
  #lastDoing = ''
  #epochsTold = 0
  #engineTold = false

  constructor(stream: ProgressStream) {
    this.#stream = stream
    this.#terminal = stream.isTTY === true
  }

  /** Shows where the run stands. May be called as often as there is news. */
  show(state: TrainingState): void {
    if (state.phase === 'preparing') this.preparing(state.doing, state.fraction)
    if (state.phase === 'training') this.#showTraining(state)
  }

  /** Says something on a line of its own. */
  say(text: string): void {
    this.clear()
    this.#stream.write(`${text}\n`)
  }

  /** Takes the bar away, so that something else may be written. */
  clear(): void {
    if (this.#barShown) this.#stream.write(ERASE_LINE)
    this.#barShown = false
  }

  /** Shows what has to be done before: a download, say. */
  preparing(doing: string, fraction: number | null): void {
    if (this.#terminal) this.#draw(fraction === null ? `${doing} …` : `${doing} ${bar(fraction)}`)
    else if (doing !== this.#lastDoing) this.say(`${doing} …`)
    this.#lastDoing = doing
  }

  #showTraining(progress: TrainingProgress): void {
    if (!this.#engineTold) this.say(`Computing with ${progress.engine}`)
    this.#engineTold = true
    for (const result of progress.epochs.slice(this.#epochsTold)) {
      this.say(epochLine(result, progress.options.epochs))
      this.#epochsTold++
    }
    if (this.#terminal && progress.epoch > this.#epochsTold) this.#draw(barLine(progress))
  }

  #draw(text: string): void {
    const columns = this.#stream.columns ?? USUAL_COLUMNS
    this.#stream.write(ERASE_LINE + text.slice(0, columns - 1))
    this.#barShown = true
  }
}

function epochLine({ epoch, loss, heldBackAccuracy }: EpochResult, epochs: number): string {
  const accuracy = (100 * heldBackAccuracy).toFixed(2)
  return `Epoch ${epoch} of ${epochs}: loss ${loss.toFixed(4)}, ${accuracy} % of the held-back digits right`
}

function barLine(progress: TrainingProgress): string {
  const { epoch, batch, batches, options, loss, samplesPerSecond, secondsLeft } = progress
  const done = (epoch - 1 + (batches > 0 ? batch / batches : 0)) / options.epochs
  return [
    `Epoch ${epoch}/${options.epochs} ${bar(done)}`,
    secondsLeft === null ? '' : `${clock(secondsLeft)} left`,
    loss === null ? '' : `loss ${loss.toFixed(4)}`,
    `${Math.round(samplesPerSecond).toLocaleString('en')} digits/s`,
  ]
    .filter((part) => part !== '')
    .join('  ')
}

function bar(fraction: number): string {
  const share = Math.min(Math.max(fraction, 0), 1)
  const full = Math.round(share * BAR_WIDTH)
  return `[${'#'.repeat(full)}${'.'.repeat(BAR_WIDTH - full)}] ${String(Math.floor(share * 100)).padStart(3)} %`
}

/** Minutes and seconds: "3:07". */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}
