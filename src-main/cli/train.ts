/** `digit-pad train`: trains a network and writes it to a file. */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import type { TrainingOptions } from '../contract.ts'
import { PlainError } from '../plain-error.ts'
import { decodeModel, summarize } from '../recognizer/model.ts'
import { usualOptions } from '../training/recipe.ts'
import { startRun } from '../training/run.ts'
import { usualThreads } from '../training/threads.ts'
import type { TrainCommand } from './arguments.ts'
import { CheckpointFile } from '../storage/checkpoint-file.ts'
import { asideWords, fileProblem } from '../files/set-aside.ts'
import { decodeCheckpoint, sameOptions, shareDone } from '../training/checkpoint.ts'
import { checkWritable } from './output-file.ts'
import { ProgressReport } from './progress.ts'
import type { Surroundings } from './surroundings.ts'
import { untilStopped } from './until-stopped.ts'

/** Seconds between two checkpoints. */
const CHECKPOINT_EVERY = 5

/** Ctrl+C ends the run without a file, and the same command goes on with it; the promise then rejects. */
export async function train(command: TrainCommand, around: Surroundings): Promise<void> {
  checkWritable(command.out)
  const { data, network, layers, rotation, warp, seed } = command
  const usual = usualOptions(network)
  const options: TrainingOptions = {
    ...usual,
    data: data.kind === 'source' ? data.source : 'mnist',
    layers,
    rotation,
    warp,
    seed,
    epochs: command.epochs ?? usual.epochs,
  }
  const progress = new ProgressReport(around.stderr)
  const checkpoint = new CheckpointFile(`${command.out}.checkpoint`, (message) => {
    progress.say(message)
  })
  const request = {
    options,
    checkpointEvery: CHECKPOINT_EVERY,
    checkpoint: whereItWasInterrupted(checkpoint, options, (message) => {
      progress.say(message)
    }),
    mnistFolder: data.kind === 'folder' ? resolve(data.folder) : around.mnistFolder,
    cacheFolder: around.cacheFolder,
    threads: command.threads ?? usualThreads(),
  }
  const run = startRun(
    request,
    around.runtime,
    (state) => {
      progress.show(state)
    },
    (bytes) => {
      checkpoint.save(bytes)
    },
  )
  const finished = await untilStopped(run).finally(() => {
    progress.clear()
  })
  await checkpoint.written()
  if (finished.kind === 'stopped') {
    const kept = existsSync(checkpoint.path) ? ' The same command goes on where it was.' : ''
    throw new PlainError(`The training was stopped; no model was written.${kept}`)
  }

  await writeFileAtomic(command.out, Buffer.from(finished.model))
  await checkpoint.remove()
  const result = {
    file: command.out,
    ...summarize(decodeModel(finished.model), command.out),
    seconds: Math.round(finished.seconds * 10) / 10,
  }
  around.print(`${JSON.stringify(result)}\n`)
}

/** The checkpoint that the run goes on from; nothing where there is none, or only one that cannot be used. */
function whereItWasInterrupted(
  file: CheckpointFile,
  options: TrainingOptions,
  say: (message: string) => void,
): Uint8Array | undefined {
  let bytes: Uint8Array | null
  try {
    bytes = file.read()
  } catch (error) {
    throw new PlainError(`${file.path} cannot be read (${fileProblem(error)}). Move it away to train anew.`)
  }
  if (bytes === null) return undefined
  const reason = whyNot(bytes, options)
  if (reason !== null) {
    const what = reason === 'damaged' ? 'is damaged' : 'is of a training with other options'
    const aside = asideWords(file.path, file.setAside(reason))
    say(`Training from the beginning: ${file.path} ${what}. It ${aside}.`)
    return undefined
  }
  const done = Math.floor(100 * shareDone(decodeCheckpoint(bytes).standing))
  say(`Going on with the training that was interrupted at ${done} %`)
  return bytes
}

function whyNot(bytes: Uint8Array, options: TrainingOptions): 'damaged' | 'other' | null {
  try {
    return sameOptions(decodeCheckpoint(bytes).standing.options, options) ? null : 'other'
  } catch (error) {
    if (error instanceof PlainError) return 'damaged'
    throw error
  }
}
