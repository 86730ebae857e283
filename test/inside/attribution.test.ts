/** What the pixels say: all of it together is what the network found, and none of it comes from paper. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Why, WhyQuestion } from '../../src-main/contract.ts'
import { Attribution } from '../../src-main/inside/attribution.ts'
import { OpenedModel } from '../../src-main/inside/opened-model.ts'
import { loadKernelModules } from '../../src-main/kernels/engine.ts'
import { decodeModel } from '../../src-main/recognizer/model.ts'
import { places } from '../built.ts'
import { MODELS, ONE, opened, SEVEN } from './some-opened.ts'

const QUESTION: WhyQuestion = { model: 'some', image: SEVEN, digit: 7, instead: null }
const shipped = new OpenedModel(
  loadKernelModules(places.kernels),
  'shipped',
  decodeModel(readFileSync(new URL('model.safetensors', places.resources))),
)
const everyModel = [
  ...Object.entries(MODELS).map(([name, model]) => ({ name, of: opened(model) })),
  { name: 'the model that ships', of: shipped },
]
const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0)

/** How far the sum of the contributions is from what it should be, as a share of all that is said for and against. */
function incompleteness({ contributions, netOutput, emptyPaper, speaksFor, speaksAgainst }: Why): number {
  return Math.abs(sum(contributions) - (netOutput - emptyPaper)) / (speaksFor - speaksAgainst)
}

describe.each(everyModel)('$name', ({ of }) => {
  const attribution = new Attribution(of)

  test('the contributions sum to the net output less that of empty paper', async () => {
    for (const image of [SEVEN, ONE]) {
      for (const instead of [null, 1, 2]) {
        // What is left is the error of 128 points on a way along which the derivative jumps.
        expect(incompleteness(await attribution.explain({ ...QUESTION, image, instead }))).toBeLessThan(0.01)
      }
    }
  })

  test('they are those of the net outputs that the network gives', async () => {
    const { netOutput, emptyPaper } = await attribution.explain({ ...QUESTION, instead: 4 })
    const netOf = (image: Uint8Array, digit: number) => {
      of.forward(image)
      return of.network.netOutput[digit]!
    }
    const difference = (image: Uint8Array) => netOf(image, 7) - netOf(image, 4)
    expect(netOutput).toBeCloseTo(difference(SEVEN), 3)
    expect(emptyPaper).toBeCloseTo(difference(new Uint8Array(784)), 3)
  })

  test('paper says nothing, and the ink there is cannot be more', async () => {
    const { contributions, moreInk } = await attribution.explain(QUESTION)
    for (const [pixel, grey] of SEVEN.entries()) {
      if (grey === 0) expect(contributions[pixel]).toBe(0)
      if (grey === 255) expect(moreInk[pixel]).toBeCloseTo(0)
    }
    expect(moreInk.some((value) => value !== 0)).toBe(true)
  })

  test('what speaks for one digit and not the other speaks against the other and not the one', async () => {
    const one = await attribution.explain({ ...QUESTION, instead: 2 })
    const other = await attribution.explain({ ...QUESTION, digit: 2, instead: 7 })
    expect(one.speaksFor + other.speaksAgainst).toBeCloseTo(0, 3)
    for (const [pixel, value] of one.contributions.entries()) {
      expect(value + other.contributions[pixel]!).toBeCloseTo(0, 3)
    }
  })

  test('a contrast is the difference of what is said for each', async () => {
    const [both, seven, two] = await Promise.all([
      attribution.explain({ ...QUESTION, instead: 2 }),
      attribution.explain(QUESTION),
      attribution.explain({ ...QUESTION, digit: 2 }),
    ])
    for (const [pixel, value] of both.contributions.entries()) {
      expect(value).toBeCloseTo(seven.contributions[pixel]! - two.contributions[pixel]!, 3)
    }
  })

  test('for and against are the sums of what lies above and below zero', async () => {
    const { contributions, speaksFor, speaksAgainst } = await attribution.explain(QUESTION)
    expect(speaksFor).toBeCloseTo(sum(contributions.filter((value) => value > 0)), 3)
    expect(speaksAgainst).toBeCloseTo(sum(contributions.filter((value) => value < 0)), 3)
  })
})

test('in one layer a pixel says its grey times its weight', async () => {
  const model = MODELS['sigmoid units and squared error']!
  const [weights, biases] = [Float32Array.from({ length: 7840 }, (_, i) => Math.sin(i)), new Float32Array(10)]
  const { contributions, moreInk } = await new Attribution(
    opened({
      ...model,
      architecture: {
        input: { height: 28, width: 28, channels: 1 },
        layers: [{ kind: 'fully connected', outputs: 10 }, { kind: 'sigmoid' }],
      },
      parameters: [weights, biases],
    }),
  ).explain({ ...QUESTION, instead: 1 })
  for (const [pixel, grey] of SEVEN.entries()) {
    const weight = weights[10 * pixel + 7]! - weights[10 * pixel + 1]!
    expect(contributions[pixel]).toBeCloseTo((grey / 255) * weight, 4)
    expect(moreInk[pixel]).toBeCloseTo((1 - grey / 255) * weight, 4)
  }
})
