/** What a thread of an evaluation does: it computes the outputs for its share of the images. */
import { DIGIT_PIXELS } from '../datasets/digits.ts'
import { createBlock, createKernels } from '../kernels/engine.ts'
import { Network, trainingBytes } from '../network/network.ts'
import { judge } from './judging.ts'
import type { EvaluationJob } from './threads.ts'

/** How many images are computed at a time: enough to keep the kernels busy, few enough to stay in the cache. */
const AT_ONCE = 64

export function evaluateShare(job: EvaluationJob): void {
  const { architecture, parameters, smoothing, modules, images, outputs, first, end } = job
  const count = end - first
  const bytes = trainingBytes(architecture, AT_ONCE) + count * DIGIT_PIXELS
  const kernels = createKernels(modules, createBlock(modules, bytes, 1), 0)
  const network = new Network(architecture, kernels, { capacity: AT_ONCE })
  const own = kernels.memory.bytes(count * DIGIT_PIXELS)
  own.set(images.subarray(first * DIGIT_PIXELS, end * DIGIT_PIXELS))
  network.parameters.forEach(({ values }, index) => {
    values.set(parameters[index]!)
  })
  const target = outputs.subarray(first * network.outputSize)
  judge(network, kernels, own, target, [0, count], [0, AT_ONCE], smoothing)
}
