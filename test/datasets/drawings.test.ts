import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  drawingLine,
  parseDrawings,
  readDrawings,
  type LabelledDrawing,
} from '../../src-main/datasets/drawings.ts'
import { PlainError } from '../../src-main/plain-error.ts'
import { gzipBomb, growth } from './gzip-bomb.ts'
import { temporaryFolder } from './temporary-folder.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)
const parse = (text: string) => parseDrawings(utf8(text), 'mine.jsonl')

function complaint(action: () => unknown): string {
  try {
    action()
  } catch (error) {
    expect(error).toBeInstanceOf(PlainError)
    return (error as Error).message
  }
  throw new Error('nothing was thrown')
}

describe('what is read', () => {
  it('is a drawing a line, with what is said about it', () => {
    const lines = [
      '{"label":3,"writer":"anna","strokes":[[[1,2],[3.5,-4]],[[5,6]]]}',
      '{"strokes":[[[1,2,0.5,1000]]],"suspect":true,"colour":{"ink":["blue"]}}',
      '{"strokes":[],"label":null,"writer":null,"suspect":null}',
    ]
    const drawings: LabelledDrawing[] = [
      {
        strokes: [
          [
            [1, 2],
            [3.5, -4],
          ],
          [[5, 6]],
        ],
        label: 3,
        writer: 'anna',
        suspect: false,
      },
      { strokes: [[[1, 2, 0.5, 1000]]], label: null, writer: null, suspect: true },
      { strokes: [], label: null, writer: null, suspect: false },
    ]
    expect(parse(lines.join('\n'))).toEqual(drawings)
    expect(parse(`\uFEFF${lines.join('\r\n')}\r\n`)).toEqual(drawings)
    expect(parse(`\n${lines.join('\n\n  \n')}\n\n`)).toEqual(drawings)
    expect(parseDrawings(gzipSync(lines.join('\n')), 'mine.jsonl')).toEqual(drawings)
    expect(parse('')).toEqual([])
  })

  it('is what was written', () => {
    const coordinate = fc.double({ min: -100_000, max: 100_000, noNaN: true }).map((value) => value || 0)
    const drawing: fc.Arbitrary<LabelledDrawing> = fc.record({
      strokes: fc.array(fc.array(fc.array(coordinate, { minLength: 2, maxLength: 5 })), { maxLength: 5 }),
      label: fc.option(fc.nat(9)),
      writer: fc.option(fc.string({ unit: 'grapheme' })),
      suspect: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(drawing), fc.boolean(), (drawings, zipped) => {
        const text = drawings.map(drawingLine).join('')
        expect(parseDrawings(zipped ? gzipSync(text) : utf8(text), 'mine.jsonl')).toEqual(drawings)
      }),
    )
  })

  it('may be a file, gzipped whatever its name', () => {
    const folder = temporaryFolder()
    const line = '{"strokes":[[[1,2]]],"label":7}'
    writeFileSync(join(folder, 'plain.jsonl.gz'), line)
    writeFileSync(join(folder, 'zipped.jsonl'), gzipSync(line))
    expect(readDrawings(join(folder, 'plain.jsonl.gz'))).toEqual(readDrawings(join(folder, 'zipped.jsonl')))
    expect(readDrawings(join(folder, 'zipped.jsonl'))[0]?.label).toBe(7)
    expect(complaint(() => readDrawings(join(folder, 'none.jsonl')))).toMatch(/There is no file/)
  })

  it('may be thousands of drawings of real people', (context) => {
    const beside = fileURLToPath(new URL('../../../shared/pen-digits/pen-digits.jsonl.gz', import.meta.url))
    const file = process.env['DIGIT_PAD_PEN_DIGITS'] ?? beside
    if (!existsSync(file)) return context.skip('DIGIT_PAD_PEN_DIGITS names no file of pen digits')
    const drawings = readDrawings(file)
    expect(drawings).toHaveLength(7494)
    expect(drawings.filter(({ suspect }) => suspect)).toHaveLength(3)
    expect(new Set(drawings.map(({ writer }) => writer)).size).toBe(30)
    expect(drawings.every(({ label }) => label !== null)).toBe(true)
  })
})

