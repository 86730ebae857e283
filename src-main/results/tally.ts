/** Counts what a model answers, digit by digit, in whatever order they come. */
import type { AngleResult, MisreadDigit, ModelResults, ModelSummary } from '../contract.ts'
import { largest } from '../network/one-hot.ts'
import { probabilitiesOf } from '../recognizer/certainty.ts'
import { ReliabilityBins } from '../recognizer/evaluation.ts'
import { ANGLES } from './tasks.ts'

const DIGITS = 10

export class Tally {
  readonly #model: ModelSummary
  readonly #temperature: number
  readonly #count: number
  #read = 0
  readonly #confusion = Array.from({ length: DIGITS }, () => new Array<number>(DIGITS).fill(0))
  readonly #bins = new ReliabilityBins()
  readonly #angles = ANGLES.slice(0, -1).map((degrees) => ({ degrees, count: 0, right: 0 }))
  #perAngle = 0

  /**
   * @param temperature what the model's outputs become probabilities with
   * @param count how many digits of the test set are to be read
   */
  constructor(model: ModelSummary, temperature: number, count: number) {
    this.#model = model
    this.#temperature = temperature
    this.#count = count
  }

  /** Counts a digit of the test set. @returns what is to be told of it where it was misread, else `null` */
  add(place: number, label: number, outputs: Float32Array): MisreadDigit | null {
    const answer = largest(outputs, 0)
    const probabilities = probabilitiesOf(outputs, this.#temperature)
    const right = answer === label
    this.#read++
    this.#confusion[label]![answer]!++
    this.#bins.add(probabilities[answer]!, right)
    return right ? null : { place, label, answer, probabilities }
  }

  /** Counts a digit that was turned by the angle of this index. @param perAngle how many there will be */
  addTurned(angle: number, perAngle: number, label: number, outputs: Float32Array): void {
    const result = this.#angles[angle]!
    this.#perAngle = perAngle
    result.count++
    if (largest(outputs, 0) === label) result.right++
  }

  /** What is known so far: a copy, to be handed on. */
  get results(): ModelResults {
    return {
      model: this.#model,
      read: this.#read,
      of: this.#count,
      confusion: this.#confusion.map((row) => [...row]),
      reliability: this.#bins.results,
      byAngle: this.#byAngle(),
    }
  }

  /** The angles of which all digits are read. */
  #byAngle(): AngleResult[] {
    const whole = this.#angles.filter(({ count }) => count > 0 && count === this.#perAngle)
    const first = whole.find(({ degrees }) => degrees === -180)
    return [...whole, ...(first ? [{ ...first, degrees: 180 }] : [])].map((angle) => ({ ...angle }))
  }
}
