import { describe, expect, test } from 'vitest'
import type { SampleChoice, SampleDigits } from '../../src-main/contract.ts'
import { TrainingForm } from '../../src-renderer/train/form.svelte.ts'
import { choiceOf, Samples } from '../../src-renderer/train/samples.svelte.ts'
import { changeText } from '../../src-renderer/train/wording.ts'
import { FakeBridge } from './fake-bridge.ts'
import { OPTIONS, PRESETS } from './samples.ts'

const rotation = { from: 0, to: 90 }
const CHOICE: SampleChoice = {
  data: 'mnist',
  network: 'paper',
  rotation: null,
  warp: false,
  seed: 1,
  epoch: 0,
}

describe('what is asked', () => {
  test('is what the form says', () => {
    const form = new TrainingForm(PRESETS, { ...OPTIONS, rotation, seed: 7 })
    expect(choiceOf(form, 3)).toEqual({
      data: 'mnist',
      network: 'convolutional',
      rotation,
      warp: true,
      seed: 7,
      epoch: 3,
    })
    form.rotate = false
    form.warp = false
    expect(choiceOf(form, 0)).toMatchObject({ rotation: null, warp: false })
  })

  test('is nothing while it cannot be read', () => {
    const form = new TrainingForm(PRESETS, { ...OPTIONS, rotation })
    form.from = '100'
    expect(choiceOf(form, 0)).toBeNull()
    form.rotate = false
    expect(choiceOf(form, 0)).not.toBeNull()
    form.seed = 'x'
    expect(choiceOf(form, 0)).toBeNull()
  })
})

describe('Samples', () => {
  const answerTo = ({ seed }: SampleChoice): SampleDigits => ({
    source: 'files',
    digits: [{ label: seed, image: new Uint8Array(784), changed: null }],
  })
  const label = (samples: Samples) => samples.shown?.digits[0]?.label

  test('asks one question at a time, and of those that wait only the newest', async () => {
    const waiting: (() => void)[] = []
    const bridge = new FakeBridge({
      sampleDigits: (choice) =>
        new Promise((resolve) => {
          waiting.push(() => {
            resolve(answerTo(choice))
          })
        }),
    })
    const samples = new Samples(bridge.request)
    for (const seed of [1, 2, 3]) samples.ask({ ...CHOICE, seed })
    await expect.poll(() => waiting.length).toBe(1)
    waiting[0]?.()
    await expect.poll(() => waiting.length).toBe(2)
    waiting[1]?.()
    await expect.poll(() => label(samples)).toBe(3)
    expect(bridge.payloads('sampleDigits').map(({ seed }) => seed)).toEqual([1, 3])
  })

  test('shows nothing where it gets no answer, and asks again', async () => {
    let broken = true
    const bridge = new FakeBridge({
      sampleDigits: (choice) => {
        if (broken) throw new Error('no')
        return answerTo(choice)
      },
    })
    const samples = new Samples(bridge.request)
    samples.ask(CHOICE)
    await expect.poll(() => bridge.payloads('sampleDigits').length).toBe(1)
    expect(samples.shown).toBeNull()
    broken = false
    samples.ask({ ...CHOICE, seed: 4 })
    await expect.poll(() => label(samples)).toBe(4)
  })
})

test('in words', () => {
  expect(changeText({ rotation: null, warp: false })).toBe('as they are')
  expect(changeText({ rotation: { from: -15, to: 15 }, warp: false })).toBe('rotated −15° to 15°')
  expect(changeText({ rotation, warp: true })).toBe('half of them rotated 0° to 90°, warped a little')
})
