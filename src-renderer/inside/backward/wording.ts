/** How the backward pass is put into words and figures. */
import type { CostReading, InsideLayer, InsideLayerKind, InsideNetwork } from '../../../src-main/contract.ts'
import { fixed } from '../../ui/format.ts'
import { leftToRight } from '../../ui/language.svelte.ts'

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/** With so many significant digits: "0.01234", "−12.94", "2.400 × 10⁻⁶". A derivative may be of any size. */
export function figure(value: number, digits = 4): string {
  // @wc-context: in place of a number that is not finite
  if (!Number.isFinite(value)) return /* @wc-include */ 'no number'
  const size = Math.abs(value)
  const sign = value < 0 ? '−' : ''
  if (size === 0) return '0'
  if (size >= 1e-3 && size < 1e5) return leftToRight(`${sign}${plain(size, digits)}`)
  const [mantissa = '', exponent = '0'] = size.toExponential(digits - 1).split('e')
  const power = String(Math.abs(Number(exponent)))
  const raised = power.replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)] ?? '')
  return leftToRight(
    `${sign}${fixed(Number(mantissa), digits - 1)} × 10${Number(exponent) < 0 ? '⁻' : ''}${raised}`,
  )
}

/** As `figure`, with a plus where it is above 0. */
export const signed = (value: number, digits = 4): string =>
  leftToRight(`${value > 0 ? '+' : ''}${figure(value, digits)}`)

/** `toPrecision` without an exponent: of 12345 no digit is lost. */
function plain(size: number, digits: number): string {
  const before = Math.floor(Math.log10(size)) + 1
  return fixed(size, Math.max(0, digits - before))
}

/** What a layer does with the derivative by its output, as a formula (docs/network.md). */
export function handsOn(kind: InsideLayerKind): string {
  const formulas: Readonly<Record<InsideLayerKind, string>> = {
    'fully connected': '∂C/∂input = Wᵀ · ∂C/∂net',
    convolution:
      /* @wc-include */ '∂C/∂input = the same sums as forward, the other way round, place by place',
    'max pool':
      /* @wc-include */ '∂C/∂input = ∂C/∂output for the pixel that won its window, 0 for the others',
    sigmoid: '∂C/∂net = ∂C/∂output · output · (1 − output)',
    relu: /* @wc-include */ '∂C/∂net = ∂C/∂output where the output is above 0, else 0',
    softmax: '∂C/∂netᵢ = pᵢ · (∂C/∂pᵢ − Σⱼ pⱼ · ∂C/∂pⱼ)',
    dropout: /* @wc-include */ '∂C/∂input = ∂C/∂output: outside training it silences nothing',
  }
  return formulas[kind]
}

/** What a layer is handed: the derivative by its output, which for a layer with weights is its net output. */
export function handed({ kind }: InsideLayer): string {
  if (kind === 'fully connected' || kind === 'convolution') return '∂C/∂net'
  return kind === 'softmax' ? '∂C/∂p' : '∂C/∂output'
}

/** The cost's formula. */
export const COST_FORMULAS: Readonly<Record<InsideNetwork['cost'], string>> = {
  'squared-error': 'C = ½ · Σᵢ (outputᵢ − targetᵢ)²',
  'cross-entropy': 'C = −Σᵢ targetᵢ · log outputᵢ',
}

export function costText(cost: InsideNetwork['cost'], truth: number): string {
  return cost === 'squared-error'
    ? `Squared error. The target is 1 for the ${String(truth)} and 0 for the nine other digits; 0 would be perfect.`
    : `Cross-entropy. The target is 1 for the ${String(truth)} and 0 for the nine other digits; 0 would be perfect.`
}

/** The same with the numbers of one reading. */
export function costInNumbers(cost: InsideNetwork['cost'], truth: number, reading: CostReading): string {
  if (cost === 'cross-entropy') {
    return `= −log output${subscript(truth)} = −log ${figure(reading.outputs[truth] ?? 0)} = ${figure(reading.cost)}`
  }
  const parts = reading.outputs.map((output, digit) =>
    digit === truth ? `(${fixed(output, 3)} − 1)²` : `${fixed(output, 3)}²`,
  )
  return `= ½ · (${parts.join(' + ')}) = ${figure(reading.cost)}`
}

const SUBSCRIPTS = '₀₁₂₃₄₅₆₇₈₉'
const subscript = (digit: number): string => SUBSCRIPTS[digit] ?? ''
