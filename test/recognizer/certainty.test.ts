import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '../../src-main/kernels/random.ts'
import {
  calibrate,
  certaintyOfThreshold,
  probabilitiesOf,
  twoLikeliest,
  unsureOf as unsureOfSeen,
  type Certainty,
  USUAL_CERTAINTY,
} from '../../src-main/recognizer/certainty.ts'

const logits = fc.array(fc.double({ min: -30, max: 30, noNaN: true }), { minLength: 10, maxLength: 10 })

/** As where a drawing is looked at once. */
function unsureOf(probabilities: readonly number[], certainty: Certainty) {
  return unsureOfSeen(
    { answer: twoLikeliest(probabilities)[0], probabilities, first: probabilities },
    certainty,
  )
}

function softmax(nets: readonly number[]): number[] {
  const powers = nets.map((net) => Math.exp(net))
  const sum = powers.reduce((total, power) => total + power)
  return powers.map((power) => power / sum)
}

describe('probabilities', () => {
  it('are what a sigmoid layer gives out, brought to a sum of 1', () => {
    expect(probabilitiesOf(new Float32Array([0.5, 0.25, 0.25]))).toEqual([0.5, 0.25, 0.25])
    expect(probabilitiesOf(new Float32Array([1, 1, 0, 0]))).toEqual([0.5, 0.5, 0, 0])
    expect(probabilitiesOf(new Float32Array(10))).toEqual(new Array(10).fill(0.1))
  })

  it('are some for whatever a network gives out', () => {
    const even = new Array(10).fill(0.1)
    expect(probabilitiesOf(Float32Array.of(-1, 3, 1, 0), 2)).toEqual([
      0,
      expect.closeTo(0.634, 3),
      expect.closeTo(0.366, 3),
      0,
    ])
    expect(probabilitiesOf(new Float32Array(10).fill(Infinity))).toEqual(even)
    expect(probabilitiesOf(new Float32Array(10).fill(NaN))).toEqual(even)
    expect(probabilitiesOf(new Float32Array(10).fill(-2), 0.5)).toEqual(even)
  })

  it('at a temperature are the softmax of the logits divided by it', () => {
    fc.assert(
      fc.property(logits, fc.double({ min: 0.5, max: 4, noNaN: true }), (nets, temperature) => {
        const outputs = Float32Array.from(softmax(nets))
        const expected = softmax(nets.map((net) => net / temperature))
        for (const [digit, probability] of probabilitiesOf(outputs, temperature).entries()) {
          expect(probability).toBeCloseTo(expected[digit]!, 4)
        }
      }),
    )
  })

  it('sum to 1 and keep their order at any temperature', () => {
    fc.assert(
      fc.property(logits, fc.double({ min: 0.1, max: 10, noNaN: true }), (nets, temperature) => {
        const outputs = Float32Array.from(softmax(nets))
        const probabilities = probabilitiesOf(outputs, temperature)
        expect(probabilities.reduce((sum, share) => sum + share)).toBeCloseTo(1, 9)
        for (let digit = 1; digit < 10; digit++) {
          const [a, b] = [probabilities[digit - 1]!, probabilities[digit]!]
          if (outputs[digit - 1]! > outputs[digit]!) expect(a).toBeGreaterThanOrEqual(b)
          else expect(a).toBeLessThanOrEqual(b)
        }
      }),
    )
  })
})

describe('the two likeliest', () => {
  it('are found wherever they stand, the smaller digit first on a tie', () => {
    expect(twoLikeliest([0.1, 0.2, 0.6, 0.1])).toEqual([2, 1])
    expect(twoLikeliest([0.5, 0.1, 0.4])).toEqual([0, 2])
    expect(twoLikeliest([0.3, 0.3, 0.4])).toEqual([2, 0])
    expect(twoLikeliest([0.25, 0.25, 0.25, 0.25])).toEqual([0, 1])
    fc.assert(
      fc.property(logits, (values) => {
        const [first, second] = twoLikeliest(values)
        const sorted = values.toSorted((a, b) => b - a)
        expect(first).not.toBe(second)
        expect([values[first], values[second]]).toEqual([sorted[0], sorted[1]])
      }),
    )
  })
})

describe('an answer', () => {
  const certainty = { temperature: 1, clearLead: 0, leastLead: 0.5, leastTogether: 0.7 }
  const rest = (sum: number): number[] => new Array<number>(8).fill(sum / 8)

  it('is sure where one digit is far ahead', () => {
    expect(unsureOf([0.75, 0.25, ...rest(0)], certainty)).toBeNull()
    expect(unsureOf([0.9, 0.02, ...rest(0.08)], certainty)).toBeNull()
  })

  it('is between two where they have nearly all', () => {
    const unsure = { kind: 'between', digits: [1, 0] }
    expect(unsureOf([0.4, 0.55, ...rest(0.05)], certainty)).toEqual(unsure)
    expect(unsureOf([0.34, 0.36, ...rest(0.3)], certainty)).toEqual(unsure)
  })

  it('is no digit where the others have a large part', () => {
    expect(unsureOf([0.3, 0.2, ...rest(0.5)], certainty)).toEqual({ kind: 'no digit' })
    expect(unsureOf(new Array<number>(10).fill(0.1), certainty)).toEqual({ kind: 'no digit' })
  })
})

