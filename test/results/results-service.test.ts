import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import type { MisreadDigit, ResultsQuestion, ResultsState } from '../../src-main/contract.ts'
import { digitImage, type Digits } from '../../src-main/datasets/digits.ts'
import { rotateImage } from '../../src-main/images/augmentation.ts'
import { Random } from '../../src-main/kernels/random.ts'
import type { Model } from '../../src-main/recognizer/model.ts'
import { Recognizer } from '../../src-main/recognizer/recognizer.ts'
import { ResultsService } from '../../src-main/results/results-service.ts'
import { someModel } from '../recognizer/some-model.ts'
import { folderOf, plain, squares } from '../training/small-run.ts'

/** The threads' program as it stands in the sources. */
const thread = new URL('../../src-main/results/thread.ts', import.meta.url)
const models: Readonly<Record<string, Model>> = { shipped: someModel(5), own: someModel(6) }
const recognizers = Object.fromEntries(
  Object.entries(models).map(([id, model]) => [id, new Recognizer(plain.modules, model)]),
)
const digits = squares(620, 3)
const folder = folderOf(squares(10, 1), digits)

/** A service that keeps what it tells. */
function serviceWith(mnistFolder: string | null = folder, cacheFolder = newFolder()) {
  const states: ResultsState[] = []
  const misread: MisreadDigit[][] = [[], []]
  let wake = () => undefined as unknown
  const service = new ResultsService({
    thread,
    modules: plain.modules,
    models: { find: (id) => models[id] ?? null },
    mnistFolder: () => mnistFolder,
    cacheFolder,
    threads: 2,
    onState: (state) => {
      states.push(state)
      wake()
    },
    onMisread: (of, found) => misread[of]?.push(...found),
  })
  const until = async (...phases: ResultsState['phase'][]) => {
    for (;;) {
      const last = states.at(-1)
      if (last && phases.includes(last.phase)) return last
      await new Promise<void>((resolve) => {
        wake = () => {
          resolve()
          return undefined
        }
      })
    }
  }
  return { service, states, misread, until }
}

const folders: string[] = []
function newFolder(): string {
  const made = mkdtempSync(join(tmpdir(), 'results-'))
  folders.push(made)
  return made
}
afterEach(() => {
  for (const made of folders.splice(0)) rmSync(made, { recursive: true, force: true })
})

const messageOf = (state: ResultsState) => ('message' in state ? state.message : '')
const ask = (question: Partial<ResultsQuestion> = {}): ResultsQuestion => ({
  models: ['shipped'],
  rotation: null,
  download: false,
  ...question,
})

/** What the recognizer says of each digit, one at a time, and the labels: all that results are made of. */
function oneByOne(id: string, { count, labels }: Digits, imageAt: (place: number) => Uint8Array) {
  return Array.from({ length: count }, (_, place) => {
    const { digit, probabilities } = recognizers[id]!.recognizeImage(imageAt(place))
    return { place, label: labels[place]!, answer: digit, probabilities }
  })
}
type Answers = ReturnType<typeof oneByOne>
const times = (answers: Answers, label: number, answer: number) =>
  answers.filter((each) => each.label === label && each.answer === answer).length
const byPlace = (found: readonly MisreadDigit[]) => found.toSorted((a, b) => a.place - b.place)

