import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LabelledInk } from '../../../src-main/datasets/digits-of-ink.ts'
import { digitsOfInk } from '../../../src-main/datasets/digits-of-ink.ts'
import { syntheticDigits, syntheticInk } from '../../../src-main/datasets/synthetic/synthetic-digits.ts'
import { varyInk } from '../../../src-main/images/ink-variation.ts'
import { Random } from '../../../src-main/kernels/random.ts'
import { PlainError } from '../../../src-main/plain-error.ts'
import { readModelFile } from '../../../src-main/recognizer/kept-models.ts'
import { decodeModel, type Model } from '../../../src-main/recognizer/model.ts'
import { evaluate } from '../../../src-main/training/evaluate.ts'
import {
  courseFor,
  multiplications,
  type Learnt,
  type Lesson,
} from '../../../src-main/training/learning/lesson.ts'
import { startLesson, type LessonProgress } from '../../../src-main/training/learning/start-lesson.ts'
import type { Runtime } from '../../../src-main/training/threads.ts'
import { smallArchitecture, someModel } from '../../recognizer/some-model.ts'
import { fastest, folderOf, plain, squares } from '../small-run.ts'

const shipped = fileURLToPath(new URL('../../../resources/model.safetensors', import.meta.url))
const nowhere = join(tmpdir(), 'no-such-folder')

/** An arrow downward, which nobody else takes for a 4. */
const arrow = [
  [
    [50, 0],
    [50, 100],
  ],
  [
    [20, 70],
    [50, 100],
    [80, 70],
  ],
]
const VARIED = { rotation: 5, scale: 0.1, shear: 0.1, bend: 0.03, stray: 0.02 }
const arrows = (count: number, seed: number): LabelledInk[] =>
  Array.from({ length: count }, (_, index) => ({
    label: 4,
    strokes: varyInk(arrow, null, VARIED, Random.of(seed, index)),
  }))

let folder: string
beforeAll(() => {
  folder = folderOf(squares(300, 1), squares(50, 2))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

const lessonOf = (model: Model, digits: readonly LabelledInk[], more: Partial<Lesson> = {}): Lesson => ({
  model,
  digits,
  seed: 7,
  mnistFolder: folder,
  cacheFolder: nowhere,
  threads: 2,
  ...more,
})

async function learnt(
  lesson: Lesson,
  runtime: Runtime,
  onProgress: (progress: LessonProgress) => void = () => undefined,
): Promise<Learnt> {
  const finished = await startLesson(lesson, runtime, onProgress).finished
  if (finished.kind === 'stopped') throw new Error('The lesson was stopped.')
  return finished
}

test('the same seed gives the same weights on 1, 2 and 3 threads, and another seed others', async () => {
  const digits = [0, 1, 7].map((label) => ({ label, strokes: syntheticInk(label, Random.of(1, label)) }))
  const model = someModel(1)
  const parametersOf = async (more: Partial<Lesson>): Promise<readonly Float32Array[]> =>
    decodeModel((await learnt(lessonOf(model, digits, { mnistFolder: nowhere, ...more }), plain)).model)
      .parameters
  const one = await parametersOf({ threads: 1 })
  expect(await parametersOf({ threads: 2 })).toEqual(one)
  expect(await parametersOf({ threads: 3 })).toEqual(one)
  expect(await parametersOf({ seed: 8 })).not.toEqual(one)
  expect(one).not.toEqual(model.parameters)
})

describe('The model that ships', () => {
  test('learns a sign from five of them, forgets nothing, and says what it learnt', async () => {
    const model = await readModelFile(shipped)
    const progress: LessonProgress[] = []
    const lesson = lessonOf(model, arrows(5, 1), { mnistFolder: nowhere })
    const result = await learnt(lesson, fastest, (now) => progress.push(now))
    const after = decodeModel(result.model)

    expect(result).toMatchObject({ before: { right: 0, count: 5 }, after: { right: 5, count: 5 } })
    expect(result).toMatchObject({ others: 'synthetic digits', mnistAccuracy: null })
    const unseen = await evaluate(after, digitsOfInk(arrows(20, 2)), fastest)
    expect(unseen.accuracy).toBeGreaterThan(0.9)

    const others = await syntheticDigits(1000, 99)
    const lost =
      (await evaluate(model, others, fastest)).correct - (await evaluate(after, others, fastest)).correct
    expect(lost).toBeLessThanOrEqual(5)

    expect(after.metadata).toMatchObject({ ownDigits: 5, mnistAccuracy: null, heldBackAccuracy: null })
    const fractions = progress.flatMap(({ doing, fraction }) => (doing === 'Learning' ? [fraction!] : []))
    expect(fractions.length).toBeGreaterThan(0)
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b))
    expect(fractions.at(-1)).toBeLessThanOrEqual(1)
  })

  test('refuses what would make it worse', async () => {
    const model = await readModelFile(shipped)
    // Every digit with the label of the next: what is asked for is to forget.
    const wrong = Array.from({ length: 60 }, (_, index) => ({
      label: (index + 1) % 10,
      strokes: syntheticInk(index % 10, Random.of(3, index)),
    }))
    const finished = startLesson(
      lessonOf(model, wrong, { mnistFolder: nowhere }),
      fastest,
      () => undefined,
    ).finished
    await expect(finished).rejects.toThrow('Nothing was learnt')
    await expect(finished).rejects.toBeInstanceOf(PlainError)
  })
})

test('a lesson can be stopped at any time', async () => {
  for (const when of [null, 'Drawing synthetic digits', 'Learning']) {
    const { promise, resolve } = Promise.withResolvers<undefined>()
    const model = await readModelFile(shipped)
    const lesson = startLesson(lessonOf(model, arrows(5, 1)), plain, ({ doing }) => {
      if (doing === when) resolve(undefined)
    })
    if (when !== null) await promise
    lesson.stop()
    lesson.stop()
    expect(await lesson.finished).toEqual({ kind: 'stopped' })
  }
})

describe('The course of a lesson', () => {
  test('shows a few digits less often than many', () => {
    const rows = [1, 10, 50, 2000].map((digits) => courseFor(smallArchitecture, digits).ownRows)
    expect(rows[0]).toBe(1)
    expect(rows).toEqual(rows.toSorted((a, b) => a - b))
    expect(rows[2]).toBe(rows[3])
  })

  test('counts what a digit takes to be read', () => {
    expect(multiplications(smallArchitecture)).toBe(784 * 6 + 6 * 10)
    const convolution = {
      input: { height: 28, width: 28, channels: 1 },
      layers: [{ kind: 'convolution', filters: 3, kernel: 5, padding: 0 } as const],
    }
    expect(multiplications(convolution)).toBe(24 * 24 * 3 * 25)
  })

  test('is shorter for a network that takes longer', () => {
    const wide = (filters: number) => ({
      input: { height: 28, width: 28, channels: 1 },
      layers: [
        { kind: 'convolution', filters, kernel: 3, padding: 1 } as const,
        { kind: 'convolution', filters, kernel: 3, padding: 1 } as const,
        { kind: 'fully connected', outputs: 10 } as const,
        { kind: 'softmax' } as const,
      ],
    })
    expect(courseFor(wide(32), 50).steps).toBeLessThan(courseFor(wide(4), 50).steps)
  })
})
