/**
 * The app's services at work, to be killed: `node victim.ts HOME SEED SECONDS_BETWEEN_CHECKPOINTS`. It draws, changes
 * settings, keeps digits and trains, all at once, and says of each thing when it is about to do it and when it is done:
 * from then on it must survive.
 */
import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Drawing } from '../../src-main/contract.ts'
import { Random } from '../../src-main/kernels/random.ts'
import { Services } from '../../src-main/shell/services.ts'
import { keepDrawing, keptDrawing } from '../../src-main/storage/drawing.ts'
import { places } from '../built.ts'
import { runOptions } from './run-options.ts'

/** What is told, a line of JSON each. */
export type Told =
  | { readonly kind: 'found'; readonly found: Found }
  | { readonly kind: 'about' | 'done'; readonly what: Thing; readonly value: string }
  | { readonly kind: 'training'; readonly share: number; readonly resumedFrom: number | null }
  | { readonly kind: 'trained'; readonly model: string; readonly weights: string }
  | { readonly kind: 'failed'; readonly message: string }

export type Thing = 'drawing' | 'settings' | 'digit' | 'training'

/** What is there at the start. */
export interface Found {
  readonly drawing: string
  readonly settings: string
  readonly digits: readonly string[]
  /** The model in use, and all that are kept. */
  readonly model: string
  readonly models: readonly string[]
  readonly notices: readonly string[]
}

/** There is room for a few more. */
const MOST_DIGITS = 1900

const [, , home = '', seed = '1', every = '5'] = process.argv

function tell(told: Told): void {
  process.stdout.write(`${JSON.stringify(told)}\n`)
}

const services = await Services.open(home, places, { checkpointEvery: Number(every) })
const random = Random.of(Number(seed))

tell({ kind: 'found', found: found() })
services.on('training', (state) => {
  if (state.phase === 'preparing')
    tell({ kind: 'training', share: 0, resumedFrom: state.resumedFrom ?? null })
  if (state.phase === 'training') {
    const share = (state.epoch - 1 + state.batch / state.batches) / state.options.epochs
    tell({ kind: 'training', share, resumedFrom: state.resumedFrom ?? null })
  }
  if (state.phase === 'failed') tell({ kind: 'failed', message: state.message })
  if (state.phase === 'done') {
    const hash = createHash('sha256')
    for (const values of services.models.inUse.parameters) hash.update(values)
    tell({ kind: 'trained', model: state.model.id, weights: hash.digest('hex').slice(0, 16) })
  }
})
services.on('notice', (message) => {
  tell({ kind: 'failed', message })
})
services.resumeTraining()

for (;;) {
  if (!services.training.running) act('training', 'run', () => services.train(runOptions))
  const value = random.integer(1e9)
  const thing = (['drawing', 'settings', 'digit'] as const)[random.integer(3)]!
  if (thing === 'drawing')
    act(thing, drawingWords(drawingOf(value)), () => keepDrawing(home, drawingOf(value)))
  else if (thing === 'settings') act(thing, String(value % 100_000), () => changeSettings(value % 100_000))
  else if (services.ownDigits.list.length < MOST_DIGITS) {
    // Its id is known only afterwards.
    tell({ kind: 'about', what: thing, value: '' })
    tell({ kind: 'done', what: thing, value: services.ownDigits.keep(value % 10, drawingOf(value)).id })
  }
  await wait(random.between(5, 60))
}

function act(what: Thing, value: string, work: () => unknown): void {
  tell({ kind: 'about', what, value })
  work()
  tell({ kind: 'done', what, value })
}

function drawingOf(value: number): Drawing {
  const points = Random.of(value)
  return [Array.from({ length: 60 }, (_, ms) => [points.between(0, 400), points.between(0, 400), ms, 0.5])]
}

function drawingWords(drawing: Drawing): string {
  return createHash('sha256').update(JSON.stringify(drawing)).digest('hex').slice(0, 12)
}

/** Two writes to the same file: where the window stands, and how it looks. */
function changeSettings(value: number): void {
  services.settings.keepWindowPlace({ x: value, y: 0, width: 1024, height: 720, maximized: false })
  services.changeSettings({ advancedOpen: value % 2 === 1 })
}

function found(): Found {
  const { windowPlace } = services.settings
  const folder = join(home, 'models')
  return {
    drawing: drawingWords(keptDrawing(home)),
    settings: String(windowPlace?.x ?? 0),
    digits: services.ownDigits.list.map(({ id }) => id),
    model: services.models.state.inUse.id,
    models: readdirIfThere(folder).flatMap(
      (name) => /^(?<id>.+)\.safetensors$/.exec(name)?.groups?.['id'] ?? [],
    ),
    notices: services.notices,
  }
}

function readdirIfThere(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
