import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import type { AngleResult } from '../../src-main/contract.ts'
import { writeIdx } from '../../src-main/datasets/idx.ts'
import { pngOfInk } from '../../src-main/images/png.ts'
import { decodeModel, encodeModel } from '../../src-main/recognizer/model.ts'
import { usualOptions } from '../../src-main/training/recipe.ts'
import { startRun } from '../../src-main/training/run.ts'
import { someModel } from '../recognizer/some-model.ts'
import { fastest, folderOf, squares } from '../training/small-run.ts'
import { digitPad, digitPadIn, newFolder, output, refusal } from './command.ts'

interface Answer {
  readonly digit: number
  readonly probabilities: readonly number[]
  readonly unsure: boolean
  readonly why?: { readonly kind: string; readonly digits?: readonly number[] }
}
interface Measured {
  readonly count: number
  readonly correct: number
  readonly accuracy: number
  readonly perDigit: readonly { digit: number; count: number; wrong: number; accuracy: number }[]
  readonly confusion: readonly (readonly number[])[]
  readonly unsure: number
  readonly unsureRight: number
  readonly unsureWrong: number
  readonly calibrationError: number
}

const folder = newFolder()
const model = join(folder, 'model.safetensors')
const drawings = join(folder, 'drawings.jsonl.gz')
/** Crosses, rings and lines with labels that have nothing to do with them. */
const shapes = Array.from({ length: 40 }, (_, i) => ({
  label: i % 10,
  writer: 'nobody',
  strokes: [
    Array.from({ length: 12 }, (_, t) => [50 + 40 * Math.sin(t / (1 + (i % 5))), 5 * t + i, t, 0.5]),
    [
      [i, 3],
      [90 - i, 70 + i],
    ],
  ],
}))

beforeAll(() => {
  writeFileSync(model, encodeModel(someModel(3)))
  writeFileSync(drawings, gzipSync(shapes.map((shape) => JSON.stringify(shape)).join('\n')))
})

function answers(text: string): Answer[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Answer)
}

describe('recognize', () => {
  it('prints a line for each drawing, in order, with probabilities that sum to 1', () => {
    const lines = answers(output(digitPad('recognize', drawings, '--model', model)))
    expect(lines).toHaveLength(shapes.length)
    for (const { digit, probabilities } of lines) {
      expect(probabilities).toHaveLength(10)
      expect(probabilities.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 5)
      expect(probabilities[digit]).toBe(Math.max(...probabilities))
    }
  })

  it('reads a picture of a drawing as it reads the drawing', () => {
    const one = join(folder, 'one.jsonl')
    const picture = join(folder, 'one.png')
    const seven = [
      [
        [60, 60],
        [200, 60],
        [110, 230],
      ],
    ]
    writeFileSync(one, JSON.stringify({ strokes: seven }))
    writeFileSync(picture, pngOfInk(seven, 280))
    const [drawn, seen] = answers(output(digitPad('recognize', one, picture, '--model', model)))
    expect(seen?.digit).toBe(drawn?.digit)
    expect(seen?.probabilities[drawn!.digit]).toBeCloseTo(drawn!.probabilities[drawn!.digit]!, 1)
  })

  it('says why an answer is unsure, and only then', () => {
    const lines = answers(output(digitPad('recognize', drawings, '--model', model)))
    for (const { digit, unsure, why } of lines) {
      expect(why !== undefined).toBe(unsure)
      if (why?.kind === 'between') expect(why.digits?.[0]).toBe(digit)
      else if (why) expect(why).toEqual({ kind: 'no digit' })
    }
    // The model has learnt nothing, so it is sure of nothing.
    expect(lines.some(({ unsure }) => unsure)).toBe(true)
  })

  it('has no opinion on a drawing without ink', () => {
    const empty = join(folder, 'empty.jsonl')
    writeFileSync(empty, '{"strokes":[]}\n')
    expect(output(digitPad('recognize', empty, '--model', model))).toBe(
      '{"digit":null,"probabilities":null,"unsure":true}\n',
    )
  })

  it('prints a number with its digits, for drawings and for pictures', () => {
    const row = join(folder, 'row.jsonl')
    const picture = join(folder, 'row.png')
    const bars = [20, 120].map((x) => [
      [x, 20],
      [x, 120],
    ])
    writeFileSync(row, `${JSON.stringify({ strokes: bars.toReversed() })}\n{"strokes":[]}\n`)
    writeFileSync(picture, pngOfInk(bars, 280))
    const [drawn, nothing, seen] = output(digitPad('recognize', '--number', row, picture, '--model', model))
      .trimEnd()
      .split('\n')
      .map(
        (text) => JSON.parse(text) as { number: string | null; digits: (Answer & { strokes: number[] })[] },
      )
    expect(drawn!.number).toBe(drawn!.digits.map(({ digit }) => digit).join(''))
    expect(drawn!.digits.map(({ strokes }) => strokes)).toEqual([[1], [0]])
    expect(Object.keys(drawn!.digits[0]!).filter((key) => key !== 'why')).toEqual([
      'digit',
      'probabilities',
      'unsure',
      'strokes',
    ])
    expect(nothing).toEqual({ number: null, digits: [] })
    expect(seen!.digits.map(({ strokes }) => strokes)).toEqual([[], []])
  })

  it('says what is wrong with a file in one line', () => {
    const bad = join(folder, 'bad.jsonl')
    writeFileSync(bad, '{"strokes":[[[1,2]]]}\n{"strokes":[[[1,"b"]]]}\n')
    expect(refusal(digitPad('recognize', bad, '--model', model))).toMatch(/bad\.jsonl, line 2/)
    expect(refusal(digitPad('recognize', 'nowhere.png', '--model', model))).toContain('nowhere.png')
    expect(refusal(digitPad('recognize', model, '--model', model))).toContain('model.safetensors')
    expect(refusal(digitPad('recognize', drawings, '--model', drawings))).toContain('drawings.jsonl.gz')
  })
})

