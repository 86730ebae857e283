/** What the log is told of. */
import { availableParallelism, arch, release, totalmem, type } from 'node:os'
import type { LearningState, ResultsState, TrainingState } from '../../contract.ts'
import type { Services } from '../services.ts'
import type { Log } from './log.ts'

/** Writes down what the program is and runs on. */
export function recordStart(log: Log, appVersion: string): void {
  // Electron is missing where the program runs in plain Node.
  const version = (name: string) => process.versions[name] ?? 'missing'
  const gigabytes = (totalmem() / 2 ** 30).toFixed(1)
  log.note(
    `Digit Pad ${appVersion} starts: Electron ${version('electron')}, Chromium ${version('chrome')}, Node ${version('node')}; ` +
      `${type()} ${release()} ${arch()}, ${availableParallelism()} cores, ${gigabytes} GB.`,
  )
}

/**
 * Writes down the faults of this process that nobody caught. An exception takes its way as ever: Electron shows it. A
 * promise that nobody waited for is told, because Electron would only warn in a terminal.
 *
 * @param tell shows a sentence in the window
 */
export function recordFaults(log: Log, tell: (message: string) => void): void {
  process.on('uncaughtExceptionMonitor', (error) => {
    log.trouble('main process', error)
  })
  process.on('unhandledRejection', (reason) => {
    log.trouble('main process', reason)
    tell(`Something went wrong inside Digit Pad: ${String(reason)}`)
  })
}

/** Writes down runs, lessons, measurements and models as they change, and what goes wrong. */
export function recordServices(log: Log, services: Services): void {
  log.note(`It computes with ${services.engine}. ${modelsInWords(services)}`)
  services.on('training', onNewPhase(log, trainingInWords))
  services.on('learning', onNewPhase(log, lessonInWords))
  services.on('results', onNewPhase(log, resultsInWords))
  let last = services.models.state.inUse.id
  services.on('models', ({ inUse }) => {
    if (inUse.id !== last) log.note(modelsInWords(services))
    last = inUse.id
  })
  services.on('notice', (message) => {
    log.trouble('notice', message)
  })
  services.on('fault', (where, error) => {
    log.trouble(where, error)
  })
}

/** States come many times a second; what is written is that another phase began. */
function onNewPhase<S extends { readonly phase: string }>(
  log: Log,
  words: (state: S) => string | null,
): (state: S) => void {
  let last = 'idle'
  return (state) => {
    if (state.phase === last) return
    last = state.phase
    const said = words(state)
    if (said !== null) log.note(said)
  }
}

function modelsInWords({ models }: Services): string {
  const { inUse, before } = models.state
  return `The model ${inUse.id} (${inUse.network}) is in use; before it: ${before?.id ?? 'none'}.`
}

function trainingInWords(state: TrainingState): string | null {
  switch (state.phase) {
    case 'idle':
      return null
    case 'preparing': {
      const from = state.resumedFrom === undefined ? 'begins' : `goes on from ${percent(state.resumedFrom)}`
      return `A training ${from}: ${JSON.stringify(state.options)}`
    }
    case 'training':
      return `The training computes with ${state.engine}, ${state.batches} batches an epoch.`
    case 'done': {
      const accuracy = state.epochs.at(-1)?.heldBackAccuracy
      const read =
        accuracy === undefined ? '' : `; ${percent(accuracy)} of the digits held back are read rightly`
      return `The training is done after ${seconds(state.seconds)}: model ${state.model.id}${read}.`
    }
    case 'stopped':
      return 'The training was stopped.'
    case 'failed':
      return `The training failed: ${state.message}`
  }
}

function lessonInWords(state: LearningState): string | null {
  switch (state.phase) {
    case 'idle':
      return null
    case 'learning':
      return 'A lesson begins.'
    case 'done':
      return (
        `The lesson is done after ${seconds(state.seconds)}: model ${state.model.id}; of ${state.digits} digits ` +
        `${state.rightBefore} were read rightly before and ${state.rightAfter} after.`
      )
    case 'stopped':
      return 'The lesson was stopped.'
    case 'failed':
      return `The lesson failed: ${state.message}`
  }
}

function resultsInWords(state: ResultsState): string | null {
  switch (state.phase) {
    case 'idle':
    case 'reading':
      return null
    case 'loading':
      return `A measurement begins: ${JSON.stringify(state.question)}`
    case 'done':
      return `The measurement is done: ${state.models.map(({ model, read, of }) => `${model.id} read ${read} of ${of}`).join(', ')}.`
    case 'stopped':
      return 'The measurement was stopped.'
    case 'missing':
    case 'failed':
      return `The measurement cannot be made: ${state.message}`
  }
}

const percent = (share: number): string => `${(100 * share).toFixed(2)} %`
const seconds = (count: number): string => `${count.toFixed(1)} s`
