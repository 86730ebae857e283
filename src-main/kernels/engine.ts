/** Picks the fastest kernels that this runtime has, and the block of memory that its threads share. */
import { existsSync, readFileSync } from 'node:fs'
import type { Kernels } from './kernels.ts'
import { Memory } from './memory.ts'
import { plainKernels } from './plain.ts'
import { blockBytes, scratchEnd, simdKernels } from './simd.ts'

/** The compiled kernels that this runtime can run; `null` for those it cannot, or that were not built. */
export interface KernelModules {
  /** With fused multiply-add, whose rounding may differ from one kind of processor to another. */
  readonly relaxed: WebAssembly.Module | null
  readonly simd: WebAssembly.Module | null
}

/** What the fastest kernels among these are called. */
export function engineName({ relaxed, simd }: KernelModules): 'relaxed SIMD' | 'SIMD' | 'TypeScript' {
  if (relaxed !== null) return 'relaxed SIMD'
  return simd === null ? 'TypeScript' : 'SIMD'
}

/** No SIMD at all: the kernels in TypeScript. */
export const NO_MODULES: KernelModules = { relaxed: null, simd: null }

/** The memory of a network and the threads that work on it. It may be posted to a worker. */
export type Block = {
  readonly buffer: SharedArrayBuffer
  /** `null` where the kernels are TypeScript. */
  readonly wasm: WebAssembly.Memory | null
  readonly threads: number
}

const WASM_PAGE = 65_536
/** What 32-bit addresses reach. */
const MOST_PAGES = 65_536

/**
 * Reads and compiles the kernels of `folder` (an address that ends in a slash) as far as this runtime
 * supports them. The environment variable DIGIT_PAD_KERNELS leaves out the faster ones: `simd` does without
 * relaxed SIMD, `typescript` without any.
 */
export function loadKernelModules(folder: URL): KernelModules {
  const choice = process.env['DIGIT_PAD_KERNELS']
  if (choice === 'typescript') return NO_MODULES
  return {
    relaxed: choice === 'simd' ? null : compiled(new URL('kernels-relaxed.wasm', folder)),
    simd: compiled(new URL('kernels-simd.wasm', folder)),
  }
}

function compiled(file: URL): WebAssembly.Module | null {
  if (!existsSync(file)) return null
  const bytes = new Uint8Array(readFileSync(file))
  return WebAssembly.validate(bytes) ? new WebAssembly.Module(bytes) : null
}

/**
 * One shared memory for `threads` threads: `bytes` bytes to hand out as arrays, behind an area for each
 * thread's own use. Pages that are never touched cost nothing. Throws a RangeError when that is more than a
 * memory can be.
 */
export function createBlock(modules: KernelModules, bytes: number, threads: number): Block {
  if (!modules.relaxed && !modules.simd) {
    return { buffer: new SharedArrayBuffer(bytes), wasm: null, threads }
  }
  const pages = Math.ceil(blockBytes(bytes, threads) / WASM_PAGE)
  if (pages > MOST_PAGES) throw new RangeError(`${bytes} bytes are more than one memory can hold.`)
  const wasm = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true })
  return { buffer: wasm.buffer as unknown as SharedArrayBuffer, wasm, threads }
}

/**
 * The kernels for the thread number `rank` (0 .. threads − 1) of a block. Two that run at the same time must
 * have different ranks. Their `memory` hands out the same arrays to each thread that asks in the same order.
 */
export function createKernels(modules: KernelModules, block: Block, rank: number): Kernels {
  const module = modules.relaxed ?? modules.simd
  if (!module || !block.wasm) return plainKernels(new Memory(block.buffer))
  if (rank < 0 || rank >= block.threads) throw new RangeError(`The block has no thread ${rank}.`)
  const memory = new Memory(block.wasm.buffer as unknown as SharedArrayBuffer, scratchEnd(block.threads))
  return simdKernels(module, block.wasm, memory, rank, engineName(modules))
}
