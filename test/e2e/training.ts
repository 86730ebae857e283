/** Short runs for the specs, on digits that need no download. */
import type { TrainingOptions, TrainingState } from '../../src-main/contract.ts'
import type { RunningApp } from '../host/launch.ts'

/** An epoch of the smallest network. */
export const quickTraining: TrainingOptions = {
  data: 'synthetic',
  network: 'paper',
  layers: null,
  rotation: null,
  warp: null,
  epochs: 1,
  batchSize: 64,
  learningRate: 0.5,
  seed: 1,
}

type Done = Extract<TrainingState, { phase: 'done' }>

/** Trains as the page would, and waits for the end. */
export async function trainOnce({ page }: RunningApp, options: TrainingOptions): Promise<Done> {
  return page.evaluate(
    (options) =>
      new Promise<Done>((resolve, reject) => {
        const stop = window.digitPad.on('trainingChanged', (state) => {
          if (state.phase === 'preparing' || state.phase === 'training') return
          stop()
          if (state.phase === 'done') resolve(state)
          else reject(new Error(`The run ended otherwise: ${JSON.stringify(state)}`))
        })
        void window.digitPad.request('startTraining', options)
      }),
    options,
  )
}
