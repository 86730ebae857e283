import { expect, it } from 'vitest'
import { NO_DIGIT } from '../../src-main/datasets/digits.ts'
import { NO_MODULES } from '../../src-main/kernels/engine.ts'
import { drawDigits } from '../../src-main/training/drawing.ts'
import { recipeFor, usualOptions } from '../../src-main/training/recipe.ts'
import { blockFor, SharedRun } from '../../src-main/training/shared-run.ts'
import type { Plan } from '../../src-main/training/threads.ts'

const counts = { training: 2000, heldBack: 120, test: 0 }
const toDraw = { training: 1100, nonDigits: 700, heldBack: 120 }

/** Draws as threads would, one after the other, and gives the first thread's view of the digits. */
async function drawn(threads: number, seed = 4): Promise<SharedRun> {
  const recipe = recipeFor({ ...usualOptions('paper'), seed })
  const plan: Plan = { recipe, counts, toDraw, block: blockFor(recipe, counts, threads, NO_MODULES) }
  const runs = Array.from({ length: threads }, (_, rank) => new SharedRun(plan, NO_MODULES, rank))
  for (const run of runs) await drawDigits(run, null)
  return runs[0]!
}

it('Synthetic digits stand behind those that are there, and none is left out.', async () => {
  const { training, heldBack } = await drawn(1)
  const ink = (images: Uint8Array, index: number): number =>
    images.subarray(index * 784, (index + 1) * 784).reduce((sum, grey) => sum + grey, 0)
  for (let index = 0; index < 200; index++) expect(ink(training.images, index)).toBe(0)
  for (let index = 200; index < 2000; index++) expect(ink(training.images, index)).toBeGreaterThan(0)
  for (let index = 0; index < 120; index++) expect(ink(heldBack.images, index)).toBeGreaterThan(0)
  for (let label = 0; label < 10; label++) {
    expect(training.labels.subarray(200, 1300).filter((one) => one === label)).toHaveLength(110)
  }
})

it('Drawings that are no digit stand last, and say so.', async () => {
  const { training } = await drawn(1)
  expect(training.labels.subarray(0, 1300).every((label) => label < NO_DIGIT)).toBe(true)
  expect(training.labels.subarray(1300).every((label) => label === NO_DIGIT)).toBe(true)
})

it('They are the same on any number of threads, and others with another seed.', async () => {
  const one = await drawn(1)
  for (const threads of [2, 3]) {
    const more = await drawn(threads)
    expect(Buffer.compare(more.training.images, one.training.images)).toBe(0)
    expect(Buffer.compare(more.training.labels, one.training.labels)).toBe(0)
    expect(Buffer.compare(more.heldBack.images, one.heldBack.images)).toBe(0)
  }
  expect(Buffer.compare((await drawn(1, 5)).training.images, one.training.images)).not.toBe(0)
})
