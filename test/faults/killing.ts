/** Killing the services at random moments, and looking at what is left. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { Random } from '../../src-main/kernels/random.ts'
import { folderOf, squares } from '../training/small-run.ts'
import { DIGITS } from './run-options.ts'
import type { Found, Told } from './victim.ts'

export interface Campaign {
  readonly moments: number
  readonly seed: number
  /** Seconds between two checkpoints. */
  readonly every: number
  /** The most seconds that a life lasts after its start. */
  readonly longest: number
  /** Told of each moment, in a line. */
  readonly watch?: (line: string) => void
  /** Ends the campaign before its last moment. */
  readonly signal?: AbortSignal
}

type Counted = Record<'drawing' | 'settings' | 'digits' | 'models', number>

export interface Outcome {
  /** How often it was killed. */
  moments: number
  /** How often a thing had been confirmed before a moment, and how often it was there after it. */
  readonly confirmed: Counted
  readonly kept: Counted
  /** Seconds of training lost at each moment at which a training was under way. */
  readonly lost: number[]
  /** How many of those trainings went on. */
  resumed: number
  /** Trainings that ended, and those of them whose weights are an unbroken one's. */
  runs: number
  same: number
  readonly faults: string[]
}

/** Of these lives, so many end before the services are open. */
const EARLY = 0.15

/** What is known of the home before a life: what was confirmed, and what was about to be. */
interface Known {
  drawing: Set<string>
  settings: Set<string>
  digits: Set<string>
  digitsAbout: number
  models: Set<string>
  model: Set<string>
  /** The training that is under way: how far it was at which time, in seconds; `null` where there is none. */
  training: [share: number, at: number][] | null
}

const root = fileURLToPath(new URL('./', import.meta.url))

export async function killAtRandom(campaign: Campaign): Promise<Outcome> {
  const random = Random.of(campaign.seed)
  const digits = folderOf(squares(DIGITS, 1), squares(100, 2))
  const homes = [0, 1].map(() => mkdtempSync(join(tmpdir(), 'digit-pad-killed-')))
  const none = { drawing: 0, settings: 0, digits: 0, models: 0 }
  const outcome: Outcome = {
    moments: 0,
    confirmed: { ...none },
    kept: { ...none },
    lost: [],
    resumed: 0,
    runs: 0,
    same: 0,
    faults: [],
  }
  try {
    const unbroken = await unbrokenWeights(homes[0]!, digits, campaign)
    let known: Known | null = null
    // After the last moment it is started once more, to see what is left.
    for (;;) {
      const last = outcome.moments === campaign.moments || campaign.signal?.aborted === true
      const early = !last && random.next() < EARLY
      const length = (early ? 1 : campaign.longest) * random.next()
      const told = await live(homes[1]!, digits, random.integer(1e9), campaign.every, early, length)
      const found = told.find(([{ kind }]) => kind === 'found')?.[0]
      const faultsBefore = outcome.faults.length
      if (found?.kind === 'found') known = check(known, found.found, told, outcome)
      known = follow(known, told, unbroken, outcome)
      if (last) break
      outcome.moments++
      const lasted = told.length === 0 ? 0 : told.at(-1)![1] - told[0]![1]
      campaign.watch?.(
        `${outcome.moments} of ${campaign.moments}: to be killed after ${length.toFixed(1)} s, lasted ${lasted.toFixed(1)} s, ` +
          `${told.length} lines told, lost before ${outcome.lost.at(-1)?.toFixed(1) ?? 0} s`,
      )
      for (const fault of outcome.faults.slice(faultsBefore)) campaign.watch?.(`FAULT: ${fault}`)
    }
    return outcome
  } finally {
    for (const folder of [digits, ...homes]) rmSync(folder, { recursive: true, force: true })
  }
}

type Life = readonly (readonly [told: Told, at: number])[]

/** Starts the services and kills them. `length` counts in seconds from their start or, `early`, from the program's. */
async function live(
  home: string,
  digits: string,
  seed: number,
  every: number,
  early: boolean,
  length: number,
  until: (told: Told) => boolean = () => false,
): Promise<Life> {
  const child = spawn(
    process.execPath,
    [
      '--import',
      join(root, 'without-electron.ts'),
      join(root, 'victim.ts'),
      home,
      String(seed),
      String(every),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, DIGIT_PAD_MNIST: digits } },
  )
  const life: (readonly [Told, number])[] = []
  const kill = () => child.kill('SIGKILL')
  let timer = early ? setTimeout(kill, 1000 * length) : undefined
  for await (const line of createInterface({ input: child.stdout })) {
    let told: Told
    try {
      told = JSON.parse(line) as Told
    } catch {
      // The last line may be cut off.
      break
    }
    life.push([told, performance.now() / 1000])
    if (told.kind === 'found' && !early) timer = setTimeout(kill, 1000 * length)
    if (until(told)) break
  }
  clearTimeout(timer)
  kill()
  return life
}

