import { describe, expect, test } from 'vitest'
import type { TrainingState } from '../../src-main/contract.ts'
import { Training, fractionOf } from '../../src-renderer/train/training.svelte.ts'
import { Notices } from '../../src-renderer/ui/notices.svelte.ts'
import { FakeBridge } from './fake-bridge.ts'
import { OPTIONS, PROGRESS } from './samples.ts'

const running: TrainingState = { phase: 'training', ...PROGRESS }
const stopped: TrainingState = { phase: 'stopped', options: OPTIONS }

function trainingWith(
  answering: ConstructorParameters<typeof FakeBridge>[0],
  state: TrainingState = { phase: 'idle' },
) {
  const bridge = new FakeBridge(answering)
  const notices = new Notices()
  return { bridge, notices, training: new Training(bridge.request, notices, state) }
}

describe('Training', () => {
  test('how much is done counts epochs and batches', () => {
    expect(
      fractionOf({ ...PROGRESS, options: { ...OPTIONS, epochs: 4 }, epoch: 2, batch: 1, batches: 2 }),
    ).toBe(0.375)
    expect(
      fractionOf({ ...PROGRESS, options: { ...OPTIONS, epochs: 4 }, epoch: 1, batch: 0, batches: 0 }),
    ).toBe(0)
  })

  test('a run that main refuses is told', async () => {
    const { training, notices } = trainingWith({ startTraining: () => ({ ok: false, message: 'No room.' }) })
    await training.start(OPTIONS)
    expect(notices.list.map(({ text }) => text)).toEqual(['No room.'])
    expect(training.starting).toBe(false)
  })

  test('a second start while the first is asked for asks nothing', async () => {
    const { training, bridge } = trainingWith({ startTraining: () => ({ ok: true, value: undefined }) })
    await Promise.all([training.start(OPTIONS), training.start(OPTIONS)])
    expect(bridge.payloads('startTraining')).toHaveLength(1)
  })

  test('is stopping until main says that the run has ended', async () => {
    const { training, bridge } = trainingWith({}, running)
    await Promise.all([training.stop(), training.stop()])
    expect(bridge.payloads('stopTraining')).toHaveLength(1)
    training.set(running)
    expect(training.stopping).toBe(true)
    training.set(stopped)
    expect([training.running, training.stopping]).toEqual([false, false])
  })

  test('a result that was put aside stays there, and the next is shown', () => {
    const { training } = trainingWith({}, running)
    training.set(stopped)
    expect(training.ending).toBe(stopped)
    training.dismiss()
    expect(training.ending).toBeNull()
    training.set({ ...stopped })
    expect(training.ending).not.toBeNull()
  })
})
