/** That every look of the page comes from tokens.css, and that it can be read from right to left. */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const folder = new URL('../../src-renderer/', import.meta.url)
/** Every file of the page but the tokens themselves. What is saved from the window has a look of its own. */
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => /\.(svelte|css|ts)$/.test(file) && !/tokens\.css|export/.test(file))
  .map((file) => ({ file, text: readFileSync(fileURLToPath(new URL(file, folder)), 'utf8') }))

const linesWith = (pattern: RegExp) =>
  sources.flatMap(({ file, text }) =>
    text
      .split('\n')
      .filter((line) => pattern.test(line))
      .map((line) => `${file}: ${line.trim()}`),
  )

interface Declaration {
  readonly file: string
  readonly property: string
  readonly value: string
}

/** Every declaration in a style sheet or a style attribute. */
const declarations: readonly Declaration[] = sources.flatMap(({ file, text }) => {
  const sheet = (file.endsWith('.css') ? text : (/<style>([^]*)<\/style>/.exec(text)?.[1] ?? '')).replaceAll(
    /\/\*[^]*?\*\//g,
    '',
  )
  const inSheet = [...sheet.matchAll(/(?<=[{;]\s*)([-a-z]+):\s*([^;{}]+);/g)]
  const inAttributes = [...text.matchAll(/\bstyle:([-a-z]+)=("[^"]*"|\{[^}]*\})/g)]
  return [...inSheet, ...inAttributes].map(([, property = '', value = '']) => ({
    file,
    property,
    value: value.replaceAll(/\s+/g, ' ').trim(),
  }))
})
const written = ({ file, property, value }: Declaration) => `${file}: ${property}: ${value}`

/** The values of one property that a shorthand holds, split at the spaces outside of brackets. */
function partsOf(value: string): string[] {
  const parts = ['']
  let depth = 0
  for (const sign of value) {
    depth += sign === '(' ? 1 : sign === ')' ? -1 : 0
    if (sign === ' ' && depth === 0) parts.push('')
    else parts.push(`${parts.pop() ?? ''}${sign}`)
  }
  return parts
}

test('the style sheets are found', () => {
  expect(declarations.length).toBeGreaterThan(1000)
})

test('colours are written in one file', () => {
  const raw = linesWith(/#[0-9a-f]{3,8}\b(?=[;,) ])|\b(rgb|hsl|oklch)a?\(/i)
  expect(raw.filter((line) => !line.includes('this.#') && !line.includes('/**'))).toEqual([])
})

test('nothing is bound to the left or the right, so that a page read from right to left is its mirror image', () => {
  const sided = declarations.filter(({ property, value }) => {
    if (/(^|-)(left|right)(-|$)/.test(property) || /\b(left|right)\b/.test(value)) return true
    // Four lengths name the right before the left.
    if (/^(padding|margin|inset|border-(width|color|style)|scroll-(padding|margin))$/.test(property)) {
      const [, right, , left] = partsOf(value)
      return left !== undefined && left !== right
    }
    if (property === 'inset') return partsOf(value).length > 1
    if (property === 'border-radius') return partsOf(value).length > 1
    return (
      /translateX|scaleX|rotate\(|^(rotate|scale|translate|transform-origin|object-position|background-position)$/.test(
        property === 'transform' ? value : property,
      ) && !/var\(--forward\)/.test(value)
    )
  })
  const reasons: Readonly<Record<string, string>> = {
    'ui/SwitchInput.svelte: translate: 0 -50%': 'moves up, to the middle',
    'inside/pictures/ScaleLegend.svelte: background: linear-gradient(to right, var(--map-negative), var(--map-zero), var(--map-positive))':
      'numbers grow to the right in every language, and so in its dir="ltr"',
    'train/AdvancedRows.svelte: rotate: 0deg': 'points down',
  }
  expect(sided.map(written).filter((each) => !(each in reasons))).toEqual([])
  expect(Object.keys(reasons).filter((each) => !sided.map(written).includes(each))).toEqual([])
})

/** The declarations of a kind whose values hold what the tokens should, each as a line. */
const raw = (properties: RegExp, allowed: RegExp) =>
  declarations
    .filter(
      ({ property, value }) => properties.test(property) && !allowed.test(value.replace(' !important', '')),
    )
    .map(written)

const UNITS_OF_A_DRAWING: Readonly<Record<string, string>> = {
  'results/Plot.svelte: font-size: 13px': 'of the 360 that the plot is wide',
  'inside/forward/ActivationCurve.svelte: font-size: 10px': 'of the 260 that the curve is wide',
}

/** A length is a token, nothing, or reckoned from tokens and from what surrounds it. */
const LENGTH = /^(?!.*(?<![-\w])[\d.]*[1-9]\d*(\.\d+)?(px|rem|em|ch|ex)\b)/

test.each([
  ['spaces', /^(padding|margin|gap|row-gap|column-gap|inset|top|bottom)(-|$)/, LENGTH],
  ['corners', /radius$/, LENGTH],
  ['sizes of type', /^font-size$/, /^(inherit$|var\(--|clamp\(var\(--)/],
  ['weights of type', /^font-weight$/, /^(inherit|var\(--weight-\w+\))$/],
  ['heights of lines', /^line-height$/, /^(inherit|var\(--leading(-\w+)?\))$/],
  ['motions', /^(transition|animation)/, /^(?!.*(?<![-\w])[\d.]+m?s\b)/],
])('%s come from tokens.css', (_, properties, allowed) => {
  expect(raw(properties, allowed).filter((each) => !(each in UNITS_OF_A_DRAWING))).toEqual([])
})
