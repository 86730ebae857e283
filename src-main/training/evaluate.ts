/** Measures a model on labelled digits, with several threads. */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Digits } from '../datasets/digits.ts'
import { share } from '../network/share.ts'
import { score, type Answer, type Evaluation } from '../recognizer/evaluation.ts'
import type { Model } from '../recognizer/model.ts'
import { ANSWER, usualThreads, type Job, type Runtime } from './threads.ts'

/** Fewer digits than this are not worth another thread. */
const LEAST_PER_THREAD = 500

/** Reads all digits with the model. The thread that calls this stays free meanwhile. */
export async function evaluate(
  model: Model,
  digits: Digits,
  runtime: Runtime,
  threads = usualThreads(),
): Promise<Evaluation> {
  return score(digits.labels, await answer(model, digits, runtime, threads))
}

/** The model's answer for each of the digits, in their order. */
export async function answer(
  model: Model,
  { images, count }: Pick<Digits, 'images' | 'count'>,
  { thread, modules }: Runtime,
  threads = usualThreads(),
): Promise<Answer[]> {
  const { architecture, parameters, metadata } = model
  const shared = new Uint8Array(new SharedArrayBuffer(images.length))
  shared.set(images)
  const answers = new Float64Array(new SharedArrayBuffer(count * ANSWER * 8))
  const parts = Math.max(1, Math.min(threads, Math.floor(count / LEAST_PER_THREAD)))
  const workers = Array.from({ length: parts }, (_, part) => {
    const [first, end] = share(count, part, parts)
    const job: Job = {
      kind: 'evaluate',
      architecture,
      parameters,
      smoothing: metadata.smoothing,
      certainty: metadata.certainty,
      modules,
      images: shared,
      answers,
      first,
      end,
    }
    return new Worker(thread, { workerData: job, name: `evaluation ${part}` })
  })
  // `once` rejects when a thread fails.
  await Promise.all(workers.map((worker) => once(worker, 'exit')))
  return Array.from({ length: count }, (_, row) => {
    const [digit, probability, unsure] = answers.subarray(row * ANSWER, (row + 1) * ANSWER)
    return { digit: digit!, probability: probability!, unsure: unsure === 1 }
  })
}
