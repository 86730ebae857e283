/** What a thread of an evaluation does: it reads its share of the images. */
import { DIGIT_PIXELS, digitImage } from '../datasets/digits.ts'
import { createBlock, createKernels } from '../kernels/engine.ts'
import { Network, trainingBytes } from '../network/network.ts'
import { probabilitiesOf, unsureOf } from '../recognizer/certainty.ts'
import { SecondLook } from '../recognizer/second-look.ts'
import { judge } from './judging.ts'
import { ANSWER, type EvaluationJob } from './threads.ts'

/** How many images are computed at a time: enough to keep the kernels busy, few enough to stay in the cache. */
const AT_ONCE = 64

export function evaluateShare(job: EvaluationJob): void {
  const { architecture, parameters, smoothing, certainty, modules, images, answers, first, end } = job
  const count = end - first
  const bytes = trainingBytes(architecture, AT_ONCE) + (count + 1) * DIGIT_PIXELS
  const kernels = createKernels(modules, createBlock(modules, bytes, 1), 0)
  const network = new Network(architecture, kernels, { capacity: AT_ONCE })
  const secondLook = new SecondLook(network, kernels)
  const own = kernels.memory.bytes(count * DIGIT_PIXELS)
  own.set(images.subarray(first * DIGIT_PIXELS, end * DIGIT_PIXELS))
  network.parameters.forEach(({ values }, index) => {
    values.set(parameters[index]!)
  })
  const { outputSize } = network
  const outputs = new Float32Array(count * outputSize)
  judge(network, kernels, own, outputs, [0, count], [0, AT_ONCE], smoothing)
  for (let row = 0; row < count; row++) {
    const output = outputs.subarray(row * outputSize, (row + 1) * outputSize)
    const probabilities = probabilitiesOf(output, certainty.temperature)
    const seen = secondLook.see(digitImage({ images: own }, row), probabilities, certainty)
    const unsure = unsureOf(seen, certainty) === null ? 0 : 1
    answers.set([seen.answer, probabilities[seen.answer]!, unsure], (first + row) * ANSWER)
  }
}
