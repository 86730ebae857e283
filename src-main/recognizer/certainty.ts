/**
 * When an answer is not to be relied on (docs/certainty.md, with what was measured).
 *
 * A network's outputs are first made honest by one number, its temperature, so that of the answers given with 90 % nine in
 * ten are right. Where they do not say clearly what a drawing is, it is looked at a second time (`second-look.ts`). Then the
 * answer is sure if its digit is far enough ahead of every other. If it is not, two digits may be
 * all there is to choose from, or the drawing is like no digit: then the other eight have a large part, too. Each model has
 * its own numbers, found at the end of its training on digits that it was not trained on.
 */
import * as v from 'valibot'
import type { Unsure } from '../contract.ts'

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1))

export const Certainty = v.object({
  /** Divides the logarithms of the outputs: above 1 the probabilities come nearer to each other. */
  temperature: v.pipe(v.number(), v.minValue(0.1), v.maxValue(10)),
  /** A drawing is looked at again where the likeliest digit's lead is below this. 0 never does, as in files from before there was that. */
  clearLead: v.optional(share, 0),
  /** The answer is to be as far ahead of any other digit, in probability. */
  leastLead: share,
  /** What the two likeliest digits are to have together in a drawing that is a digit. 0 never doubts that it is one. */
  leastTogether: share,
})
export type Certainty = v.InferOutput<typeof Certainty>

/** For models that nothing could be held back for. */
export const USUAL_CERTAINTY: Certainty = { temperature: 1, clearLead: 0, leastLead: 0.6, leastTogether: 0 }

/** The certainty of a file from before there were temperatures, which has a threshold for the likeliest probability alone. */
export function certaintyOfThreshold(threshold: number): Certainty {
  // The second has what is left, at most.
  return { temperature: 1, clearLead: 0, leastLead: Math.max(0, 2 * threshold - 1), leastTogether: 0 }
}

/**
 * Ten outputs of a network as probabilities that sum to 1, at a temperature T (Guo, Pleiss, Sun, Weinberger 2017, "On calibration
 * of modern neural networks", section 4.2): softmax of the logits divided by T, which is the outputs to the power of 1/T,
 * divided by their sum. A sigmoid layer's outputs, which are no distribution, are made one by the same division.
 */
export function probabilitiesOf(outputs: Float32Array, temperature = 1): number[] {
  const top = Math.max(...outputs)
  if (!(top > 0 && top < Infinity)) return Array.from(outputs, () => 1 / outputs.length)
  // Below nothing there is no probability: such outputs come from a network that does not end in softmax or sigmoid.
  const powers = Array.from(outputs, (output) => Math.max(0, output / top) ** (1 / temperature))
  const sum = powers.reduce((total, power) => total + power)
  return powers.map((power) => power / sum)
}

/** A digit that is answered, and what tells how far to rely on it. */
export interface Seen {
  readonly answer: number
  /** The ten probabilities; after a second look their mean over all looks. The answer need not be the likeliest then. */
  readonly probabilities: readonly number[]
  /** The ten probabilities of the first look alone. */
  readonly first: readonly number[]
}

/** Why an answer is not to be relied on; `null` where it is. */
export function unsureOf(seen: Seen, certainty: Certainty): Unsure | null {
  if (leadOf(seen) >= certainty.leastLead) return null
  if (togetherOf(seen) < certainty.leastTogether) return { kind: 'no digit' }
  return { kind: 'between', digits: [seen.answer, rivalOf(seen)] }
}

/** How far the answer is ahead of the likeliest other digit, −1..1. */
export function leadOf(seen: Omit<Seen, 'first'>): number {
  const { answer, probabilities } = seen
  return probabilities[answer]! - probabilities[rivalOf(seen)]!
}

/** What the two likeliest digits have together at the first look: in the mean of several, digits look more like nonsense. */
function togetherOf({ first }: Seen): number {
  const [likeliest, second] = twoLikeliest(first)
  return first[likeliest]! + first[second]!
}

/** The likeliest digit but for the answer. */
function rivalOf({ answer, probabilities }: Omit<Seen, 'first'>): number {
  const [first, second] = twoLikeliest(probabilities)
  return first === answer ? second : first
}

/** The digits of the largest and the second largest probability; the smaller digit first, where they are the same. */
export function twoLikeliest(probabilities: readonly number[]): readonly [number, number] {
  let first = 0
  let second = -1
  for (let digit = 1; digit < probabilities.length; digit++) {
    if (probabilities[digit]! > probabilities[first]!) {
      second = first
      first = digit
    } else if (second < 0 || probabilities[digit]! > probabilities[second]!) second = digit
  }
  return [first, second]
}