async function unbrokenWeights(home: string, digits: string, { every }: Campaign): Promise<string> {
  const life = await live(home, digits, 1, every, false, 600, ({ kind }) => kind === 'trained')
  const last = life.at(-1)?.[0]
  if (last?.kind !== 'trained') throw new Error(`The unbroken training did not end: ${JSON.stringify(last)}`)
  return last.weights
}

/** Compares what a life found with what was known before it. */
function check(known: Known | null, found: Found, life: Life, outcome: Outcome): Known {
  const { confirmed, kept, faults } = outcome
  faults.push(...found.notices)
  if (known !== null) {
    for (const what of ['drawing', 'settings'] as const) {
      if (known[what].size === 0) continue
      confirmed[what]++
      if (known[what].has(found[what])) kept[what]++
      else faults.push(`${what}: ${[...known[what]].join(' or ')} was confirmed, ${found[what]} found`)
    }
    count('digits', known.digits, found.digits)
    count('models', known.models, found.models)
    if (found.digits.length > known.digits.size + known.digitsAbout) faults.push('digits that nobody gave')
    if (known.model.size > 0 && !known.model.has(found.model) && !isNewer(found, known)) {
      faults.push(`the model in use is ${found.model}`)
    }
    checkTraining(known, life, outcome)
  }
  return {
    drawing: new Set([found.drawing]),
    settings: new Set([found.settings]),
    digits: new Set(found.digits),
    digitsAbout: 0,
    models: new Set(found.models),
    model: new Set([found.model]),
    training: null,
  }

  function count(what: 'digits' | 'models', before: ReadonlySet<string>, after: readonly string[]): void {
    const there = after.filter((id) => before.has(id)).length
    confirmed[what] += before.size
    kept[what] += there
    if (there < before.size) faults.push(`${what}: ${before.size - there} of ${before.size} are gone`)
  }
}

/** A training may have ended in the moment of death: its model is there, and nobody was told. */
function isNewer(found: Found, known: Known): boolean {
  return found.models.includes(found.model) && !known.models.has(found.model)
}

function checkTraining(known: Known, life: Life, outcome: Outcome): void {
  const { training } = known
  const begun = life.find(([{ kind }]) => kind === 'training')?.[0]
  if (training === null || begun?.kind !== 'training') return
  const death = training.at(-1)![1]
  const from = begun.resumedFrom
  // Where the run came to its end in the moment of death, there is nothing to go on with.
  if (from === null && training.at(-1)![0] > 0.99) return
  const passed = from === null ? training[0] : training.findLast(([share]) => share <= from + 1e-9)
  outcome.lost.push(death - (passed ?? training[0]!)[1])
  if (from === null)
    outcome.faults.push(`a training of ${(death - training[0]![1]).toFixed(1)} s did not go on`)
  else outcome.resumed++
}

/** What is known after a life, from what it told. */
function follow(known: Known | null, life: Life, unbroken: string, outcome: Outcome): Known | null {
  if (known === null) return null
  for (const [told, at] of life) {
    switch (told.kind) {
      case 'found':
        break
      case 'about':
        if (told.what === 'digit') known.digitsAbout++
        else if (told.what !== 'training') known[told.what].add(told.value)
        break
      case 'done':
        if (told.what === 'digit') {
          known.digitsAbout--
          known.digits.add(told.value)
        } else if (told.what !== 'training') known[told.what] = new Set([told.value])
        break
      case 'training':
        known.training ??= []
        known.training.push([
          told.resumedFrom === null ? told.share : Math.max(told.share, told.resumedFrom),
          at,
        ])
        break
      case 'trained':
        known.training = null
        known.models.add(told.model)
        known.model = new Set([told.model])
        outcome.runs++
        if (told.weights === unbroken) outcome.same++
        else outcome.faults.push(`a training ended with the weights ${told.weights}, not ${unbroken}`)
        break
      case 'failed':
        outcome.faults.push(told.message)
        break
    }
  }
  // What ends a life is the moment of death, whatever was told last.
  const last = life.at(-1)
  if (known.training && last) known.training.push([known.training.at(-1)![0], last[1]])
  return known
}