describe('an answer that was looked at again', () => {
  const certainty = { temperature: 1, clearLead: 0.9, leastLead: 0.5, leastTogether: 0.7 }
  const shares = (zero: number, one: number) => [
    zero,
    one,
    ...new Array<number>(8).fill((1 - zero - one) / 8),
  ]
  const seen = (answer: number, zero: number, one: number, first = shares(zero, one)) => ({
    answer,
    probabilities: shares(zero, one),
    first,
  })

  it('is unsure where the views speak for another digit', () => {
    expect(unsureOfSeen(seen(0, 0.8, 0.2), certainty)).toBeNull()
    expect(unsureOfSeen(seen(1, 0.8, 0.2), certainty)).toEqual({ kind: 'between', digits: [1, 0] })
    expect(unsureOfSeen(seen(1, 0.4, 0.1, shares(0.1, 0.85)), certainty)).toEqual({
      kind: 'between',
      digits: [1, 0],
    })
    expect(unsureOfSeen(seen(1, 0.4, 0.1), certainty)).toEqual({ kind: 'no digit' })
  })
})

describe('calibrating', () => {
  /** A network that knows how sure it may be: its digits are drawn from its own probabilities, its logits then made bolder. */
  function honest(count: number, boldness: number) {
    const random = Random.of(7)
    const outputs = new Float32Array(count * 10)
    const labels = new Uint8Array(count)
    for (let row = 0; row < count; row++) {
      const nets = Array.from({ length: 10 }, () => 2.5 * random.gaussian())
      let left = random.next()
      labels[row] = Math.max(
        0,
        softmax(nets).findIndex((share) => (left -= share) < 0),
      )
      outputs.set(softmax(nets.map((net) => net * boldness)), row * 10)
    }
    return { outputs, labels }
  }

  it.each([0.6, 1, 1.7])(
    'finds the temperature of a network that is bolder by %f than it should be',
    (boldness) => {
      const { temperature } = calibrate(honest(20_000, boldness), new Float32Array(0))
      expect(temperature / boldness).toBeGreaterThan(0.95)
      expect(temperature / boldness).toBeLessThan(1.05)
    },
  )

  it('calls fewer than one right answer in a hundred unsure', () => {
    const digits = honest(20_000, 1)
    const certainty = calibrate(digits, new Float32Array(0))
    let right = 0
    let unsure = 0
    for (const [row, label] of digits.labels.entries()) {
      const probabilities = probabilitiesOf(
        digits.outputs.subarray(row * 10, row * 10 + 10),
        certainty.temperature,
      )
      if (twoLikeliest(probabilities)[0] !== label) continue
      right++
      if (unsureOf(probabilities, certainty)) unsure++
    }
    expect(unsure / right).toBeGreaterThan(0.004)
    expect(unsure / right).toBeLessThan(0.01)
  })

  it('tells apart what is between two digits and what is like none', () => {
    const rows = 400
    const outputs = new Float32Array(rows * 10)
    const labels = new Uint8Array(rows)
    const strange = new Float32Array(rows * 10)
    for (let row = 0; row < rows; row++) {
      // One in a hundred hesitates between 0 and 1.
      const doubt = row % 100 === 0 ? 0.45 - row / 1e5 : 0.01
      outputs.set([1 - doubt, doubt], row * 10)
      strange.fill(0.098, row * 10, row * 10 + 10)
      strange[row * 10 + 4] = 0.118
    }
    const certainty = calibrate({ outputs, labels }, strange)
    const of = (all: Float32Array, row: number) =>
      unsureOf(probabilitiesOf(all.subarray(row * 10, row * 10 + 10), certainty.temperature), certainty)
    expect(of(outputs, 0)).toEqual({ kind: 'between', digits: [0, 1] })
    expect(of(outputs, 1)).toBeNull()
    expect(of(strange, 0)).toEqual({ kind: 'no digit' })
  })

  it('never says that something is no digit for a network that has not learnt it', () => {
    expect(calibrate(honest(500, 1), new Float32Array(0)).leastTogether).toBe(0)
  })

  it('is sure of nothing that the views speak against, whatever they say of the right answers', () => {
    const digits = honest(500, 1)
    const against = (_: number, first: number[]) => {
      const answer = twoLikeliest(first)[0]
      return { answer, probabilities: first.map((_, digit) => (digit === (answer + 1) % 10 ? 1 : 0)), first }
    }
    const looks = { clearLead: 1, digit: against, nonDigit: against }
    expect(calibrate(digits, new Float32Array(0), looks).leastLead).toBe(0)
  })

  it('needs nothing', () => {
    expect(
      calibrate({ outputs: new Float32Array(0), labels: new Uint8Array(0) }, new Float32Array(0)),
    ).toEqual(USUAL_CERTAINTY)
  })
})

it('a threshold for the likeliest probability becomes a lead that says no less', () => {
  fc.assert(
    fc.property(logits, fc.double({ min: 0.5, max: 0.99, noNaN: true }), (nets, threshold) => {
      const probabilities = softmax(nets)
      const sure = unsureOf(probabilities, certaintyOfThreshold(threshold)) === null
      if (Math.max(...probabilities) > threshold + 1e-9) expect(sure).toBe(true)
    }),
  )
})
