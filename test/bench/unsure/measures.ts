/** Measures of certainty that are compared: each a number for every image, larger where the network is surer. */
import { CLASSES, type Readings } from './readings.ts'

export interface Measure {
  readonly name: string
  readonly of: (readings: Readings) => Float64Array
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
    { name: 'likeliest softmax', of: each((row, { logits }) => Math.max(...probabilities(logits, row))) },
    {
      name: 'softmax at the temperature',
      of: each((row, { logits }) => Math.max(...probabilities(logits, row, temperature))),
    },
    {
      name: 'margin of the two likeliest',
      of: each((row, { logits }) => margin(probabilities(logits, row))),
    },
    {
      name: 'largest less half of the second',
      of: each((row, { logits }) => {
        const [first = 0, second = 0] = probabilities(logits, row).toSorted().toReversed()
        return first - second / 2
      }),
    },
    { name: 'entropy', of: each((row, { logits }) => -entropy(probabilities(logits, row))) },
    { name: 'largest logit', of: each((row, { logits }) => Math.max(...rowOf(logits, row))) },
    { name: 'energy', of: each((row, { logits }) => logSumExp(rowOf(logits, row))) },
    { name: 'distance to the class mean', of: distances(digits) },
    { name: 'agreement over shifts', of: each(agreement) },
    {
      name: 'mean softmax over shifts',
      of: each((row, readings) => Math.max(...meanOverShifts(row, readings))),
    },
    {
      name: 'margin of the mean over shifts',
      of: each((row, readings) => margin(meanOverShifts(row, readings))),
    },
    {
      name: 'softmax of the mean logit over shifts',
      of: each((row, readings) => Math.max(...probabilities(meanLogits(row, readings), 0))),
    },
  ]
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

/** Share of the five readings that give the answer, and the mean probability to settle ties. */
function agreement(row: number, readings: Readings): number {
  const answer = readings.answers[row]!
  const all = [readings.logits, ...readings.shifted]
  const agreeing = all.filter((logits) => {
    const nets = rowOf(logits, row)
    return nets.indexOf(Math.max(...nets)) === answer
  })
  return agreeing.length + meanOverShifts(row, readings)[answer]!
}

function meanOverShifts(row: number, { logits, shifted }: Readings): Float64Array {
  const mean = new Float64Array(CLASSES)
  for (const some of [logits, ...shifted]) {
    probabilities(some, row).forEach((share, digit) => {
      mean[digit]! += share / (1 + shifted.length)
    })
  }
  return mean
}

function meanLogits(row: number, { logits, shifted }: Readings): Float32Array {
  const mean = new Float32Array(CLASSES)
  for (const some of [logits, ...shifted]) {
    rowOf(some, row).forEach((net, digit) => {
      mean[digit]! += net / (1 + shifted.length)
    })
  }
  return mean
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
