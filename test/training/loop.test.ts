import { expect, it } from 'vitest'
import { NO_DIGIT } from '../../src-main/datasets/digits.ts'
import { NO_MODULES } from '../../src-main/kernels/engine.ts'
import { train, type Batch } from '../../src-main/training/loop.ts'
import { recipeFor, usualOptions } from '../../src-main/training/recipe.ts'
import { blockFor, SharedRun } from '../../src-main/training/shared-run.ts'
import { squares } from './small-run.ts'

it('What is no digit is trained on, but counts neither as a digit nor in the cost.', () => {
  const counts = { training: 30, heldBack: 1, test: 0 }
  const recipe = { ...recipeFor({ ...usualOptions('perceptron'), epochs: 1 }), batchSize: 30 }
  const run = new SharedRun({ recipe, counts, block: blockFor(recipe, counts, 1, NO_MODULES) }, NO_MODULES, 0)
  const { images, labels } = squares(30, 1)
  run.training.images.set(images)
  run.training.labels.set(labels)
  run.training.labels.fill(NO_DIGIT, 20)

  const batches: Batch[] = []
  train(run, {
    batchDone: (_epoch, _batch, batch) => {
      batches.push(batch)
      return true
    },
    epochDone: () => undefined,
  })
  const [only] = batches
  expect(batches).toHaveLength(1)
  expect(only).toMatchObject({ rows: 30, digits: 20 })
  // The cost of each of the ten others is at least log 10, since all ten outputs are to be alike.
  const all = run.costs.reduce((sum, cost) => sum + cost, 0)
  expect(only!.cost).toBeLessThan(all - 10 * Math.log(10))
  expect(only!.cost).toBeGreaterThan(0)
})