describe('what is wrong is said, with its line', () => {
  const good = '{"strokes":[[[1,2]]]}'
  /** The complaint about a line that stands third, after an empty one. */
  const third = (line: string) => complaint(() => parse(`${good}\n\n${line}\n${good}`))

  it('of lines that are no drawings', () => {
    for (const line of ['hello', '{"strokes":[[[1,2]]]', '{"strokes":[[[1,NaN]]]}', '[[[1,2]]] []', '{}{}']) {
      expect(third(line)).toBe('mine.jsonl, line 3: this is not JSON. A line is {"strokes":[[[x,y],…],…]}.')
    }
    for (const line of [
      '{}',
      '[]',
      '7',
      'null',
      '"strokes"',
      '{"label":3}',
      '{"__proto__":{"strokes":[]}}',
    ]) {
      expect(third(line)).toMatch(/^mine\.jsonl, line 3: there are no strokes\./)
    }
  })

  it('of strokes and points', () => {
    const of = (strokes: string) => third(`{"strokes":${strokes}}`).replace('mine.jsonl, line 3: ', '')
    expect(of('"1,2"')).toBe('strokes is not a list of strokes.')
    expect(of('null')).toBe('strokes is not a list of strokes.')
    expect(of('[[[1,2]],{"x":1}]')).toBe('strokes.1 is not a list of points.')
    expect(of('[[[1,2],{"x":1,"y":2}]]')).toBe('strokes.0.1 is not a point: [x, y].')
    expect(of('[[1,2]]')).toBe('strokes.0.0 is not a point: [x, y].')
    expect(of('[[[1]]]')).toBe('strokes.0.0 needs x and y.')
    expect(of('[[[1,"2"]]]')).toBe('strokes.0.0.1 is not a number.')
    expect(of('[[[1,null]]]')).toBe('strokes.0.0.1 is not a number.')
    expect(of('[[[1,[[[[2]]]]]]]')).toBe('strokes.0.0.1 is not a number.')
    expect(of('[[[1,1e999]]]')).toBe('strokes.0.0 lies outside −100000…100000.')
    expect(of('[[[-100001,2]]]')).toBe('strokes.0.0 lies outside −100000…100000.')
  })

  it('of what is said about a drawing', () => {
    const of = (rest: string) => third(`{"strokes":[],${rest}}`).replace('mine.jsonl, line 3: ', '')
    for (const label of ['10', '-1', '3.5', '"3"', '[3]', 'true']) {
      expect(of(`"label":${label}`)).toBe('label is not a digit from 0 to 9.')
    }
    expect(of('"writer":7')).toBe('writer is not a text.')
    expect(of('"suspect":"no"')).toBe('suspect is neither true nor false.')
  })

  it('of more than can be a drawing', () => {
    const list = (part: string, count: number) => `[${new Array<string>(count).fill(part).join()}]`
    const lineOf = (strokes: string) => `{"strokes":${strokes}}`
    expect(third(lineOf(list('[[1,2]]', 201)))).toMatch(/strokes has more than 200 strokes/)
    expect(third(lineOf(list(list('[1,2]', 20_001), 1)))).toMatch(/strokes\.0 has more than 20000 points/)
    expect(third(lineOf(list(list(list('1', 17), 1), 1)))).toMatch(/strokes\.0\.0 has more than 16 numbers/)
    expect(third(lineOf(list(list('[1,2]', 20_000), 6)))).toMatch(/strokes has more than 50000 points/)
    expect(parse(lineOf(list(list('[1,2]', 20_000), 2)))[0]?.strokes[1]).toHaveLength(20_000)
  })

  it('of lines without end and lists without bottom', () => {
    const deep = '['.repeat(200_000)
    expect(third(`{"strokes":${deep}`)).toMatch(/line 3: this is not JSON/)
    expect(third(`{"strokes":${deep}${']'.repeat(200_000)}}`)).toMatch(/line 3: /)
    expect(third(`{"strokes":[],"more":"${'x'.repeat(4 * 2 ** 20)}"}`)).toMatch(
      /line 3: this is longer than 4 MB/,
    )
  })

  it('of text that is not UTF-8', () => {
    const latin = Buffer.from(`${good}\n{"strokes":[],"writer":"Zoë"}`, 'latin1')
    expect(complaint(() => parseDrawings(latin, 'f'))).toBe('f, line 2: this is not text in UTF-8.')
    const utf16 = Buffer.from(good, 'utf16le')
    expect(complaint(() => parseDrawings(utf16, 'f'))).toMatch(/^f, line 1: this is not /)
    expect(complaint(() => parseDrawings(Uint8Array.of(0x89, 0x50, 0x4e, 0x47), 'f'))).toMatch(/^f, line 1: /)
  })

  it('of damaged gzip files and of gzip bombs', () => {
    const zipped = gzipSync(good.repeat(50))
    expect(complaint(() => parseDrawings(zipped.subarray(0, 30), 'f'))).toMatch(/^f is damaged/)
    const bomb = gzipBomb(utf8(`${good}\n`))
    const taken = growth(() => {
      expect(complaint(() => parseDrawings(bomb, 'f'))).toBe('f holds more than 16 MB of drawings. Split it.')
    })
    expect(taken).toBeLessThan(512 * 2 ** 20)
  })

  it('whatever the text: by PlainErrors alone', () => {
    const value = fc.json({ maxDepth: 4 })
    const text = fc.oneof(
      value,
      value.map((json) => `{"strokes":${json}}`),
      fc.string(),
    )
    fc.assert(
      fc.property(text, (line) => {
        try {
          parse(line)
        } catch (error) {
          expect(error).toBeInstanceOf(PlainError)
          expect((error as Error).message).toMatch(/^mine\.jsonl, line \d+: /)
        }
      }),
      { numRuns: 500 },
    )
  })
})
