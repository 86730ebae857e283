import { describe, expect, test } from 'vitest'
import type { Findings } from '../../src-main/paper/findings.ts'
import { html } from '../../src-main/paper/markup.ts'
import { reportHtml } from '../../src-main/paper/report-html.ts'
import { reportJson } from '../../src-main/paper/report-json.ts'
import { conclusions, percent, points, rowSentence } from '../../src-main/paper/sentences.ts'
import { someFindings } from './some-findings.ts'

const even = someFindings(() => 0.95)
const perfect = someFindings(() => 1)
/** 3 is always taken for 5, and one layer is as good as the paper's table says. */
const threes = someFindings(
  ({ network }, _, label) => (network.id === 'one-layer' ? (label === 3 ? 0.27 : 1) : label === 3 ? 0.9 : 1),
  (label) => (label === 3 ? 5 : null),
)
const claimMet = someFindings(({ network, training }, set) =>
  network.id === 'convolutional' && (set === 'upright' || training.id === 'rotation-90') ? 0.999 : 0.9,
)

const row = ({ rows }: Findings, id: string) => rows.find((one) => one.row.id === id)!.row
const all = (findings: Findings) => conclusions(findings).join(' ')

describe('what it means', () => {
  test('which network comes nearest to the table', () => {
    expect(all(threes)).toContain('Nearest to that comes one layer (784-10)')
    const others = someFindings(({ network }) => (network.id === 'two-hidden' ? 0.926 : 0.8))
    expect(all(others)).toContain('Nearest to that comes two hidden layers (784-128-64-10)')
  })

  test('whether a 3 for a 5 is the commonest error', () => {
    expect(all(threes)).toContain('is the commonest error here, too')
    expect(
      all(
        someFindings(
          (_, __, label) => (label === 7 ? 0.5 : 1),
          () => 1,
        ),
      ),
    ).toContain('is the commonest error of none of the networks here')
  })

  test('whether 99.1 % is reached, and whether a digit stays behind', () => {
    expect(all(even)).toContain('No network trained on digits rotated 0° to 90° reaches')
    expect(all(claimMet)).toContain('is reached by convolutional (upright')
    expect(all(claimMet)).toContain('Every upright digit at 99.1 % or more: convolutional')
    const behind = someFindings((_, set, label) => (label === 8 && set === 'upright' ? 0.985 : 0.9999))
    expect(all(behind)).toContain('is not reproduced')
    expect(rowSentence(behind, row(behind, 'one-layer-none'))).toMatch(
      /on both, upright with 8 \(98\.\d\d %\) below/,
    )
  })

  test('a row against the paper, and against the same network untouched', () => {
    const plain = rowSentence(even, row(even, 'one-layer-none'))
    expect(plain).toMatch(/2\.\d\d points more than the paper/)
    expect(rowSentence(even, row(even, 'one-layer-warp'))).toContain('which may be chance')
    const helped = rowSentence(claimMet, row(claimMet, 'convolutional-rotation-90'))
    expect(helped).toMatch(/rotated \+9\.\d\d points\./)
    expect(helped).toContain('with no digit below it')
    expect(rowSentence(even, row(even, 'one-layer-warp'))).toContain('reaches 99.1 % on neither')
  })

  test('a perfect network leaves no sentence unfinished', () => {
    for (const text of [all(perfect), ...perfect.rows.map((one) => rowSentence(perfect, one.row))]) {
      expect(text).not.toMatch(/undefined|NaN|null|Infinity/)
    }
  })

  test('shares and points', () => {
    expect([percent(0.92174), percent(1, 1)]).toEqual(['92.17 %', '100.0 %'])
    expect([points(0.0042), points(-0.013), points(-0.00001)]).toEqual(['+0.42', '−1.30', '±0.00'])
  })
})

describe('the page', () => {
  const onOneLine = (text: string) => text.replaceAll(' %', '\u00a0%')
  const page = reportHtml(even, 'digit-pad paper --out "a&b"')

  test('stands alone, and needs no script', () => {
    expect(page).not.toMatch(/<script|<link|<img|@import|url\(|https?:|\son\w+=/i)
    expect(page).toContain('color-scheme: light dark')
    expect(page).toContain('@media print')
  })

  test('is well formed: what is opened is closed', () => {
    const open: string[] = []
    for (const [, slash, name, rest] of page.matchAll(/<(\/?)([a-z][a-z0-9]*)\b([^>]*)>/gi)) {
      if (rest!.endsWith('/') || name === 'meta') continue
      if (slash === '') open.push(name!)
      else expect(open.pop()).toBe(name)
    }
    expect(open).toEqual([])
  })

  test('escapes what is put into it', () => {
    expect(page).toContain('--out &quot;a&amp;b&quot;')
    expect(page).toContain('&lt;one-layer-none&gt;')
    expect(html`<b>${'<i>'}${html`<i>${1}</i>`}${['a', '&']}</b>`.text).toBe('<b>&lt;i&gt;<i>1</i>a&amp;</b>')
  })

  test('has the figures of the JSON', () => {
    const report = JSON.parse(reportJson(even, 'x')) as {
      rows: { sentence: string; sets: Record<string, { accuracy: number; worst: { accuracy: number } }> }[]
      pairs: { compared: unknown[] }
    }
    expect(report.rows).toHaveLength(16)
    expect(report.pairs.compared).toHaveLength(96)
    for (const { sets, sentence } of report.rows) {
      for (const { accuracy, worst } of Object.values(sets)) {
        expect(page).toContain(onOneLine(percent(accuracy)))
        expect(page).toContain(onOneLine(percent(worst.accuracy)))
      }
      expect(page).toContain(onOneLine(sentence))
    }
  })

  test('says so where the run was a quick one', () => {
    expect(page).not.toContain('A quick run')
    expect(reportHtml({ ...even, experiment: { ...even.experiment, quick: true } }, 'x')).toContain(
      'A quick run',
    )
  })
})
