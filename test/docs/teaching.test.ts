/** The example that a class computes by hand comes out of the network itself, and stands on the page as it comes out. */
import { expect, it } from 'vitest'
import { Memory } from '../../src-main/kernels/memory.ts'
import { plainKernels } from '../../src-main/kernels/plain.ts'
import { SquaredError } from '../../src-main/network/costs.ts'
import { Network } from '../../src-main/network/network.ts'
import { pages } from './pages.ts'

const lesson = pages.find(({ path }) => path === 'docs/teaching.md')!.text.replace(/\s+/g, ' ')

const network = new Network(
  {
    input: { height: 2, width: 2, channels: 1 },
    layers: [{ kind: 'fully connected', outputs: 2 }, { kind: 'sigmoid' }],
  },
  plainKernels(Memory.ofSize(1 << 16)),
  { capacity: 1, cost: new SquaredError() },
)

/** What the two units say, and the cost. */
function forward(...pixels: number[]): { left: number; top: number; cost: number } {
  network.input.set(pixels)
  network.forwardTraining(0, 1, 1, 0)
  const [left = 0, top = 0] = network.output
  return { left, top, cost: network.cost(0) }
}

it('The unit, the cost and the step by hand are the network’s own.', () => {
  const [weights, biases] = network.parameters
  // A row for each pixel, a column for each unit: Left, Top.
  weights!.values.set([1, 1, -1, 1, 1, -1, -1, -1])
  biases!.values.fill(0)
  network.target.set([1, 0])

  const other = forward(0.9, 0.8, 0.1, 0)
  expect(lesson).toContain(`0.2, output ${other.left.toFixed(3)}`)
  expect(lesson).toContain(`1.6, output ${other.top.toFixed(3)}`)

  const before = forward(0.9, 0.1, 0.8, 0)
  expect(lesson).toContain(`= 1.6 | ${before.left.toFixed(3)}`)
  expect(lesson).toContain(`= 0.2 | ${before.top.toFixed(3)}`)
  expect(lesson).toContain(
    `½ · (${((before.left - 1) ** 2).toFixed(4)} + ${(before.top ** 2).toFixed(4)}) = **${before.cost.toFixed(3)}**`,
  )

  network.backward(0, 1, 1)
  network.gradient(1)
  const [, ofFirst = 0] = weights!.gradient
  expect(lesson).toContain(`= ${biases!.gradient[1]!.toFixed(3)}. Each weight`)
  expect(lesson).toContain(`· 0.9 = ${ofFirst.toFixed(3)} for the first`)
  for (const { values, gradient } of network.parameters) {
    for (const [place, slope] of gradient.entries()) values[place]! -= slope
  }
  expect(lesson).toContain(`= ${weights!.values[1]!.toFixed(3)}. After`)
  const after = forward(0.9, 0.1, 0.8, 0)
  expect(lesson).toContain(`“Left” says ${after.left.toFixed(3)}, “Top” says ${after.top.toFixed(3)}`)
  expect(lesson).toContain(`C is **${after.cost.toFixed(3)}** instead of ${before.cost.toFixed(3)}`)
})
