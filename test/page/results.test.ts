import { describe, expect, test } from 'vitest'
import type { MisreadDigit, ResultsState } from '../../src-main/contract.ts'
import { Results, angleIn } from '../../src-renderer/results/results.svelte.ts'
import { Notices } from '../../src-renderer/ui/notices.svelte.ts'
import { FakeBridge } from './fake-bridge.ts'
import { BUSY, MISSING, ONE, TWO } from './results-samples.ts'
import { OWN, SHIPPED } from './samples.ts'

function resultsWith(answering: ConstructorParameters<typeof FakeBridge>[0] = {}) {
  const bridge = new FakeBridge({ keptModels: () => [OWN, SHIPPED], ...answering })
  const notices = new Notices()
  return {
    bridge,
    notices,
    results: new Results(bridge.request, notices, { inUse: OWN, before: SHIPPED, rotation: null }),
  }
}
const begun = (state: ResultsState): ResultsState =>
  'models' in state
    ? { ...state, phase: 'reading', models: state.models.map((model) => ({ ...model, read: 0 })) }
    : state
const misread = (place: number, answer = 5): MisreadDigit => ({ place, label: 3, answer, probabilities: [] })

describe('what is asked', () => {
  test('is of the model in use, and follows it', async () => {
    const { results, bridge } = resultsWith()
    expect(results.question).toEqual({ models: [OWN.id], rotation: null, download: false })
    expect(results.stale).toBe(true)
    await results.measure()
    expect(results.stale).toBe(false)
    results.useModels({ inUse: SHIPPED, before: OWN, rotation: null })
    expect(results.stale).toBe(true)
    expect(results.question?.models).toEqual(['shipped'])
    await results.measure(true)
    expect(bridge.payloads('measure').map(({ download }) => download)).toEqual([false, true])
  })

  test('is of two models only where they are two', () => {
    const { results } = resultsWith()
    results.beside = 'shipped'
    expect(results.question?.models).toEqual([OWN.id, 'shipped'])
    results.model = 'shipped'
    expect(results.question?.models).toEqual(['shipped'])
  })

  test('is nothing while the range cannot be read', async () => {
    const { results, bridge } = resultsWith()
    results.rotated = true
    expect(results.question?.rotation).toEqual({ from: 0, to: 90 })
    results.to = '−5'
    expect(results.question).toBeNull()
    await results.measure()
    expect(bridge.payloads('measure')).toEqual([])
    expect([angleIn('−15'), angleIn('181'), angleIn('x'), angleIn('')]).toEqual([-15, null, null, null])
  })

  test('forgets a model that is not kept any more', async () => {
    const { results } = resultsWith({ keptModels: () => [OWN, SHIPPED] })
    results.model = '2020-01-01-000000'
    results.beside = 'shipped'
    await results.loadModels()
    expect(results.question?.models).toEqual([OWN.id, 'shipped'])
  })
})

describe('what is told', () => {
  test('misread digits add up until another measurement begins', () => {
    const { results } = resultsWith()
    results.set(begun(BUSY))
    results.addMisread(0, [misread(9), misread(4)])
    results.addMisread(0, [misread(1, 8)])
    results.set(ONE)
    expect(results.gallery.map(({ place }) => place)).toEqual([1, 4, 9])
    results.cell = { label: 3, answer: 5 }
    expect(results.gallery.map(({ place }) => place)).toEqual([4, 9])
    results.set({
      phase: 'loading',
      question: { models: ['shipped'], rotation: null, download: false },
      doing: '',
      fraction: null,
    })
    results.set(begun(BUSY))
    expect(results.cell).toBeNull()
    expect(results.gallery).toEqual([])
  })

  test('of two models, what each and what only one of them reads rightly', () => {
    const { results } = resultsWith()
    results.set(begun(TWO))
    results.addMisread(0, [misread(1), misread(2), misread(3)])
    results.addMisread(1, [misread(2), misread(5)])
    const places = () => results.gallery.map(({ place }) => place)
    expect(places()).toEqual([1, 2, 3])
    results.shown = 1
    expect(places()).toEqual([2, 5])
    results.kind = 'only first'
    expect([places(), results.galleryModel]).toEqual([[5], 1])
    results.kind = 'only second'
    expect([places(), results.galleryModel]).toEqual([[1, 3], 0])
    results.set(begun(ONE))
    expect([results.kind, results.shown]).toEqual(['misread', 0])
  })

  test('without test digits there is nothing but the message', () => {
    const { results } = resultsWith()
    results.set(MISSING)
    expect([results.models, results.running]).toEqual([[], false])
  })
})

describe('the images', () => {
  test('are asked for once, and again after another measurement has begun', async () => {
    const { results, bridge } = resultsWith({
      testImages: ({ places }) => ({
        ok: true,
        value: Uint8Array.from(places.flatMap((place) => Array.from({ length: 784 }, () => place))),
      }),
    })
    await Promise.all([results.images.load([3, 7]), results.images.load([7, 9])])
    expect(bridge.payloads('testImages').map(({ places }) => places)).toEqual([[3, 7], [9]])
    expect(results.images.at(7)).toEqual(new Uint8Array(784).fill(7))
    expect(results.images.at(8)).toBeNull()
    results.set(
      begun({
        ...ONE,
        question: { models: ['shipped'], rotation: { from: 0, to: 90 }, download: false },
      } as ResultsState),
    )
    expect(results.images.at(7)).toBeNull()
    await results.images.load([7])
    expect(bridge.payloads('testImages').at(-1)).toEqual({ places: [7], rotation: { from: 0, to: 90 } })
  })

  test('that cannot be had are told of', async () => {
    const { results, notices } = resultsWith({ testImages: () => ({ ok: false, message: 'Measure first.' }) })
    await results.images.load([1])
    expect(notices.list.map(({ text }) => text)).toEqual(['Measure first.'])
  })
})

test('a file that is saved is told of, one that is not wanted is not', async () => {
  const paths = ['/home/ada/digits.csv', null]
  const { results, notices } = resultsWith({
    saveResults: () => ({ ok: true, value: paths.shift() ?? null }),
  })
  for (let times = 0; times < 2; times++)
    await results.save({ kind: 'csv', name: 'digits', bytes: new Uint8Array(1) })
  expect(notices.list.map(({ text }) => text)).toEqual(['Saved as /home/ada/digits.csv.'])
})
