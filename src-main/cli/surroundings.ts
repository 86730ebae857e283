/** What the commands work with: the project's parts, the person's data, and where results go. */
import { join, resolve } from 'node:path'
import { loadKernelModules, type KernelModules } from '../kernels/engine.ts'
import type { Places } from '../places.ts'
import { readModelFile } from '../recognizer/kept-models.ts'
import type { Model } from '../recognizer/model.ts'
import type { Runtime } from '../training/threads.ts'
import { dataFolder } from './data-folder.ts'

export interface Surroundings {
  readonly places: Places
  readonly modules: KernelModules
  readonly runtime: Runtime
  /** A folder with MNIST's four files, or `null` to take them from the cache or download them. */
  readonly mnistFolder: string | null
  /** Where MNIST is kept once it is downloaded. */
  readonly cacheFolder: string
  /** Writes a result to stdout. */
  readonly print: (text: string) => void
  /** Progress and remarks. */
  readonly stderr: NodeJS.WriteStream
}

export function surroundings(places: Places): Surroundings {
  const modules = loadKernelModules(places.kernels)
  const folder = process.env['DIGIT_PAD_MNIST']
  return {
    places,
    modules,
    runtime: { thread: places.thread, modules },
    mnistFolder: folder === undefined || folder === '' ? null : resolve(folder),
    cacheFolder: join(dataFolder(), 'mnist'),
    print: (text) => process.stdout.write(text),
    stderr: process.stderr,
  }
}

/** The model in a file, or the one that ships. Rejects with a PlainError where the file is none. */
export async function openModel(file: string | null, { places }: Surroundings): Promise<Model> {
  return readModelFile(file ?? new URL('model.safetensors', places.resources))
}
