/** Compiles the kernels: one source, two modules. */
import { execFile } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const OPTIONS = [
  '-O3',
  '--noAssert',
  // No heap: the kernels work on addresses. No data either, as all threads share one memory.
  '--runtime=stub',
  '--enable=simd,threads',
  '--importMemory',
  '--noExportMemory',
  '--sharedMemory',
  '--maximumMemory=65536',
]

/** The compiler as a program, because its types, once imported, would replace those of arrays everywhere. */
const compiler = fileURLToPath(new URL('../bin/asc.js', import.meta.resolve('assemblyscript/asc')))

/** Writes `kernels-relaxed.wasm` and `kernels-simd.wasm` to a folder. Rejects with what the compiler complains of. */
export async function compileKernels(outFolder: string): Promise<void> {
  await mkdir(outFolder, { recursive: true })
  await Promise.all([
    compile(join(outFolder, 'kernels-relaxed.wasm'), ['--enable=relaxed-simd']),
    compile(join(outFolder, 'kernels-simd.wasm'), []),
  ])
}

async function compile(file: string, extraOptions: readonly string[]): Promise<void> {
  const folder = fileURLToPath(new URL('.', import.meta.url))
  const options = ['index.ts', '--baseDir', folder, '--outFile', file, ...OPTIONS, ...extraOptions]
  await promisify(execFile)(process.execPath, [compiler, ...options])
}
