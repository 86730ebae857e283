/** The command line's arguments as typed commands. Everything wrong with them is a UsageError. */
import { parseArgs } from 'node:util'
import { DATA_SOURCES, NETWORKS } from '../contract.ts'
import type { DataSource, Layers, NetworkName, Rotation } from '../contract.ts'
import { layersOf } from './layers.ts'
import { UsageError } from './usage-error.ts'

/** What to measure on: MNIST's test set, an IDX pair, or drawings. */
export type EvaluationData =
  | { readonly kind: 'mnist' }
  | { readonly kind: 'idx'; readonly images: string; readonly labels: string; readonly normalize: boolean }
  | { readonly kind: 'drawings'; readonly file: string }

export interface RecognizeCommand {
  readonly name: 'recognize'
  readonly files: readonly string[]
  /** A model's file, or `null` for the one that ships. */
  readonly model: string | null
  /** Whether each file or line is a row of digits. */
  readonly number: boolean
}

export interface EvaluateCommand {
  readonly name: 'evaluate'
  readonly model: string | null
  readonly data: EvaluationData
  readonly rotation: Rotation | null
  readonly seed: number
  /** Whether some of the digits are read at every angle, too. */
  readonly byAngle: boolean
  readonly json: boolean
}

export interface LearnCommand {
  readonly name: 'learn'
  readonly drawings: string
  /** How many of each digit are learnt from, the first in the file. */
  readonly perDigit: number
  /** The model to start from, or `null` for the one that ships. */
  readonly model: string | null
  readonly seed: number
  /** `null` for what suits the machine. */
  readonly threads: number | null
  readonly out: string
}

export interface TrainCommand {
  readonly name: 'train'
  readonly network: NetworkName
  /** The layers before the ten outputs; `null` for the network's own. */
  readonly layers: Layers | null
  readonly rotation: Rotation | null
  /** `null` for what suits the network. */
  readonly warp: boolean | null
  /** `null` for what suits the network. */
  readonly epochs: number | null
  readonly seed: number
  /** `null` for what suits the machine. */
  readonly threads: number | null
  readonly data:
    | { readonly kind: 'source'; readonly source: DataSource }
    | { readonly kind: 'folder'; readonly folder: string }
  readonly out: string
}

export interface PaperCommand {
  readonly name: 'paper'
  /** How many runs a row; `null` for what suits a full or a quick experiment. */
  readonly seeds: number | null
  readonly quick: boolean
  readonly threads: number | null
  /** The folder of the report and of the runs. */
  readonly out: string
}

export interface HelpCommand {
  readonly name: 'help'
  /** The command that is asked about, or `null` for all of them. */
  readonly about: CommandName | null
}

export type Command =
  RecognizeCommand | EvaluateCommand | LearnCommand | TrainCommand | PaperCommand | HelpCommand

export const COMMAND_NAMES = ['recognize', 'evaluate', 'learn', 'train', 'paper'] as const
export type CommandName = (typeof COMMAND_NAMES)[number]

const DEFAULT_SEED = 1
const DEFAULT_PER_DIGIT = 5
const MAX_THREADS = 64
const MAX_SEEDS = 20
const PAPER_FOLDER = 'digit-pad-paper'

/** Reads everything after the program's name. Throws a UsageError. */
export function parseCommand(args: readonly string[]): Command {
  const [first, ...rest] = args
  if (first === undefined) throw new UsageError(`say what to do: ${COMMAND_NAMES.join(', ')} or --help`)
  if (first === '--help' || first === '-h' || first === 'help') {
    return { name: 'help', about: COMMAND_NAMES.find((name) => name === rest[0]) ?? null }
  }
  const name = COMMAND_NAMES.find((known) => known === first)
  if (name === undefined) {
    throw new UsageError(
      `there is no command ${quote(first)}; there are ${COMMAND_NAMES.join(', ')} and --help`,
    )
  }
  const given = readOptions(rest, OPTIONS[name])
  if (given.flags.has('help')) return { name: 'help', about: name }
  return parsers[name](given)
}

