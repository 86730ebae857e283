/** Checkpoints of trainings: damaged ones, ones that lie about where the run stands, and ones of other runs. What is taken is gone on with. */
import fc from 'fast-check'
import type { TrainingOptions } from '../../../src-main/contract.ts'
import { NO_MODULES } from '../../../src-main/kernels/engine.ts'
import { PlainError } from '../../../src-main/plain-error.ts'
import {
  checkpointAtStart,
  decodeCheckpoint,
  encodeCheckpoint,
  misfit,
  restore,
  sameOptions,
  shareDone,
  type Checkpoint,
} from '../../../src-main/training/checkpoint.ts'
import { train } from '../../../src-main/training/loop.ts'
import { recipeFor } from '../../../src-main/training/recipe.ts'
import { blockFor, SharedRun } from '../../../src-main/training/shared-run.ts'
import { smallOptions, squares } from '../../training/small-run.ts'
import { damaged } from '../damage.ts'
import { hostileJson, jsonOf, tamperedWith } from '../hostile.ts'
import { insist, target, verdictOf } from '../target.ts'
import { partsOf, together } from '../tensor-file.ts'

const counts = { training: 25, heldBack: 4, test: 0 }
const examples = squares(counts.training + counts.heldBack, 1)
/** Stands for the fingerprint of the digits. */
const DIGITS = '25 4 0 0 1'

/** Small, so that what is changed is seldom one weight of many: one run with Adam and an average, and one with neither. */
const known: readonly TrainingOptions[] = [
  {
    ...smallOptions,
    layers: [
      { kind: 'max pool', size: 7 },
      { kind: 'fully connected', units: 3, activation: 'relu' },
    ],
    batchSize: 10,
  },
  { ...smallOptions, network: 'paper', layers: [{ kind: 'max pool', size: 7 }], epochs: 2, batchSize: 10 },
]

const batchesOf = ({ batchSize }: TrainingOptions): number => Math.ceil(counts.training / batchSize)
const stepsOf = (options: TrainingOptions): number => options.epochs * batchesOf(options)

/** A run with these options, begun or gone on with. @returns a checkpoint behind each batch */
function carryOn(options: TrainingOptions, before: Checkpoint | null): Checkpoint[] {
  const recipe = recipeFor(options)
  const stepsDone = before?.standing.steps ?? 0
  const plan = { recipe, counts, stepsDone, block: blockFor(recipe, counts, 1, NO_MODULES) }
  const run = new SharedRun(plan, NO_MODULES, 0)
  if (before) restore(run, before)
  run.training.images.set(examples.images.subarray(0, run.training.images.length))
  run.training.labels.set(examples.labels.subarray(0, counts.training))
  run.heldBack.images.set(examples.images.subarray(run.training.images.length))
  run.heldBack.labels.set(examples.labels.subarray(counts.training))
  const checkpoints: Checkpoint[] = []
  train(run, {
    batchDone: (_epoch, _batch, { cost }) => {
      // As in a run that is followed.
      if (!Number.isFinite(cost)) throw new PlainError('The loss is no longer a number.')
      return true
    },
    weightsMoved: (epoch, batch) => {
      const standing = {
        options,
        digits: DIGITS,
        steps: epoch * batchesOf(options) + batch + 1,
        allSteps: stepsOf(options),
        seconds: 1.5,
        epochs: Array.from({ length: epoch + (batch + 1 === batchesOf(options) ? 1 : 0) }, (_, index) => ({
          epoch: index + 1,
          loss: 0.5,
          heldBackAccuracy: 0.75,
        })),
        epochCost: 3,
        epochDigits: 10,
      }
      checkpoints.push({ standing, state: run.state.map((values) => values.slice()) })
    },
    epochDone: () => undefined,
  })
  return checkpoints
}

const runs = known.map((options) => carryOn(options, null))
const files = runs.flatMap((run) => [0, 2, run.length - 1].map((at) => encodeCheckpoint(run[at]!)))
const parts = files.map(partsOf)
const unsealed = parts.map(({ header, data }) => together(JSON.stringify(header), data))

/** Where a run may say that it stands: nowhere, at its end, behind it, and where no number is exact any more. */
const count = fc.oneof(
  fc.nat({ max: 12 }),
  fc.constantFrom<unknown>(-1, 0.5, 2 ** 31, 2 ** 32, 2 ** 53 - 1, 2 ** 53, 1e308, '3', null),
)
const lies = fc.dictionary(
  fc.constantFrom('steps', 'allSteps', 'epochDigits', 'epochCost', 'seconds'),
  count,
  { minKeys: 1 },
)
const otherOptions = fc.record(
  {
    network: fc.constantFrom('paper', 'perceptron', 'convolutional', 'deep'),
    epochs: count,
    batchSize: count,
    seed: count,
    learningRate: fc.oneof(count, fc.double()),
    layers: fc.oneof(
      fc.constant(null),
      fc.array(fc.record({ kind: fc.constant('max pool'), size: fc.integer({ min: 2, max: 14 }) })),
      fc.constant(new Array<unknown>(20).fill({ kind: 'fully connected', units: 2048, activation: 'relu' })),
    ),
  },
  { requiredKeys: [] },
)

