/** A run, as whoever starts it sees it: it goes on in threads of its own, and can be followed and stopped. */
import type { TrainingGlimpse } from '../contract.ts'
import { PlainError } from '../plain-error.ts'
import { startGroup, type Group } from './thread-group.ts'
import type { Finished, Report, RunRequest, RunState, Runtime } from './threads.ts'

/**
 * `finished` rejects with a PlainError where a person can do something about it. `stop` ends the run without a model.
 */
export interface Run extends Group<Finished> {
  /** Whether the run is to be looked into. It is not, to begin with. */
  watch(watched: boolean): void
}

/**
 * Starts a run. `onState` is called about ten times a second, `onCheckpoint` as often as was asked for with the bytes of a
 * checkpoint's file, `onGlimpse` about three times a second while the run is watched; none after the run has finished.
 */
export function startRun(
  request: RunRequest,
  runtime: Runtime,
  onState: (state: RunState) => void,
  onCheckpoint?: (bytes: Uint8Array) => void,
  onGlimpse?: (glimpse: TrainingGlimpse) => void,
): Run {
  const { options, threads } = request
  const watched = new Int32Array(new SharedArrayBuffer(4))
  const group = startGroup<Report, Finished>({
    runtime,
    name: 'training',
    hung: 'The training was ended, because nothing was heard of it for a long time. The model in use is unchanged. Try again; if it happens again, restart Digit Pad.',
    threads,
    jobFor: (rank, stop) => ({
      kind: 'train',
      rank,
      // Thread 0 puts it where the others see it.
      request: rank === 0 ? request : { ...request, checkpoint: undefined },
      modules: runtime.modules,
      stop,
      watched,
    }),
    stopped: { kind: 'stopped' },
    watch: runtime.watch,
    onReport: (report, { handOn, succeed, fail }) => {
      switch (report.kind) {
        case 'alive':
          break
        case 'preparing':
          onState({ phase: 'preparing', options, doing: report.doing, fraction: report.fraction })
          break
        case 'ready':
          handOn(report.ports)
          break
        case 'training':
          onState({ phase: 'training', options, ...report.progress })
          break
        case 'checkpoint':
          onCheckpoint?.(report.bytes)
          break
        case 'glimpse':
          onGlimpse?.(report.glimpse)
          break
        case 'done':
        case 'stopped':
          succeed(report)
          break
        case 'failed':
          fail(new PlainError(report.message))
          break
      }
    },
  })
  return {
    ...group,
    watch: (wanted) => {
      Atomics.store(watched, 0, wanted ? 1 : 0)
    },
  }
}
