/** The SIMD kernels against their plain twins, and the promise that a result does not depend on its division. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createBlock, createKernels, loadKernelModules, NO_MODULES } from '../../src-main/kernels/engine.ts'
import type { Block, KernelModules } from '../../src-main/kernels/engine.ts'
import type { Kernels } from '../../src-main/kernels/kernels.ts'
import { places } from '../built.ts'
import { imageProblems } from './image-problems.ts'
import { arraysOf, integers, problems as numberProblems } from './problems.ts'
import type { Problem } from './problems.ts'

const built = loadKernelModules(places.kernels)
const engines: readonly (readonly [string, KernelModules])[] = [
  ['relaxed SIMD', built],
  ['SIMD', { relaxed: null, simd: built.simd }],
]
const problems = { ...numberProblems, ...imageProblems }
const BYTES = 8 * 1024 * 1024

const blocks = new Map<KernelModules, Block>()

/** Kernels with nothing handed out of their memory yet. */
function kernelsOf(modules: KernelModules): Kernels {
  const block = blocks.get(modules) ?? createBlock(modules, BYTES, 1)
  blocks.set(modules, block)
  return createKernels(modules, block, 0)
}

/** Sets up a problem and solves it range by range; `cuts` are where a range ends. */
function solved(
  modules: KernelModules,
  problem: Problem,
  seed: number,
  cuts: readonly number[],
): Float32Array[] {
  const kernels = kernelsOf(modules)
  const arrays = arraysOf(problem, kernels.memory, seed)
  let first = 0
  for (const end of [...cuts, problem.units]) {
    problem.solve(kernels, arrays, first, end)
    first = end
  }
  return arrays
}

const seeds = fc.integer({ min: 0, max: 2 ** 31 })

describe.each(engines)('%s', (name, modules) => {
  test('is there', () => {
    expect(kernelsOf(modules).name).toBe(name)
  })

  test.each(Object.entries(problems))('%s agrees with its plain twin', (_kernel, arbitrary) => {
    fc.assert(
      fc.property(arbitrary, seeds, (problem, seed) => {
        const ours = solved(modules, problem, seed, [])
        const theirs = solved(NO_MODULES, problem, seed, [])
        const tolerance = 1e-6 * (8 + problem.terms)
        problem.operands.forEach((operand, number) => {
          const [actual, reference] = [ours[number]!, theirs[number]!]
          for (let i = 0; i < operand.length; i++) {
            if (operand.kind === 'integers') expect(integers(actual)[i]).toBe(integers(reference)[i])
            else if (!near(actual[i]!, reference[i]!, tolerance)) {
              expect.fail(`operand ${number}, element ${i}: ${actual[i]} instead of ${reference[i]}`)
            }
          }
        })
      }),
      { numRuns: 150 },
    )
  })
})

describe.each([['TypeScript', NO_MODULES] as const, ...engines])('%s', (_name, modules) => {
  test.each(Object.entries(problems))(
    '%s gives the same bits however it is divided',
    (_kernel, arbitrary) => {
      fc.assert(
        fc.property(arbitrary, seeds, fc.array(fc.nat(70)), (problem, seed, places) => {
          const cuts = places.filter((place) => place <= problem.units).sort((a, b) => a - b)
          const whole = solved(modules, problem, seed, [])
          const divided = solved(modules, problem, seed, cuts)
          problem.operands.forEach((_operand, number) => {
            const bits = integers(whole[number]!)
            expect(integers(divided[number]!).findIndex((value, i) => value !== bits[i])).toBe(-1)
          })
        }),
        { numRuns: 60 },
      )
    },
  )

  test.each(Object.entries(problems))(
    '%s leaves what is outside its range as it was',
    (_kernel, arbitrary) => {
      fc.assert(
        fc.property(arbitrary, seeds, fc.nat(70), fc.nat(70), (problem, seed, one, other) => {
          const [a, b] = [one % (problem.units + 1), other % (problem.units + 1)]
          const [first, end] = [Math.min(a, b), Math.max(a, b)]
          const kernels = kernelsOf(modules)
          const arrays = arraysOf(problem, kernels.memory, seed)
          const before = arrays.map((array) => integers(array).slice())
          problem.solve(kernels, arrays, first, end)
          problem.operands.forEach((operand, number) => {
            const share = operand.result && problem.units > 0 ? operand.length / problem.units : 0
            const changed = integers(arrays[number]!).findIndex(
              (bits, i) => (i < first * share || i >= end * share) && bits !== before[number]![i],
            )
            expect(changed).toBe(-1)
          })
        }),
        { numRuns: 30 },
      )
    },
  )
})

function near(actual: number, reference: number, tolerance: number): boolean {
  if (Number.isNaN(reference)) return Number.isNaN(actual)
  return Math.abs(actual - reference) <= tolerance * Math.max(1, Math.abs(reference))
}