describe('evaluate', () => {
  it('counts what recognize answers', () => {
    const lines = answers(output(digitPad('recognize', drawings, '--model', model)))
    const measured = JSON.parse(
      output(digitPad('evaluate', '--drawings', drawings, '--model', model, '--json')),
    ) as Measured
    const right = lines.filter(({ digit }, i) => digit === shapes[i]!.label).length
    expect(measured.count).toBe(shapes.length)
    expect(measured.correct).toBe(right)
    expect(measured.accuracy).toBeCloseTo(right / shapes.length, 12)
    expect(measured.unsure).toBe(lines.filter(({ unsure }) => unsure).length)
    const unsureAndRight = lines.filter(({ digit, unsure }, i) => unsure && digit === shapes[i]!.label)
    expect(measured.unsureRight).toBe(unsureAndRight.length)
    expect(measured.unsureWrong).toBe(measured.unsure - unsureAndRight.length)
    expect(measured.calibrationError).toBeGreaterThan(0)
    expect(measured.calibrationError).toBeLessThan(1)
    for (const [label, row] of measured.confusion.entries()) {
      for (const [answer, count] of row.entries()) {
        const seen = lines.filter(({ digit }, i) => digit === answer && shapes[i]!.label === label)
        expect(count).toBe(seen.length)
      }
      expect(measured.perDigit[label]).toMatchObject({ digit: label, count: 4, wrong: 4 - row[label]! })
    }
  })

  it('turns some of the digits by every angle, as --rotate turns them all', () => {
    const measure = (...more: string[]): string =>
      output(digitPad('evaluate', '--drawings', drawings, '--model', model, '--json', ...more))
    const { byAngle } = JSON.parse(measure('--by-angle')) as Measured & { byAngle: AngleResult[] }
    expect(byAngle.map(({ degrees }) => degrees)).toEqual(
      Array.from({ length: 24 }, (_, step) => 15 * step - 180),
    )
    for (const { degrees, count, right } of [byAngle[0]!, byAngle[12]!, byAngle[17]!]) {
      const turned = JSON.parse(measure('--rotate', `${degrees}..${degrees}`)) as Measured
      expect([count, right]).toEqual([turned.count, turned.correct])
    }
    const text = output(digitPad('evaluate', '--drawings', drawings, '--model', model, '--by-angle'))
    expect(text).toMatch(/^ -90° +\d+ +\d+ +\d+\.\d\d +\d+\.\d\d$/m)
  })

  it('takes 28×28 images as they are, and normalises others and those it is told to', () => {
    const digits = squares(60, 5)
    const images = join(folder, 'images')
    const labels = join(folder, 'labels.gz')
    writeFileSync(images, writeIdx([60, 28, 28], digits.images))
    writeFileSync(labels, gzipSync(writeIdx([60], digits.labels)))
    const wide = join(folder, 'wide')
    writeFileSync(wide, writeIdx([60, 14, 56], digits.images))
    const measure = (...more: string[]): string =>
      output(digitPad('evaluate', '--labels', labels, '--model', model, '--json', ...more))
    const asTheyAre = measure('--images', images)
    expect((JSON.parse(asTheyAre) as Measured).count).toBe(60)
    expect(measure('--images', images, '--normalize')).not.toBe(asTheyAre)
    expect(measure('--images', wide, '--normalize')).toBe(measure('--images', wide))
  })

  it('turns digits by angles that follow from the seed', () => {
    const rotated = (seed: string): string =>
      output(
        digitPad(
          'evaluate',
          '--drawings',
          drawings,
          '--model',
          model,
          '--json',
          '--rotate',
          '0..90',
          '--seed',
          seed,
        ),
      )
    expect(rotated('1')).toBe(rotated('1'))
    expect(rotated('1')).not.toBe(rotated('2'))
  })

  it('prints the table of the paper without --json', () => {
    const text = output(digitPad('evaluate', '--drawings', drawings, '--model', model))
    const rows = text.split('\n')
    expect(rows[0]?.trim().split(/ {2,}/)).toEqual(['digit', 'number', 'wrong', '% wrong', '% correct'])
    expect(rows[11]?.trim()).toMatch(/^total +40 /)
    expect(text).toContain('Confusion')
  })

  it('leaves out what is marked as suspect, and refuses what has no label', () => {
    const file = join(folder, 'some.jsonl')
    const [first, second] = shapes
    writeFileSync(file, `${JSON.stringify(first)}\n${JSON.stringify({ ...second, suspect: true })}\n`)
    const ended = digitPad('evaluate', '--drawings', file, '--model', model, '--json')
    expect((JSON.parse(output(ended)) as Measured).count).toBe(1)
    expect(ended.stderr).toContain('Left out 1')
    writeFileSync(file, JSON.stringify({ strokes: first!.strokes }))
    expect(refusal(digitPad('evaluate', '--drawings', file, '--model', model))).toContain('"label"')
  })

  it('refuses images and labels that do not belong together', () => {
    const images = join(folder, 'five')
    const labels = join(folder, 'four')
    writeFileSync(images, writeIdx([5, 28, 28], new Uint8Array(5 * 784)))
    writeFileSync(labels, writeIdx([4], new Uint8Array(4)))
    const refused = digitPad('evaluate', '--images', images, '--labels', labels, '--model', model)
    expect(refusal(refused)).toMatch(/5 images .* 4 labels/)
  })
})

