/** A trained network as a thing that is kept: its architecture, its parameters, and where they come from. */
import * as v from 'valibot'
import { KeptTrainingOptions, ModelName, type ModelSummary } from '../contract.ts'
import {
  checkArchitecture,
  describe,
  outputSizes,
  parameterShapes,
  valuesIn,
  type Architecture,
} from '../network/architecture.ts'
import type { Network } from '../network/network.ts'
import { PlainError } from '../plain-error.ts'
import { Certainty, certaintyOfThreshold } from './certainty.ts'
import { readSafetensors, writeSafetensors, type Tensor, type TensorFile } from '../storage/safetensors.ts'

export interface Model {
  /** What a person called it; missing where it was not named. */
  readonly name?: string
  readonly architecture: Architecture
  /** Weights and biases, layer by layer, in the order of `Network.parameters`. */
  readonly parameters: readonly Float32Array[]
  readonly metadata: ModelMetadata
}

const share = v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(1)))
const words = v.pipe(v.string(), v.maxLength(2000))

const threshold = v.pipe(v.number(), v.minValue(0), v.maxValue(1))
const metadataEntries = {
  /** The network's name for people: "Perceptron". */
  title: words,
  /** What it was trained with; with the program's version, all that its weights depend on. */
  options: KeptTrainingOptions,
  /** In words: "MNIST, 55,000 digits". */
  trainedOn: words,
  /** In words: "upright" or "rotated 0° to 90°". */
  augmentation: words,
  /** What an image is smoothed by before the network sees it (`images/smoothing.ts`); 0 in files from before there was such a thing. */
  smoothing: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(0.25)), 0),
  /** The command that gives this model again. */
  command: words,
  /** Share of the digits held back from its training data read rightly. */
  heldBackAccuracy: share,
  /** Share of MNIST's 10,000 test digits read rightly. */
  mnistAccuracy: share,
  /** How many digits of the person's own it learnt after its training; missing where there were none. */
  ownDigits: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  /** What the model that they were taught to is kept as: `shipped`, or the name of its file without the ending. */
  learntFrom: v.optional(v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,63}$/))),
  /** ISO 8601. */
  trainedAt: v.pipe(v.string(), v.isoTimestamp()),
}

const ModelMetadata = v.union([
  /** When an answer is to be relied on (`certainty.ts`). */
  v.object({ ...metadataEntries, certainty: Certainty }),
  // Files of version 0.1 have a threshold for the likeliest probability instead.
  v.pipe(
    v.object({ ...metadataEntries, surenessThreshold: threshold }),
    v.transform(({ surenessThreshold, ...rest }) => ({
      ...rest,
      certainty: certaintyOfThreshold(surenessThreshold),
    })),
  ),
])
export type ModelMetadata = v.InferOutput<typeof ModelMetadata>

/** The title of a network whose layers a person chose. */
export const OWN_NETWORK = 'Your own'

/** Written into each file, so that other programs know what to feed the network. */
const FORMAT = 'digit-pad-1'
const PREPROCESSING =
  '28×28 grey values, row by row, 0 paper to 255 ink, divided by 255; ' +
  'the digit fits a box of 20×20 and its centre of mass lies in the middle'

const SMOOTHED = (share: number): string =>
  share === 0
    ? ''
    : `; then each pixel hands ${share} of its ink to each neighbour, along the rows and then along the columns`

/** The model's file: safetensors, with all but the numbers as JSON in its metadata. */
export function encodeModel({ name, architecture, parameters, metadata }: Model): Uint8Array {
  const tensors = new Map<string, Tensor>()
  parameterShapes(architecture).forEach(({ name, shape }, index) => {
    tensors.set(name, { shape, values: parameters[index]! })
  })
  return writeSafetensors({
    tensors,
    metadata: {
      format: FORMAT,
      ...(name === undefined ? {} : { name }),
      architecture: JSON.stringify(architecture),
      preprocessing: PREPROCESSING + SMOOTHED(metadata.smoothing),
      training: JSON.stringify(metadata),
    },
  })
}

/** Reads a model's file. Throws a PlainError where it is damaged, or no model of this program's. */
export function decodeModel(bytes: Uint8Array): Model {
  const file = readSafetensors(bytes)
  if (file.metadata['format'] !== FORMAT) {
    throw new PlainError('This safetensors file was not written by Digit Pad, or by a version that is newer.')
  }
  const architecture = readArchitecture(file)
  const shapes = parameterShapes(architecture)
  const parameters = shapes.map(({ name, shape }) => {
    const tensor = file.tensors.get(name)
    if (tensor?.shape.join() !== shape.join()) throw unfit(`“${name}” is missing or of another shape`)
    return tensor.values
  })
  if (file.tensors.size !== shapes.length) throw unfit('it holds parameters that its layers do not have')
  const metadata = v.safeParse(ModelMetadata, parseJson(file.metadata['training']))
  if (!metadata.success) throw unfit('what it says of its training is not complete')
  const name = nameIn(file)
  return { ...(name === null ? {} : { name }), architecture, parameters, metadata: metadata.output }
}

/** A model's file with another name in it, and all else as it was, be it unknown to this version. */
export function withName(bytes: Uint8Array, name: string): Uint8Array {
  const file = readSafetensors(bytes)
  return writeSafetensors({ ...file, metadata: { ...file.metadata, name } })
}

/** A name that no person could have given is as good as none. */
function nameIn({ metadata }: TensorFile): string | null {
  const name = v.safeParse(ModelName, metadata['name'])
  return name.success ? name.output : null
}

/** What people are told of a model. `id` is what it is kept under. */
export function summarize({ name, architecture, parameters, metadata }: Model, id: string): ModelSummary {
  const { title, options, ...rest } = metadata
  return {
    id,
    name: name ?? null,
    network: `${title}${title === OWN_NETWORK ? ':' : ''} ${describe(architecture)}`,
    parameters: parameters.reduce((sum, values) => sum + values.length, 0),
    trainedOn: rest.trainedOn,
    augmentation: rest.augmentation,
    epochs: options.epochs,
    seed: options.seed,
    ownDigits: rest.ownDigits ?? 0,
    mnistAccuracy: rest.mnistAccuracy,
    heldBackAccuracy: rest.heldBackAccuracy,
    trainedAt: rest.trainedAt,
  }
}

/** Copies a model's parameters into a network of its architecture. */
export function fillNetwork(network: Network, { parameters }: Model): void {
  network.parameters.forEach(({ values }, index) => {
    values.set(parameters[index]!)
  })
}

function readArchitecture(file: TensorFile): Architecture {
  let architecture: Architecture
  try {
    architecture = checkArchitecture(parseJson(file.metadata['architecture']))
  } catch (error) {
    throw unfit(error instanceof Error ? error.message : String(error))
  }
  const { height, width, channels } = architecture.input
  const last = outputSizes(architecture).at(-1)
  if (height !== 28 || width !== 28 || channels !== 1 || !last || valuesIn(last) !== 10) {
    throw unfit('it does not read ten digits from 28×28 images')
  }
  return architecture
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return undefined
  }
}

function unfit(what: string): PlainError {
  return new PlainError(`This model cannot be used: ${what}.`)
}
