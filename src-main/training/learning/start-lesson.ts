/** A lesson, as whoever starts it sees it: it goes on in threads of its own, and can be followed and stopped. */
import { PlainError } from '../../plain-error.ts'
import { startGroup, type Group } from '../thread-group.ts'
import type { Runtime } from '../threads.ts'
import type { LessonReport } from './coordinator.ts'
import type { Learnt, Lesson } from './lesson.ts'

export interface LessonProgress {
  /** In words: "Drawing synthetic digits", "Learning". */
  readonly doing: string
  /** 0..1, or `null` where it cannot be known. */
  readonly fraction: number | null
  readonly secondsLeft: number | null
}

/** `finished` rejects with a PlainError where a person can do something about it. */
export type RunningLesson = Group<Learnt | { readonly kind: 'stopped' }>

/** Starts a lesson. `onProgress` is called about ten times a second, never after the lesson has finished. */
export function startLesson(
  lesson: Lesson,
  runtime: Runtime,
  onProgress: (progress: LessonProgress) => void,
): RunningLesson {
  return startGroup<LessonReport, Learnt | { readonly kind: 'stopped' }>({
    runtime,
    name: 'learning',
    hung: 'Learning was ended, because nothing was heard of it for a long time. The model in use is unchanged. Try again; if it happens again, restart Digit Pad.',
    threads: lesson.threads,
    jobFor: (rank, stop) => ({ kind: 'learn', rank, lesson, modules: runtime.modules, stop }),
    stopped: { kind: 'stopped' },
    watch: runtime.watch,
    onReport: (report, { handOn, succeed, fail }) => {
      switch (report.kind) {
        case 'alive':
          break
        case 'preparing':
          onProgress({ doing: report.doing, fraction: report.fraction, secondsLeft: null })
          break
        case 'ready':
          handOn(report.ports)
          break
        case 'learning':
          onProgress({
            doing: /* @wc-include */ 'Learning',
            fraction: report.fraction,
            secondsLeft: report.secondsLeft,
          })
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
}