describe('train', () => {
  it('writes a model that evaluate measures as it says, the same for the same seed', () => {
    const digits = folderOf(squares(1200, 1), squares(300, 2))
    const train = (name: string, ...more: string[]): Buffer => {
      const out = join(folder, name)
      const result = JSON.parse(
        output(
          digitPad(
            'train',
            '--network',
            'perceptron',
            '--epochs',
            '3',
            '--data',
            digits,
            '--out',
            out,
            ...more,
          ),
        ),
      ) as { file: string; epochs: number; seed: number }
      expect(result).toMatchObject({ file: out, epochs: 3 })
      return readFileSync(out)
    }
    const weights = (file: Buffer): Buffer => file.subarray(8 + file.readUInt32LE(0))
    const first = train('a.safetensors', '--seed', '5', '--threads', '1')
    expect(weights(train('b.safetensors', '--seed', '5', '--threads', '2'))).toEqual(weights(first))
    expect(weights(train('c.safetensors', '--seed', '6'))).not.toEqual(weights(first))
    const measured = JSON.parse(
      output(
        digitPadIn(
          { DIGIT_PAD_MNIST: digits },
          'evaluate',
          '--model',
          join(folder, 'a.safetensors'),
          '--json',
        ),
      ),
    ) as Measured
    expect(measured.count).toBe(300)
    expect(measured.accuracy).toBeGreaterThan(0.9)
  })

  it('goes on with a training that was interrupted, and not with another', async () => {
    const digits = folderOf(squares(1200, 1), squares(300, 2))
    const out = join(folder, 'interrupted.safetensors')
    const checkpoints: Uint8Array[] = []
    const options = { ...usualOptions('perceptron'), epochs: 3 }
    const asked = { options, mnistFolder: digits, cacheFolder: folder, threads: 1, checkpointEvery: 0 }
    const run = startRun(
      asked,
      fastest,
      () => undefined,
      (bytes) => checkpoints.push(bytes),
    )
    const finished = await run.finished
    if (finished.kind !== 'done') throw new Error('The run was stopped.')

    const train = (...more: string[]) =>
      digitPad('train', '--network', 'perceptron', '--epochs', '3', '--data', digits, '--out', out, ...more)
    writeFileSync(`${out}.checkpoint`, checkpoints[Math.floor(0.5 * checkpoints.length) - 1]!)
    const again = train()
    expect(again.stderr).toMatch(/interrupted at (49|50) %/)
    expect(again.status).toBe(0)
    expect(decodeModel(readFileSync(out)).parameters).toEqual(decodeModel(finished.model).parameters)
    expect(existsSync(`${out}.checkpoint`)).toBe(false)

    writeFileSync(`${out}.checkpoint`, checkpoints[0]!)
    const other = train('--seed', '9')
    expect(other.stderr).toContain('is of a training with other options')
    expect(other.status).toBe(0)
    const aside = readdirSync(folder).find((name) => name.startsWith('interrupted.safetensors.other-'))
    expect(readFileSync(join(folder, aside!))).toEqual(Buffer.from(checkpoints[0]!))
  })

  it('refuses before it trains what it could not write', () => {
    expect(refusal(digitPad('train', '--out', join(folder, 'nowhere', 'm')))).toContain('no folder')
    expect(refusal(digitPad('train', '--out', folder))).toContain('is a folder')
    expect(refusal(digitPad('train', '--data', join(folder, 'void'), '--out', join(folder, 'm')))).toContain(
      'void',
    )
  })
})

