/** How the backward pass is put into words and figures. */
import type { CostReading, InsideLayer, InsideLayerKind, InsideNetwork } from '../../../src-main/contract.ts'

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/** With so many significant digits: "0.01234", "−12.94", "2.400 × 10⁻⁶". A derivative may be of any size. */
export function figure(value: number, digits = 4): string {
  if (!Number.isFinite(value)) return 'no number'
  const size = Math.abs(value)
  const sign = value < 0 ? '−' : ''
  if (size === 0) return '0'
  if (size >= 1e-3 && size < 1e5) return `${sign}${plain(size, digits)}`
  const [mantissa = '', exponent = '0'] = size.toExponential(digits - 1).split('e')
  const power = String(Math.abs(Number(exponent)))
  const raised = power.replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)] ?? '')
  return `${sign}${mantissa} × 10${Number(exponent) < 0 ? '⁻' : ''}${raised}`
}

/** As `figure`, with a plus where it is above 0. */
export const signed = (value: number, digits = 4): string => `${value > 0 ? '+' : ''}${figure(value, digits)}`

/** `toPrecision` without an exponent: of 12345 no digit is lost. */
function plain(size: number, digits: number): string {
  const before = Math.floor(Math.log10(size)) + 1
  return size.toFixed(Math.max(0, digits - before))
}

/** What a layer does with the derivative by its output, as a formula (docs/network.md). */
export const HANDS_ON: Readonly<Record<InsideLayerKind, string>> = {
  'fully connected': '∂C/∂input = Wᵀ · ∂C/∂net',
  convolution: '∂C/∂input = the same sums as forward, the other way round, place by place',
  'max pool': '∂C/∂input = ∂C/∂output for the pixel that won its window, 0 for the others',
  sigmoid: '∂C/∂net = ∂C/∂output · output · (1 − output)',
  relu: '∂C/∂net = ∂C/∂output where the output is above 0, else 0',
  softmax: '∂C/∂netᵢ = pᵢ · (∂C/∂pᵢ − Σⱼ pⱼ · ∂C/∂pⱼ)',
  dropout: '∂C/∂input = ∂C/∂output: outside training it silences nothing',
}

/** What a layer is handed: the derivative by its output, which for a layer with weights is its net output. */
export function handed({ kind }: InsideLayer): string {
  if (kind === 'fully connected' || kind === 'convolution') return '∂C/∂net'
  return kind === 'softmax' ? '∂C/∂p' : '∂C/∂output'
}

/** The cost's name and formula. */
export const COSTS: Readonly<
  Record<InsideNetwork['cost'], { readonly name: string; readonly formula: string }>
> = {
  'squared-error': { name: 'Squared error', formula: 'C = ½ · Σᵢ (outputᵢ − targetᵢ)²' },
  'cross-entropy': { name: 'Cross-entropy', formula: 'C = −Σᵢ targetᵢ · log outputᵢ' },
}

/** The same with the numbers of one reading. */
export function costInNumbers(cost: InsideNetwork['cost'], truth: number, reading: CostReading): string {
  if (cost === 'cross-entropy') {
    return `= −log output${subscript(truth)} = −log ${figure(reading.outputs[truth] ?? 0)} = ${figure(reading.cost)}`
  }
  const parts = reading.outputs.map((output, digit) =>
    digit === truth ? `(${output.toFixed(3)} − 1)²` : `${output.toFixed(3)}²`,
  )
  return `= ½ · (${parts.join(' + ')}) = ${figure(reading.cost)}`
}

const SUBSCRIPTS = '₀₁₂₃₄₅₆₇₈₉'
const subscript = (digit: number): string => SUBSCRIPTS[digit] ?? ''
