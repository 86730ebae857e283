/** `digit-pad train`: trains a network and writes it to a file. */
import { resolve } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import type { TrainingOptions } from '../contract.ts'
import { PlainError } from '../plain-error.ts'
import { decodeModel, summarize } from '../recognizer/model.ts'
import { usualOptions } from '../training/recipe.ts'
import { startRun } from '../training/run.ts'
import { usualThreads } from '../training/threads.ts'
import type { TrainCommand } from './arguments.ts'
import { checkWritable } from './output-file.ts'
import { ProgressReport } from './progress.ts'
import type { Surroundings } from './surroundings.ts'
import { untilStopped } from './until-stopped.ts'

/** Ctrl+C ends the run without a file; the promise then rejects. */
export async function train(command: TrainCommand, around: Surroundings): Promise<void> {
  checkWritable(command.out)
  const { data, network, hiddenLayers, rotation, warp, seed } = command
  const usual = usualOptions(network)
  const options: TrainingOptions = {
    ...usual,
    data: data.kind === 'source' ? data.source : 'mnist',
    hiddenLayers,
    rotation,
    warp,
    seed,
    epochs: command.epochs ?? usual.epochs,
  }
  const progress = new ProgressReport(around.stderr)
  const request = {
    options,
    mnistFolder: data.kind === 'folder' ? resolve(data.folder) : around.mnistFolder,
    cacheFolder: around.cacheFolder,
    threads: command.threads ?? usualThreads(),
  }
  const run = startRun(request, around.runtime, (state) => {
    progress.show(state)
  })
  const finished = await untilStopped(run).finally(() => {
    progress.clear()
  })
  if (finished.kind === 'stopped') throw new PlainError('The training was stopped; no file was written.')

  await writeFileAtomic(command.out, Buffer.from(finished.model))
  const result = {
    file: command.out,
    ...summarize(decodeModel(finished.model), command.out),
    seconds: Math.round(finished.seconds * 10) / 10,
  }
  around.print(`${JSON.stringify(result)}\n`)
}