describe('what is measured', () => {
  test.each([null, { from: -20, to: 90 }])(
    'is what the recognizer says, digit by digit: %o',
    async (rotation) => {
      const { service, misread, until } = serviceWith()
      service.measure(ask({ rotation }))
      const state = await until('done', 'failed')
      if (state.phase !== 'done') throw new Error(JSON.stringify(state))
      const imageAt = (place: number) => {
        const image = digitImage(digits, place)
        return rotation ? rotateImage(image, Random.of(1, place).between(rotation.from, rotation.to)) : image
      }
      const answers = oneByOne('shipped', digits, imageAt)
      const [results] = state.models
      expect(results!.read).toBe(digits.count)
      expect(results!.of).toBe(digits.count)
      expect(results!.confusion).toEqual(
        Array.from({ length: 10 }, (_, label) =>
          Array.from({ length: 10 }, (_, answer) => times(answers, label, answer)),
        ),
      )
      expect(byPlace(misread[0]!)).toEqual(answers.filter(({ label, answer }) => label !== answer))
      const likeliest = answers.map((each) => ({
        p: Math.max(...each.probabilities),
        right: each.label === each.answer,
      }))
      results!.reliability.forEach((bin, index) => {
        const inBin = likeliest.filter(({ p }) => p > index / 10 && p <= (index + 1) / 10)
        expect(bin.count).toBe(inBin.length)
        expect(bin.right).toBe(inBin.filter(({ right }) => right).length)
        if (inBin.length > 0) {
          expect(bin.confidence).toBeCloseTo(inBin.reduce((sum, { p }) => sum + p, 0) / inBin.length, 10)
        }
      })
      const images = service.testImages({ places: [7, 619], rotation })
      expect(images).toEqual({ ok: true, value: Uint8Array.from([...imageAt(7), ...imageAt(619)]) })
    },
  )

  test('the accuracy by angle is that of digits turned by just so much', async () => {
    const { service, until } = serviceWith()
    service.measure(ask())
    const state = await until('done', 'failed')
    if (state.phase !== 'done') throw new Error(JSON.stringify(state))
    const { byAngle } = state.models[0]!
    expect(byAngle.map(({ degrees }) => degrees)).toEqual(
      Array.from({ length: 25 }, (_, step) => 15 * step - 180),
    )
    expect(byAngle.at(-1)).toEqual({ ...byAngle[0], degrees: 180 })
    for (const angle of [-180, -15, 0, 45, 90]) {
      const answers = oneByOne('shipped', digits, (place) => rotateImage(digitImage(digits, place), angle))
      const right = answers.filter(({ label, answer }) => label === answer).length
      expect(byAngle.find(({ degrees }) => degrees === angle)).toEqual({ degrees: angle, count: 620, right })
    }
  })

  test('two models are measured on the same digits', async () => {
    const { service, misread, until } = serviceWith()
    service.measure(ask({ models: ['own', 'shipped'], rotation: { from: 0, to: 90 } }))
    const state = await until('done', 'failed')
    if (state.phase !== 'done') throw new Error(JSON.stringify(state))
    expect(state.models.map(({ model }) => model.id)).toEqual(['own', 'shipped'])
    for (const [of, results] of state.models.entries()) {
      const wrong = results.confusion.flatMap((row, label) => row.filter((_, answer) => answer !== label))
      expect(misread[of]).toHaveLength(wrong.reduce((sum, count) => sum + count))
      expect(results.byAngle).toHaveLength(25)
    }
  })
})

describe('a measurement', () => {
  test('tells more and more', async () => {
    const { service, states, until } = serviceWith()
    service.measure(ask())
    await until('done')
    const phases = states.map(({ phase }) => phase)
    expect(phases[0]).toBe('loading')
    expect(phases).toContain('reading')
    const read = states.flatMap((state) => ('models' in state ? [state.models[0]!.read] : []))
    expect(read).toEqual(read.toSorted((a, b) => a - b))
    expect(read.at(-1)).toBe(620)
  })

  test('can be stopped, and keeps what it counted', async () => {
    const { service, states, until } = serviceWith()
    service.measure(ask())
    await until('reading')
    await service.stop()
    const last = states.at(-1)!
    expect(last.phase).toBe('stopped')
    const told = states.length
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(states).toHaveLength(told)
    // And again, from its beginning.
    service.measure(ask())
    expect((await until('done')).phase).toBe('done')
  })

  test('gives way to a later one, and tells nothing more', async () => {
    const { service, states, until } = serviceWith()
    service.measure(ask())
    await until('loading', 'reading')
    const later = ask({ models: ['own'] })
    service.measure(ask({ rotation: { from: 1, to: 2 } }))
    service.measure(later)
    const first = states.length
    await until('done')
    expect(states.slice(first).map((state) => 'question' in state && state.question)).toEqual(
      states.slice(first).map(() => later),
    )
  })

  test('of a model that is gone says so', async () => {
    const { service, until } = serviceWith()
    service.measure(ask({ models: ['gone'] }))
    expect(messageOf(await until('failed'))).toContain('Choose another')
  })

  test('says what to do where the digits are not on this machine, and downloads nothing unasked', async () => {
    const { service, until } = serviceWith(null)
    service.measure(ask())
    expect(messageOf(await until('missing'))).toContain('Download them')
    expect(service.testImages({ places: [0], rotation: null }).ok).toBe(false)
  })

  test('says what is wrong with a folder', async () => {
    const { service, until } = serviceWith('/no/such/folder')
    service.measure(ask())
    expect(messageOf(await until('missing'))).toContain('/no/such/folder')
  })

  test('without a program for its threads fails in words', async () => {
    const states: ResultsState[] = []
    const service = new ResultsService({
      thread: new URL('no-such-file.ts', import.meta.url),
      modules: plain.modules,
      models: { find: () => models['shipped']! },
      mnistFolder: () => folder,
      cacheFolder: folder,
      onState: (state) => states.push(state),
      onMisread: () => undefined,
    })
    service.measure(ask())
    await service.stop()
    expect(['stopped', 'failed']).toContain(states.at(-1)?.phase)
  })
})

test('images of digits that are not there are refused', async () => {
  const { service, until } = serviceWith()
  service.measure(ask())
  await until('done')
  expect(service.testImages({ places: [620], rotation: null })).toEqual({
    ok: false,
    message: 'There is no test digit 621.',
  })
})