describe('learn', () => {
  const arrow = (label: number, x: number) => ({
    label,
    strokes: [
      [
        [50, 0],
        [50 + x, 100],
      ],
      [
        [20, 70],
        [50 + x, 100],
        [80, 72],
      ],
    ],
  })
  const lines = (all: readonly object[]): string => all.map((line) => `${JSON.stringify(line)}\n`).join('')

  it('learns the first of each digit, writes the model, and says what it changed', () => {
    const file = join(folder, 'hand.jsonl')
    const out = join(folder, 'hand.safetensors')
    const arrows = Array.from({ length: 8 }, (_, index) => arrow(4, 3 * index))
    writeFileSync(file, lines([...arrows, { ...arrow(5, 0), suspect: true }]))
    const ended = digitPad('learn', '--drawings', file, '--per-digit', '3', '--seed', '2', '--out', out)
    const { rest, ...told } = JSON.parse(output(ended)) as { rest: { before: number; after: number } }
    expect(told).toMatchObject({ file: out, digits: 3 })
    expect(rest).toMatchObject({ count: 5, before: 0 })
    expect(rest.after).toBeGreaterThan(0.5)
    expect(ended.stderr).toContain('Left out 1 drawings marked as suspect.')
    const read = output(digitPad('recognize', file, '--model', out))
      .trim()
      .split('\n')
    const fours = read.filter((line) => (JSON.parse(line) as Answer).digit === 4)
    expect(fours.length).toBeGreaterThan(arrows.length / 2)
  })

  it('refuses what it cannot learn', () => {
    const file = join(folder, 'nothing.jsonl')
    const out = join(folder, 'none.safetensors')
    writeFileSync(file, '')
    expect(refusal(digitPad('learn', '--drawings', file, '--out', out))).toContain('no drawings to learn')
    writeFileSync(file, lines([{ strokes: [[[1, 2]]] }]))
    expect(refusal(digitPad('learn', '--drawings', file, '--out', out))).toContain('drawing 1 has no "label"')
    expect(refusal(digitPad('learn', '--drawings', file, '--out', '/no/such/folder/m'))).toContain('written')
  })
})

describe('help', () => {
  it('names every command and every option that is read', () => {
    const text = output(digitPad('--help'))
    for (const name of ['recognize', 'evaluate', 'train', 'paper'])
      expect(text).toContain(`digit-pad ${name}`)
    expect(output(digitPad('train', '--help'))).toContain('--rotation')
  })
})