const OPTIONS = {
  recognize: { model: 'string', number: 'boolean', help: 'boolean' },
  evaluate: {
    model: 'string',
    images: 'string',
    labels: 'string',
    normalize: 'boolean',
    drawings: 'string',
    rotate: 'string',
    seed: 'string',
    'by-angle': 'boolean',
    json: 'boolean',
    help: 'boolean',
  },
  learn: {
    drawings: 'string',
    'per-digit': 'string',
    model: 'string',
    seed: 'string',
    threads: 'string',
    out: 'string',
    help: 'boolean',
  },
  train: {
    network: 'string',
    layers: 'string',
    rotation: 'string',
    warp: 'string',
    epochs: 'string',
    seed: 'string',
    threads: 'string',
    data: 'string',
    out: 'string',
    help: 'boolean',
  },
  paper: { seeds: 'string', quick: 'boolean', threads: 'string', out: 'string', help: 'boolean' },
} as const satisfies Record<CommandName, Record<string, 'string' | 'boolean'>>

const parsers: Record<CommandName, (given: Given) => Command> = {
  recognize: ({ values, flags, files }) => {
    if (files.length === 0) throw new UsageError('recognize needs a file: a picture, or .jsonl drawings')
    return { name: 'recognize', files, model: values.get('model') ?? null, number: flags.has('number') }
  },

  evaluate: (given) => {
    refuseFiles('evaluate', given.files)
    const { values, flags } = given
    return {
      name: 'evaluate',
      model: values.get('model') ?? null,
      data: evaluationData(given),
      rotation: rotation('--rotate', values.get('rotate')),
      seed: wholeNumber('--seed', values.get('seed'), 0, 2 ** 32 - 1) ?? DEFAULT_SEED,
      byAngle: byAngle(given),
      json: flags.has('json'),
    }
  },

  learn: ({ values, files }) => {
    refuseFiles('learn', files)
    const drawings = values.get('drawings')
    const out = values.get('out')
    if (drawings === undefined) throw new UsageError('learn needs --drawings FILE, the digits to learn from')
    if (out === undefined) throw new UsageError('learn needs --out FILE, the file to write the model to')
    return {
      name: 'learn',
      drawings,
      perDigit: wholeNumber('--per-digit', values.get('per-digit'), 1, 200) ?? DEFAULT_PER_DIGIT,
      model: values.get('model') ?? null,
      seed: wholeNumber('--seed', values.get('seed'), 0, 2 ** 32 - 1) ?? DEFAULT_SEED,
      threads: wholeNumber('--threads', values.get('threads'), 1, MAX_THREADS),
      out,
    }
  },

  train: ({ values, files }) => {
    refuseFiles('train', files)
    const out = values.get('out')
    if (out === undefined) throw new UsageError('train needs --out FILE, the file to write the model to')
    return {
      name: 'train',
      network: network(values.get('network')),
      layers: layers(values.get('layers')),
      rotation: rotation('--rotation', values.get('rotation')),
      warp: onOrOff('--warp', values.get('warp')),
      epochs: wholeNumber('--epochs', values.get('epochs'), 1, 200),
      seed: wholeNumber('--seed', values.get('seed'), 0, 2 ** 32 - 1) ?? DEFAULT_SEED,
      threads: wholeNumber('--threads', values.get('threads'), 1, MAX_THREADS),
      data: trainingData(values.get('data') ?? 'mnist'),
      out,
    }
  },

  paper: ({ values, flags, files }) => {
    refuseFiles('paper', files)
    return {
      name: 'paper',
      seeds: wholeNumber('--seeds', values.get('seeds'), 1, MAX_SEEDS),
      quick: flags.has('quick'),
      threads: wholeNumber('--threads', values.get('threads'), 1, MAX_THREADS),
      out: values.get('out') ?? PAPER_FOLDER,
    }
  },
}

interface Given {
  readonly values: ReadonlyMap<string, string>
  readonly flags: ReadonlySet<string>
  readonly files: readonly string[]
}

/**
 * Splits arguments into options and files. Node's own parser finds them; its strict mode is not used, because
 * it refuses `--rotate -15..15` and words its complaints over several lines.
 */