/** Outputs of a network, ten for each drawing, that it was not trained on. */
export interface HeldBack {
  readonly outputs: Float32Array
  /** A digit for each drawing. */
  readonly labels: Uint8Array
}

/** Share of the right answers that a model may call unsure: below the hundredth that is meant, since other hands differ more. */
const SHARE_UNSURE = 0.005
const CLASSES = 10

/** What a second look makes of a digit or a non-digit in a row, from the probabilities of the first, where those are not clear. */
export interface SecondLooks {
  readonly clearLead: number
  readonly digit: Again
  readonly nonDigit: Again
}
type Again = (row: number, first: number[], look: Pick<Certainty, 'temperature' | 'clearLead'>) => Seen

const once: Again = (_, first) => ({
  answer: twoLikeliest(first)[0],
  probabilities: first,
  first,
})
const NO_SECOND_LOOK: SecondLooks = { clearLead: 0, digit: once, nonDigit: once }

/**
 * Finds a model's temperature on held-back digits and its thresholds on those and on drawings that are no digit.
 *
 * @param nonDigits their outputs, ten each; none for a network that has not learnt what is no digit, which then never says so
 */
export function calibrate(
  digits: HeldBack,
  nonDigits: Float32Array,
  { clearLead, digit, nonDigit }: SecondLooks = NO_SECOND_LOOK,
): Certainty {
  const { outputs, labels } = digits
  if (labels.length === 0) return USUAL_CERTAINTY
  const temperature = bestTemperature(digits)
  const seen = (all: Float32Array, again: Again): Seen[] =>
    Array.from({ length: all.length / CLASSES }, (_, row) => {
      const first = probabilitiesOf(all.subarray(row * CLASSES, (row + 1) * CLASSES), temperature)
      return again(row, first, { temperature, clearLead })
    })
  const seenDigits = seen(outputs, digit)
  const leads = seenDigits.filter(({ answer }, row) => answer === labels[row]).map(leadOf)
  const lead = leads.length === 0 ? 1 : leads.sort(ascending)[Math.floor(leads.length * SHARE_UNSURE)]!
  // An answer that the views speak against is never sure, not even where that befalls many of the right ones.
  const leastLead = Math.max(0, lead)

  const unsure = (all: readonly Seen[]): number[] =>
    all.filter((each) => leadOf(each) < leastLead).map(togetherOf)
  const leastTogether = bestCut(unsure(seen(nonDigits, nonDigit)), unsure(seenDigits))
  return { temperature, clearLead, leastLead, leastTogether }
}

/**
 * The temperature with the least mean of −log of the truth's probability, between 0.25 and 4: a search by the golden section on its
 * logarithm, in which that mean has one valley.
 */
function bestTemperature({ outputs, labels }: HeldBack): number {
  const cost = (logarithm: number): number => {
    const temperature = Math.exp(logarithm)
    let sum = 0
    for (const [row, label] of labels.entries()) {
      const probabilities = probabilitiesOf(outputs.subarray(row * CLASSES, (row + 1) * CLASSES), temperature)
      sum -= Math.log(Math.max(probabilities[label]!, Number.MIN_VALUE))
    }
    return sum
  }
  const golden = (Math.sqrt(5) - 1) / 2
  let low = Math.log(0.25)
  let high = Math.log(4)
  while (high - low > 0.01) {
    const left = high - golden * (high - low)
    const right = low + golden * (high - low)
    if (cost(left) < cost(right)) high = right
    else low = left
  }
  return Math.exp((low + high) / 2)
}

/** The number that most of `below` lie below and most of `above` do not, both groups counting the same; 0 where one is empty. */
function bestCut(below: readonly number[], above: readonly number[]): number {
  if (below.length === 0 || above.length === 0) return 0
  const all = [
    ...below.map((value) => ({ value, gain: 1 / below.length })),
    ...above.map((value) => ({ value, gain: -1 / above.length })),
  ].sort((a, b) => a.value - b.value)
  let gain = 0
  let best = 0
  let cut = 0
  for (const [index, one] of all.entries()) {
    gain += one.gain
    const next = all[index + 1]?.value ?? 1
    if (gain > best && next > one.value) {
      best = gain
      cut = (one.value + next) / 2
    }
  }
  return cut
}

function ascending(a: number, b: number): number {
  return a - b
}
