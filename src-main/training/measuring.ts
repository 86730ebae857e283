/** What a run's network is told of itself when it is ready: when to be sure, and how much it reads rightly. */
import { digitImage, type Digits } from '../datasets/digits.ts'
import {
  bestTemperature,
  probabilitiesOf,
  thresholds,
  twoLikeliest,
  USUAL_CERTAINTY,
} from '../recognizer/certainty.ts'
import type { ModelMetadata } from '../recognizer/model.ts'
import { SecondLook } from '../recognizer/second-look.ts'
import { readDigits } from './loop.ts'
import type { SharedRun } from './shared-run.ts'

export type Measured = Pick<ModelMetadata, 'certainty' | 'heldBackAccuracy' | 'mnistAccuracy'>

/**
 * For thread 0, while the others read their shares: what is no digit, then the test digits. The outputs for the digits held back
 * are there since the last epoch.
 *
 * @param alive is called now and then
 */
export function measure(run: SharedRun, alive: () => void): Measured {
  const { heldBack, nonDigits, test } = run
  const outputs = outputsOf(run, heldBack)
  readDigits(run, nonDigits, alive)
  const nonDigitOutputs = outputsOf(run, nonDigits)
  readDigits(run, test, alive)

  const { labels } = heldBack
  const temperature = heldBack.count === 0 ? 1 : bestTemperature({ outputs, labels })
  const again = new Again(run, temperature, alive)
  const answers = again.answers(heldBack, outputs)
  const mnistAccuracy = accuracy(again.answers(test, outputsOf(run, test)), test)
  const heldBackAccuracy = accuracy(answers, heldBack)
  if (heldBack.count === 0) return { certainty: USUAL_CERTAINTY, heldBackAccuracy, mnistAccuracy }
  const { clearLead } = run.recipe
  const found = thresholds(answers, labels, again.answers(nonDigits, nonDigitOutputs))
  return { certainty: { temperature, clearLead, ...found }, heldBackAccuracy, mnistAccuracy }
}

/** Looks again at what the run's network did not read clearly. */
class Again {
  readonly #run: SharedRun
  readonly #temperature: number
  readonly #alive: () => void
  readonly #secondLook: SecondLook

  constructor(run: SharedRun, temperature: number, alive: () => void) {
    this.#run = run
    this.#temperature = temperature
    this.#alive = alive
    this.#secondLook = new SecondLook(run.judge, run.kernels, run.judgingRows[0])
  }

  /** The probabilities that drawings are answered with. @param outputs of their first readings */
  answers(digits: Digits, outputs: Float32Array): number[][] {
    const classes = this.#run.judge.outputSize
    const how = { temperature: this.#temperature, clearLead: this.#run.recipe.clearLead }
    return Array.from({ length: digits.count }, (_, row) => {
      this.#alive()
      const first = probabilitiesOf(outputs.subarray(row * classes, (row + 1) * classes), how.temperature)
      return this.#secondLook.of(digitImage(digits, row), first, how)
    })
  }
}

/** A copy of the outputs for the digits that were read last. */
function outputsOf({ outputs, judge }: SharedRun, { count }: Digits): Float32Array {
  return outputs.slice(0, count * judge.outputSize)
}

/** Share that is read rightly; `null` where there is none. */
function accuracy(answers: readonly (readonly number[])[], { count, labels }: Digits): number | null {
  const right = answers.filter((probabilities, row) => twoLikeliest(probabilities)[0] === labels[row])
  return count === 0 ? null : right.length / count
}
