/** `digit-pad learn`: fine-tunes a model on one person's digits, and says what that changed. */
import writeFileAtomic from 'write-file-atomic'
import type { Digits } from '../datasets/digits.ts'
import { digitsOfInk, firstOfEach, type LabelledInk } from '../datasets/digits-of-ink.ts'
import { readDrawings } from '../datasets/drawings.ts'
import { loadMnistTest } from '../datasets/mnist.ts'
import { PlainError } from '../plain-error.ts'
import { decodeModel, type Model } from '../recognizer/model.ts'
import { evaluate } from '../training/evaluate.ts'
import { startLesson } from '../training/learning/start-lesson.ts'
import { usualThreads } from '../training/threads.ts'
import type { LearnCommand } from './arguments.ts'
import { checkWritable } from './output-file.ts'
import { ProgressReport } from './progress.ts'
import { openModel, type Surroundings } from './surroundings.ts'
import { untilStopped } from './until-stopped.ts'

/** Ctrl+C ends the lesson without a file; the promise then rejects. */
export async function learn(command: LearnCommand, around: Surroundings): Promise<void> {
  checkWritable(command.out)
  const model = await openModel(command.model, around)
  const { taught, rest } = firstOfEach(labelled(command.drawings, around), command.perDigit)
  if (taught.length === 0) throw new PlainError(`${command.drawings} holds no drawings to learn from.`)
  const lesson = {
    model,
    digits: taught,
    seed: command.seed,
    mnistFolder: around.mnistFolder,
    cacheFolder: around.cacheFolder,
    threads: command.threads ?? usualThreads(),
  }
  const progress = new ProgressReport(around.stderr)
  const running = startLesson(lesson, around.runtime, ({ doing, fraction }) => {
    progress.preparing(doing, fraction)
  })
  const learnt = await untilStopped(running).finally(() => {
    progress.clear()
  })
  if (learnt.kind === 'stopped') throw new PlainError('The learning was stopped; no file was written.')
  await writeFileAtomic(command.out, Buffer.from(learnt.model))

  const result = {
    file: command.out,
    ...(await measured(model, decodeModel(learnt.model), digitsOfInk(rest), around)),
    digits: taught.length,
    others: learnt.others,
    seconds: Math.round(learnt.seconds * 10) / 10,
  }
  around.print(`${JSON.stringify(result)}\n`)
}

/** How the rest of the file and MNIST's test digits are read before and after: shares read rightly. */
async function measured(before: Model, after: Model, rest: Digits, around: Surroundings): Promise<object> {
  const accuracy = async (model: Model, digits: Digits): Promise<number> =>
    (await evaluate(model, digits, around.runtime)).accuracy
  const both = async (digits: Digits): Promise<object> => ({
    count: digits.count,
    before: await accuracy(before, digits),
    after: await accuracy(after, digits),
  })
  const mnist = await testDigitsAtHand(around)
  return { rest: rest.count === 0 ? null : await both(rest), mnist: mnist && (await both(mnist)) }
}

/** MNIST's test digits, unless they would have to be downloaded. */
async function testDigitsAtHand({ mnistFolder, cacheFolder }: Surroundings): Promise<Digits | null> {
  try {
    return await loadMnistTest({ folder: mnistFolder, cache: cacheFolder, mirrors: [] })
  } catch (error) {
    if (error instanceof PlainError) return null
    throw error
  }
}

function labelled(file: string, { stderr }: Surroundings): LabelledInk[] {
  const all = readDrawings(file)
  const drawings = all.filter(({ suspect }) => !suspect)
  if (drawings.length < all.length) {
    stderr.write(`Left out ${all.length - drawings.length} drawings marked as suspect.\n`)
  }
  return drawings.map(({ strokes, label }, index) => {
    if (label === null) throw new PlainError(`${file}: drawing ${index + 1} has no "label" to learn.`)
    return { strokes, label }
  })
}
