import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createBlock, createKernels, loadKernelModules, NO_MODULES } from '../../src-main/kernels/engine.ts'
import { places } from '../built.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

const nameOf = (modules: ReturnType<typeof loadKernelModules>) =>
  createKernels(modules, createBlock(modules, 1024, 1), 0).name

describe('the choice of kernels', () => {
  test('is the fastest that there is', () => {
    vi.stubEnv('DIGIT_PAD_KERNELS', undefined)
    expect(nameOf(loadKernelModules(places.kernels))).toBe('relaxed SIMD')
  })

  test.each([
    ['simd', 'SIMD'],
    ['typescript', 'TypeScript'],
  ])('can be forced to %s', (choice, name) => {
    vi.stubEnv('DIGIT_PAD_KERNELS', choice)
    expect(nameOf(loadKernelModules(places.kernels))).toBe(name)
  })

  test('is TypeScript where no kernels were built', () => {
    expect(nameOf(loadKernelModules(new URL('no-such-folder/', places.kernels)))).toBe('TypeScript')
  })
})

describe.each([
  ['TypeScript', NO_MODULES],
  ['SIMD', loadKernelModules(places.kernels)],
])('a block for %s kernels', (_name, modules) => {
  test('hands each thread the same arrays', () => {
    const block = createBlock(modules, 4096, 2)
    const [one, other] = [createKernels(modules, block, 0), createKernels(modules, block, 1)]
    one.memory.floats(3)
    other.memory.floats(3)
    one.memory.floats(5)[4] = 42
    expect(other.memory.floats(5)[4]).toBe(42)
  })

  test('has room for as much as was asked for, and no more than a page beyond', () => {
    const { memory } = createKernels(modules, createBlock(modules, 100_000, 3), 2)
    memory.bytes(100_000)
    expect(() => memory.bytes(65_537)).toThrow(RangeError)
  })

  test('keeps apart what two threads note down for themselves', () => {
    const block = createBlock(modules, 4096, 2)
    const threads = [createKernels(modules, block, 0), createKernels(modules, block, 1)]
    const shape = { inputs: 2, outputs: 5 }
    const [input, weights, biases, net] = [2, 10, 5, 5].map((length) => threads[0]!.memory.floats(length))
    input!.set([1, -2])
    weights!.set([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    biases!.fill(0.5)
    for (const kernels of threads) {
      net!.fill(NaN)
      kernels.denseForward(input!, weights!, biases!, net!, shape, 0, 1)
      expect([...net!]).toEqual([-10.5, -11.5, -12.5, -13.5, -14.5])
    }
  })
})

describe('SIMD kernels', () => {
  const modules = loadKernelModules(places.kernels)
  const shape = { inputs: 3, outputs: 4 }

  test('refuse arrays from elsewhere and arrays that are too short', () => {
    const kernels = createKernels(modules, createBlock(modules, 4096, 1), 0)
    const arrays = [3, 12, 4, 4].map((length) => kernels.memory.floats(length))
    const [input, weights, biases, net] = arrays as [Float32Array, Float32Array, Float32Array, Float32Array]
    kernels.denseForward(input, weights, biases, net, shape, 0, 1)
    expect(() => {
      kernels.denseForward(new Float32Array(3), weights, biases, net, shape, 0, 1)
    }).toThrow('memory of the kernels')
    expect(() => {
      kernels.denseForward(input, weights, biases, net, shape, 0, 2)
    }).toThrow('3 long instead of 6')
  })

  test('refuse a rank that the block has no room for', () => {
    expect(() => createKernels(modules, createBlock(modules, 4096, 2), 2)).toThrow('no thread 2')
  })

  test('leave shapes that are too large for their notes to the plain kernels', () => {
    const kernels = createKernels(modules, createBlock(modules, 64 << 20, 1), 0)
    const large = { inputs: 3000, outputs: 3000 }
    const [derivative, weights, result] = [3000, 9_000_000, 3000].map((length) =>
      kernels.memory.floats(length),
    )
    derivative!.fill(1)
    weights!.fill(0.25)
    kernels.denseBackward(derivative!, weights!, result!, large, 0, 1)
    expect(result!.every((value) => value === 750)).toBe(true)
  })

  test('work on the same memory in another thread', async () => {
    const block = createBlock(modules, 4096, 2)
    const kernels = createKernels(modules, block, 0)
    const [net, output] = [kernels.memory.floats(6), kernels.memory.floats(6)]
    net.set([-1, 2, -3, 4, -5, 6])
    const engine = new URL('../../src-main/kernels/engine.ts', import.meta.url).href
    const worker = new Worker(
      `import { workerData } from 'node:worker_threads'
       const { createKernels } = await import(workerData.engine)
       const kernels = createKernels(workerData.modules, workerData.block, 1)
       kernels.reluForward(kernels.memory.floats(6), kernels.memory.floats(6), 0, 6)`,
      { eval: true, execArgv: ['--input-type=module'], workerData: { engine, modules, block } },
    )
    const [code] = (await once(worker, 'exit')) as [number]
    expect(code).toBe(0)
    expect([...output]).toEqual([0, 2, 0, 4, 0, 6])
  })
})
