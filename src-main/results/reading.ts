/** What a thread that reads test digits does: it turns its share of them and computes the network's outputs. */
import { DIGIT_PIXELS, digitImage } from '../datasets/digits.ts'
import { rotateImage } from '../images/augmentation.ts'
import { smoothImage } from '../images/smoothing.ts'
import { createBlock, createKernels } from '../kernels/engine.ts'
import { Network, trainingBytes } from '../network/network.ts'
import { scalePixels } from '../network/pixels.ts'
import type { Range, ReadingJob } from './jobs.ts'
import { degreesAt, placeAt } from './tasks.ts'

/** How many images are computed at a time: enough to keep the kernels busy, few enough to stay in the cache. */
const AT_ONCE = 64
/** After so many images it is told how far the thread is: many times a second. */
const BETWEEN_REPORTS = 4 * AT_ONCE

/** @param report hears of each part of the outputs that is there */
export function readShare(job: ReadingJob, report: (rows: Range) => void): void {
  const { architecture, parameters, modules, ranges } = job
  const block = createBlock(modules, trainingBytes(architecture, AT_ONCE), 1)
  const network = new Network(architecture, createKernels(modules, block, 0), { capacity: AT_ONCE })
  network.parameters.forEach(({ values }, index) => {
    values.set(parameters[index]!)
  })
  for (const range of ranges) readRange(job, network, range, report)
}

function readRange(
  job: ReadingJob,
  network: Network,
  [first, end]: Range,
  report: (rows: Range) => void,
): void {
  let told = first
  for (let next = first; next < end; next += AT_ONCE) {
    const rows = Math.min(AT_ONCE, end - next)
    for (let row = 0; row < rows; row++) {
      scalePixels(
        smoothImage(imageOf(job, next + row), job.smoothing),
        0,
        network.input,
        row * DIGIT_PIXELS,
        DIGIT_PIXELS,
      )
    }
    network.forward(0, rows)
    job.outputs.set(network.output.subarray(0, rows * network.outputSize), next * network.outputSize)
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
