/** What a thread that reads test digits does: it turns its share of them and reads them. */
import { DIGIT_PIXELS, digitImage } from '../datasets/digits.ts'
import { rotateImage } from '../images/augmentation.ts'
import { smoothImage } from '../images/smoothing.ts'
import { createBlock, createKernels } from '../kernels/engine.ts'
import { Network, trainingBytes } from '../network/network.ts'
import { scalePixels } from '../network/pixels.ts'
import { probabilitiesOf } from '../recognizer/certainty.ts'
import { SecondLook } from '../recognizer/second-look.ts'
import type { Range, ReadingJob } from './jobs.ts'
import { degreesAt, placeAt } from './tasks.ts'

/** How many images are computed at a time: enough to keep the kernels busy, few enough to stay in the cache. */
const AT_ONCE = 64
/** After so many images it is told how far the thread is: many times a second. */
const BETWEEN_REPORTS = 4 * AT_ONCE

/** @param report hears of each part of the answers that is there */
export function readShare(job: ReadingJob, report: (rows: Range) => void): void {
  const { architecture, parameters, modules, ranges } = job
  const block = createBlock(modules, trainingBytes(architecture, AT_ONCE), 1)
  const kernels = createKernels(modules, block, 0)
  const network = new Network(architecture, kernels, { capacity: AT_ONCE })
  const secondLook = new SecondLook(network, kernels)
  network.parameters.forEach(({ values }, index) => {
    values.set(parameters[index]!)
  })
  for (const range of ranges) readRange(job, network, secondLook, range, report)
}

function readRange(
  job: ReadingJob,
  network: Network,
  secondLook: SecondLook,
  [first, end]: Range,
  report: (rows: Range) => void,
): void {
  const { smoothing, certainty, probabilities } = job
  const { outputSize } = network
  let told = first
  for (let next = first; next < end; next += AT_ONCE) {
    const rows = Math.min(AT_ONCE, end - next)
    const images = Array.from({ length: rows }, (_, row) => imageOf(job, next + row))
    for (const [row, image] of images.entries()) {
      scalePixels(smoothImage(image, smoothing), 0, network.input, row * DIGIT_PIXELS, DIGIT_PIXELS)
    }
    network.forward(0, rows)
    // A second look overwrites outputs.
    const outputs = network.output.slice(0, rows * outputSize)
    for (const [row, image] of images.entries()) {
      const output = outputs.subarray(row * outputSize, (row + 1) * outputSize)
      const once = probabilitiesOf(output, certainty.temperature)
      probabilities.set(secondLook.of(image, once, certainty), (next + row) * outputSize)
    }
    const done = next + rows
    if (done - told >= BETWEEN_REPORTS || done === end) {
      report([told, done])
      told = done
    }
  }
}

function imageOf({ images, measurement }: ReadingJob, index: number): Uint8Array {
  const image = digitImage({ images }, placeAt(measurement, index))
  const degrees = degreesAt(measurement, index)
  return degrees === 0 ? image : rotateImage(image, degrees)
}
