/** Numbers as people read them in the language that is spoken. Figures that change are of one width where they can be. */
import type { Language } from '../../src-main/contract.ts'
import { language, leftToRight, writing } from './language.svelte.ts'

/** Formats are costly to make, and few. */
const kept = new Map<string, Intl.NumberFormat>()

/** A number with options of Intl.NumberFormat. */
export function number(value: number, options: Intl.NumberFormatOptions = {}): string {
  const key = `${writing()} ${JSON.stringify(options)}`
  let format = kept.get(key)
  if (format === undefined) {
    format = new Intl.NumberFormat(writing(), options)
    kept.set(key, format)
  }
  // A true minus, as wide as a plus, where the language has none of its own.
  const text = format.format(value).replace('-', '−')
  // With a word of the language, as in "1.6 م.ب", it reads in the direction of the language.
  return /\p{L}/u.test(text) ? text : leftToRight(text)
}

/** With so many digits behind the point, no more and no fewer. */
export const fixed = (value: number, decimals: number): string =>
  number(value, { minimumFractionDigits: decimals, maximumFractionDigits: decimals })

/** 12345 → "12,345". */
export const count = (value: number): string => number(value, { maximumFractionDigits: 0 })

/** A share of 1 as "96.3%". Only what is exactly all or nothing is said to be. */
export function percent(share: number, decimals = 1): string {
  const options = {
    style: 'percent',
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  } as const
  const least = 10 ** -decimals / 100
  if (share < 1 && share > 1 - least / 2) return leftToRight(`>${number(1 - least, options)}`)
  return number(share, options)
}

/** A file's size, 1,612,345 → "1.6 MB". */
export function size(bytes: number): string {
  const unit = bytes < 1e6 ? 'kilobyte' : 'megabyte'
  const value = bytes < 1e6 ? Math.ceil(bytes / 1000) : bytes / 1e6
  const decimals = bytes < 1e6 ? 0 : 1
  return number(value, {
    style: 'unit',
    unit,
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  })
}

/** 72 → "1 min 12 s". The smaller of two has two digits, so that what counts down does not jump. */
export function duration(seconds: number): string {
  const rounded = Math.max(0, Math.round(seconds))
  const [hours, minutes, rest] = [Math.floor(rounded / 3600), Math.floor(rounded / 60) % 60, rounded % 60]
  const two = (value: number) => number(value, { minimumIntegerDigits: 2 })
  // @wc-include
  if (hours > 0) return `${number(hours)} h ${two(minutes)} min`
  // @wc-include
  if (minutes > 0) return `${number(minutes)} min ${two(rest)} s`
  // @wc-include
  return `${number(rest)} s`
}

/** −15 → "−15°", with a true minus. */
export const angle = (degrees: number): string => leftToRight(`${number(degrees)}°`)

/** A mean cost with four significant digits: "0.0431". */
export const loss = (value: number): string => fixed(value, value >= 10 ? 1 : 4)

/** An ISO date as "12 Mar 2026, 14:05", in the person's own time zone. */
export function date(iso: string): string {
  const when = new Date(iso)
  if (Number.isNaN(when.getTime())) return iso
  return new Intl.DateTimeFormat(writing(), { dateStyle: 'medium', timeStyle: 'short' }).format(when)
}

/** What stands between the parts of a description: "MNIST, upright". */
export const comma = (): string => COMMAS[language()] ?? ', '
const COMMAS: Readonly<Partial<Record<Language, string>>> = { ar: '، ', ja: '、', 'zh-CN': '，' }

/** "MNIST, upright": without an "and", which Intl.ListFormat puts before the last in several languages. */
export const listed = (items: readonly string[]): string => items.join(comma())

/** "4 or 9". */
export const either = (items: readonly string[]): string =>
  new Intl.ListFormat(writing(), { type: 'disjunction' }).format(items)

/** "4, 7 and 9". */
export const all = (items: readonly string[]): string =>
  new Intl.ListFormat(writing(), { type: 'conjunction' }).format(items)
