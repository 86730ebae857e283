/** The catalogues hold what the sources say, and every language says all of it. */
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { runInNewContext } from 'node:vm'
import PO from 'pofile'
import { describe, expect, test } from 'vitest'
import { extracted } from '../../resources/locales/extract.ts'
import { LANGUAGES, SOURCE } from '../../resources/locales/languages.ts'
import { LANGUAGE_TAGS } from '../../src-main/contract.ts'

const folder = new URL('../../resources/locales/', import.meta.url)
const read = (language: string) => PO.parse(readFileSync(new URL(`${language}.po`, folder), 'utf8'))
type Item = ReturnType<typeof read>['items'][number]
const OTHERS = Object.keys(LANGUAGES).filter((language) => language !== SOURCE)

/** What stands for a value, for a count, or for something in the page: {0}, #, <0/>, <0> and </0>. */
const marksIn = (text: string) => [...new Set(text.match(/\{\d\}|#|<\/?\d\/?>/g))].sort()

/** How a sentence ends, whatever sign a language has for it. */
function endOf(text: string): string {
  const last = text.trimEnd().at(-1) ?? ''
  const ends: Readonly<Record<string, string>> = { '。': '.', '：': ':', '？': '?', '؟': '?', '…': '…' }
  const end = ends[last] ?? last
  return ['.', ':', '?', '…'].includes(end) ? end : ''
}

/** What is wrong with an entry, as a line; nothing where all is well. */
function faultsOf(item: Item, forms: number): string[] {
  const source = item.msgid_plural || item.msgid
  const faults: string[] = []
  const wanted = item.msgid_plural ? forms : 1
  if (item.flags['fuzzy']) faults.push('is fuzzy')
  if (item.msgstr.length !== wanted) faults.push(`has ${item.msgstr.length} forms in place of ${wanted}`)
  if (item.msgstr.some((text) => text === '')) return [...faults, 'is not translated']
  for (const [form, text] of item.msgstr.entries()) {
    const [marks, sourceMarks] = [marksIn(text), marksIn(source)]
    // Of none, one or two, a language may say the number in a word of its own.
    const whole = !item.msgid_plural || form === item.msgstr.length - 1
    const fits = whole
      ? JSON.stringify(marks) === JSON.stringify(sourceMarks)
      : marks.every((mark) => sourceMarks.includes(mark))
    if (!fits)
      faults.push(`has ${marks.join(' ') || 'nothing'} in place of ${sourceMarks.join(' ') || 'nothing'}`)
    if (endOf(text) !== endOf(source)) faults.push('ends otherwise than the English')
    if (text !== text.trim()) faults.push('begins or ends with a space')
    if (/[!！]/.test(text)) faults.push('has an exclamation mark')
  }
  return faults
}

test('every language can be chosen', () => {
  expect(Object.keys(LANGUAGES)).toEqual(LANGUAGE_TAGS)
})

test('the catalogues are what the sources say: else run `npm run texts`', async () => {
  for (const [path, content] of await extracted(true)) {
    const kept = readFileSync(new URL(basename(path), folder), 'utf8')
    expect(kept === content, `${basename(path)} is as it was taken`).toBe(true)
  }
})

describe.each(OTHERS)('%s', (language) => {
  const catalogue = read(language)

  test('says everything', () => {
    const forms = LANGUAGES[language as keyof typeof LANGUAGES].nplurals
    const faults = catalogue.items.flatMap((item) =>
      faultsOf(item, forms).map((fault) => `“${item.msgid}” ${fault}`),
    )
    expect(faults).toEqual([])
  })

  test('has the rule for its counts, which CLDR agrees with', () => {
    const plural = (catalogue.headers['Plural-Forms'] ?? '').replace(/^.*plural=(.*);$/, '$1')
    const rule = LANGUAGES[language as keyof typeof LANGUAGES]
    expect(plural).toBe(rule.plural)
    // As many forms as CLDR has for whole numbers that are counted here, and the same form for the same category.
    const rules = new Intl.PluralRules(language)
    const formOf = runInNewContext(`(n) => Number(${rule.plural})`) as (n: number) => number
    const byCategory = new Map<string, number>()
    for (let n = 0; n <= 1000; n++) {
      const category = rules.select(n)
      if (!byCategory.has(category)) byCategory.set(category, formOf(n))
      expect(formOf(n), `the form of ${n}`).toBe(byCategory.get(category))
    }
    expect(byCategory.size).toBe(rule.nplurals)
  })
})