type Standing = Record<string, unknown> & { readonly options: object }
const which = fc.nat({ max: files.length - 1 })
function lyingStanding(changed: fc.Arbitrary<(standing: Standing) => unknown>): fc.Arbitrary<Buffer> {
  return fc.tuple(which, changed).map(([index, change]) => {
    const { header, data } = parts[index]!
    const told = change(JSON.parse(header.__metadata__['standing']!) as Standing)
    const metadata = { ...header.__metadata__, standing: jsonOf(told, 'null') }
    return together(JSON.stringify({ ...header, __metadata__: metadata }), data)
  })
}

/** Sizes and places of the tensors that overlap, leave gaps, or are of another network. */
const lyingSizes = fc
  .tuple(which, fc.nat(), fc.array(fc.oneof(count, fc.nat({ max: 400 })), { maxLength: 3 }), fc.boolean())
  .map(([index, tensor, numbers, shape]) => {
    const { header, data } = parts[index]!
    const names = Object.keys(header).filter((name) => name !== '__metadata__')
    const name = names[tensor % names.length]!
    const changed = { ...(header[name] as object), [shape ? 'shape' : 'data_offsets']: numbers }
    return together(JSON.stringify({ ...header, [name]: changed }), data)
  })

/** Weights of one run with the standing of another. */
const swapped = fc
  .tuple(which, which)
  .map(([one, other]) =>
    together(
      JSON.stringify({ ...parts[one]!.header, __metadata__: parts[other]!.header.__metadata__ }),
      parts[one]!.data,
    ),
  )

const strangeNumbers = fc
  .tuple(
    which,
    fc.array(
      fc.tuple(fc.nat(), fc.oneof(fc.float(), fc.constantFrom(NaN, Infinity, 3.4e38, -3.4e38, 1e-45))),
      {
        minLength: 1,
        maxLength: 40,
      },
    ),
  )
  .map(([index, numbers]) => {
    const { header } = parts[index]!
    const data = Buffer.from(parts[index]!.data)
    for (const [at, value] of numbers) data.writeFloatLE(value, 4 * (at % (data.length / 4)))
    return together(JSON.stringify(header), data)
  })

export const checkpoints = target<Buffer>({
  title: 'Checkpoints of trainings',
  cases: fc.oneof(
    damaged(files),
    damaged(unsealed),
    lyingStanding(lies.map((told) => (standing) => ({ ...standing, ...told }))),
    lyingStanding(
      otherOptions.map((told) => (standing) => ({ ...standing, options: { ...standing.options, ...told } })),
    ),
    tamperedWith(fc.constant(JSON.parse(parts[0]!.header.__metadata__['standing']!) as unknown)).map(
      (told) => {
        const metadata = { ...parts[0]!.header.__metadata__, standing: jsonOf(told, 'null') }
        return together(JSON.stringify({ ...parts[0]!.header, __metadata__: metadata }), parts[0]!.data)
      },
    ),
    lyingSizes,
    swapped,
    strangeNumbers,
    hostileJson.map((header) => together(header, parts[0]!.data)),
  ),
  examples: [
    ...files,
    checkpointAtStart(known[0]!),
    Buffer.alloc(0),
    Buffer.alloc(64 << 20),
    Buffer.alloc(64 << 20, 0xff),
  ].map((bytes) => Buffer.from(bytes)),
  take: (bytes) =>
    verdictOf(() => {
      const checkpoint = decodeCheckpoint(bytes)
      const { options, steps } = checkpoint.standing
      const share = shareDone(checkpoint.standing)
      insist(share >= 0 && share <= 1, `Of the run, ${share} is done.`)
      const asked = known.find((each) => sameOptions(each, options))
      if (asked === undefined) {
        // The run of a person who asked for that; too long to be carried out here.
        recipeFor(options)
        insist(
          known.every((each) => misfit(checkpoint, each, DIGITS, stepsOf(each)) !== null),
          'It fits.',
        )
        return
      }
      const unfit = misfit(checkpoint, asked, DIGITS, stepsOf(asked))
      if (unfit !== null) throw new PlainError(unfit)
      const left = stepsOf(asked) - steps
      const done = carryOn(asked, checkpoint).length
      insist(done === left, `${done} batches were done, and ${left} were left.`)
    }),
})
