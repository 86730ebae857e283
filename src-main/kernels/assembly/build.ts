/** Compiles the kernels: one source, two modules. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import asc from 'assemblyscript/asc'

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

/** Writes `kernels-relaxed.wasm` and `kernels-simd.wasm` to a folder. Throws what the compiler complains of. */
export async function compileKernels(outFolder: string): Promise<void> {
  await mkdir(outFolder, { recursive: true })
  await compile(join(outFolder, 'kernels-relaxed.wasm'), ['--enable=relaxed-simd'])
  await compile(join(outFolder, 'kernels-simd.wasm'), [])
}

async function compile(file: string, extraOptions: readonly string[]): Promise<void> {
  const folder = fileURLToPath(new URL('.', import.meta.url))
  const binaries: Uint8Array[] = []
  const { error, stderr } = await asc.main(
    ['index.ts', '--baseDir', folder, '--outFile', 'kernels.wasm', ...OPTIONS, ...extraOptions],
    {
      writeFile: (_name: string, contents: Uint8Array | string) => {
        if (typeof contents !== 'string') binaries.push(contents)
      },
    },
  )
  const binary = binaries[0]
  if (error ?? !binary) throw new Error(`The kernels do not compile.\n${stderr.toString()}`, { cause: error })
  await writeFile(file, binary)
}