function readOptions(args: readonly string[], known: Readonly<Record<string, 'string' | 'boolean'>>): Given {
  const options = Object.fromEntries(Object.entries(known).map(([name, type]) => [name, { type }]))
  const { tokens } = parseArgs({
    args: [...args],
    options: { ...options, help: { type: 'boolean', short: 'h' } },
    allowPositionals: true,
    strict: false,
    tokens: true,
  })
  const values = new Map<string, string>()
  const flags = new Set<string>()
  const files: string[] = []
  for (const token of tokens) {
    if (token.kind === 'positional') files.push(token.value)
    if (token.kind !== 'option') continue
    const { name, rawName, value } = token
    const type = Object.hasOwn(known, name) ? known[name] : undefined
    if (type === undefined) throw new UsageError(`there is no option ${rawName}; --help lists what there is`)
    if (values.has(name) || flags.has(name)) throw new UsageError(`${rawName} is given twice`)
    if (type === 'boolean') {
      if (value !== undefined) throw new UsageError(`${rawName} takes no value`)
      flags.add(name)
    } else {
      const missing = value === undefined || value === '' || (!token.inlineValue && /^-[^\d.]/.test(value))
      if (missing) throw new UsageError(`${rawName} needs a value`)
      values.set(name, value)
    }
  }
  return { values, flags, files }
}

function evaluationData({ values, flags }: Given): EvaluationData {
  const images = values.get('images')
  const labels = values.get('labels')
  const drawings = values.get('drawings')
  const normalize = flags.has('normalize')
  if (drawings !== undefined) {
    if (images !== undefined || labels !== undefined) {
      throw new UsageError('--drawings cannot be given together with --images and --labels')
    }
    if (normalize) throw new UsageError('--normalize goes with --images; drawings are always normalised')
    return { kind: 'drawings', file: drawings }
  }
  if (images !== undefined && labels !== undefined) return { kind: 'idx', images, labels, normalize }
  if (images !== undefined) throw new UsageError('--images needs --labels FILE beside it')
  if (labels !== undefined) throw new UsageError('--labels needs --images FILE beside it')
  if (normalize) throw new UsageError('--normalize goes with --images and --labels')
  return { kind: 'mnist' }
}

/** A curve over angles starts from digits that are not turned already. */
function byAngle({ values, flags }: Given): boolean {
  const wanted = flags.has('by-angle')
  if (wanted && values.has('rotate')) throw new UsageError('--by-angle and --rotate cannot be given together')
  return wanted
}

function trainingData(value: string): TrainCommand['data'] {
  const source = DATA_SOURCES.find((known) => known === value)
  return source === undefined ? { kind: 'folder', folder: value } : { kind: 'source', source }
}

function network(value: string | undefined): NetworkName {
  if (value === undefined) return 'convolutional'
  const found = NETWORKS.find((name) => name === value)
  if (found === undefined) {
    throw new UsageError(`there is no network ${quote(value)}; there are ${NETWORKS.join(', ')}`)
  }
  return found
}

function layers(value: string | undefined): Layers | null {
  return value === undefined ? null : layersOf(value)
}

function onOrOff(option: string, value: string | undefined): boolean | null {
  if (value === undefined) return null
  if (value !== 'on' && value !== 'off') throw new UsageError(`${option} is on or off, not ${quote(value)}`)
  return value === 'on'
}

/** `off`, or a range of degrees such as `0..90` or `-15..15`. */
function rotation(option: string, value: string | undefined): Rotation | null {
  if (value === undefined || value === 'off') return null
  const match = /^(?<from>[-+]?\d+(?:\.\d+)?)\.\.(?<to>[-+]?\d+(?:\.\d+)?)$/.exec(value)
  const from = Number(match?.groups?.['from'])
  const to = Number(match?.groups?.['to'])
  if (match === null)
    throw new UsageError(`${option} is a range of degrees such as 0..90, or off, not ${quote(value)}`)
  if (Math.abs(from) > 180 || Math.abs(to) > 180) {
    throw new UsageError(`${option} lies within -180..180, not ${value}`)
  }
  if (from > to) throw new UsageError(`${option} goes from the smaller angle to the larger, not ${value}`)
  return { from, to }
}

function wholeNumber(option: string, value: string | undefined, least: number, most: number): number | null {
  if (value === undefined) return null
  const number = /^\d+$/.test(value) ? Number(value) : NaN
  if (!(number >= least && number <= most)) {
    throw new UsageError(`${option} is a whole number from ${least} to ${most}, not ${quote(value)}`)
  }
  return number
}

function refuseFiles(command: CommandName, files: readonly string[]): void {
  const [file] = files
  if (file !== undefined) throw new UsageError(`${command} takes no file without an option: ${quote(file)}`)
}

/** As it can stand in one line of a message. */
function quote(text: string): string {
  return JSON.stringify(text)
}
