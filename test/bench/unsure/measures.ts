/** Measures of certainty that are compared: each a number for every image, larger where the network is surer. */
import { CLASSES, type Readings } from './readings.ts'

export interface Measure {
  readonly name: string
  readonly of: (readings: Readings) => Float64Array
  /** The digits that go with it. */
  readonly answers: (readings: Readings) => Uint8Array
}

/** @param temperature what divides the logits (Guo, Pleiss, Sun, Weinberger 2017) */
export function probabilities(logits: Float32Array, row: number, temperature = 1): Float64Array {
  const nets = Float64Array.from(
    logits.subarray(row * CLASSES, (row + 1) * CLASSES),
    (net) => net / temperature,
  )
  const top = Math.max(...nets)
  const powers = nets.map((net) => Math.exp(net - top))
  const sum = powers.reduce((total, power) => total + power)
  return powers.map((power) => power / sum)
}

/**
 * @param temperature of the scaled softmax and the scaled sum
 * @param digits readings of digits whose means stand for the classes
 */
export function measures(temperature: number, digits: Readings): readonly Measure[] {
  return [
    {
      name: 'likeliest softmax',
      of: each((row, { logits }) => Math.max(...probabilities(logits, row))),
      answers: once,
    },
    {
      name: 'softmax at the temperature',
      of: each((row, { logits }) => Math.max(...probabilities(logits, row, temperature))),
      answers: once,
    },
    {
      name: 'margin of the two likeliest',
      of: each((row, { logits }) => margin(probabilities(logits, row))),
      answers: once,
    },
    {
      name: 'largest less half of the second',
      of: each((row, { logits }) => {
        const [first = 0, second = 0] = probabilities(logits, row).toSorted().toReversed()
        return first - second / 2
      }),
      answers: once,
    },
    { name: 'entropy', of: each((row, { logits }) => -entropy(probabilities(logits, row))), answers: once },
    { name: 'largest logit', of: each((row, { logits }) => Math.max(...rowOf(logits, row))), answers: once },
    { name: 'energy', of: each((row, { logits }) => logSumExp(rowOf(logits, row))), answers: once },
    { name: 'distance to the class mean', of: distances(digits), answers: once },
    { name: 'agreement of the views', of: each(agreement), answers: once },
    {
      name: 'lead in the mean over the views',
      of: each((row, readings) => ahead(row, readings, meanOverViews(row, readings, temperature))),
      answers: once,
    },
    {
      name: 'the same, answered by the mean',
      of: each((row, readings) => margin(meanOverViews(row, readings, temperature))),
      answers: answersBy((row, readings) => meanOverViews(row, readings, temperature)),
    },
    {
      name: 'lead in the mean logits',
      of: each((row, readings) =>
        ahead(row, readings, probabilities(meanLogits(row, readings), 0, temperature)),
      ),
      answers: once,
    },
  ]
}

/** The answers of the first reading. */
const once = answersBy((row, { logits }) => rowOf(logits, row))

function answersBy(
  values: (row: number, readings: Readings) => Float32Array | Float64Array,
): Measure['answers'] {
  return (readings) =>
    Uint8Array.from({ length: readings.count }, (_, row) => largestOf(values(row, readings)))
}

function each(value: (row: number, readings: Readings) => number): Measure['of'] {
  return (readings) => Float64Array.from({ length: readings.count }, (_, row) => value(row, readings))
}

function rowOf(logits: Float32Array, row: number): Float32Array {
  return logits.subarray(row * CLASSES, (row + 1) * CLASSES)
}

function margin(shares: Float64Array): number {
  const [first = 0, second = 0] = shares.toSorted().toReversed()
  return first - second
}

function entropy(shares: Float64Array): number {
  return -shares.reduce((sum, share) => sum + (share > 0 ? share * Math.log(share) : 0), 0)
}

/** The negative energy of Liu, Wang, Owens, Li 2020, at temperature 1. */
function logSumExp(nets: Float32Array): number {
  const top = Math.max(...nets)
  return top + Math.log(nets.reduce((sum, net) => sum + Math.exp(net - top), 0))
}

/** How many readings give the answer, and its mean probability to settle ties. */
function agreement(row: number, readings: Readings): number {
  const all = allReadings(row, readings)
  const answer = largestOf(all[0]!)
  const agreeing = all.filter((nets) => largestOf(nets) === answer)
  return agreeing.length / all.length + meanOverViews(row, readings, 1)[answer]! / 10
}

/** How far the first reading's answer is ahead of any other digit. */
function ahead(row: number, readings: Readings, shares: Float64Array): number {
  const answer = largestOf(allReadings(row, readings)[0]!)
  return shares[answer]! - Math.max(...shares.filter((_, digit) => digit !== answer))
}

/** The mean of the probabilities of the first reading and, where there was a second look, of the views. */
export function meanOverViews(row: number, readings: Readings, temperature: number): Float64Array {
  const all = allReadings(row, readings)
  const mean = new Float64Array(CLASSES)
  for (const nets of all) {
    probabilities(nets, 0, temperature).forEach((share, digit) => {
      mean[digit]! += share / all.length
    })
  }
  return mean
}

function meanLogits(row: number, readings: Readings): Float32Array {
  const all = allReadings(row, readings)
  return Float32Array.from({ length: CLASSES }, (_, digit) =>
    all.reduce((sum, nets) => sum + nets[digit]! / all.length, 0),
  )
}

/** The logits of all readings of an image. */
function allReadings(row: number, { logits, views }: Readings): Float32Array[] {
  const again = views.get(row) ?? new Float32Array(0)
  return [
    rowOf(logits, row),
    ...Array.from({ length: again.length / CLASSES }, (_, view) => rowOf(again, view)),
  ]
}

function largestOf(values: Float32Array | Float64Array): number {
  return values.indexOf(Math.max(...values))
}

/** Minus the distance in the last hidden layer to the nearest class's mean, each feature by its deviation within the classes. */
function distances({ count, labels, features, featureSize: size }: Readings): Measure['of'] {
  const means = Array.from({ length: CLASSES }, () => new Float64Array(size))
  const counts = new Float64Array(CLASSES)
  for (let row = 0; row < count; row++) counts[labels[row]!]!++
  for (let row = 0; row < count; row++) {
    const label = labels[row]!
    for (let i = 0; i < size; i++) means[label]![i]! += features[row * size + i]! / counts[label]!
  }
  const variances = new Float64Array(size).fill(1e-3)
  for (let row = 0; row < count; row++) {
    const mean = means[labels[row]!]!
    for (let i = 0; i < size; i++) variances[i]! += (features[row * size + i]! - mean[i]!) ** 2 / count
  }
  return each((row, readings) => {
    const all = means.map((mean) => {
      let sum = 0
      for (let i = 0; i < size; i++)
        sum += (readings.features[row * size + i]! - mean[i]!) ** 2 / variances[i]!
      return sum
    })
    return -Math.min(...all)
  })
}
