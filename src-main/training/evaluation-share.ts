/** What a thread of an evaluation does: it computes the outputs for its share of the images. */
import { createBlock, createKernels } from '../kernels/engine.ts'
import { Network, trainingBytes } from '../network/network.ts'
import { judge } from './judging.ts'
import type { EvaluationJob } from './threads.ts'

/** How many images are computed at a time: enough to keep the kernels busy, few enough to stay in the cache. */
const AT_ONCE = 64

export function evaluateShare(job: EvaluationJob): void {
  const { architecture, parameters, modules, images, outputs, first, end } = job
  const block = createBlock(modules, trainingBytes(architecture, AT_ONCE), 1)
  const network = new Network(architecture, createKernels(modules, block, 0), { capacity: AT_ONCE })
  network.parameters.forEach(({ values }, index) => {
    values.set(parameters[index]!)
  })
  judge(network, images, outputs, [first, end], [0, AT_ONCE])
}
